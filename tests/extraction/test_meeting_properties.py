"""What must hold for every text: no error, spans inside it, nothing twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readout.extraction import extract
from readout.model import Article, MeetingMention

from tests.extraction.meeting_tables import meetings_of

_VOCABULARY = """Ingrid Aas Pavel Novak President met with meeting the talks between and , . " “ ” —
    's on Monday in Brno will not said that who whose whom by phone call held to visit of hosted
    him she they leaders two his their summit dinner May if Neither side has confirmed expected
    cancelled seven hours later date no a delegation led including US-China ( ) : ; ’ I we"""
_WORDS = st.sampled_from(_VOCABULARY.split())
_SALAD = st.lists(_WORDS, min_size=0, max_size=60).map(" ".join)
_ANY = st.text(max_size=300)
_QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _check(text: str, meetings: tuple[MeetingMention, ...]) -> None:
    for m in meetings:
        spans = [*m.evidence, m.trigger, *m.status_cues]
        spans += [p.span for p in m.participants if p.span]
        spans += [s for s in (m.time and m.time.span, m.place and m.place.span) if s]
        for start, end in spans:
            assert 0 <= start < end <= len(text)
        assert m.evidence[0][0] <= m.trigger[0] < m.trigger[1] <= m.evidence[0][1]
        assert len(set(m.evidence)) == len(m.evidence)
        assert len({p.name for p in m.participants}) == len(m.participants) >= 2
        assert 0.0 <= m.confidence <= 1.0
        if m.time is not None and m.time.start is not None:
            assert m.time.end is not None
            assert m.time.start <= m.time.end


@_QUICK
@given(_SALAD)
def test_word_salad(text: str) -> None:
    _check(text, extract(Article("t", text, date(2024, 5, 15))).meetings)


@_QUICK
@given(_ANY, st.one_of(st.none(), st.dates()))
def test_any_text_any_day(text: str, published: date | None) -> None:
    _check(text, extract(Article("t", text, published)).meetings)


@_QUICK
@given(_SALAD, st.dates())
def test_salad_any_day(text: str, published: date) -> None:
    _check(text, extract(Article("t", text, published)).meetings)


FORTY = [
    f"{first} {last}"
    for first in ("Anna", "Boris", "Carla", "David")
    for last in (
        "Aas",
        "Berg",
        "Cermak",
        "Dusek",
        "Eriksen",
        "Falk",
        "Grund",
        "Holm",
        "Ivers",
        "Jansen",
    )
]


def test_forty_participants() -> None:
    text = (
        "It was the first time that all the mayors of the region came together, and the hall was "
        f"full. {', '.join(FORTY[:-1])} and {FORTY[-1]} met in Brno on Monday. They talked about "
        "the price of water, and about the trains that are always late in the winter."
    )
    found = extract(Article("t", text, date(2024, 5, 15))).meetings
    assert len(found) == 1
    assert {p.name for p in found[0].participants} == set(FORTY)
    _check(text, found)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n  ",
        "INGRID AAS MET PAVEL NOVAK IN BRNO ON MONDAY AND HELD TALKS.",
        "Ingrid Aas met Pavel Novak in Brno on Monday, â€œa good dayâ€\x9d.",
        "met " * 3000,
        "Ingrid Aas met " + "Pavel Novak, " * 500,
        "“" * 200 + "Ingrid Aas met Pavel Novak",
        "Ingrid Aas a rencontré Pavel Novak lundi à Brno.",
    ],
)
def test_bad_input(text: str) -> None:
    _check(text, extract(Article("t", text, date(2024, 5, 15))).meetings)


@pytest.mark.parametrize("end", ["", "\n", "\n\n", " \n \n", "\r\n\r\n", "\u00a0\n"])
def test_evidence_is_a_sentence_without_the_blanks_around_it(end: str) -> None:
    text = f"Mayor Ulla Kjaer met Karim Nassar in Lund on Monday.{end}They agreed on nothing.{end}"
    for meeting in meetings_of(text):
        for start, stop in meeting.evidence:
            assert text[start:stop] == text[start:stop].strip()
