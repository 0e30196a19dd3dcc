"""docker/compose.yaml, as docker-compose itself reads it. No engine is needed for that."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from readout.config import ROOT

FILE = ROOT / "docker" / "compose.yaml"
TEXT = FILE.read_text(encoding="utf-8")
SECRETS = {
    "READOUT_CONFIG": "/srv/readout",
    "READOUT_CONTACT": "https://desk.example/contact",
    "READOUT_ADMIN_PASSWORD": "pass-one",
    "READOUT_SECRET": "secret-two",
    "JWT_SECRET": "secret-three",
    "FERNET_KEY": "key-four",
    "POSTGRES_PASSWORD": "pass-five",
}
needs_compose = pytest.mark.skipif(
    shutil.which("docker-compose") is None,
    reason="docker-compose is not installed (apt-get install docker-compose)",
)


def _config(folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    # A folder of its own, so that nobody's .env is read.
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        ["docker-compose", "--project-directory", folder, "-f", FILE, "config"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    done = _config(tmp_path_factory.mktemp("compose"), SECRETS)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


@needs_compose
def test_the_services_of_the_product_are_there(config: dict[str, Any]) -> None:
    services = config["services"]
    assert set(services) == {
        "postgres", "prepare", "api-server", "scheduler", "dag-processor", "triggerer", "mail",
    }  # fmt: skip
    ours = {name: s for name, s in services.items() if name != "postgres"}
    assert {s["user"] for s in ours.values()} == {"10001"}
    assert all("state:/opt/readout/var:rw" in s["volumes"] for s in ours.values())
    assert all("/srv/readout:/opt/readout/config:ro" in s["volumes"] for s in ours.values())
    for name in ("api-server", "scheduler", "dag-processor", "triggerer", "postgres"):
        assert services[name]["healthcheck"]["test"]


@needs_compose
def test_ports_are_published_on_the_loopback_only(config: dict[str, Any]) -> None:
    ports = [p for s in config["services"].values() for p in s.get("ports", ())]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports)
    assert config["services"]["mail"]["network_mode"] == "service:scheduler"


@needs_compose
@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_missing_variable_is_named(tmp_path: Path, name: str) -> None:
    done = _config(tmp_path, {k: v for k, v in SECRETS.items() if k != name})
    assert done.returncode != 0
    assert name in done.stderr


@needs_compose
def test_secrets_reach_only_what_needs_them(config: dict[str, Any]) -> None:
    holders = {
        value: {
            service
            for service, s in config["services"].items()
            if any(value in str(v) for v in (s.get("environment") or {}).values())
        }
        for value in ("pass-one", "pass-five")
    }
    assert holders["pass-one"] == {"prepare"}
    assert "postgres" in holders["pass-five"]


@needs_compose
def test_mail_goes_to_the_catcher_unless_a_server_is_given(
    config: dict[str, Any], tmp_path: Path
) -> None:
    told = urlsplit(config["services"]["scheduler"]["environment"]["AIRFLOW_CONN_SMTP_DEFAULT"])
    assert (told.scheme, told.hostname, told.port) == ("smtp", "127.0.0.1", 8025)
    assert parse_qs(told.query)["from_email"] == ["readout@localhost"]
    own = '{"conn_type": "smtp", "host": "mail.desk.example"}'
    done = _config(tmp_path, {**SECRETS, "AIRFLOW_CONN_SMTP_DEFAULT": own})
    services = yaml.safe_load(done.stdout)["services"]
    assert services["scheduler"]["environment"]["AIRFLOW_CONN_SMTP_DEFAULT"] == own


def test_no_secret_stands_in_the_file() -> None:
    for line in TEXT.splitlines():
        if found := re.match(r"\s+(\w*(?:PASSWORD|SECRET|_KEY)):\s*(.*)", line):
            assert found[2].startswith("${"), found[1]


def test_the_image_runs_as_nobody_special_and_copies_what_exists() -> None:
    recipe = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
    assert re.findall(r"^USER (\d+)$", recipe, re.M)[-1] == "10001"
    for line in re.findall(r"^COPY (.+)$", recipe, re.M):
        *sources, _ = line.split()
        assert [s for s in sources if not (ROOT / s).exists()] == []
