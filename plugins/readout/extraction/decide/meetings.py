"""Who met whom: the meeting mentions of one parsed article.

Triggers → sides → parties → status → time, place, format, duration, topic → folding.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.denials import may_deny, take_back
from readout.extraction.decide.events import event_of_clause
from readout.extraction.decide.folding import Mention, best_first, fold
from readout.extraction.decide.inferring import by_journeys
from readout.extraction.decide.meeting_confidence import confidence
from readout.extraction.decide.meeting_filter import Case, only_goes_on, points_back, refusal
from readout.extraction.decide.occasion_times import choose_time, earlier_clause
from readout.extraction.decide.paired_days import days_again, paired_days
from readout.extraction.decide.place import place_of_clause
from readout.extraction.decide.settling import (
    accepted,
    of_occasion,
    planned_then,
    settled,
    tense_of,
)
from readout.extraction.document import Document, Occasion
from readout.extraction.find.occasions.arguments import Sides
from readout.extraction.find.occasions.changes import Change
from readout.extraction.find.occasions.factuality import Verdict
from readout.extraction.find.occasions.formats import read_format
from readout.extraction.find.occasions.status import read_status
from readout.extraction.find.occasions.topics import read_topic
from readout.extraction.find.times.durations import find_durations
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.resolve.company import company_behind, gives_up
from readout.extraction.resolve.participants import Parties, Party
from readout.extraction.resolve.references import References
from readout.extraction.syntax.clauses import SUBJECTS, subject_heads
from readout.extraction.syntax.dateline import dateline_of
from readout.extraction.syntax.rules import is_on
from readout.lexicon.words import listed
from readout.model import MeetingMention, Span, When
from readout.text.lemmas import lemma

_AGAIN: Final = listed("meetings.again")
_JOINS: Final = listed("meetings.joins")
_FOLLOWING: Final = listed("meetings.following")
_COMES: Final = listed("meetings.comes")
_DAYS: Final = frozenset({"date", "weekday", "day"})


def find_meetings(document: Document, known: References) -> tuple[MeetingMention, ...]:
    """The mentions, one per occasion, in order of their trigger."""
    if not document.occasions and not may_deny(document):
        return ()
    reader = _Reader(document, known)
    beside: dict[int, list[Occasion]] = {}
    for occasion in document.occasions:
        sentence = document.sentence_of[occasion.trigger.token.i]
        beside.setdefault(sentence, []).append(occasion)
    mentions = [
        mention
        for same in beside.values()
        for occasion in same
        for mention in reader.read_all(occasion, same)
    ]
    folded = fold(mentions)
    take_back(document, folded)
    by_journeys(folded, document, known)
    return tuple(_record(mention, document.text) for mention in folded)


class _Reader:
    """Everything that is read once per article and asked once per trigger."""

    def __init__(self, document: Document, known: References) -> None:
        self.document = document
        self.doc = document.doc
        self.times = document.times
        self.sentence_of = document.sentence_of
        self.known = known
        self.parties = Parties(self.known)

    def read_all(self, occasion: Occasion, beside: list[Occasion]) -> list[Mention]:
        """The mentions of one trigger: several when each counterpart has its own day,
        or the same met on several."""
        self.document.check()
        mention = self.read(occasion, beside)
        trigger = occasion.trigger
        if mention is None or not mention.parties or (mention.back and not mention.alone):
            return [mention] if mention is not None else []
        times = self.times.in_sentence(trigger.token.sent)
        if len(times) < 2:
            return [mention]
        cast = self.document.register
        pairs = [] if mention.back else paired_days(cast, trigger.token, times)
        if not pairs:
            further = days_again(trigger.token, times, mention.time)
            return [mention, *(self._once_more(mention, x, trigger.token) for x in further)]
        others = {id(person) for person, _, _ in pairs}
        own = [p for p in mention.parties if p.person is None or id(p.person) not in others]
        found = []
        before: When | None = None
        for person, (start, stop), expression in pairs:
            span = self.doc[start:stop]
            party = Party(person.name, "person", (span.start_char, span.end_char), "named", person)
            when = self.times.resolved(expression, trigger.token.sent, mention.tense, mention.would)
            if expression.kind == "same_day" and before is not None:
                when = replace(before, span=expression.span, basis="inferred")
            before = when
            found.append(replace(mention, parties=[*own, party], time=when, cues=[*mention.cues]))
        return found

    def _once_more(self, mention: Mention, day: TimeExpression, trigger: Token) -> Mention:
        """The same company on another day that the clause tells, where it is told to have been
        there, or where nothing is told."""
        when = self.times.resolved(day, trigger.sent, mention.tense, mention.would)
        place = mention.place
        if place is not None and place.span is not None and place.span[0] > _start(mention.time):
            place = None  # "on Monday in Oslo and on Wednesday in Bergen"
        return replace(
            mention, parties=[*mention.parties], time=when, place=place, cues=[*mention.cues]
        )

    def read(self, occasion: Occasion, beside: list[Occasion]) -> Mention | None:
        """One trigger's mention; None when it carries no meeting."""
        trigger, sides = occasion.trigger, occasion.sides
        own = self.parties.read(sides.own, (), trigger.token)
        other = self.parties.read(sides.other, own, trigger.token)
        if (opening := dateline_of(self.doc)) is not None:
            own = [p for p in own if not opening.covers(p.span[0])]
        parties = _united(own, other)
        if trigger.kind == "noun" and len(parties) < 2:
            own, other = self._on_page(trigger.token, own, other)
            parties = _united(own, other)
        elliptic = False
        if not other and trigger.kind == "noun":
            company = self._same_company(trigger.token, sides, parties)
            elliptic, parties = company != parties, company
            own = parties if len(parties) >= 2 else own
        verdict = read_status(trigger, None if sides.adjunct else sides.holder)
        accepted(trigger.token, verdict)
        of_occasion(trigger.token, verdict)
        if verdict.unreal:
            return None
        back = only_goes_on(trigger, own, other)
        if refusal(Case(trigger, sides, own, other)):
            back = elliptic or points_back(trigger, parties)
            if not back:
                return None
        elif not back:
            self.parties.met(self.sentence_of[trigger.token.i], parties)
        return self._mention(occasion, parties, verdict, back, beside)

    def _mention(
        self,
        occasion: Occasion,
        parties: list[Party],
        verdict: Verdict,
        back: bool,
        beside: list[Occasion],
    ) -> Mention:
        trigger, sides = occasion.trigger, occasion.sides
        token = trigger.token
        others = (o.trigger.token for o in beside)
        rivals = [t for t in others if t not in (token, sides.holder)]
        when, undated = choose_time(
            self.times,
            token,
            sides.holder,
            tense_of(verdict, token),
            rivals,
            either=verdict.would or planned_then(token),
        )
        change = self.document.change(trigger)
        if change is not None:
            when = _after_change(change, verdict, when)
        status = settled(verdict, when, self.document.published)
        if status == "under_way" and when is None:
            when = self._today(verdict)
        taken = {
            i
            for party in parties
            for i in self._tokens(party.span)
            if party.type != "country" or trigger.noun is None
        }
        again = _another(token) and status in {"scheduled", "likely", "possible"}
        place, place_rule = place_of_clause(self.document, token, sides.holder, taken, near=again)
        if place is None and is_on("place.event"):
            place, place_rule = event_of_clause(self.document, token, sides.holder)
        sentence = token.sent
        form = read_format(trigger, place is not None)
        return Mention(
            parties=parties,
            status=status,
            trigger=(token.idx, token.idx + len(token)),
            sentence=(sentence.start_char, sentence.end_char),
            word=token.lower_,
            text=sentence.text.lower(),
            time=when,
            openly_undated=undated,
            place=place if form not in {"call", "video"} else None,
            format=form,
            duration=self._duration(token, rivals),
            topic=read_topic(token, sides.holder),
            cues=[(c.idx, c.idx + len(c)) for c in verdict.cues],
            tense=tense_of(verdict, token),
            would=verdict.would,
            back=back,
            alone=back
            and len(parties) >= 2
            and (
                (trigger.kind == "verb" and (when is not None or any(_said(p) for p in parties)))
                # "Met on Friday, three days after a phone call": another one
                or (
                    when is not None
                    and token.head.lower_ == "after"
                    and earlier_clause(token) is not None
                )
            ),
            today=when is not None
            and when.start is not None
            and when.end is not None
            and self.document.published is not None
            and when.start <= self.document.published <= when.end,
            definite=trigger.kind == "noun" and any(c.lower_ == "the" for c in token.children),
            joins=back and _joins(sides.holder),
            again=again,
            aside=sides.adjunct,
            change=change.kind if change is not None else None,
            planned=change.planned if change is not None else None,
            why=self._why(occasion, verdict, when, change, place_rule),
        )

    def _why(
        self,
        occasion: Occasion,
        verdict: Verdict,
        when: When | None,
        change: Change | None,
        place: str,
    ) -> dict[str, str]:
        """Which rules made the mention, and what decided its parts."""
        why = {"occasion": occasion.trigger.rule, "status": verdict.rule or "status.tense"}
        if when is not None:
            told = self.times.in_sentence(occasion.trigger.token.sent)
            by_span = {x.span: x.rule for x, _ in told}
            rule = by_span.get(when.span, "time.now") if when.span is not None else "time.now"
            why["time"] = f"time.{change.kind}" if change is not None else rule
        if place:
            why["place"] = place
        return why

    def _on_page(
        self, noun: Token, own: list[Party], other: list[Party]
    ) -> tuple[list[Party], list[Party]]:
        """The sides of a noun by its surface, where the parse gives fewer than two parties."""
        behind = self.parties.read(company_behind(self.document.register, noun), own, noun)
        if len(_united(own, behind)) >= 2:
            return own, behind
        before = self.parties.read(gives_up(noun), behind, noun) if behind or other else []
        if not before:
            return own, other or behind
        return _united(own, before), other or behind

    def _today(self, verdict: Verdict) -> When | None:
        """ "Is now meeting": the day of the article itself, and only then."""
        now = any(t.lower_ in {"is", "are", "now", "currently"} for t in verdict.cues)
        if self.document.published is None or not now:
            return None
        return When(self.document.published, self.document.published, "day", "inferred")

    def _same_company(self, noun: Token, sides: Sides, parties: list[Party]) -> list[Party]:
        """ "Grassley spoke with Garland and did not rule out a meeting": with him, that is."""
        company = self.parties.company
        if company is None or sides.holder is None:
            return parties
        if not parties and self.sentence_of[noun.i] == company[0] + 1 and self._follows(noun):
            return company[1]
        if company[0] != self.sentence_of[noun.i]:
            return parties
        if not any(c.lower_ in {"a", "an", "any", "another", "no"} for c in noun.children):
            return parties
        subjects = self.parties.read(subject_heads(sides.holder))
        if len(subjects) == 1 and any(p.key == subjects[0].key for p in company[1]):
            return company[1]
        return parties

    def _follows(self, noun: Token) -> bool:
        """ "A second meeting is planned in Mary on Monday": of those whose meeting the sentence
        before tells. It needs a day, for how often they met is told so, too."""
        head = noun
        while head.dep_ == "pobj" and head.head.lower_ == "of":
            head = head.head.head  # "another round of talks"
        if head.dep_ not in SUBJECTS or lemma(head.head) not in _COMES:
            return False
        count = {c.lower_ for c in head.children if c.i < head.i}
        days = {x.kind for x, _ in self.times.in_sentence(noun.sent)} & _DAYS
        return bool(count & _FOLLOWING and days)

    def _tokens(self, span: Span) -> range:
        found = self.doc.char_span(*span, alignment_mode="expand")
        return range(found.start, found.end) if found is not None else range(0)

    def _duration(self, token: Token, rivals: list[Token]) -> int | None:
        sentence = token.sent
        base = sentence.start_char
        best: tuple[int, int] | None = None
        for start, end, minutes in find_durations(sentence.text):
            middle = base + (start + end) // 2
            gap = abs(middle - token.idx)
            if any(abs(middle - rival.idx) < gap for rival in rivals):
                continue
            if best is None or gap < best[0]:
                best = (gap, minutes)
        return best[1] if best else None


