"""A full disk, a folder that can't be written, a damaged file: a sentence that is true."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from readout.config import Settings
from readout.errors import TemporaryError, WarehouseError, WarehouseLocked, is_of_rows, writing
from readout.steps.batches import write_batches
from readout.storage.loader import loading
from readout.storage.publish import publish, restore_from_snapshot
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import ready_bundles, write_bundle

MUTE = {"mute_id": "m", "recipient": "a", "muted": True, "reason": "x"}


def test_a_full_disk_is_told_and_what_was_staged_stays(settings: Settings) -> None:
    write_bundle(settings.staging, "test", {"mutes": [MUTE]})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pq, "write_table", _no_room)
        with pytest.raises(TemporaryError, match="The disk takes no more") as told:
            write_bundle(settings.staging, "test", {"mutes": [MUTE]})
    assert "free disk space" in str(told.value)
    assert not is_of_rows(told.value), "no row is set aside for it"
    assert len(ready_bundles(settings.staging, "test")) == 1
    write_bundle(settings.staging, "test", {"mutes": [MUTE]})  # there is room again
    assert len(ready_bundles(settings.staging, "test")) == 2


def _no_room(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device", "/somewhere/file")


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EROFS, "writable"), (errno.EACCES, "rights"), (errno.EDQUOT, "quota")],
)
def test_what_the_disk_refuses_is_named(tmp_path: Path, number: int, words: str) -> None:
    with pytest.raises(TemporaryError, match=words), writing(tmp_path):
        raise OSError(number, os.strerror(number))
    with pytest.raises(FileNotFoundError), writing(tmp_path):
        (tmp_path / "none").read_text()


def test_a_file_where_a_folder_should_be(settings: Settings) -> None:
    settings.home.mkdir(parents=True)
    settings.batches.write_text("in the way")
    with pytest.raises(OSError, match=r"exists|directory"):
        write_batches(settings, "test", [{"a": 1}], size=1)


def test_a_damaged_warehouse_is_no_lock_and_restore_mends_it(settings: Settings) -> None:
    with loading(settings, "test") as load:
        load.stage("mutes", [{**MUTE, "created_at": load.now}])
        load.merge(["mutes"])
    publish(settings)
    content = bytearray(settings.warehouse_file.read_bytes())
    for place in range(8192, len(content)):
        content[place] = 0xAA
    settings.warehouse_file.write_bytes(bytes(content))
    with pytest.raises(WarehouseError) as told, loading(settings, "test") as load:
        load.rows("operating/newest_load")
    assert not isinstance(told.value, WarehouseLocked), told.value
    assert "readout restore" in str(told.value)
    restore_from_snapshot(settings)
    with loading(settings, "test") as load:
        assert load.connection.execute("SELECT count(*) FROM mutes").fetchall() == [(1,)]


def test_a_damaged_snapshot_is_mended_from_the_warehouse(settings: Settings) -> None:
    with loading(settings, "test"):
        pass
    publish(settings)
    settings.snapshot.write_bytes(b"\xaa" * 20_000)
    with pytest.raises(WarehouseError) as told, open_snapshot(settings):
        pass
    assert "readout run" in str(told.value)
    assert "restore" not in str(told.value), "that would read this very file"


def test_a_real_lock_is_a_lock(settings: Settings) -> None:
    with loading(settings, "test"):
        pass
    code = (
        "import sys; from pathlib import Path; from readout.config import Settings;"
        "from readout.storage.warehouse import open_for_loading\n"
        f"here = Settings(home=Path({str(settings.home)!r}))\n"
        "with open_for_loading(here, wait_seconds=0): pass"
    )
    with loading(settings, "test"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
    assert "WarehouseLocked" in done.stderr
    assert f"process {os.getpid()} holds it" in done.stderr
