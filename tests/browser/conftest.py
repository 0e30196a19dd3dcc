"""A real Airflow API server with our plugin and the test world, and a real Chromium."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from readout.config import Settings
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.environment import Ports, airflow_environment, free_port, load_secrets
from readout.launcher.processes import SERVICES, Family

from tests.browser.launching import launched
from tests.ui.world import build


@dataclass(frozen=True)
class Server:
    base: str
    password: str
    run: str  # a run of extract_facts
    home: Path
    family: Family  # for what else a test must start
    api: AirflowApi


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("airflow")
    build(Settings(home=home, feeds=home / "f", watches=home / "w", memory_limit="512MB"))
    ports = Ports(free_port(0, "--port"), 0, 0)
    secrets = load_secrets(home)
    env = airflow_environment(home, ports, secrets, {})
    family = Family(home / "logs", env)
    api = AirflowApi(f"http://127.0.0.1:{ports.ui}", "admin", secrets.admin_password)
    try:
        family.run("db-migrate", "db", "migrate")
        family.run("dags", "dags", "reserialize")
        family.serve("api-server", SERVICES["api-server"])
        deadline = time.monotonic() + 180
        while not api.healthy():
            family.check()
            assert time.monotonic() < deadline, family.log_end("api-server", 20)
            time.sleep(0.3)
        run = api.trigger("extract_facts")
        yield Server(api.base, secrets.admin_password, run, home, family, api)
    finally:
        family.stop()


# Of the package, not the session: playwright keeps an event loop in this thread while it
# lives, and the tests of other rooms run loops of their own.
@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser
