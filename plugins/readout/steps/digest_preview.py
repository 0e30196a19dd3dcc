"""What the digest of a watch would tell now, word for word, with nothing sent or kept."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import TYPE_CHECKING

from readout.config import Settings
from readout.errors import ConfigError, did_you_mean
from readout.rendering.mail import Envelope, compose, message_id
from readout.rendering.mail_links import links
from readout.steps.digesting import SPAN, dress
from readout.steps.mailrows import Bound, mail_of, mail_rows
from readout.storage.loader import Load, loading
from readout.watching.parties import aliases_of
from readout.watching.rehearsal import rehearse
from readout.watching.watches import Watch
from readout.watching.watchfiles import load_watches

if TYPE_CHECKING:
    from readout.storage.rows import AlertsRow

STEP = "digest_preview"
SECOND = timedelta(seconds=1)  # what is asked for ends before its end


class _OnlyShown(Exception):
    """Rolls back what was made for the preview."""


def preview(settings: Settings, name: str, days: int | None = None) -> EmailMessage | None:
    """The digest of a watch about the last days, as its first recipient would get it.

    Args:
        days: back from the newest change; a day, of a weekly watch a week, if None.

    Returns:
        The mail; None when the watch would have told nothing.

    Raises:
        ConfigError: there is no such watch.
    """
    known = load_watches(settings.watches, settings.own_watches)
    watch = next((w for w in known if w.name.casefold() == name.casefold()), None)
    if watch is None:
        near = did_you_mean(name, [w.name for w in known])
        raise ConfigError(f"There is no such watch{near}", resource=name, mend="readout watch test")
    span = "weekly" if watch.when == "weekly" else "daily"
    back = timedelta(days=days) if days else SPAN[span]
    made: EmailMessage | None = None
    with contextlib.suppress(_OnlyShown), loading(settings, STEP) as load:
        told = _told(load, watch, span, back)
        if told:
            group: Bound = {
                "message_id": message_id(watch.recipients[0], told, "digest", settings.mail_domain),
                "recipient": watch.recipients[0],
                "kind": "digest",
                "alerts": dict.fromkeys(told, 1),
            }
            (row,) = mail_rows(load, [group], dress(load, [group]))
            envelope = Envelope(settings.sender, links(settings), datetime.now(UTC))
            made = compose(mail_of(row), envelope)
        raise _OnlyShown
    return made


def _told(load: Load, watch: Watch, span: str, back: timedelta) -> Sequence[str]:
    """Stage the alerts that the watch would have written, as if they were being sent."""
    newest = load.rows("alerting/newest_change")[0]["changed_at"]
    if newest is None:
        return []
    rows = load.rows("alerting/past_changes", since=newest - back, until=newest + SECOND)
    aliases = aliases_of(load, watch.parties())
    (found,) = rehearse((watch,), rows, aliases)
    first = watch.recipients[0]
    alerts = [a for a in found.told() if a["recipient"] == first]
    staged: list[AlertsRow] = [
        {
            **alert,
            "alert_id": f"preview-{alert['alert_id']}",
            "schedule": span,
            "state": "sending",
            "claimed_at": load.now,
            "created_at": load.now,
            "updated_at": load.now,
            "attempts": 1,
        }
        for alert in alerts
    ]
    load.stage("alerts", staged)
    load.merge(["alerts"])
    return [a["alert_id"] for a in staged]
