"""What a rule is worth is told by a run without it."""

from __future__ import annotations

from readout.cli.gate import FOLDER
from readout.evaluation.by_rule import worth_of_rules
from readout.evaluation.corpora import load_corpus
from readout.evaluation.gold import GoldItem
from readout.evaluation.meeting_scores import right_meetings
from readout.evaluation.quote_scores import right_quotes
from readout.extraction import extract
from readout.model import Article, MeetingMention, Quote


def read(item: GoldItem) -> tuple[tuple[Quote, ...], tuple[MeetingMention, ...]]:
    found = extract(Article(item.id, item.text, item.published))
    return found.quotes, found.meetings


def test_the_seed_article_by_rule() -> None:
    items = load_corpus("seed", FOLDER)
    found = {w.rule: w for w in worth_of_rules(items, read, ["occasion", "refusal"])}
    meet = found["occasion.meet"]
    assert meet.fires >= meet.right > 0
    assert (meet.texts, meet.wrong) == (1, 0)
    assert meet.lost > 0
    assert all(rule.split(".")[0] in {"occasion", "refusal"} for rule in found)


def test_each_fact_is_right_wrong_or_open() -> None:
    (item,) = load_corpus("seed", FOLDER)
    quotes, meetings = read(item)
    assert set(right_quotes(item, quotes)) <= {True, None}
    assert set(right_meetings(item, meetings)) <= {True, None}
    assert right_meetings(item, [*meetings, meetings[0]])[-1] is not None
