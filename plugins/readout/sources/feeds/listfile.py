"""The list of feeds as a file: OPML that the user owns, read at every poll, changed by
`readout feeds`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from readout.errors import ConfigError
from readout.sources.feeds.opml import Listing, read_opml, write_opml


def load_list(path: Path, problems: list[str] | None = None) -> list[Listing]:
    """The feeds of the file.

    Args:
        problems: takes a sentence for each line that is wrong; None makes it an error.

    Raises:
        ConfigError: it is missing, unreadable or wrong; the line is in the message.
    """
    try:
        content = path.read_bytes()
    except OSError as cause:
        raise ConfigError(
            "The feed list can't be read",
            resource=str(path),
            why=cause.strerror,
            mend="readout feeds add URL makes one; READOUT_FEEDS says where it lies",
        ) from cause
    return read_opml(content, str(path), problems)


def save_list(path: Path, listings: Sequence[Listing]) -> None:
    """Write the file, all or nothing.

    Raises:
        ConfigError: the folder can't be written.
    """
    working = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        working.write_bytes(write_opml(listings))
        os.replace(working, path)
    except OSError as cause:
        raise ConfigError(
            "The feed list can't be written", resource=str(path), why=cause.strerror
        ) from cause