def _after_change(change: Change, verdict: Verdict, when: When | None) -> When | None:
    """The day that holds after a change, and the status with it. A postponement to a stated
    day is a plan again; a denial stays one."""
    if change.kind == "moved":
        if verdict.status in {"held", "present", "postponed", "under_way", "cancelled"}:
            verdict.status, verdict.ahead = "scheduled", True
        if verdict.status == "scheduled" or change.new is not None:
            return change.new or (when if when != change.planned else None)
        return when
    verdict.status, verdict.ahead = change.kind, False
    return change.planned


def _joins(holder: Token | None) -> bool:
    """ "Buckland will also join the meeting", "dropped in on the meeting"; not "Orr, who chairs
    the talks", which only says who he is."""
    if holder is None or lemma(holder) not in _JOINS:
        return False
    return holder.dep_ != "relcl" or holder.tag_ not in {"VBZ", "VBP"}


def _said(party: Party) -> bool:
    return party.resolution in {"named", "surname"}


def _another(token: Token) -> bool:
    """ "Agreed to meet again": not the one told before."""
    return any(
        t.lower_ in _AGAIN
        for t in token.doc[max(token.sent.start, token.i - 3) : min(token.sent.end, token.i + 4)]
    )


def _united(own: list[Party], other: list[Party]) -> list[Party]:
    found: list[Party] = []
    for party in [*own, *other]:
        if all(party.key != p.key for p in found):
            found.append(party)
    return found


def without_blanks(text: str, span: Span) -> Span:
    """A sentence as it is printed: the parser counts the line's end behind it as its own."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _told(mention: Mention) -> dict[str, str]:
    """The mention's own rules with how its parties were found."""
    return {**mention.why, "parties": ", ".join(p.rule or p.resolution for p in mention.parties)}


def _record(mention: Mention, text: str) -> MeetingMention:
    evidence = best_first(mention)
    return MeetingMention(
        participants=tuple(party.participant() for party in mention.parties),
        status=mention.status,
        evidence=tuple(without_blanks(text, item.sentence) for item in evidence),
        trigger=evidence[0].trigger,
        time=mention.time,
        place=mention.place,
        format=mention.format,
        duration_minutes=mention.duration,
        topic=mention.topic,
        confidence=confidence(mention),
        status_cues=tuple(mention.cues),
        change=mention.change,
        planned=mention.planned,
        why=_told(mention),
    )


def _start(when: When | None) -> int:
    return when.span[0] if when is not None and when.span is not None else 0
