"""How often records of a given confidence were right, as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from readout.evaluation.gate import Run
from readout.evaluation.pairing import Reliability

_SIDE = 300  # pixels of the plot's edge, before scaling


def reliability_of(runs: Sequence[Run]) -> dict[str, Reliability]:
    """Quotes and meetings of all runs together."""
    both = {"quotes": Reliability(), "meetings": Reliability()}
    for run in runs:
        both["quotes"].add(run.quotes.reliability)
        both["meetings"].add(run.meetings.reliability)
    return both


def write_chart(runs: Sequence[Run], path: Path) -> None:
    """Write a picture of how sure the extraction is and how often it is right; see `draw`."""
    rows = [
        {"series": side, "confidence": mean, "right": right, "records": count}
        for side, told in reliability_of(runs).items()
        for mean, right, count in told.bins()
    ]
    draw(rows, path)


def draw(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """Write a PNG or SVG: a dot a tenth of confidence, as large as it holds records; on the
    diagonal confidence is what it says, below it the extraction is too sure of itself.

    Args:
        rows: `series`, `confidence` (mean of the tenth), `right` (share), `records` (count).
    """
    import altair as alt  # half a second to import, and only this needs it

    unit = alt.Scale(domain=[0, 1])
    line = (
        alt.Chart({"values": [{"x": 0, "y": 0}, {"x": 1, "y": 1}]})
        .mark_line(color="#bbb", strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=unit), y=alt.Y("y:Q", scale=unit))
    )
    dots = (
        alt.Chart({"values": list(rows)})
        .mark_circle(opacity=0.85)
        .encode(
            x=alt.X("confidence:Q", scale=unit, title="confidence told"),
            y=alt.Y("right:Q", scale=unit, title="share that was right"),
            size=alt.Size("records:Q", scale=alt.Scale(range=[30, 500])),
            color=alt.Color("series:N", scale=alt.Scale(range=["#9a3b2f", "#2f5d8a"]), title=None),
        )
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    chart = (line + dots).properties(width=_SIDE, height=_SIDE)
    chart.save(str(path), **({"scale_factor": 2} if path.suffix == ".png" else {}))
