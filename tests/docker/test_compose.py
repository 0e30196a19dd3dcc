"""docker/compose.yaml, as docker-compose itself reads it. No engine is needed for that."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from readout.config import ROOT, Settings, load_settings, variable
from readout.launcher.up import pools

from tests.left_out import IN_CI

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
OF_SCALE = {"BROKER_PASSWORD": "pass-six", "AWS_SECRET_ACCESS_KEY": "pass-seven"}
# Settings that compose must know itself: docker/.env names them.
BY_ENV = {"READOUT_BASE_URL", "READOUT_CONTACT", "READOUT_SECRET"}
# Of the shape `scale` these follow from where its own services are; docker/.env moves the second.
BY_SHAPE = {"READOUT_WAREHOUSE", "READOUT_DATA"}
OURS = {
    "single": {"prepare", "api-server", "scheduler", "dag-processor", "mail"},
    "scale": {
        "scale-prepare", "scale-api-server", "scale-scheduler", "scale-dag-processor",
        "worker-desk", "worker", "scale-mail",
    },
}  # fmt: skip
THEIRS = {"postgres", "broker", "objects", "objects-volume"}
needs_compose = pytest.mark.skipif(
    shutil.which("docker-compose") is None and not IN_CI,
    reason="docker-compose is not installed (apt-get install docker-compose)",
)


def _config(
    folder: Path, variables: dict[str, str], settings: str = ""
) -> subprocess.CompletedProcess[str]:
    # A folder of its own, so that nobody's .env is read.
    kept = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    (folder / "settings.env").write_text(settings, encoding="utf-8")
    return subprocess.run(
        ["docker-compose", "--project-directory", folder, "-f", FILE, "config"],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _given(name: str) -> str:
    return f"told-{name.lower()}"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Every setting given, each where docs/docker.md says."""
    names = [variable(field) for field in Settings.model_fields]
    lines = [f"{name}={_given(name)}" for name in names if name not in BY_ENV]
    told = {**SECRETS, **OF_SCALE, **{name: _given(name) for name in BY_ENV}}
    done = _config(tmp_path_factory.mktemp("compose"), told, "\n".join(lines))
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = yaml.safe_load(done.stdout)
    return found


@needs_compose
def test_both_shapes_are_there(config: dict[str, Any]) -> None:
    services = config["services"]
    assert set(services) == THEIRS | OURS["single"] | OURS["scale"]
    for shape, names in OURS.items():
        assert {tuple(services[name]["profiles"]) for name in names} == {(shape,)}
    assert "profiles" not in services["postgres"]
    for name in OURS["single"] | OURS["scale"] - {"worker"}:
        assert "state:/opt/readout/var:rw" in services[name]["volumes"], name
    for name in OURS["single"] | OURS["scale"]:
        assert "/srv/readout:/opt/readout/config:ro" in services[name]["volumes"], name
    assert not [v for v in services["worker"]["volumes"] if v.startswith("state:")]
    assert services["worker"]["deploy"]["replicas"] in (2, "2")


@needs_compose
@pytest.mark.parametrize("field", Settings.model_fields)
def test_every_setting_reaches_every_process(config: dict[str, Any], field: str) -> None:
    name = variable(field)
    missing = [
        service
        for shape, services in OURS.items()
        for service in services
        if not (shape == "scale" and name in BY_SHAPE)
        and config["services"][service]["environment"].get(name) != _given(name)
    ]
    assert missing == []


@needs_compose
@pytest.mark.parametrize("service", ["scheduler", "worker"])
def test_what_a_process_is_told_are_settings_of_the_product(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: str
) -> None:
    """Nothing set in settings.env: then what compose itself says is taken by `load_settings`."""
    done = _config(tmp_path, SECRETS | OF_SCALE)
    told = yaml.safe_load(done.stdout)["services"][service]["environment"]
    for name in [name for name in os.environ if name.startswith("READOUT_")]:
        monkeypatch.delenv(name)
    for name, value in told.items():
        if name.startswith("READOUT_"):
            monkeypatch.setenv(name, value)
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    found = load_settings()
    assert found.contact == SECRETS["READOUT_CONTACT"]
    assert found.base_url == "http://127.0.0.1:8080"


