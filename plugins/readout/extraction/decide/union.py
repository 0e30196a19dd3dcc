"""Meetings by rules and by the trained reader, made one list.

A rule's meeting stays if the reader finds an occasion likely in its sentences; what only the
reader found is added; where both tell one meeting the rules' reading of it wins, since names and
calendars are exact there, and takes from the reader what it lacks (day, place, length).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.calibration import Calibration, Source
from readout.extraction.document import Document
from readout.extraction.find.occasions.triggers import BY_FORM
from readout.extraction.find.people.lists import rest_of_list
from readout.extraction.resolve.bodies import body_of_teller
from readout.extraction.resolve.officeholders import names_beside
from readout.extraction.syntax.clauses import (
    conjuncts,
    object_heads,
    preposition_objects,
    subject_heads,
)
from readout.learned.heads import Floats
from readout.lexicon.words import listed
from readout.model import MeetingMention, Participant, Span, When

_FEW_WORDS: Final = 2
_MEANT: Final = 0.5
_TITLES: Final = frozenset({"DET", "NOUN", "PROPN", "ADJ"})
_BRINGS_IN: Final = frozenset({"with", "between", "among", "by"})
_OFF: Final = frozenset({"cancelled", "postponed"})
_POINTING: Final = listed("union.pointing")


@dataclass(frozen=True, slots=True)
class UnionLimits:
    """Tuned on held-out folds of the corpus: how likely an occasion must be in a rule's
    sentences, and how sure a meeting that no rule found."""

    rule: float = 0.1
    learned: float = 0.6
    over: float = 0.85
    fewer: float = 0.7


def united(
    document: Document,
    ruled: Sequence[MeetingMention],
    learned: Sequence[MeetingMention],
    sentences: Floats,
    by: Calibration,
    limits: UnionLimits | None = None,
) -> tuple[MeetingMention, ...]:
    """The meetings of an article in order of their evidence.

    Args:
        ruled: by the rules. learned: by the reader. sentences: the probability of each sentence
        to tell of an occasion. by: what confidence means. limits: where they become decisions.
    """
    limits = limits or UnionLimits()
    left = list(learned)
    taken: list[MeetingMention] = []
    found: list[MeetingMention] = []
    for mention in ruled:
        likely = _likely(document, mention, sentences)
        by_form = mention.why.get("occasion", "").endswith(BY_FORM)
        if likely < limits.rule and not by_form:
            continue
        better = next((o for o in left if _corrected(document, mention, o, limits.over)), None)
        if better is not None and not by_form:
            left[left.index(better)] = _as_changed(better, mention)
            continue
        elsewhere = [m for m in ruled if m is not mention and apart(m.time, mention.time)]
        twins = [
            _without_what_others_tell(
                other if _agree_on_days(other, ruled) else replace(other, time=None), elsewhere
            )
            for other in (*left, *_of_more(mention, taken))
            if _overlap(mention, other)
        ]
        own = _without_bystanders(document, mention, twins, limits)
        whole = _completed(_with_object(document, own, twins, limits), twins, likely)
        agreed = any(_names(twin) == _names(mention) for twin in twins)
        source: Source = "agreed" if agreed else "rule"
        why = {**whole.why, "agreed": "rules and reader"} if agreed else whole.why
        sure = by.of_meeting(whole, source, likely)
        found.append(replace(whole, confidence=sure, why=why))
        mine = [other for other in left if _overlap(mention, other)]
        taken.extend(mine)
        left = [other for other in left if other not in mine]
    for other in left:
        if other.confidence >= limits.learned:
            sure = by.of_meeting(other, "learned", _likely(document, other, sentences))
            found.append(replace(other, confidence=sure))
    return tuple(sorted(found, key=lambda m: min(m.evidence)))


def with_bodies_named(
    document: Document, mentions: Sequence[MeetingMention], antecedents: Antecedents
) -> tuple[MeetingMention, ...]:
    """The mentions with "the company", "their union" told by the name of the body that the
    scorer likely finds meant."""
    return tuple(
        replace(
            m, participants=tuple(_by_name(document, p, m, antecedents) for p in m.participants)
        )
        for m in mentions
    )


def _by_name(
    document: Document, party: Participant, mention: MeetingMention, antecedents: Antecedents
) -> Participant:
    plain = party.type in {"org", "group"} and party.name == party.name.lower()
    if not plain or party.span is None or len(party.name.split()) > _FEW_WORDS:
        return party
    tokens = document.doc.char_span(*party.span, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return party
    root = tokens.root
    if root.tag_ not in {"NN", "NNP"} or not any(c.lower_ in _POINTING for c in root.children):
        return party
    shares = antecedents.shares(root.i)
    if (own := body_of_teller(root)) is not None:
        # "Kestrel", which the article calls Kestrel Air Ltd when it first names it.
        bodies = {b.name for b in shares if b is not None and b.person is None}
        longer = {name for name in bodies if name.startswith(f"{own.text} ")}
        name = longer.pop() if len(longer) == 1 else own.text
        if any(p.name == name for p in mention.participants):
            return party
        return replace(party, name=name, type="org", resolution="description")
    body = max(shares, key=lambda named: shares[named])
    known = body is not None and body.person is None and shares[body] >= _MEANT
    if not known or body is None or any(p.name == body.name for p in mention.participants):
        return party
    return replace(party, name=body.name, type="org", resolution="description")


def _likely(document: Document, mention: MeetingMention, sentences: Floats) -> float:
    numbers = (n for e in mention.evidence for n in _numbers(document, e))
    return max((float(sentences[n]) for n in numbers), default=0.0)


def _numbers(document: Document, span: tuple[int, int]) -> list[int]:
    found = document.doc.char_span(*span, alignment_mode="expand")
    return [document.sentence_of[found.start]] if found is not None and len(found) else []


def _names(mention: MeetingMention) -> set[str]:
    return {p.name.lower() for p in mention.participants}


def _people(mention: MeetingMention) -> set[str]:
    return {p.name.lower() for p in mention.participants if p.type == "person"}


def _corrected(
    document: Document, rule: MeetingMention, other: MeetingMention, floor: float
) -> bool:
    """Whether the reader, sure enough, takes the same word for an occasion of another company:
    the rules lost the thread of the clause, or only have the group for those named elsewhere."""
    if rule.trigger not in other.told_at or other.confidence < floor:
        return False
    if len(_names(rule) & _names(other)) < 2:
        return not (_by_one_phrase(document, rule, other) or _named_here(document, rule, other))
    mine, theirs = _people(rule), _people(other)
    return mine < theirs and len(theirs) >= 2 and len(mine) < len(rule.participants)


def _named_here(document: Document, rule: MeetingMention, other: MeetingMention) -> bool:
    """Whether whoever the reader leaves out is named in the word's own sentence, and whoever it
    has instead is not: "*Torosian* also went to Istanbul for talks with Bayraktar"."""
    sentence = document.doc.char_span(*rule.trigger, alignment_mode="expand")
    if sentence is None or not len(sentence):
        return False
    start, end = sentence[0].sent.start_char, sentence[0].sent.end_char

    def stand_here(one: MeetingMention, without: set[str]) -> list[bool]:
        return [
            p.resolution in {"named", "surname", "pronoun"}
            and p.span is not None
            and start <= p.span[0] < end
            for p in one.participants
            if p.name.lower() not in without
        ]

    mine, theirs = stand_here(rule, _names(other)), stand_here(other, _names(rule))
    return bool(mine) and all(mine) and not any(theirs)


def _by_one_phrase(document: Document, rule: MeetingMention, other: MeetingMention) -> bool:
    """Whether rules and reader only call one party differently: "officials from Chad" are Chad."""
    told = {p.name: p for p in other.participants}
    left = [p for p in rule.participants if p.name not in told]
    mine = [p for name, p in told.items() if name not in {q.name for q in rule.participants}]
    if len(left) != 1 or len(mine) != 1 or left[0].span is None or mine[0].span is None:
        return False
    whole = document.doc.char_span(*mine[0].span, alignment_mode="expand")
    part = document.doc.char_span(*left[0].span, alignment_mode="expand")
    if whole is None or part is None or mine[0].type != "group":
        return False
    return whole.root == part.root or whole.root.is_ancestor(part.root)


def _as_changed(other: MeetingMention, rule: MeetingMention) -> MeetingMention:
    """The reader's mention with what the clause says became of the plan: that is read off the
    page, whomever the parser lost on the way."""
    if rule.change is None or other.change is not None or not _people(rule) <= _people(other):
        return other
    told = {part: by for part, by in rule.why.items() if part in {"status", "time"}}
    return replace(
        other,
        status=rule.status,
        time=rule.time,
        change=rule.change,
        planned=rule.planned,
        status_cues=rule.status_cues,
        why={**other.why, **told},
    )


def _overlap(one: MeetingMention, other: MeetingMention) -> bool:
    """One occasion, told by the rules and by the reader: of one word; in one sentence with two
    parties shared; or all parties of the smaller company with no two days."""
    shared = _names(one) & _names(other)
    if other.why.get("parties") == "met apart":
        return len(shared) >= 2 and one.trigger == other.trigger
    if one.trigger in other.told_at:
        return bool(shared) or _only_countries_of(other, one)
    if len(shared) >= 2 and set(one.evidence) & set(other.evidence):
        return True
    if len(shared) < 2 or len(shared) < min(len(_names(one)), len(_names(other))):
        return False
    if apart(one.time, other.time):
        return False
    return "call" not in {one.format, other.format} or one.format == other.format


def _of_more(mention: MeetingMention, taken: Sequence[MeetingMention]) -> list[MeetingMention]:
    """What other meetings of the rules have taken from the reader, for one that the reader has as
    the same occasion ("met the president at the palace and had a talk with his premier", after
    "saw the leaders on Tuesday"): its day, not its place nor its sentences."""
    return [
        replace(other, place=None, evidence=())
        for other in taken
        if mention.trigger in other.told_at
    ]


def _only_countries_of(other: MeetingMention, one: MeetingMention) -> bool:
    """ "The leaders of Chile and Peru" for the countries, where the rules name the leaders."""
    nations = {p.on_behalf_of for p in one.participants if p.type == "person"}
    return all(p.type == "country" and p.name in nations for p in other.participants)


def apart(one: When | None, other: When | None) -> bool:
    """Whether two told times can't be the same."""
    if one is None or other is None or one.start is None or other.start is None:
        return False
    return one.start > (other.end or other.start) or other.start > (one.end or one.start)


