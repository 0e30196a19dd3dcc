"""`watch_over`: looks after the product itself, and tells the operator once what is wrong.

`look` compares what is with what should be; `tell` sends the one mail that is due. What
other Dags could not do they note themselves (`note_failure`), without warehouse or mail.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from readout.addresses import sender_header
from readout.config import Settings
from readout.delivery.keeping import Kept
from readout.delivery.ledger import InUse
from readout.delivery.smtp import Courier, SmtpServer
from readout.rendering.feed_advice import advice
from readout.rendering.mail import POLICY, wrap
from readout.rendering.words import ago_words, counted
from readout.steps import Counts
from readout.steps.alerting import sender_for
from readout.steps.troubles import MOST_TOLD, Notice, Trouble, troubles
from readout.storage.loader import loading
from readout.storage.publish import publish_if_due, publish_put_off

if TYPE_CHECKING:
    from readout.storage.results import OperatingFailingFeedsRow, OperatingWaitingRow

STEP: Final = "watch_over"
QUEUE_LIMIT: Final = timedelta(hours=1)
CLOCK_SLACK: Final = timedelta(minutes=10)
# Less room than this is nearly none: a load copies the warehouse once.
LEAST_BYTES: Final = 1_000_000_000
LEAST_SHARE: Final = 0.02
_VERBS: Final = {
    "feed": " fails",
    "task": " fails",
    "queue": " wait too long",
    "disk": " is nearly full",
    "clock": " was ahead",
}
Wrong = dict[str, tuple[str, str]]


def look(settings: Settings, *, now: datetime | None = None) -> Counts:
    """Note which feeds fail, what waits too long, whether the disk is nearly full and the clock
    was ahead; publish what was put off because copying takes long, and at once when other feeds
    fail than before: doctor and the pages read what is published.

    Returns:
        `wrong`: how much is wrong now; `noted`: that, and what is over and not yet told.
    """
    moment = now or datetime.now(UTC)
    naive = moment.astimezone(UTC).replace(tzinfo=None)
    disk = full_disk(settings.home)
    with troubles(settings) as book:  # first, and even if the warehouse can't be opened
        book.look("disk", disk, moment)
    with loading(settings, STEP) as load:
        feeds = failing_feeds(load.rows("operating/failing_feeds"))
        queues = long_queues(load.rows("operating/waiting", now=naive), naive)
        newest: datetime | None = load.rows("operating/newest_load")[0]["loaded_at"]
    with troubles(settings) as book:
        before = {t.subject for t in book.open() if t.kind == "feed"}
        book.look("feed", feeds, moment)
        book.look("queue", queues, moment)
        book.look("clock", wrong_clock(newest, naive), moment)
        counts = Counts().add(wrong=len(book.open()), noted=len(book.found))
    if before == feeds.keys():
        publish_put_off(settings)
    else:
        publish_if_due(settings)
    return counts


def failing_feeds(rows: Iterable[OperatingFailingFeedsRow]) -> Wrong:
    """Feed → why it fails and what to do, for rows of `operating/failing_feeds` (times UTC without
    zone); the advice is that of the feed's page."""
    return {
        row["feed"]: (
            f"{row['reason'] or row['health']}; nothing came since "
            f"{row['since']:%d %b %Y, %H:%M} UTC",
            _in_one(advice(row, [row])),
        )
        for row in rows
    }


def _in_one(sentences: Sequence[str]) -> str:
    """Several as one, with no full stop: it would be copied with an address at the end."""
    first, *others = (s.rstrip(".") for s in sentences)
    return "; ".join([first, *(s[:1].lower() + s[1:] for s in others)])


def long_queues(rows: Iterable[OperatingWaitingRow], now: datetime) -> Wrong:
    """Queue → how long it is, for those of `operating/waiting` whose oldest waits too long."""
    oldest = ((row, row["since"]) for row in rows)
    return {
        row["what"]: (
            f"{row['waiting']:,} wait, the oldest since {ago_words(since, now)}",
            f"see the last runs of {row['dag']} in the Airflow UI, and: readout doctor",
        )
        for row, since in oldest
        if since is not None and now - since > QUEUE_LIMIT
    }


def full_disk(home: Path) -> Wrong:
    """The disk of the home folder, when little room is left on it."""
    usage = shutil.disk_usage(home)
    if usage.free > LEAST_BYTES and usage.free > LEAST_SHARE * usage.total:
        return {}
    left = f"{usage.free / 1e6:,.0f} MB of {usage.total / 1e9:,.0f} GB are left"
    mend = f"free some: du -xh --max-depth=2 {home} | sort -h shows what is large (docs/operate.md)"
    return {f"the disk of {home}": (left, mend)}


