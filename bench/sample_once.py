"""The sample newsroom once through, on whatever the settings name, and what is there at the end:
rows without what is of a run, mails by recipient and subject. Two such ends can be compared."""

from __future__ import annotations

import asyncio
import email
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from readout.config import ROOT, Settings
from readout.delivery.smtp import SmtpServer
from readout.launcher.environment import free_port
from readout.sample.mailbox import Mailbox
from readout.sample.newsroom import Newsroom, write_opml
from readout.steps.chain import run_chain
from readout.storage.snapshot import open_snapshot
from readout.storage.warehouse import rows, table_names

# When something was done, how often, by whom and how long it took: of a run, not of the news.
OF_A_RUN = re.compile(
    r".*_at|run_id|seconds|message_id|poll_id|load_id|log_id|delivery_id|http_.*|attempts"
    r"|looks|interval_seconds|quiet_polls"
)
# What each run leaves of itself: as many rows as it took tasks.
JOURNALS = {"loads", "schema_version", "polls", "deliveries"}


@dataclass(frozen=True)
class Single:
    """The sample as one machine has it: its newsroom's port, its rows, its mails."""

    port: int
    settings: Settings
    rows: dict[str, list[str]]
    mails: list[str]


def told(settings: Settings) -> dict[str, list[str]]:
    """Table → its rows without what is of a run, as texts in order."""
    found = {}
    with open_snapshot(settings) as snapshot:
        for table in table_names(snapshot.connection):
            if table not in JOURNALS:
                kept = rows(snapshot.connection, f'FROM "{table}"')
                found[table] = sorted(str(_of_the_news(row)) for row in kept)
    return found


def _of_the_news(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if not OF_A_RUN.fullmatch(name)}


def mails(folder: Path) -> list[str]:
    """To whom and of what."""
    kept = [email.message_from_bytes(path.read_bytes()) for path in folder.glob("*.eml")]
    return sorted(f"{mail['To']}: {mail['Subject']}" for mail in kept)


def differing(scaled: dict[str, list[str]], single: dict[str, list[str]]) -> dict[str, Any]:
    """Table → the first rows that only one of them has; of equal sets, how many rows each has."""
    return {
        table: (
            len(scaled[table]),
            len(single[table]),
            sorted(set(scaled[table]) - set(single[table]))[:2],
            sorted(set(single[table]) - set(scaled[table]))[:2],
        )
        for table in single
        if scaled[table] != single[table]
    }


@contextmanager
def newsroom(port: int) -> Iterator[None]:
    """The sample's newsroom, served from a thread."""
    served, ended = threading.Event(), threading.Event()

    async def serve() -> None:
        room = Newsroom()
        await room.start(port=port)
        served.set()
        while not ended.is_set():
            await asyncio.sleep(0.05)
        await room.stop()

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    if not served.wait(60):
        raise TimeoutError("the newsroom doesn't answer")
    try:
        yield
    finally:
        ended.set()
        thread.join()


def once(settings: Settings, mail_port: int) -> None:
    """Everything once, in this process, from poll to mail."""
    list(run_chain(settings, SmtpServer(host="127.0.0.1", port=mail_port)))


def single(folder: Path) -> Single:
    """The sample on one machine, undisturbed, its files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    # Stories' addresses hold the newsroom's port.
    port = free_port(0, "")
    settings = Settings(
        home=folder / "home",
        feeds=folder / "feeds.opml",
        watches=ROOT / "seeds" / "watches.yaml",
        allow_hosts=frozenset({f"127.0.0.1:{port}"}),
        host_gap_seconds=0.0,
        operator="operator@readout.example",
        sender="readout@readout.example",  # type: ignore[call-arg]
    )
    write_opml(settings.feeds, f"http://127.0.0.1:{port}")
    with newsroom(port), Mailbox(folder / "mail") as mailbox:
        once(settings, mailbox.port)
    return Single(port, settings, told(settings), mails(folder / "mail"))


def otherwise(settings: Settings, mailed: Path, alone: Single) -> list[str]:
    """What is lost or doubled beside one undisturbed machine, in words; none where all is well."""
    wrong = [f"{table}: {how}" for table, how in differing(told(settings), alone.rows).items()]
    sent, due = Counter(mails(mailed)), Counter(alone.mails)
    wrong += [f"a mail twice: {mail}" for mail in (sent - due)]
    wrong += [f"a mail lost: {mail}" for mail in (due - sent)]
    return wrong
