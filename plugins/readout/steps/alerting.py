"""`send_alerts`: alerts → mails. Claim in the warehouse, send, load what came of it.

1. `claim_alerts` binds due alerts to mails in one transaction (state `sending`, with the
   Message-ID) and writes batch files. From here on an alert goes with this mail or not at
   all, however often anything is repeated.
2. `send_batch` sends; the ledger beside it makes each mail go once (delivery.sending).
3. `load_deliveries` records the outcomes.

Killed anywhere, the next run finds out what happened: docs/decisions/0006-outbox.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from readout.addresses import is_channel
from readout.config import Settings
from readout.delivery.keeping import Kept
from readout.delivery.ledger import InUse, Ledger
from readout.delivery.sending import Result, Sender
from readout.delivery.smtp import Courier, SmtpServer
from readout.delivery.witness import Witness
from readout.errors import ConfigError
from readout.rendering.mail import Envelope, compose, message_id
from readout.rendering.mail_links import links
from readout.steps import Counts
from readout.steps.batches import read_batch, write_batches
from readout.steps.channel_sending import ChannelSenders
from readout.steps.mailrows import Bound, MailRow, mail_of, mail_rows
from readout.steps.outages import Outage
from readout.steps.publishing import write_feeds
from readout.steps.sifting import in_words
from readout.storage.keys import key
from readout.storage.loader import Load, load_bundles, loading
from readout.storage.publish import publish_if_due
from readout.storage.snapshot import published_at
from readout.storage.staging import ready_bundles, write_bundle
from readout.watching.outbox import kept_watches
from readout.watching.telling import Mutes
from readout.watching.timing import next_time
from readout.watching.watches import MAILS_A_DAY, Watch
from readout.watching.watchfiles import watches_in_force

if TYPE_CHECKING:
    from readout.storage.results import AlertingDueRow

STEP = "send_alerts"
BATCH = 250
# A claim without a report for this long belongs to a sender that died.
STALE_SECONDS = 600.0
# RFC 5321 4.5.4.1: a sender should not give up before four or five days.
GIVE_UP = timedelta(days=4)
# A mail that can't be worded is a fault of ours: some days for it to be mended.
MOST_WORDINGS = 20


def claim_alerts(
    settings: Settings,
    *,
    now: datetime | None = None,
    stale_seconds: float = STALE_SECONDS,
    server: bool = True,
) -> Counts:
    """Bind the alerts that are due to mails, and write batch files of these.

    Args:
        now: aware; taken when not given.
        stale_seconds: how old an unreported claim must be to be looked into.
        server: whether there is a mail server. Without one only what was not yet put into a
            mail is claimed: the others are worded, and wait.

    Returns:
        `alerts`, `mails`, `held` (muted since they were queued), `put_off` (over the
        watch's mails a day: they wait for a digest); `paths` are the batch files.
    """
    return claim(
        settings, ("immediate", "hourly"), now=now, stale_seconds=stale_seconds, server=server
    )


def claim(
    settings: Settings,
    schedules: Sequence[str],
    *,
    now: datetime | None = None,
    stale_seconds: float = STALE_SECONDS,
    server: bool = True,
    dress: Callable[[Load, Sequence[Bound]], Mapping[str, Mapping[str, Any]]] | None = None,
) -> Counts:
    """`claim_alerts` for some schedules; `dress(load, groups)` gives what only digests tell."""
    # What earlier senders and unsubscribers have left behind comes first: it decides what
    # is still to be sent.
    if ready_bundles(settings.staging, STEP):
        load_bundles(settings, STEP)
    counts = Counts().add(alerts=0, mails=0)
    with loading(settings, STEP) as load:
        if now is not None:
            load.now = now.astimezone(UTC).replace(tzinfo=None)
        stale = load.now - timedelta(seconds=stale_seconds)
        due = [a for a in load.rows("alerting/due", stale=stale) if a["schedule"] in schedules]
        if not server:
            due = [a for a in due if a["message_id"] is None or a["state"] == "sending"
                   or is_channel(a["recipient"])]  # fmt: skip
        due, states = _muted(load, due)
        counts.add(**({"held": len(states)} if states else {}))
        if "immediate" in schedules:
            due, later = _over_the_cap(load, settings, due)
            states += later
            counts.add(**({"put_off": len(later)} if later else {}))
        bound = _groups(due, "digest" if dress else "alert", settings.mail_domain)
        states += [
            _state(alert, load.now, state="sending", message_id=group["message_id"],
                   attempts=group["alerts"][alert["alert_id"]], claimed_at=load.now)
            for group, alerts in bound for alert in alerts
        ]  # fmt: skip
        load.stage("alert_states", states)
        load.merge(["alert_states"])
        groups = [group for group, _ in bound]
        rows = mail_rows(load, groups, dress(load, groups) if dress and groups else None)
    # After the commit: a file without its claim could send what a later claim sends again
    # under another id; a claim without its file only waits until it is stale.
    counts.paths = write_batches(settings, STEP, rows, size=BATCH)
    return counts.add(alerts=sum(len(g["alerts"]) for g in groups), mails=len(groups))


def _groups(
    due: Iterable[AlertingDueRow], kind: str, domain: str
) -> list[tuple[Bound, list[AlertingDueRow]]]:
    """The mails with their alerts: those bound to one already stay together, the others of one
    recipient become one mail."""
    bound: dict[tuple[str, str | None], list[AlertingDueRow]] = {}
    for alert in due:
        bound.setdefault((alert["recipient"], alert["message_id"]), []).append(alert)
    return [
        (
            {
                "message_id": known
                or message_id(recipient, [a["alert_id"] for a in alerts], kind, domain),
                "recipient": recipient,
                "kind": kind,
                "alerts": {a["alert_id"]: a["attempts"] + 1 for a in alerts},
            },
            alerts,
        )
        for (recipient, known), alerts in bound.items()
    ]


def _state(alert: AlertingDueRow, now: datetime, **values: Any) -> State:
    return {
        "alert_id": alert["alert_id"],
        "attempts": alert["attempts"],
        "updated_at": now,
        **values,
    }


def _muted(load: Load, due: Sequence[AlertingDueRow]) -> tuple[list[AlertingDueRow], list[State]]:
    """Those that may still be told, and the states of those muted since they were queued.
    One that is bound to a mail stays: it may have gone out already."""
    mutes = Mutes(load.rows("alerting/mutes"))
    keep: list[AlertingDueRow] = []
    held: list[State] = []
    for alert in due:
        reason = mutes.reason(alert["recipient"], alert["watch"], alert["meeting_id"])
        if alert["gone"]:
            reason = "the meeting is gone: it was resolved anew"
        if reason is None or alert["message_id"] is not None:
            keep.append(alert)
        else:
            held.append(_state(alert, load.now, state="held", reason=reason))
    return keep, held


def _over_the_cap(
    load: Load, settings: Settings, due: Sequence[AlertingDueRow]
) -> tuple[list[AlertingDueRow], list[State]]:
    """A watch that has sent its mails of the day tells the rest in tomorrow's digest; one
    that is no more tells nothing."""
    try:
        found, _ = watches_in_force(settings.watches, kept_watches(settings), settings.own_watches)
    except ConfigError:  # never right so far: what is queued was queued by hand
        found = ()
    watches = {w.name: w for w in found}
    today = {(r["recipient"], r["watch"]): r["mails"] for r in load.rows("alerting/mails_today")}
    keep: list[AlertingDueRow] = []
    later: list[State] = []
    for alert in due:
        watch = watches.get(alert["watch"])
        cap = watch.mails_a_day if watch else MAILS_A_DAY
        if found and not alert["message_id"] and not _still_wanted(alert, watch):
            gone = "the watch is gone, or no longer for this recipient"
            later.append(_state(alert, load.now, state="held", reason=gone))
        elif alert["message_id"] or today.get((alert["recipient"], alert["watch"]), 0) < cap:
            keep.append(alert)
        else:
            later.append(_put_off(alert, watch, cap, load.now))
    return keep, later


def _still_wanted(alert: AlertingDueRow, watch: Watch | None) -> bool:
    return watch is not None and watch.enabled and alert["recipient"] in watch.recipients


def _put_off(alert: AlertingDueRow, watch: Watch | None, cap: int, now: datetime) -> State:
    aware = now.replace(tzinfo=UTC)
    due = next_time(watch.at, watch.zone(), aware) if watch else aware + timedelta(days=1)
    return _state(
        alert,
        now,
        state="pending",
        schedule="daily",
        due_at=due.astimezone(UTC).replace(tzinfo=None),
        reason=f"more than {cap} mails a day: told in the digest",
    )


def send_batch(
    settings: Settings, path: str | Path, smtp: SmtpServer | None, *, now: datetime | None = None
) -> Counts:
    """Send the mails of one batch file and stage what came of them. Opens no warehouse.

    Safe to repeat and to run twice at once. A server that is away is no error: the mails
    wait, and the operator gets one mail about it when it is back. Where none is set they wait
    too, each as a file in `mail` under the home. What goes to channels needs no mail server.

    Returns:
        `mails`, `sent`, `refused`, `temporary`, `busy` for those that another process was just
        sending, `waiting` for those that have no server.
    """
    moment = now or datetime.now(UTC)
    relations: dict[str, list[State]] = {"alert_states": [], "deliveries": []}
    counts = Counts().add(mails=0, sent=0)
    rows = list(read_batch(path))
    mails = [row for row in rows if not is_channel(row["recipient"])]
    if len(mails) < len(rows):
        envelope = Envelope(settings.sender, links(settings), moment)
        by_channel = ChannelSenders(settings, _ledger(settings))
        for row in rows:
            if is_channel(row["recipient"]):
                _send_one(by_channel.send, row, envelope, relations, counts, moment)
    if mails and smtp is None:
        _keep(settings, mails, moment, relations, counts)
    elif mails and smtp is not None:
        _mail(settings, mails, smtp, moment, relations, counts)
    write_bundle(settings.staging, STEP, relations)
    return counts


State = dict[str, Any]
"""What became of an alert, or of a mail: columns of `alerts`, or a row of `deliveries`."""
_Send = Callable[[MailRow, Envelope], tuple[str, Result]]


def _send_one(
    send: _Send,
    row: MailRow,
    envelope: Envelope,
    relations: dict[str, list[State]],
    counts: Counts,
    now: datetime,
) -> Result | None:
    """Send one message and stage what came of it; None while another process sends it."""
    counts.add(mails=1)
    try:
        subject, result = send(row, envelope)
    except InUse:
        counts.add(busy=1)
        return None
    counts.add(**{result.outcome: 1})
    _record(relations, row, subject, result, now)
    return result


def _mail(
    settings: Settings,
    rows: Sequence[MailRow],
    smtp: SmtpServer,
    now: datetime,
    relations: dict[str, list[State]],
    counts: Counts,
) -> None:
    envelope = Envelope(smtp.from_email, links(settings), now, settings.reply_to)
    outage = Outage(settings)
    kept = Kept(settings.home / "mail")
    with Courier(smtp) as courier:
        sender = sender_for(settings, courier)
        for row in rows:
            result = _send_one(partial(_send, sender), row, envelope, relations, counts, now)
            if result is None:
                continue
            outage.saw(result.outcome, result.told)
            if result.outcome in ("sent", "refused"):
                kept.forget(row["message_id"])
        counts.add(**outage.tell(sender, envelope))


def _keep(
    settings: Settings,
    rows: Sequence[MailRow],
    now: datetime,
    relations: dict[str, list[State]],
    counts: Counts,
) -> None:
    """Word mails, keep them as files, and put their alerts back."""
    envelope = Envelope(settings.sender, links(settings), now, settings.reply_to)
    kept = Kept(settings.home / "mail")
    for row in rows:
        told = f"no mail server is set: the mail waits in {kept.folder}"
        try:
            if not kept.has(row["message_id"]):
                kept.put(compose(mail_of(row), envelope))
        except OSError:
            raise
        except Exception as cause:  # one mail that can't be worded never holds up the others
            told = f"the mail could not be written: {in_words(cause)}"[:300]
        counts.add(mails=1, waiting=1)
        relations["alert_states"] += [
            {"alert_id": ident, "attempts": attempts, "message_id": row["message_id"],
             "state": "pending", "reason": told, "updated_at": now.replace(tzinfo=None)}
            for ident, attempts in row["alerts"].items()
        ]  # fmt: skip


def sender_for(settings: Settings, courier: Courier) -> Sender:
    """A sender through this courier, with the home's ledger and the settings' witness."""
    return Sender(
        courier,
        _ledger(settings),
        witness=Witness(settings.mail_witness) if settings.mail_witness else None,
        settle_seconds=settings.mail_settle_seconds,
    )


def _ledger(settings: Settings) -> Ledger:
    return Ledger(settings.home / "outbox" / "ledger")


def _send(sender: Sender, row: MailRow, envelope: Envelope) -> tuple[str, Result]:
    try:
        message = compose(mail_of(row), envelope)
    except InUse:
        raise
    except Exception as cause:  # one mail that can't be worded never holds up the others
        told = f"the mail could not be written: {type(cause).__name__}: {cause}"[:300]
        tried = max(row["alerts"].values())
        return "", Result("refused" if tried >= MOST_WORDINGS else "temporary", told, tried)
    return str(message["Subject"]), sender.send(message, row["recipient"])


def back_off(attempts: int) -> timedelta:
    """1, 4, 16, 64 minutes, then every four hours."""
    return min(timedelta(minutes=4 ** min(max(attempts - 1, 0), 8)), timedelta(hours=4))


def _record(
    relations: dict[str, list[State]], row: MailRow, subject: str, result: Result, now: datetime
) -> None:
    """The rows that say what became of a mail and of its alerts."""
    stamp = now.replace(tzinfo=None)
    state: dict[str, Any] = {
        "message_id": row["message_id"],
        "updated_at": stamp,
        "reason": result.told,
    }
    if result.outcome == "sent":
        reason = None if result.confirmed else result.told
        state |= {"state": "sent", "reason": reason, "sent_at": stamp}
    elif result.outcome == "refused":
        state |= {"state": "failed", "reason": f"refused: {result.told}"}
    elif result.since and now - result.since > GIVE_UP and result.outcome == "temporary":
        state |= {"state": "failed", "reason": f"given up after four days: {result.told}"}
    else:
        wait = timedelta(minutes=1) if result.outcome == "down" else back_off(result.attempts)
        again = (result.again_at or now + wait).astimezone(UTC).replace(tzinfo=None)
        state |= {"state": "pending", "next_try_at": again}
    relations["alert_states"] += [
        {"alert_id": ident, "attempts": attempts, **state}
        for ident, attempts in row["alerts"].items()
    ]
    relations["deliveries"] += [
        {
            "delivery_id": key(row["message_id"], attempt.number, attempt.outcome),
            "message_id": row["message_id"],
            "recipient": row["recipient"],
            "subject": subject,
            "alerts": len(row["alerts"]),
            "outcome": attempt.outcome,
            "problem": attempt.told or None,
            "attempted_at": attempt.at.astimezone(UTC).replace(tzinfo=None),
        }
        for attempt in result.made
    ]


def load_deliveries(settings: Settings) -> Counts:
    """Record what was sent, refused or put off.

    Returns:
        Alerts `sent`, `failed`, `held`, `put_off`; then the snapshot is published again, so
        that pages and reports tell the same.
    """
    counts = Counts().add(sent=0)
    # A process that is killed between loading and publishing leaves this: the next one publishes.
    owed = settings.home / "outbox" / "unpublished"
    if ready_bundles(settings.staging, STEP):
        before = datetime.now(UTC).replace(tzinfo=None)
        owed.parent.mkdir(parents=True, exist_ok=True)
        owed.touch()
        load_bundles(settings, STEP)
        with loading(settings, STEP) as load:
            rows = load.rows("alerting/outcomes", since=before)
        counts.add(**{row["state"]: row["alerts"] for row in rows})
    if any(counts.counts.values()) or owed.exists():
        publish_if_due(settings)
        owed.unlink(missing_ok=True)
    if published_at(settings) is not None:
        write_feeds(settings)
    _ledger(settings).forget_old()
    return counts