def wrong_clock(newest: datetime | None, now: datetime) -> Wrong:
    """The clock, when something was loaded at a time that has not come yet."""
    if newest is None or newest - now < CLOCK_SLACK:
        return {}
    told = f"it is {now:%d %b %Y, %H:%M}, but something was loaded {newest:%d %b %Y, %H:%M} UTC"
    return {"the clock": (told, "check it: timedatectl; polling goes on by the clock as it is now")}


def note_failure(settings: Settings, task: str, why: str, log: str) -> None:
    """A task has failed for good (all its tries)."""
    with troubles(settings) as book:
        book.begin("task", task, why, f"its log: {log}", datetime.now(UTC))


def note_success(settings: Settings, task: str) -> None:
    """A task has done its work: if it was failing it no longer is."""
    if not (settings.home / "outbox" / "troubles.json").is_file():
        return
    with troubles(settings) as book:
        book.end("task", task, datetime.now(UTC))


def tell(settings: Settings, smtp: SmtpServer | None, *, now: datetime | None = None) -> Counts:
    """Send the operator the mail that is due, if one is. Without a mail server it is kept as a
    file, and sent when there is one.

    Returns:
        `mails` due, `sent`.
    """
    moment = now or datetime.now(UTC)
    counts = Counts().add(mails=0, sent=0)
    with troubles(settings) as book:
        notice = book.notice(moment, settings.mail_domain)
        still = book.open()
    if notice is None:
        return counts
    counts.add(mails=1)
    kept = Kept(settings.home / "mail")
    message = _message(settings, notice, still, moment, smtp)
    if smtp is None:
        if not kept.has(notice.message_id):
            kept.put(message)
        return counts.add(waiting=1)
    with Courier(smtp) as courier:
        try:
            result = sender_for(settings, courier).send(message, settings.operator)
        except InUse:
            return counts.add(busy=1)
    counts.add(**{result.outcome: 1})
    if result.outcome in ("sent", "refused"):
        kept.forget(notice.message_id)
        with troubles(settings) as book:
            book.sent(notice)
    return counts


def _message(
    settings: Settings,
    notice: Notice,
    still: list[Trouble],
    now: datetime,
    smtp: SmtpServer | None,
) -> EmailMessage:
    message = EmailMessage(POLICY)
    message["From"] = sender_header(smtp.from_email if smtp else settings.sender)
    message["To"] = settings.operator
    message["Subject"] = f"Readout: {_subject(notice)}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = notice.message_id
    message["Auto-Submitted"] = "auto-generated"
    parts: list[str] = []
    if notice.begun:
        parts.append("Wrong now:")
        parts += [
            f"* {t.subject}: {t.words}. What to do: {t.mend}" for t in notice.begun[:MOST_TOLD]
        ]
        if len(notice.begun) > MOST_TOLD:
            parts.append(f"and {len(notice.begun) - MOST_TOLD} more.")
    if notice.over:
        parts.append("Well again:")
        parts += [
            f"* {t.subject}: from {_at(t.since)} to {_at(t.over or '')} UTC"
            for t in notice.over[:MOST_TOLD]
        ]
        if len(notice.over) > MOST_TOLD:
            parts.append(f"and {len(notice.over) - MOST_TOLD} more.")
    begun = {t.key for t in notice.begun}
    before = [t for t in still if t.key not in begun]
    if before:
        parts.append(f"Told before and still wrong: {counted(len(before), 'trouble')}.")
    parts.append("Everything at a glance: readout doctor. No further mail comes until it changes.")
    message.set_content("\n\n".join(wrap(_line(p)) for p in parts) + "\n", cte="quoted-printable")
    return message


def _subject(notice: Notice) -> str:
    if notice.begun:
        first, more = notice.begun[0], len(notice.begun) - 1
        told = _line(first.subject)[:60] + _VERBS.get(first.kind, "")
        return told + (f", and {counted(more, 'other trouble')}" if more else "")
    first, more = notice.over[0], len(notice.over) - 1
    return f"{_line(first.subject)[:60]} is well again" + (f", and {more} more" if more else "")


def _line(text: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(clean.encode("utf-8", "replace").decode().split())


def _at(text: str) -> str:
    return f"{datetime.fromisoformat(text):%d %b, %H:%M}"
