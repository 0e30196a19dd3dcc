"""The decisions by hand about meetings, as a resolution reads them."""

from __future__ import annotations

from typing import cast

from readout.resolution.decisions import Decision, DecisionKind, Decisions, read_decisions
from readout.storage.loader import Load


def decisions_in(load: Load) -> tuple[Decisions, set[str]]:
    """The decisions in force, and the mentions that those not yet taken in speak of."""
    rows = load.rows("resolve/meeting_decisions")
    by_id = {r["decision_id"]: r for r in rows}
    fresh: set[str] = set()
    for row in rows:
        if row["applied_at"] is None:
            about = by_id.get(row["object"], row) if row["kind"] == "undo" else row
            fresh |= {about["subject"]} | (
                {about["object"]} if about["kind"] in ("merge", "apart") else set()
            )
    made = read_decisions(
        Decision(r["decision_id"], cast(DecisionKind, r["kind"]), r["subject"], r["object"])
        for r in rows
    )
    return made, fresh
