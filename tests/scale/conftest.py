"""PostgreSQL and a broker on the loopback, started once for this room, and a lake of each test's
own in them. Without the extra `scale` and Debian's servers the room is skipped, and says why."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pytest
from readout.config import Settings
from readout.launcher import backing
from readout.launcher.backing import Backing
from readout.launcher.environment import free_port
from readout.launcher.processes import Family
from readout.storage.migrations import migrate
from readout.storage.warehouse import open_for_loading

from tests.left_out import IN_CI

LACKING = [
    name for name in ("celery", "psycopg", "duckdb_extension_ducklake") if not find_spec(name)
]
WHY = (
    f"{', '.join(LACKING)}: make scale, then .venv-scale/bin/python -m pytest tests/scale"
    if LACKING
    else "; ".join(backing.missing())
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # With the extra, CI has the servers, too: there the tests run and tell what is missing.
    if WHY and (LACKING or not IN_CI):
        for item in items:
            if item.path.parent == Path(__file__).parent:
                item.add_marker(pytest.mark.skip(reason=WHY))


@pytest.fixture(scope="session")
def servers() -> Iterator[Backing]:
    # Not pytest's own folder: that is closed to the user that PostgreSQL runs as.
    home = Path(tempfile.mkdtemp(prefix="readout-scale-"))
    home.chmod(0o755)
    family = Family(home, dict(os.environ))
    made = backing.backing("a secret of the tests", free_port(0, ""), free_port(0, ""))
    try:
        backing.start(family, home, made)
        yield made
    finally:
        family.stop()
        shutil.rmtree(home, ignore_errors=True)


@dataclass(frozen=True)
class Template:
    """A lake with all tables and no rows: making one takes ten times as long as copying it."""

    name: str
    data: Path


@pytest.fixture(scope="session")
def template(servers: Backing) -> Iterator[Template]:
    with tempfile.TemporaryDirectory(prefix="readout-lake-") as folder:
        made = Template("lake", Path(folder))
        settings = _settings(made.data, servers.catalogue())
        with open_for_loading(settings) as con:
            migrate(con)
        yield made


@pytest.fixture
def catalogue(servers: Backing, template: Template, tmp_path: Path) -> Iterator[str]:
    """A lake of the test's own, as libpq takes its database; its files are in `shared`."""
    import psycopg

    name = f"lake_{uuid.uuid4().hex[:12]}"
    own = servers.catalogue().replace("dbname=lake", f"dbname={name}")
    admin = servers.catalogue().replace("dbname=lake", "dbname=postgres")
    with psycopg.connect(admin, autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name} TEMPLATE {template.name}".encode())
        shutil.copytree(template.data / "shared", tmp_path / "shared")
        with psycopg.connect(own, autocommit=True) as moved:
            told = f"{tmp_path}/shared/lake/"
            moved.execute("UPDATE ducklake_metadata SET value = %s WHERE key = 'data_path'", [told])
        yield own
        con.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def settings(tmp_path: Path, catalogue: str) -> Settings:
    """Settings on a lake, in place of those of a file."""
    return _settings(tmp_path, catalogue)


@pytest.fixture
def empty_catalogue(servers: Backing) -> Iterator[str]:
    """A database in which no lake was ever made."""
    import psycopg

    name = f"lake_{uuid.uuid4().hex[:12]}"
    admin = servers.catalogue().replace("dbname=lake", "dbname=postgres")
    with psycopg.connect(admin, autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}".encode())
        yield servers.catalogue().replace("dbname=lake", f"dbname={name}")
        con.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def _settings(home: Path, catalogue: str) -> Settings:
    return Settings(
        home=home / "home",
        feeds=home / "feeds.opml",
        watches=home / "watches.yaml",
        memory_limit="512MB",
        host_gap_seconds=0.0,
        warehouse=f"ducklake:postgres:{catalogue}",  # type: ignore[arg-type]
        data=str(home / "shared"),
    )


@pytest.fixture(scope="session")
def bucket() -> Iterator[str]:
    """An object store on the loopback (moto's server) with an empty bucket: its `s3://` address;
    the environment says how it is reached."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    told = {
        "AWS_ACCESS_KEY_ID": "readout",
        "AWS_SECRET_ACCESS_KEY": "readout-tests",
        "AWS_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }
    was = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    import boto3

    boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="readout")
    yield f"s3://readout/{time.time_ns():x}"
    server.stop()
    for name, value in was.items():
        os.environ.pop(name)
        if value is not None:
            os.environ[name] = value
