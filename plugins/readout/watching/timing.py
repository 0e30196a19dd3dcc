"""When an alert may go out: quiet hours, hourly, daily, weekly, in the watch's time zone.

Local times are resolved as in RFC 5545 (3.3.5): a time that the clock change skips is taken
by the offset before it, one that occurs twice is its first occurrence (PEP 495, fold=0).
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from readout.watching.watches import WEEKDAYS, QuietHours, Watch


def due_at(watch: Watch, now: datetime, *, digest: bool = False) -> tuple[str, datetime]:
    """When a change found `now` may be told.

    Args:
        now: aware, UTC.
        digest: the kind of change waits for the daily digest, whatever `watch.when` says.

    Returns:
        The schedule that this follows, and the moment (UTC).
    """
    schedule = watch.when
    if digest and schedule in ("immediate", "hourly"):
        schedule = "daily"
    zone = watch.zone()
    if schedule == "daily":
        return schedule, next_time(watch.at, zone, now)
    if schedule == "weekly":
        return schedule, next_time(watch.at, zone, now, weekday=WEEKDAYS.index(watch.weekday))
    moment = now
    if schedule == "hourly":
        moment = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    if watch.quiet_hours is not None:
        moment = after_quiet(watch.quiet_hours, zone, moment)
    return schedule, moment


def next_time(at: time, zone: ZoneInfo, now: datetime, *, weekday: int | None = None) -> datetime:
    """The next moment after `now` when the clock of `zone` shows `at` (on that weekday,
    Monday = 0), in UTC."""
    day = now.astimezone(zone).date()
    for ahead in range(9):
        then = day + timedelta(days=ahead)
        if weekday is not None and then.weekday() != weekday:
            continue
        moment = datetime.combine(then, at, tzinfo=zone).astimezone(UTC)
        if moment > now:
            return moment
    raise AssertionError("every weekday comes within nine days")


def after_quiet(quiet: QuietHours, zone: ZoneInfo, moment: datetime) -> datetime:
    """`moment`, or the end of the quiet hours that it falls into, in UTC."""
    clock = moment.astimezone(zone).time()
    start, end = quiet.start, quiet.end
    inside = start <= clock < end if start <= end else clock >= start or clock < end
    return next_time(end, zone, moment) if inside else moment
