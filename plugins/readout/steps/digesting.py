"""`send_digest`: what waited for the daily or weekly mail, with a look at the whole."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.rendering import charts, graphs, words
from readout.rendering.mail_wording import one_line
from readout.steps import Counts
from readout.steps.alerting import STALE_SECONDS, claim, load_deliveries, send_batch
from readout.steps.mailrows import Bound, Digest
from readout.storage.loader import Load
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import Snapshot

# More can't be told apart at the width of a mail.
MOST_PAIRS = 25
SPAN = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


def claim_digests(
    settings: Settings,
    *,
    now: datetime | None = None,
    stale_seconds: float = STALE_SECONDS,
    server: bool = True,
) -> Counts:
    """`claim_alerts` for digests: those whose hour has come in their watch's time zone.

    Run it every quarter of an hour; each digest comes once, at its own hour. A recipient with
    nothing new gets no digest.
    """
    return claim(
        settings,
        ("daily", "weekly"),
        now=now,
        stale_seconds=stale_seconds,
        server=server,
        dress=dress,
    )


def send_digests(settings: Settings, smtp: SmtpServer, *, now: datetime | None = None) -> Counts:
    """Claim, send and record the digests that are due.

    Returns:
        `mails`, `sent`, and what else `send_batch` counts.
    """
    chosen = claim_digests(settings, now=now)
    counts = Counts().add(mails=0, sent=0)
    for path in chosen.paths:
        counts.add(**send_batch(settings, path, smtp, now=now).counts)
    load_deliveries(settings)
    return counts


def dress(load: Load, groups: Sequence[Bound]) -> dict[str, Digest]:
    """What a digest tells besides its changes; the same for all that go out now."""
    made: dict[str, Digest] = {}
    found: dict[str, Digest] = {}
    alerts = {row["alert_id"]: row for row in load.rows("alerting/mail_changes")}
    for group in groups:
        mine = [alerts[a] for a in group["alerts"] if a in alerts]
        span = "weekly" if any(a["schedule"] == "weekly" for a in mine) else "daily"
        if span not in made:
            made[span] = _overview(load, span)
        zone = ZoneInfo(mine[0]["zone"] or "UTC") if mine else UTC
        today = load.now.replace(tzinfo=UTC).astimezone(zone)
        subject = f"{'week to ' if span == 'weekly' else ''}{today.day} {today:%B %Y}"
        found[group["message_id"]] = {**made[span], "subject": f"Meetings, {subject}"}
    return found


def _network(load: Load, newest: date) -> dict[str, str] | None:
    """Who met, or is to meet, whom in the week to `newest`, as a picture."""
    warehouse = Snapshot(load.connection, Path())  # of a load: it has the connection, no file
    week = Filters(since=newest - SPAN["weekly"], limit=MOST_PAIRS)
    pairs = run_report(warehouse, "pairs", week).rows
    png = graphs.as_png(graphs.network(pairs)) if pairs else None
    if png is None:
        return None
    told = graphs.network_told(pairs)
    return {"png": base64.b64encode(png).decode(), "alt": f"Who met whom this week: {told}"}


def _overview(load: Load, span: str) -> Digest:
    quoted = load.rows("digest/most_quoted", since=load.now - SPAN[span])
    newest = load.rows("digest/newest_day")[0]["day"] or load.now.date()
    first, last = newest - timedelta(days=10), newest + timedelta(days=10)
    days = load.rows("digest/meeting_days", first=first, last=last)
    png = charts.meetings_per_day(days, first, last)
    return {
        "span": span,
        "network": _network(load, newest) if span == "weekly" else None,
        "picture": {
            "png": base64.b64encode(png).decode(),
            "alt": charts.in_words(days, first, last),
        }
        if png
        else None,
        "quoted": [
            {
                "name": one_line(row["speaker_name"], 100),
                "role": one_line(row["role"] or "", 100),
                "count": f"{words.counted(row['quotes'], 'quote')} in "
                f"{words.counted(row['outlets'], 'outlet')}",
                "words": one_line(row["words"] or "", 240).strip('“”"').rstrip(","),
                "outlet": one_line(row["words_outlet"] or "", 80),
            }
            for row in quoted
        ],
        "feeds": [
            f"{one_line(row['title'] or row['url'], 80)}: {row['health']}"
            + (f", {one_line(row['reason'], 160)}" if row["reason"] else "")
            for row in load.rows("digest/ailing_feeds")
        ],
    }