@needs_compose
def test_nobody_is_root_and_nothing_is_written_but_volumes(config: dict[str, Any]) -> None:
    for name, service in config["services"].items():
        # It gives a fresh volume to the store, and ends; no network, one capability.
        if name != "objects-volume":
            assert service["user"].split(":")[0] not in ("0", "root"), name
            assert "no-new-privileges:true" in service["security_opt"], name
        else:
            assert (service["network_mode"], service["cap_add"]) == ("none", ["CHOWN"])
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["mem_limit"], name


@needs_compose
def test_what_stays_is_watched_and_limited(config: dict[str, Any]) -> None:
    ends = {"prepare", "scale-prepare", "objects-volume"}
    for name, service in config["services"].items():
        if name in ends:
            assert service.get("restart", "no") == "no", name
            continue
        assert service["healthcheck"]["test"], name
        assert service["restart"] == "unless-stopped", name
        assert int(service["pids_limit"]) > 0, name
        assert float(service["cpus"]) > 0, name


@needs_compose
def test_images_are_pinned_to_a_release(config: dict[str, Any]) -> None:
    images = {n: s["image"] for n, s in config["services"].items() if n in THEIRS}
    images["base"] = re.search(r"^ARG BASE=(.+)$", _recipe(), re.M)[1]  # type: ignore[index]
    for name, image in images.items():
        tag = image.partition(":")[2]
        assert re.match(r"(RELEASE\.)?\d+[.-]\d+|local$", tag), f"{name}: {image}"


@needs_compose
def test_ports_are_published_on_the_loopback_only(config: dict[str, Any]) -> None:
    ports = [p for s in config["services"].values() for p in s.get("ports", ())]
    assert len(ports) == 2
    assert all(str(port).startswith("127.0.0.1:") for port in ports)
    services = config["services"]
    assert services["mail"]["network_mode"] == "service:scheduler"
    assert services["scale-mail"]["network_mode"] == "service:worker-desk"


@needs_compose
@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_missing_variable_is_named(tmp_path: Path, name: str) -> None:
    done = _config(tmp_path, {k: v for k, v in SECRETS.items() if k != name})
    assert done.returncode != 0
    assert name in done.stderr


@needs_compose
def test_secrets_reach_only_what_needs_them(config: dict[str, Any]) -> None:
    def holders(value: str) -> set[str]:
        return {
            service
            for service, s in config["services"].items()
            if any(value in str(v) for v in (s.get("environment") or {}).values())
        }

    assert holders("pass-one") == {"prepare", "scale-prepare"}
    assert holders("pass-five") == {"postgres"} | OURS["single"] | OURS["scale"]
    assert holders("pass-six") == {"broker"} | OURS["scale"]
    assert holders("pass-seven") == {"objects"} | OURS["scale"]


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
    assert services["worker-desk"]["environment"]["AIRFLOW_CONN_SMTP_DEFAULT"] == own


@needs_compose
def test_the_network_pool_grows_with_the_workers(
    config: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same slots as `readout up` makes, with and without `--scale`."""
    told = config["services"]["scale-prepare"]["environment"]
    command = config["services"]["worker"]["command"]
    for workers in (0, 1, 2, 8):
        monkeypatch.setenv("WORKERS", str(workers))
        monkeypatch.setenv("AIRFLOW__CORE__EXECUTOR", "CeleryExecutor" if workers else "Local")
        found = runpy.run_path(str(ROOT / "docker" / "prepare.py"))
        assert found["network_slots"]() == pools(workers)["network"][0]
    assert found["network_slots"]() == 15
    assert str(told["WORKERS"]) == "2"
    assert int(command[command.index("--concurrency") + 1]) == found["WORKER_SLOTS"]


def test_no_secret_stands_in_the_file() -> None:
    for line in TEXT.splitlines():
        if found := re.match(r"\s+(\w*(?:PASSWORD|SECRET|_KEY)):\s*(.*)", line):
            assert found[2].startswith("${"), found[1]


def _recipe() -> str:
    return (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