def _without_bystanders(
    document: Document,
    mention: MeetingMention,
    twins: Sequence[MeetingMention],
    limits: UnionLimits,
) -> MeetingMention:
    """The mention without parties whom a twin, nearly sure of the others, leaves out; two stay,
    and whoever the word itself has for a party."""
    own: list[Span] | None = None
    for twin in twins:
        if twin.confidence < limits.fewer or not _names(twin) < _names(mention):
            continue
        own = _own_parties(document, mention) if own is None else own
        names = _names(twin)
        fewer = tuple(
            p
            for p in mention.participants
            if p.name.lower() in names or (p.span is not None and _holds(p.span, own))
        )
        if len(fewer) >= 2:
            mention = replace(mention, participants=fewer)
    return mention


def _with_object(
    document: Document,
    mention: MeetingMention,
    twins: Sequence[MeetingMention],
    limits: UnionLimits,
) -> MeetingMention:
    """The mention with whom those before the word met, where the parse lost the object and has
    them meet each other ("A and B met Attorney General C"): a name right behind the word, of which
    a twin of that word is sure enough."""
    trigger = document.doc.char_span(*mention.trigger, alignment_mode="expand")
    last = max((p.span[1] for p in mention.participants if p.span is not None), default=0)
    if trigger is None or last > trigger.start_char:
        return mention
    for twin in twins:
        same = twin.told_at == (mention.trigger,) and _names(mention) < _names(twin)
        if not same or twin.confidence < limits.over:
            continue
        for party in twin.participants:
            if party.type != "person" or party.span is None or party in mention.participants:
                continue
            between = document.doc.char_span(
                trigger.end_char, party.span[0], alignment_mode="contract"
            )
            behind = trigger.end_char < party.span[0]
            if behind and (between is None or all(t.pos_ in _TITLES for t in between)):
                mention = replace(mention, participants=(*mention.participants, party))
    return mention


