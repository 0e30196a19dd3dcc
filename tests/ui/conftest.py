"""The world's warehouse, built once, and the app on it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from readout.config import Settings

# Before Airflow is imported: it would make a home in the user's.
os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-home-"))

from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.ui.world import build


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("world")
    settings = Settings(
        home=home, feeds=home / "feeds.opml", watches=home / "w.yaml", memory_limit="512MB"
    )
    build(settings)
    return settings


def _client(app: FastAPI) -> TestClient:
    top = FastAPI()
    top.mount("/readout", app)
    return TestClient(top, headers={"Accept": "text/html"}, follow_redirects=False)


@pytest.fixture
def anonymous() -> Iterator[TestClient]:
    from readout.ui.app import app

    with _client(app) as client:
        yield client


@pytest.fixture
def app_of(monkeypatch: pytest.MonkeyPatch):
    """home folder -> a client of somebody who may look."""
    from readout.ui.app import make_app, may_look

    def made(home: Path) -> TestClient:
        monkeypatch.setenv("READOUT_HOME", str(home))
        monkeypatch.setenv("READOUT_MEMORY_LIMIT", "512MB")
        app = make_app()
        app.dependency_overrides[may_look] = lambda: None
        return _client(app)

    return made


@pytest.fixture
def client(app_of, world: Settings) -> TestClient:
    return app_of(world.home)


@pytest.fixture
def signed_in_to(app_of):
    """home folder -> a client of mara, who may change what stands there."""
    from readout.ui.asking import signed_in

    def made(home: Path) -> TestClient:
        client = app_of(home)
        (mount,) = (r for r in client.app.routes if getattr(r, "path", "") == "/readout")
        mount.app.dependency_overrides[signed_in] = lambda: "mara"
        return client

    return made
