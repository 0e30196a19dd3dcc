"""What each rule is worth: how often it fires, what it made, and what is lost without it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from readout.evaluation.gold import GoldItem
from readout.evaluation.meeting_scores import right_meetings, score_meetings
from readout.evaluation.quote_scores import right_quotes, score_quotes
from readout.extraction.syntax.rules import counting, without
from readout.model import MeetingMention, Quote

Facts = tuple[Sequence[Quote], Sequence[MeetingMention]]
Read = Callable[[GoldItem], Facts]


@dataclass(frozen=True, slots=True)
class Worth:
    """One rule over some texts. `right` and `wrong` count the facts that it had a part in;
    `lost` the faults that a run without it has besides, `gained` those that go with it."""

    rule: str
    fires: int
    texts: int
    right: int
    wrong: int
    lost: int
    gained: int

    @property
    def own(self) -> bool:
        """Whether it serves the one text that it was written for."""
        return self.texts == 1 and self.lost <= 1


def worth_of_rules(
    items: Sequence[GoldItem], read: Read, only: Sequence[str] = ()
) -> Iterator[Worth]:
    """Every rule that fires in the items (or those of the areas `only`), by name.

    Each is measured by a run without it over the texts in which it fires, so `read` should
    keep its parses.
    """
    fires: dict[str, Counter[str]] = {}
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    base: dict[str, int] = {}
    for item in items:
        with counting() as fired:
            facts = read(item)
        for name, count in fired.items():
            fires.setdefault(name, Counter())[item.id] += count
        base[item.id] = faults_in(item, facts)
        _note_facts(item, facts, right, wrong)
    by_id = {item.id: item for item in items}
    for rule in sorted(fires):
        if only and rule.split(".")[0] not in only:
            continue
        lost = gained = 0
        for ident in fires[rule]:
            with without(rule):
                more = faults_in(by_id[ident], read(by_id[ident])) - base[ident]
            lost += max(0, more)
            gained += max(0, -more)
        total = sum(fires[rule].values())
        yield Worth(rule, total, len(fires[rule]), right[rule], wrong[rule], lost, gained)


def faults_in(item: GoldItem, facts: Facts) -> int:
    quotes, meetings = facts
    found = 0
    if "quotes" in item.judges:
        found += len(score_quotes(item, quotes).faults)
    if "meetings" in item.judges:
        found += len(score_meetings(item, meetings).faults)
    return found


def _note_facts(item: GoldItem, facts: Facts, right: Counter[str], wrong: Counter[str]) -> None:
    quotes, meetings = facts
    judged: list[tuple[Quote | MeetingMention, bool | None]] = []
    if "quotes" in item.judges:
        judged.extend(zip(quotes, right_quotes(item, quotes), strict=True))
    if "meetings" in item.judges:
        judged.extend(zip(meetings, right_meetings(item, meetings), strict=True))
    for fact, verdict in judged:
        if verdict is not None:
            rules = {r for part in fact.why.values() for r in part.split(", ")}
            (right if verdict else wrong).update(rules)
