"""What is wrong and who was told: one mail to the operator when a trouble begins, one when it is
over, none in between.

Kept in a file beside the ledger of mails, not in the warehouse: that may be the trouble.
Troubles that begin together are one outage and one mail: their mail waits until none has
begun for a while (`READOUT_OPERATOR_SETTLE_SECONDS`), three times that at most. One that is over
before anybody was told is no news.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from readout.config import Settings

SETTLE: Final = timedelta(minutes=10)
# These are told at once: waiting makes them worse, and they come alone.
URGENT: Final = frozenset({"task", "disk", "clock"})
# A mail names so many; the rest is counted.
MOST_TOLD: Final = 25


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that is wrong. Times are ISO texts in UTC; `mail` is the Message-ID that tells its
    beginning, `told` whether that went out, `over` when it ended."""

    kind: str  # feed | task | queue | disk | clock
    subject: str
    words: str
    mend: str
    since: str
    mail: str | None = None
    told: bool = False
    over: str | None = None
    over_mail: str | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}\x1f{self.subject}"

    def begun(self) -> datetime:
        return datetime.fromisoformat(self.since)


@dataclass(frozen=True, slots=True)
class Notice:
    """One mail to the operator: what began, and what is over."""

    message_id: str
    begun: Sequence[Trouble]
    over: Sequence[Trouble]


class Book:
    """The troubles of a home folder; open it with `troubles`."""

    def __init__(self, found: Mapping[str, Trouble], settle: timedelta = SETTLE) -> None:
        self.found = dict(found)
        self.settle = settle

    def begin(self, kind: str, subject: str, words: str, mend: str, now: datetime) -> None:
        """It is wrong (still, or again)."""
        new = Trouble(kind, subject, words[:500], mend, _text(now))
        old = self.found.get(new.key)
        if old is not None and old.over is None:
            new = replace(old, words=new.words, mend=mend)
        elif old is not None and old.told:
            # Back before its end was told: it goes on.
            new = replace(old, words=new.words, mend=mend, over=None, over_mail=None)
        self.found[new.key] = new

    def end(self, kind: str, subject: str, now: datetime) -> None:
        """It is well again, if it was wrong."""
        key = f"{kind}\x1f{subject}"
        old = self.found.get(key)
        if old is None or old.over is not None:
            return
        if old.told or old.mail is not None:
            self.found[key] = replace(old, over=_text(now))
        else:
            del self.found[key]

    def look(self, kind: str, wrong: Mapping[str, tuple[str, str]], now: datetime) -> None:
        """All that is wrong of a kind now: subject → what, and how to mend it."""
        for subject, (words, mend) in wrong.items():
            self.begin(kind, subject, words, mend, now)
        for trouble in list(self.found.values()):
            if trouble.kind == kind and trouble.subject not in wrong:
                self.end(kind, trouble.subject, now)

    def open(self) -> list[Trouble]:
        """What is wrong now, oldest first."""
        return sorted((t for t in self.found.values() if t.over is None), key=lambda t: t.since)

    def notice(self, now: datetime, domain: str) -> Notice | None:
        """The mail that is due: one that was bound before and hasn't gone, else a new one."""
        bound = next((m for t in self.found.values() if (m := _unsent(t)) is not None), None)
        if bound is None:
            bound = self._bind(now, domain)
        if bound is None:
            return None
        every = sorted(self.found.values(), key=lambda t: (t.since, t.subject))
        return Notice(
            bound,
            [t for t in every if t.mail == bound and not t.told],
            [t for t in every if t.over_mail == bound],
        )

    def _bind(self, now: datetime, domain: str) -> str | None:
        new = [t for t in self.found.values() if t.mail is None and t.over is None]
        over = [t for t in self.found.values() if t.told and t.over and t.over_mail is None]
        if not any(t.kind in URGENT for t in new):
            times = [t.begun() for t in new]
            # A beginning in the future is one of a clock that was ahead, and nothing to wait for.
            settling = times and timedelta() <= now - max(times) < self.settle
            if settling and now - min(times) < 3 * self.settle:
                new = []
        if not new and not over:
            return None
        told = "\x1f".join(sorted(f"{t.key}\x1f{t.since}\x1f{t.over}" for t in (*new, *over)))
        digest = hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=15).hexdigest()
        bound = f"<{digest}.notice@{domain}>"
        for t in new:
            self.found[t.key] = replace(t, mail=bound)
        for t in over:
            self.found[t.key] = replace(t, over_mail=bound)
        return bound

    def sent(self, notice: Notice) -> None:
        """The notice has gone out."""
        for key, t in list(self.found.items()):
            if t.over_mail == notice.message_id:
                del self.found[key]
            elif t.mail == notice.message_id:
                self.found[key] = replace(t, told=True)


def _unsent(trouble: Trouble) -> str | None:
    if trouble.mail is not None and not trouble.told:
        return trouble.mail
    return trouble.over_mail


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _path(settings: Settings) -> Path:
    return settings.home / "outbox" / "troubles.json"


@contextmanager
def troubles(settings: Settings) -> Iterator[Book]:
    """The book, locked while it is open; written back on leaving when something changed."""
    path = _path(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_suffix(".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        book = Book(_read(path), timedelta(seconds=settings.operator_settle_seconds))
        before = dict(book.found)
        yield book
        if book.found != before:
            working = path.with_name(f".{path.name}.{os.getpid()}")
            rows = [asdict(t) for t in book.found.values()]
            working.write_text(json.dumps(rows, indent=1), encoding="utf-8")
            os.replace(working, path)


def known_troubles(settings: Settings) -> list[Trouble]:
    """What is wrong now, as last noted; nothing is written."""
    return Book(_read(_path(settings))).open()


def _read(path: Path) -> dict[str, Trouble]:
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        found = [Trouble(**row) for row in rows]
    except (OSError, ValueError, TypeError):
        return {}  # none yet, or damaged: what is wrong is noted anew at the next look
    return {t.key: t for t in found}
