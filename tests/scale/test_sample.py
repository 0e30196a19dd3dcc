"""The sample newsroom on more than one machine's parts: the same rows, table by table, and the same
mails as on one machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from readout.launcher import backing
from readout.launcher.environment import free_port, load_secrets
from readout.launcher.processes import Family
from readout.sample.mailbox import Mailbox

from bench import sample_once
from bench.sample_once import Single, differing, mails, newsroom, once, told


@pytest.fixture(scope="module")
def single(tmp_path_factory: pytest.TempPathFactory) -> Single:
    made = sample_once.single(tmp_path_factory.mktemp("single"))
    assert len(made.rows["articles"]) == 24
    assert len(made.mails) >= 3
    return made


def test_a_lake_in_s3_ends_with_the_same_rows_and_mails(
    single: Single, bucket: str, empty_catalogue: str, tmp_path: Path
) -> None:
    """What tasks hand each other, the archive and the tables in an object store."""
    lake = single.settings.changed(
        home=tmp_path / "home",
        warehouse=f"ducklake:postgres:{empty_catalogue}",
        data=f"{bucket}/sample",
    )
    with newsroom(single.port), Mailbox(tmp_path / "mail") as mailbox:
        once(lake, mailbox.port)
    assert differing(told(lake), single.rows) == {}
    assert mails(tmp_path / "mail") == single.mails


@pytest.fixture
def home() -> Iterator[Path]:
    # Not pytest's own folder: that is closed to the user that PostgreSQL runs as.
    folder = Path(tempfile.mkdtemp(prefix="readout-scale-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def test_celery_ends_with_the_same_rows_and_mails(single: Single, home: Path) -> None:
    """`readout up --scale`: PostgreSQL, a broker, three workers with queues of their own."""
    command = [str(Path(sys.executable).with_name("readout")), "up", "--scale", "--workers", "2"]
    command += ["--sample", "--once", "--home", str(home), "--port", "0", "--mail-port", "0"]
    command += ["--newsroom-port", str(single.port), "--timeout", "900"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1500, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert "send_alerts: done" in done.stdout
    with servers_of(home) as warehouse:
        lake = single.settings.changed(home=home, warehouse=warehouse, data=str(home / "shared"))
        assert differing(told(lake), single.rows) == {}
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
