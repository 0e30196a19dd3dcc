"""Making one database file equal to another, in a process of its own.

Run as `python -I copying.py SOURCE COPY [SPARE]`: it imports nothing of ours, so that it starts in
no time. Prints how the copy came about: `shared` (the file system shares the blocks), `blocks`
(only those that differ were written, into the spare copy) or `whole`.

SPARE is a copy that was made earlier and is published no more. DuckDB holds a lock on what it has
open, so that a spare that can be locked has no reader: it is brought up to date in place and
becomes COPY. Any other is only removed; whoever reads it keeps it until he has read it.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sys
from pathlib import Path
from typing import IO, Final

# A block of DuckDB's; its three headers of 4 kB before them are compared by themselves.
BLOCK: Final = 262_144
_HEADERS: Final = 12_288
_CLONE: Final = 0x40049409  # FICLONE of linux/fs.h


def copied(source: Path, copy: Path, spare: Path | None) -> str:
    with source.open("rb") as data:
        if _shared(data, copy):
            return "shared"
        if spare is not None and spare.is_file():
            with spare.open("r+b") as old:
                free = True
                try:
                    fcntl.lockf(old, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    free = False
                if free:
                    write_blocks(data, old)
                    os.replace(spare, copy)
                    return "blocks"
            spare.unlink()
        with copy.open("wb") as new:
            data.seek(0)
            shutil.copyfileobj(data, new, BLOCK)
    return "whole"


def _shared(data: IO[bytes], copy: Path) -> bool:
    with copy.open("wb") as new, contextlib.suppress(OSError):
        fcntl.ioctl(new, _CLONE, data.fileno())
        return True
    copy.unlink()
    return False


def write_blocks(data: IO[bytes], old: IO[bytes]) -> int:
    """Write into `old` what differs from `data`.

    Returns:
        Bytes written.
    """
    written = 0
    data.seek(0)
    old.seek(0)
    size = _HEADERS
    while block := data.read(size):
        start = data.tell() - len(block)
        if old.read(len(block)) != block:
            old.seek(start)
            old.write(block)
            written += len(block)
        size = BLOCK
    old.truncate(data.tell())
    old.flush()
    return written


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:]]
    print(copied(given[0], given[1], given[2] if len(given) > 2 else None))