def _own_parties(document: Document, mention: MeetingMention) -> list[Span]:
    """Where those stand who are subject or object of a mention's word, or brought in by a *with*
    or *between* of its own, all of a list: they are parties by the grammar, and whom the reader
    doubts is only the last of a long one. The bloc whose summit it is ("at the G20 meeting") hangs
    on another word."""
    found = document.doc.char_span(*mention.trigger)
    if found is None or len(found) != 1:
        return []
    trigger = found[0]
    heads = [] if trigger.pos_ == "NOUN" else [*subject_heads(trigger), *object_heads(trigger)]
    heads.extend(preposition_objects(trigger, _BRINGS_IN))
    register = document.register
    tokens = [t for head in heads for t in conjuncts(head) if not _describes(document, t)]
    for token in tuple(tokens):
        for name in [token] if register.at(token) else names_beside(register, token):
            tokens.extend([name, *rest_of_list(register, name, trigger)])
    return [(t.idx, t.idx + len(t)) for t in tokens]


def _describes(document: Document, noun: Token) -> bool:
    """ "A, *the party's chair*, and B": what a name is, though the parser joins it as another."""
    start, doc = noun.left_edge.i, document.doc
    beside = start >= 2 and doc[start - 1].text == "," and noun.tag_ == "NN"
    if not beside or document.register.at(doc[start - 2]) is None:
        return False
    return not names_beside(document.register, noun)


