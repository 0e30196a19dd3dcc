"""The same words in several outlets."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

import pytest
from readout.resolution.utterances import Said, group_quotes, left_out

from tests.resolution.loads import warehouse
from tests.resolution.newsweek import load_week, relations

NOON = datetime(2023, 6, 19, 12)
LONGEST = (
    "We have agreed on the half, and we have agreed on the number, and now both governments "
    "must say so in public."
)


def said(number: int, text: str, speaker: str | None = "person-vasko", hours: int = 0) -> Said:
    return Said(
        quote_id=f"q{number}",
        article_id=f"a{number}",
        story=f"a{number}",
        outlet=f"Outlet {number}",
        published=NOON + timedelta(hours=hours),
        speaker_id=speaker,
        speaker_name=speaker,
        text=text,
    )


SAME = {
    "the same words": (LONGEST, "same"),
    "other marks and case": (
        "“we have agreed on the half and we have agreed on the number and now both governments "
        "must say so in public”",
        "same",
    ),
    "the beginning": ("We have agreed on the half, and we have agreed on the number,", "cut"),
    "a few words": ("agreed on the number", "cut"),
    "the middle left out": (
        "We have agreed on the half … and now both governments must say so in public.",
        "cut",
    ),
    "another translation": (
        "We agreed about the half and agreed about the number; both governments now have to say "
        "it publicly.",
        "variant",
    ),
}


@pytest.mark.parametrize(("text", "kind"), SAME.values(), ids=SAME.keys())
def test_one_utterance(text: str, kind: str) -> None:
    (utterance,) = group_quotes([said(1, LONGEST), said(2, text, hours=5)])
    assert utterance.longest.text in (LONGEST, text)
    assert [w.kind for w in utterance.wordings] == ["longest", kind]


OTHER = {
    "another speaker": said(2, LONGEST, "person-aalund"),
    "a week later": said(2, LONGEST, hours=170),
    "other words": said(2, "Nobody gains when peaches rot on a lorry, and nobody pays for it."),
    "two words that everybody says": said(2, "in public"),
    "a denial of the same": said(2, "There is no number, and there will be no half either."),
}


@pytest.mark.parametrize("other", OTHER.values(), ids=OTHER.keys())
def test_two_utterances(other: Said) -> None:
    assert len(group_quotes([said(1, LONGEST), other])) == 2


def test_nameless_words_are_the_same_only_when_they_are_many() -> None:
    words = "It was the shortest of his meetings and the only one that counted"
    assert len(group_quotes([said(1, words, None), said(2, words, None)])) == 1
    assert (
        len(group_quotes([said(1, "It is in pencil", None), said(2, "It is in pencil", None)])) == 2
    )


def test_what_was_cut_is_told() -> None:
    cut = left_out("We have agreed on the half … must say so in public.", LONGEST)
    assert cut == "and we have agreed on the number, and now both governments"


def test_order_changes_nothing() -> None:
    texts = [LONGEST, *(t for t, _ in SAME.values()), "Nobody gains when peaches rot"]
    quotes = [said(n, text, hours=n) for n, text in enumerate(texts)]
    expected = group_quotes(quotes)
    for seed in range(50):
        random.Random(seed).shuffle(quotes)
        assert group_quotes(quotes) == expected


def _with_quote(article: str, text: str, speaker: str, revision: int = 1) -> dict[str, list[dict]]:  # type: ignore[type-arg]
    story = next(s for s in load_week() if s.article == article)
    made = relations(story)
    rev = made["revisions"][0]["revision_id"]
    made["quotes"] = [
        {
            "quote_id": f"{article}-quote{revision}",
            "revision_id": rev,
            "article_id": article,
            "position": 0,
            "type": "direct",
            "cue_kind": "speech",
            "content": text,
            "speaker_name": speaker,
            "speaker_kind": "person",
            "via": "CCTV" if article == "q1" else None,
            "confidence": 0.9,
            "extractor_version": "1",
        }
    ]
    return made


def test_quotes_of_the_warehouse_in_any_batches() -> None:
    parts = {
        "q1": (LONGEST, "Irena Vasko"),
        "c1": ("We have agreed on the half,", "Irena Vasko"),
        "c2": ("agreed on the number", "Henrik Aalund"),
        "c3": (LONGEST, "Prime Minister Irena Vasko"),
    }
    tables = []
    for order in (["q1", "c1", "c2", "c3"], ["c3", "c2", "c1", "q1"]):
        with warehouse() as into:
            for article in order:
                into.load(_with_quote(article, *parts[article]))
                into.resolve()
            tables.append(
                (
                    into.rows(
                        "SELECT utterance_id, speaker_name, wording, quotes, wordings, outlets, "
                        "first_outlet FROM utterances ORDER BY utterance_id"
                    ),
                    into.rows(
                        "SELECT quote_id, utterance_id, kind, via FROM utterance_quotes ORDER BY quote_id"
                    ),
                )
            )
    assert tables[0] == tables[1]
    utterances, wordings = tables[0]
    assert sorted(u["quotes"] for u in utterances) == [1, 1, 2]
    assert next(w for w in wordings if w["quote_id"] == "q1-quote1")["via"] == "CCTV"
