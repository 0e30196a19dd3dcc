"""What people decided by hand about meetings; every resolution respects it.

Decisions speak of mentions, which never change their ids, not of meetings, which do. Rows are
oldest first and never changed: `merge A B` (the meetings of these mentions are one), `apart A B`
(they are not, whatever the model says; a split is that of one article's mentions against the
rest), `fix A FIELD=VALUE`, `undo A` (the last decision about A's meeting is taken back). A later
word wins over an earlier one that it contradicts.

Verdicts on a single mention are claims of who made them, and precision is counted by them: `right`,
`no_meeting`, `wrong_who`, `wrong_day`. Of these only `no_meeting` is more than a claim: what the
mention says is in force no longer, as if its article had taken it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal, get_args

VerdictKind = Literal["right", "no_meeting", "wrong_who", "wrong_day"]
DecisionKind = Literal["merge", "apart", "fix", "undo"] | VerdictKind
VERDICTS: Final[tuple[VerdictKind, ...]] = get_args(VerdictKind)
# What can be set by hand, and how it is written.
FIELDS = {
    "date": "YYYY-MM-DD",
    "place": "a place",
    "status": "a status",
    "duration": "minutes",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `subject` and, for `merge` and `apart`, `object` are mention ids; for
    `fix`, `object` is `field=value`, for `undo` the id of the decision taken back, for a verdict
    what would be right, or nothing."""

    decision_id: str
    kind: DecisionKind
    subject: str
    object: str


@dataclass(slots=True)
class Decisions:
    """The decisions in force, later ones last."""

    pairs: list[tuple[bool, str, str]] = field(default_factory=list)  # one?, mention, mention
    fixes: dict[str, dict[str, str]] = field(default_factory=dict)  # mention → field → value
    void: set[str] = field(default_factory=set)  # mentions that tell of no meeting

    def __bool__(self) -> bool:
        return bool(self.pairs or self.fixes or self.void)


NO_DECISIONS = Decisions()


def read_decisions(rows: Iterable[Decision]) -> Decisions:
    """Put decisions in force, oldest first."""
    every = list(rows)
    undone = {d.object for d in every if d.kind == "undo"}
    made = Decisions()
    for decision in every:
        if decision.kind == "undo" or decision.decision_id in undone:
            continue
        if decision.kind == "fix":
            name, _, value = decision.object.partition("=")
            made.fixes.setdefault(decision.subject, {})[name] = value
        elif decision.kind == "no_meeting":
            made.void.add(decision.subject)
        elif decision.kind in VERDICTS:
            made.void.discard(decision.subject)
        else:
            pair = (decision.subject, decision.object)
            made.pairs = [p for p in made.pairs if {p[1], p[2]} != set(pair)]
            made.pairs.append((decision.kind == "merge", *pair))
    return made


def fixed(values: Mapping[str, str]) -> dict[str, Any]:
    """The fields of `Current` that decisions set, read from their texts.

    Raises:
        ValueError: a value is none of its field.
    """
    made: dict[str, Any] = {}
    for name, value in values.items():
        if name == "date":
            day = date.fromisoformat(value)
            made |= {"start": day, "end": day, "precision": "day"}
        elif name == "duration":
            made["duration_minutes"] = int(value)
        else:
            made[name] = value
    return made


def regrouped(groups: Sequence[list[str]], decisions: Decisions) -> list[list[str]]:
    """Meetings as sets of mentions after the decisions, in their order.

    Args:
        groups: mention ids of each meeting; `apart` takes the second mention, with those of
            its article that the caller put beside it, out of the meeting of the first.
    """
    made = [list(g) for g in groups]
    for one, first, second in decisions.pairs:
        a = next((g for g in made if first in g), None)
        b = next((g for g in made if second in g), None)
        if a is None or b is None:
            continue
        if one and a is not b:
            a.extend(b)
            made.remove(b)
        elif not one and a is b:
            a.remove(second)
            made.append([second])
    return made