def _holds(span: Span, inner: Sequence[Span]) -> bool:
    return any(span[0] <= start and end <= span[1] for start, end in inner)


def _agree_on_days(told: MeetingMention, ruled: Sequence[MeetingMention]) -> bool:
    """Whether no rule reads the words of its day as another day: "Xi, who met Biden in November"
    tells no month to come for the meeting that may be."""
    time = told.time
    if time is None or time.span is None:
        return True
    return all(
        m.time is None or m.time.span != time.span or m.time.start == time.start for m in ruled
    )


def _without_what_others_tell(
    told: MeetingMention, others: Sequence[MeetingMention]
) -> MeetingMention:
    """The reader's telling without the place and the sentences that the rules read as those of a
    meeting of other days: "met on Friday. They had met in June *in Vienna*"."""
    place = told.place
    if place is not None and any(
        m.place is not None and m.place.span == place.span for m in others
    ):
        place = None
    theirs = {e for m in others for e in m.evidence}
    return replace(told, place=place, evidence=tuple(e for e in told.evidence if e not in theirs))


def _called_off(mention: MeetingMention, twin: MeetingMention) -> bool:
    """Whether the reader has the word of a plan for one occasion with a sentence that calls it
    off: "called off a meeting with the union's leaders. … He *had been scheduled to sit down*
    with its president"."""
    planned = mention.status == "scheduled" and mention.change is None
    changed = twin.change is not None and twin.status in _OFF
    same = mention.trigger in twin.told_at and _names(mention) <= _names(twin)
    return planned and changed and same and min(twin.told_at) < mention.trigger


def _completed(
    mention: MeetingMention, twins: Sequence[MeetingMention], likely: float
) -> MeetingMention:
    """The rules' mention with what it lacks, and every sentence that tells of it."""
    time, place, minutes = mention.time, mention.place, mention.duration_minutes
    evidence = list(mention.evidence)
    why = {**mention.why, "reader": f"{likely:.2f}"}
    for twin in twins:
        # The day of what was put off is none of what may come to pass.
        other_plan = twin.change is not None and mention.status == "possible"
        lacking = time is None or time.start is None
        if lacking and twin.time is not None and not other_plan:
            time, why["time"] = twin.time, "reader.time"
        doubtful = place is None or why.get("place") == "place.dateline"
        if doubtful and twin.place is not None and mention.format not in {"call", "video"}:
            place, why["place"] = twin.place, "reader.place"
        minutes = minutes or twin.duration_minutes
        evidence.extend(e for e in twin.evidence if e not in evidence)
    sure = mention.confidence if twins else mention.confidence * (0.5 + 0.5 * likely)
    off = next((twin for twin in twins if _called_off(mention, twin)), None)
    if off is not None:
        mention = replace(
            mention,
            status=off.status,
            change=off.change,
            planned=off.planned,
            status_cues=off.status_cues,
        )
        why["status"] = off.why.get("status", "reader.status")
    return replace(
        mention,
        time=time,
        place=place,
        duration_minutes=minutes,
        evidence=tuple(evidence),
        confidence=round(sure, 3),
        why=why,
    )
