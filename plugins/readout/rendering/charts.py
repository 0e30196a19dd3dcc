"""Pictures for digests: PNG made here (altair → vl-convert), with the words that say the same.

Nothing is fetched: the font (Liberation Sans) is built into vl-convert, and a mail carries the
picture itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readout.storage.results import DigestMeetingDaysRow

# Told apart by people who see no difference between red and green as well (Okabe-Ito).
COLOURS = {"held": "#0072B2", "expected": "#56B4E9", "called off or denied": "#D55E00"}


def meetings_per_day(rows: Sequence[DigestMeetingDaysRow], first: date, last: date) -> bytes | None:
    """Stacked bars, a bar a day.

    Args:
        rows: `day`, `state` (a key of COLOURS), `meetings`.

    Returns:
        A PNG 1,200 pixels wide; None when there is nothing to show.
    """
    if not rows:
        return None
    import altair  # half a second: only when a digest is due

    days = [first + timedelta(days=i) for i in range((last - first).days + 1)]
    labels = [_label(day) for day in days]
    values = [
        {"day": _label(r["day"]), "state": r["state"], "meetings": r["meetings"]} for r in rows
    ]
    chart = (
        altair.Chart({"values": values}, width=560, height=190)
        .mark_bar()
        .encode(
            x=altair.X("day:O", sort=labels, scale=altair.Scale(domain=labels), title=None)
            .axis(labelAngle=0, labelOverlap=True, ticks=False, domainColor="#888"),
            y=altair.Y("meetings:Q", title="meetings")
            .axis(tickMinStep=1, format="d", grid=True, gridColor="#e4e1d8", domain=False),
            color=altair.Color(
                "state:N",
                scale=altair.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
                legend=altair.Legend(orient="top", title=None),
            ),
            order=altair.Order("state:N"),
        )
        .configure(background="#fffefb", font="Liberation Sans")
        .configure_view(stroke=None)
        .configure_axis(labelFontSize=14, titleFontSize=14, labelColor="#444", titleColor="#444")
        .configure_legend(labelFontSize=15)
    )  # fmt: skip
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=2))


def in_words(rows: Sequence[DigestMeetingDaysRow], first: date, last: date) -> str:
    """What the picture shows, for who doesn't see it."""
    total = sum(r["meetings"] for r in rows)
    by_state = {s: sum(r["meetings"] for r in rows if r["state"] == s) for s in COLOURS}
    told = ", ".join(f"{count} {state}" for state, count in by_state.items() if count)
    per_day: dict[date, int] = {}
    for row in rows:
        per_day[row["day"]] = per_day.get(row["day"], 0) + row["meetings"]
    busiest = max(per_day, key=lambda d: (per_day[d], d))
    return (
        f"Meetings per day from {_label(first)} to {_label(last)}: {total} in all ({told}); "
        f"most on {_label(busiest)}, {per_day[busiest]}."
    )


def _label(day: date) -> str:
    return f"{day.day} {day:%b}"
