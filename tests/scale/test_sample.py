"""The sample newsroom on more than one machine's parts: the same rows, table by table, and the same
mails as on one machine."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from readout.config import Settings, load_settings
from readout.launcher import backing
from readout.launcher.environment import free_port, load_secrets
from readout.launcher.processes import Family
from readout.places import Objects
from readout.sources.archive import read_archive
from readout.storage.moving import move
from readout.storage.publish import publish

# Before Airflow is imported: it would make a home in the user's.
os.environ.setdefault("AIRFLOW_HOME", tempfile.mkdtemp(prefix="airflow-home-"))

from readout.ui.app import make_app, may_look

from bench import sample_once
from bench.sample_once import Single, differing, mails, told


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Single:
    made = sample_once.single(tmp_path_factory.mktemp("single"))
    assert len(made.rows["articles"]) == 24
    assert len(made.mails) >= 3
    return made


def test_pages_are_the_same_from_a_lake(
    single: Single, empty_catalogue: str, tmp_path: Path
) -> None:
    lake = single.settings.changed(
        home=tmp_path / "home",
        warehouse=f"ducklake:postgres:{empty_catalogue}",
        data=str(tmp_path / "shared"),
    )
    move(single.settings, lake)
    publish(lake)
    # Calendar addresses are made from it; without one each home makes its own.
    expected, found = (pages(s.changed(secret="of-the-test")) for s in (single.settings, lake))
    assert len(expected) >= 100
    assert {page.partition("?")[0].split("/")[2] for page in expected} >= KINDS
    assert sorted(found) == sorted(expected)
    lines = [
        f"{page}: {line}"
        for page, text in found.items()
        for line in unified_diff(expected[page].splitlines(), text.splitlines(), n=0, lineterm="")
    ]
    assert not lines, "\n".join(lines[:40])


# What pages there must be among those compared.
KINDS = {"", "ahead", "meetings", "quotes", "articles", "people", "feeds", "search"}
# When something was done, and by which run; a day told of the news has no hour of a run.
OF_A_RUN = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|\+00:00)?|\b\d\d?:\d\d(:\d\d)?\b|"
    r"\b[0-9a-f]{32}\b"
)


def pages(settings: Settings) -> dict[str, str]:
    """Address → what stands there, of every page that links lead to from the first, without when
    it was read."""
    app = make_app()
    app.dependency_overrides |= {load_settings: lambda: settings, may_look: lambda: None}
    top = FastAPI()
    top.mount("/readout", app)
    found: dict[str, str] = {}
    waiting = deque(["/readout/", "/readout/search?q=border+talks"])
    with TestClient(top, headers={"Accept": "text/html"}, follow_redirects=False) as client:
        while waiting and len(found) < MOST:
            address = waiting.popleft()
            # A workbook and a Parquet file hold when they were made, packed.
            if address in found or re.search(r"\.(xlsx|parquet)\b", address):
                continue
            answer = client.get(address)
            assert answer.status_code in (200, 302, 303, 307), (address, answer.text)
            found[address] = OF_A_RUN.sub("…", answer.text)
            links = re.findall(r'href="(/readout/[^"#]*)', answer.text)
            waiting += [html.unescape(link) for link in links]
    return found


MOST = 150


@pytest.fixture
def home() -> Iterator[Path]:
    # Not pytest's own folder: that is closed to the user that PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="readout-scale-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.parametrize("place", ["a folder", "an object store"])
def test_celery_ends_with_the_same_rows_and_mails(
    place: str, single: Single, home: Path, request: pytest.FixtureRequest
) -> None:
    """`readout up --scale`: PostgreSQL, a broker, three workers with queues of their own; what tasks
    hand each other, the archive and the tables in one shared place."""
    data = str(home / "shared")
    if place == "an object store":
        data = f"{request.getfixturevalue('bucket')}/sample"
    command = [str(Path(sys.executable).with_name("readout")), "up", "--scale", "--workers", "2"]
    command += ["--sample", "--once", "--home", str(home), "--port", "0", "--mail-port", "0"]
    command += ["--newsroom-port", str(single.port), "--timeout", "900"]
    done = subprocess.run(
        command,
        env={**os.environ, "READOUT_DATA": data},
        capture_output=True,
        text=True,
        timeout=1500,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "send_alerts: done" in done.stdout
    with servers_of(home) as warehouse:
        lake = single.settings.changed(home=home, warehouse=warehouse, data=data)
        assert differing(told(lake), single.rows) == {}
        assert isinstance(lake.archive, Objects) == (place == "an object store")
        assert len({page.id for page in read_archive(lake.archive)}) >= 24
    assert mails(home / "mail") == single.mails


@contextmanager
def servers_of(home: Path) -> Iterator[str]:
    """The home's own PostgreSQL once more, to read what was left there."""
    made = backing.backing(load_secrets(home).readout_secret, free_port(0, ""), free_port(0, ""))
    family = Family(home, {})
    try:
        backing.start(family, home, made)
        yield f"ducklake:postgres:{made.catalogue()}"
    finally:
        family.stop()
