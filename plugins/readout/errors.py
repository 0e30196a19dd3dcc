"""Everything that Readout raises on purpose.

::

    ReadoutError            what failed, on which resource, why, and what mends it
    ├── TemporaryError      try again soon: time-out, 429, 503, a lock
    ├── SoftError           try again later: 404, a feed that is HTML, a page without a body
    ├── HardError           trying again as it stands is useless: 410, a blocked address
    ├── ConfigError         a setting or file of the user's is wrong (says the line where it can)
    └── WarehouseError      the database: locked, corrupt, newer than this code
        ├── WarehouseLocked     another process holds it (its PID is in the message)
        ├── MigrationError      a migration failed or was changed after it was applied
        └── CheckFailed         a data check refused a load; nothing of it was kept

The three fetch classes follow Media Cloud's rss-fetcher: each pushes a feed's
back-off differently, and `kind` is what is stored in the row.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final


class ReadoutError(Exception):
    """Base class.

    Args:
        what: one sentence that says what failed.
        resource: what it failed on: a URL, a path, a table, a watch.
        why: the cause in words, or the exception that was the cause.
        mend: the command or step that mends it.
    """

    kind = "error"

    def __init__(
        self,
        what: str,
        *,
        resource: str | None = None,
        why: str | BaseException | None = None,
        mend: str | None = None,
    ) -> None:
        self.what = what
        self.resource = resource
        self.why = str(why) if why is not None else None
        self.mend = mend
        super().__init__(self.__str__())

    def __str__(self) -> str:
        text = self.what
        if self.resource:
            text += f" [{self.resource}]"
        if self.why:
            text += f": {self.why}"
        if self.mend:
            dot = "" if text.endswith((".", "?", "\n")) else "."
            text += f"{dot} To mend it: {self.mend}"
        return text

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with keyword-only arguments do not pickle by themselves, and
        # worker processes hand ours back by pickling.
        return (_rebuild, (type(self), self.what, self.resource, self.why, self.mend))


def _rebuild(
    cls: type[ReadoutError], what: str, resource: str | None, why: str | None, mend: str | None
) -> ReadoutError:
    return cls(what, resource=resource, why=why, mend=mend)


class TemporaryError(ReadoutError):
    kind = "temporary"


class SoftError(ReadoutError):
    kind = "soft"


class HardError(ReadoutError):
    kind = "hard"


class ConfigError(ReadoutError):
    kind = "config"


class WarehouseError(ReadoutError):
    kind = "warehouse"


class WarehouseLocked(WarehouseError):
    kind = "locked"


class MigrationError(WarehouseError):
    kind = "migration"


class CheckFailed(WarehouseError):
    kind = "check"


def did_you_mean(word: str, among: Iterable[str], *, prefix: str = "", least: float = 0.6) -> str:
    """`: did you mean “held”?` for a word that isn't one of `among`, upper and lower case
    aside; empty when none is near.

    Args:
        prefix: that all of them have; it makes no two of them alike.
        least: how near is near, 0 to 1 (difflib's ratio).
    """
    from difflib import get_close_matches

    folded = {known.removeprefix(prefix).casefold(): known for known in among}
    asked = word.removeprefix(prefix).casefold()
    near = get_close_matches(asked, list(folded), n=1, cutoff=least)
    return f": did you mean “{folded[near[0]]}”?" if near else ""


_NO_ROOM: Final = {
    errno.ENOSPC: "free disk space (readout doctor shows the folder, docs/operate.md what may go)",
    errno.EDQUOT: "free disk space, or ask for a larger quota",
    errno.EROFS: "mount it writable, or set READOUT_HOME to a folder that is",
    errno.EACCES: "mend its rights, or set READOUT_HOME to a folder that this user may write",
    errno.EPERM: "mend its rights, or set READOUT_HOME to a folder that this user may write",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the disk refuses inside becomes a sentence, to be tried again when it is mended:
    what was staged before stays, and goes on from there.

    Raises:
        TemporaryError: the disk is full or can't be written.
    """
    try:
        yield
    except OSError as cause:
        if cause.errno not in _NO_ROOM:
            raise
        raise TemporaryError(
            "The disk takes no more"
            if cause.errno in (errno.ENOSPC, errno.EDQUOT)
            else "The folder can't be written",
            resource=str(cause.filename or path),
            why=cause.strerror,
            mend=f"{_NO_ROOM[cause.errno]}; nothing is lost, and it goes on by itself",
        ) from cause


def is_of_rows(cause: BaseException) -> bool:
    """Whether a failure lies in what was worked on, so that the rest can go on without it.

    What the machine, the settings or another process did is no row's fault: setting rows
    aside for it would lose them.
    """
    if isinstance(cause, ReadoutError):
        return isinstance(cause, CheckFailed)
    return isinstance(cause, Exception) and not isinstance(cause, (OSError, MemoryError))
