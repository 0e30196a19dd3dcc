"""Who came along: "accompanied by Finance Minister Ruud", "together with his deputy", "Ambassador
Okafor also attended the meeting".

A clause of a meeting names its two sides; who sat beside them is often told in a phrase that hangs
on one of them, or in a sentence of its own behind. Only those with a name are added, to the meeting
in whose company they are told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Span as Words
from spacy.tokens import Token

from readout.extraction.document import Document
from readout.extraction.find.people.lists import rest_of_list
from readout.extraction.resolve.participants import Parties, Party
from readout.extraction.resolve.references import References
from readout.extraction.syntax.clauses import (
    RELATIVES,
    antecedent,
    conjuncts,
    hanging,
    hangs,
    negation_of,
    subject_heads,
)
from readout.lexicon.meetings import journey_words, noun_frames
from readout.lexicon.words import listed
from readout.model import MeetingMention, Status
from readout.text.lemmas import lemma

_BRINGS: Final = listed("companions.brings")
_BESIDE: Final = listed("companions.beside")
_BEHIND: Final = 2  # sentences behind a meeting in which its company is still told
_OPEN: Final[frozenset[Status]] = frozenset({"held", "under_way", "scheduled", "likely"})


@dataclass(frozen=True, slots=True)
class _Company:
    """Who came along, with whom (nobody: to the meeting itself), and in which sentence."""

    came: tuple[Party, ...]
    beside: frozenset[str]
    sentence: int


def with_companions(
    document: Document, known: References, mentions: Sequence[MeetingMention]
) -> tuple[MeetingMention, ...]:
    """The mentions, each with those who are told to have come along."""
    made = list(mentions)
    if not any(m.status in _OPEN for m in made):
        return tuple(made)
    parties = Parties(known)
    for sentence in document.doc.sents:
        for company in _told(document, parties, sentence):
            _add(document, made, company)
    return tuple(made)


def _add(document: Document, made: list[MeetingMention], company: _Company) -> None:
    """To the nearest meeting before, or of the same sentence, that one of them took part in."""
    best: tuple[int, int] | None = None
    for number, mention in enumerate(made):
        names = {p.name for p in mention.participants}
        if mention.status not in _OPEN or (company.beside and not names & company.beside):
            continue
        gaps = [company.sentence - n for n in _sentences(document, mention)]
        gap = min((g for g in gaps if 0 <= g <= _BEHIND), default=None)
        if gap is not None and (best is None or gap <= best[0]):
            best = (gap, number)
    if best is None:
        return
    mention = made[best[1]]
    have = {p.name for p in mention.participants}
    new = tuple(p.participant() for p in company.came if p.name not in have)
    made[best[1]] = replace(mention, participants=(*mention.participants, *new))


def _sentences(document: Document, mention: MeetingMention) -> Iterator[int]:
    for span in mention.evidence:
        found = document.doc.char_span(*span, alignment_mode="expand")
        if found is not None and len(found):
            yield document.sentence_of[found.start]


def _told(document: Document, parties: Parties, sentence: Words) -> Iterator[_Company]:
    number = document.sentence_of[sentence.start]
    for token in sentence:
        word = lemma(token)
        if word in _BRINGS and token.pos_ == "VERB" and negation_of(token) is None:
            if not _on_the_way(token):
                agents = [t for a in hanging(token, "agent", "prep") if a.lower_ in {"by", "with"}
                          for t in hanging(a, "pobj")]  # fmt: skip
                yield from _company(parties, agents, _accompanied(token), number)
        elif token.lower_ == "with" and token.nbor(-1 if token.i else 0).lower_ in _BESIDE:
            beside = [t for t in (_before(document, token),) if t is not None]
            yield from _company(parties, hanging(token, "pobj"), beside, number)
        elif word == "attend" and token.pos_ == "VERB" and negation_of(token) is None:
            passive = hangs(token, "auxpass") or hangs(token, "agent")
            met = hanging(token, "nsubjpass") if passive else hanging(token, "dobj")
            met = [antecedent(t) or t if t.lower_ in RELATIVES else t for t in met]
            agents = [t for a in hanging(token, "agent") for t in hanging(a, "pobj")]
            if any(_the_meeting(t) for t in met):
                came = agents if passive else subject_heads(token)
                yield from _company(parties, came, None, number)
        elif token.lower_ == "present" and lemma(token.head) == "be":
            behind = [t for a in hanging(token, "prep") for t in hanging(a, "pobj")]
            if not behind or any(lemma(t) in noun_frames() for t in behind):
                came = [t for t in token.head.children if t.dep_ in {"nsubj", "attr"}]
                yield from _company(parties, came, None, number)


def _company(
    parties: Parties, came: list[Token], beside: list[Token] | None, sentence: int
) -> Iterator[_Company]:
    """Those with a name among `came`, where somebody is known whom they came with."""
    register = parties.known.register
    heads = [t for head in came for t in _listed(parties, head)]
    people = tuple(p for t in heads if register.at(t) is not None for p in parties._person_at(t))
    if not people:
        return
    if beside is None:
        yield _Company(people, frozenset(), sentence)
        return
    known = [p for p in parties.read(beside) if p.person is not None] or _last(parties, came)
    names = frozenset(p.name for p in known) - {p.name for p in people}
    if names:
        yield _Company(people, names, sentence)


def _last(parties: Parties, came: list[Token]) -> list[Party]:
    """The person named last before those who came: "Governor Banks of Orrin State, who was
    accompanied by", where the parser hangs the clause on the state."""
    if not came:
        return []
    register = parties.known.register
    first = min(came, key=lambda t: t.i)
    start = (register.mention(first) or (first.i, first.i))[0]
    before = first.doc[first.sent.start : start]
    person = next((t for t in reversed(before) if register.at(t) is not None), None)
    return parties._person_at(person) if person is not None else []


def _listed(parties: Parties, head: Token) -> list[Token]:
    register = parties.known.register
    found = conjuncts(head)
    rest = [t for token in found for t in rest_of_list(register, token, head.sent[0])]
    return [*found, *(t for t in rest if t not in found and t.i > head.i)]


def _accompanied(verb: Token) -> list[Token]:
    """Whom they came with: the subject, the noun that the participle hangs on, or the subject of
    the clause around."""
    if verb.dep_ in {"acl", "relcl"}:
        return [verb.head]
    if verb.dep_ == "advcl" and not hangs(verb, "nsubj", "nsubjpass"):
        return subject_heads(verb.head)
    return subject_heads(verb)


def _before(document: Document, link: Token) -> Token | None:
    """Who is told right before "together with"."""
    at = link.i - 2
    while at >= link.sent.start and document.doc[at].is_punct:
        at -= 1
    if at < link.sent.start:
        return None
    token = document.doc[at]
    return token if document.register.at(token) is not None else None


def _the_meeting(token: Token) -> bool:
    """ "The meeting", "the talks": the one that is told, no congress of its own name."""
    return lemma(token) in noun_frames() and any(
        c.lower_ in {"the", "this", "that"} for c in token.children
    )


def _on_the_way(verb: Token) -> bool:
    """ "Was accompanied on the trip by", "to Bonn by": on the way, and not at the table."""
    return any(
        c.dep_ == "prep"
        and (
            c.lower_ == "to" or any(lemma(t) in journey_words("nouns") for t in hanging(c, "pobj"))
        )
        for c in verb.children
    )
