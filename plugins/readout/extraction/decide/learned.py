"""Meetings by the trained scorers: occasions, who, when, where, how sure, told once each.

The encoder's heads score; rules name the people, read the calendar and the places. Steps:
triggers above a threshold → parties, day and place of each → triggers of one occasion joined →
one record, accepted when two parties and the occasion are likely enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Literal

import numpy as np
from spacy.tokens import Token

from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.folding import same_party
from readout.extraction.decide.inferring import with_journey
from readout.extraction.decide.journeys import Journey, read_journeys
from readout.extraction.decide.meeting_filter import never_by_form, no_occasion_by_form
from readout.extraction.decide.meetings import without_blanks
from readout.extraction.decide.occasion_times import (
    counts_for_another,
    is_of_another,
    is_of_the_way,
    of_its_own_clause,
)
from readout.extraction.decide.place import is_left_for, is_of_a_matter, is_of_another_time
from readout.extraction.decide.scene import Named
from readout.extraction.decide.settling import planned_then
from readout.extraction.decide.tellings import (
    FORMATS,
    STATUSES,
    Thresholds,
    Told,
    grouped,
    told_apart,
)
from readout.extraction.document import Document
from readout.extraction.find.occasions.changes import Change
from readout.extraction.find.occasions.factuality import REPORTS
from readout.extraction.find.occasions.topics import read_topic
from readout.extraction.find.occasions.triggers import Trigger, find_lookalikes
from readout.extraction.find.people.register import Person
from readout.extraction.find.places import named_place
from readout.extraction.find.times.days import Tense
from readout.extraction.find.times.durations import find_durations
from readout.extraction.find.times.expressions import TimeExpression
from readout.extraction.resolve.belonging import belonging, is_kin
from readout.extraction.resolve.officeholders import of_one_rank
from readout.extraction.resolve.participants import Parties, Party
from readout.extraction.resolve.references import HE, SHE, References
from readout.extraction.syntax.clauses import SUBJECTS, climb, is_ruled_out
from readout.extraction.syntax.phrases import is_definite, is_title_word, phrase_span
from readout.learned.heads import DAY, NEAR, PARTY, PLACE, Floats, Heads
from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import MeetingMention, Place, Status, When
from readout.text.lemmas import lemma


class Reader:
    """One article's occasions; everything it asks is read once."""

    def __init__(
        self,
        document: Document,
        known: References,
        heads: Heads,
        antecedents: Antecedents,
        limits: Thresholds | None = None,
        ruled: Sequence[MeetingMention] = (),
    ) -> None:
        self.document, self.known, self.heads = document, known, heads
        self.limits = limits or Thresholds()
        self.antecedents, self.clues = antecedents, antecedents.clues
        self.doc, self.times = document.doc, document.times
        self.parties = Parties(known)
        self._ruled = {
            m.trigger[0]: names for m in ruled if (names := _named_here(document, m)) is not None
        }
        self._found: list[int] = []
        self._gone: list[Journey] | None = None

    def read(self) -> list[MeetingMention]:
        """The article's meetings in order of their first trigger."""
        score, at = self._triggers()
        self._found = at
        if not at:
            return []
        clues = [self.clues.of_parties(i, len(self.doc)) for i in at]
        self.heads.focus(at, clues)
        status, form = self.heads.status(at)
        shares = [self.heads.pairs(i, clue, at) for i, clue in zip(at, clues, strict=True)]
        told = [
            self._told(i, float(score[i]), status[k], form[k], shares[k]) for k, i in enumerate(at)
        ]
        for one, other in [pair for pair in permutations(told, 2) if told_apart(*pair)]:
            one.without_those_of(other)
        groups = grouped(told, self.heads.same(at), self.limits)
        found = [r for g in groups if (r := self._record([told[k] for k in g])) is not None]
        return sorted(found, key=lambda m: min(m.evidence))

    def _triggers(self) -> tuple[Floats, list[int]]:
        """The tokens that tell of an occasion: in sentences that likely do, the likely ones, at
        least the best; elsewhere only what is likely by itself."""
        token, sentence = self.heads.triggers(), self.heads.sentences()
        where = self.heads.scene.sentence
        around = sentence[where]
        score = 0.5 * (token + around)
        chosen = (around >= self.limits.sentence) & (token >= self.limits.trigger)
        chosen |= token >= self.limits.alone
        for number in np.flatnonzero(sentence >= self.limits.sentence):
            at = np.flatnonzero(where == number)
            best = at[int(token[at].argmax())]
            if not chosen[at].any() and token[best] >= self.limits.faint:
                chosen[best] = True
        doubtful, never = self._doubtful()
        return score, [
            int(i)
            for i in np.flatnonzero(chosen)
            if not self.doc[int(i)].is_punct
            and int(i) not in never
            and (int(i) not in doubtful or score[i] >= self.limits.doubtful)
        ]

    def _doubtful(self) -> tuple[set[int], set[int]]:
        """Words that the rules know to carry no meeting, where the scorer must be nearly sure;
        and those that never do."""
        found, never = {t.i for t in find_lookalikes(self.doc)}, set()
        people = self.known.register.people
        if people:
            anybody = Party(people[0].name, "person", (0, 0), "named", people[0])
            found |= {
                o.trigger.token.i
                for o in self.document.occasions
                if no_occasion_by_form(o, anybody)
            }
            never = {
                o.trigger.token.i for o in self.document.occasions if never_by_form(o, anybody)
            }
        return found, never

    # One trigger

    def _told(self, i: int, score: float, status: Floats, form: Floats, pair: Floats) -> Told:
        """`pair`: what `Heads.pairs` tells of the trigger at `i`."""
        mine = self._ruled.get(self.doc[i].idx, frozenset())
        told = Told(self.doc[i], score, status, form, ruled=mine)
        for low, high, value in self._runs(pair[:, PARTY], 0.25):
            named = self._name(low, high, told)
            told.parties.extend((p, value) for p in named)
        told.parties = self._without_offices(told.parties)
        sentence = int(self.heads.scene.sentence[i])
        sure = told.sure(self.limits.party)
        if len(sure) >= 2:
            self.parties.met(sentence, sure)
        elif len(sure) == 1 and told.token.pos_ == "NOUN":
            for low, high, value in self._runs(pair[:, NEAR], self.limits.near):
                told.near.extend((p, value) for p in self._name(low, high, told))
        for k, expression, root in self._expressions(sentence):
            del k
            span = self.doc.char_span(*expression.span, alignment_mode="expand")
            value = float(pair[span.start : span.end, DAY].max()) if span is not None else 0.0
            if is_of_another(root, told.token) or counts_for_another(
                expression, told.token, self.times
            ):
                continue
            if value >= 0.2:
                told.days.append((expression, root, value))
        told.fixed = of_its_own_clause(self.times, told.token)
        told.when = self._when([told], STATUSES[int(status.argmax())])
        for low, high, value in self._runs(pair[:, PLACE], 0.25):
            if all(t.pos_ in _EMPTY for t in self.doc[low:high]):
                continue
            if high < len(self.doc) and self.doc[high].tag_ == "POS":
                continue  # "at Iran's request" tells whose, not where
            root = self.doc[low:high].root
            link = root.head if root.dep_ == "pobj" else None
            if link is not None and (
                is_of_a_matter(link, told.token)
                or is_left_for(link, told.token)
                or is_of_another_time(link, told.token)
            ):
                continue
            if self.known.register.at(root) is not None:
                continue  # "Dube of South Africa": somebody, and no place
            if root.pos_ not in _EMPTY and not is_title_word(root) and _may_be_where(root, low):
                told.places.append((named_place(root), value))
        return told

    def _runs(self, score: Floats, floor: float) -> list[tuple[int, int, float]]:
        """Stretches of neighbouring tokens over `floor`, a name mention never cut; the value is
        the highest of its tokens."""
        found: list[tuple[int, int, float]] = []
        cast = self.known.register
        for i in np.flatnonzero(score >= floor):
            token = self.doc[int(i)]
            low, high = cast.mention(token) or (token.i, token.i + 1)
            value = float(score[low:high].max())
            owner = cast.at(token)
            if (
                found
                and low <= found[-1][1]
                and (
                    low < found[-1][1]
                    or (owner is None and cast.at(self.doc[found[-1][0]]) is None)
                )
            ):
                last = found[-1]
                found[-1] = (min(last[0], low), max(last[1], high), max(last[2], value))
            else:
                found.append((low, high, value))
        return found

    def _expressions(self, sentence: int) -> list[tuple[int, TimeExpression, Token]]:
        found = []
        where = self.heads.scene.sentence
        for number in range(sentence - 3, sentence + 4):
            at = int(np.searchsorted(where, number))
            if number < 0 or at >= len(self.doc) or where[at] != number:
                continue
            for expression, root in self.times.in_sentence(self.doc[at].sent):
                found.append((number, expression, root))
        return found

    def _name(self, low: int, high: int, told: Told) -> list[Party]:
        """The parties that a run of tokens means."""
        low, high = self._whole_name(low, high)
        root = self.doc[low:high].root
        if (bearer := _office_around(root)) is not None:
            root, low = bearer, min(low, bearer.i)
        others = [p for p, _ in told.parties]
        if is_ruled_out(root):
            return []
        person = self.known.register.at(root)
        theirs = belonging(root) if root.pos_ == "PROPN" else None
        # A body is there by its people ("officials of the league"), not by half of its own name.
        half = root.dep_ == "compound" and root.ent_type_ == "ORG"
        one = person is not None or root.ent_type_ == "PERSON" or half
        if theirs is not None and (one or is_kin(theirs)):
            return self.parties.belonging(theirs, others)
        if person is not None:
            return self.parties._one(root, others)
        if all(t.pos_ in _EMPTY for t in self.doc[low:high]) and root.pos_ != "PRON":
            return self.parties.counted(root)
        if root.lower_ in HE | SHE and (teller := self.known.teller(root)) is not None:
            return [Party(teller.name, "person", phrase_span(root), "pronoun", teller)]
        named, sure = self._linked(root)
        # "His counterpart" is nobody who is a party already.
        other = (
            named is None
            or lemma(root) not in _OF_ANOTHER
            or all(p.name != named.name for p in others)
        )
        several = root.tag_ in {"NNS", "NNPS"} and named is not None and named.person is not None
        people = [p.person for p in others if p.person is not None]
        # Nobody's brother is a body.
        if named is not None and (
            is_kin(root) if named.person is None else self._misfits(root, named.person, people)
        ):
            named = None
        if named is not None and sure >= self.limits.link and other and not several:
            how = "pronoun" if root.pos_ == "PRON" else "description"
            span = phrase_span(root)
            if named.person is None:
                return [Party(named.name, "org", span, how)]
            return [Party(named.name, "person", span, how, named.person)]
        found = self.parties._one(root, others)
        if found:
            return found
        if root.pos_ == "PRON":
            return []
        return [self._as_told(root, low, high)]

    def _whole_name(self, low: int, high: int) -> tuple[int, int]:
        """A title or a part before a name goes on to the name: "Mr. | Kerry", "de | Mistura"."""
        mention = self.known.register.mention
        inside = next((m for i in range(low, high) if (m := mention(self.doc[i]))), None)
        if inside is not None:
            return inside
        if high < len(self.doc) and self.doc[high - 1].text[:1].isupper():
            behind = mention(self.doc[high])
            if behind is not None and behind[0] == high:
                return behind
        return low, high

    def _linked(self, root: Token) -> tuple[Named | None, float]:
        """Whom the words at `root` stand for, None for nobody who is named, and how likely."""
        by_name = self.antecedents.shares(root.i)
        best = max(by_name, key=lambda n: by_name[n])
        return best, by_name[best]

    def _misfits(self, root: Token, person: Person, others: list[Person]) -> bool:
        """Whether a description is of an office that the article gives to somebody else, and to
        this person another one ("the UN chief" is not the UN envoy); or a counterpart of another
        rank than the party that he is told for."""
        if lemma(root) == "counterpart" and not of_one_rank(person, others):
            return True
        offices = self.known.offices
        if root.pos_ == "PRON" or not offices.roles_of(person) or offices.fit(root, person) > 0:
            return False
        return offices.described(root).person is not None

    def _without_offices(self, parties: list[tuple[Party, float]]) -> list[tuple[Party, float]]:
        """Drop what is part of another party's phrase, and the office that a name right behind
        it bears ("the Amir, Sheikh Salman")."""
        kept: list[tuple[Party, float]] = []
        for party, value in parties:
            low, high = party.span
            inside = any(
                q is not party and q.span[0] <= low and high <= q.span[1] and q.span != party.span
                for q, _ in parties
            )
            if not inside and not any(
                q is not party and q.person is not None and self._bears(party, q)
                for q, _ in parties
            ):
                kept.append((party, value))
        return kept

    def _bears(self, office: Party, person: Party) -> bool:
        if office.person is not None and len(office.person.words) > 1:
            return False
        if office.type == "country" or office.resolution == "pronoun":
            return False
        low, high = office.span[1], person.span[0]
        if not 0 <= high - low <= 40:
            return False
        between = self.doc.char_span(low, high, alignment_mode="contract")
        return between is None or all(
            t.text == "," or t.pos_ in {"DET", "PROPN", "ADJ", "SPACE"} for t in between
        )

    def _as_told(self, root: Token, low: int, high: int) -> Party:
        """A body or group by the words of the article."""
        if root.pos_ == "NOUN":
            found = self.parties._group(root)
            if found:
                return found[0]
        span = self.doc[low:high]
        kind = "org" if root.ent_type_ in {"ORG", "FAC"} or root.pos_ == "PROPN" else "group"
        start = low
        while start < high - 1 and self.doc[start].pos_ == "DET":
            start += 1
        text = self.doc[start:high].text
        return Party(text, kind, (span.start_char, span.end_char), "group")  # type: ignore[arg-type]

    # One occasion

    def _record(self, told: list[Told]) -> MeetingMention | None:
        kept = self._company(told)
        if len(kept) < 2:
            return None
        occasion = 1 - float(np.prod([1 - t.score for t in told]))
        pair = sorted((v for _, v in kept), reverse=True)[:2]
        sure = occasion * (pair[0] * pair[1]) ** 0.5
        if sure < self.limits.record:
            return None
        weight = np.array([t.score for t in told])
        status_share = (np.stack([t.status for t in told]) * weight[:, None]).sum(0) / weight.sum()
        form_share = (np.stack([t.format for t in told]) * weight[:, None]).sum(0) / weight.sum()
        status = STATUSES[int(status_share.argmax())]
        form = FORMATS[int(form_share.argmax())]
        if status in {"held", "denied", "scheduled"} and all(_left_open(t.token) for t in told):
            status = "possible"  # "neither government said whether they would meet"
        when = self._when(told, status)
        change = self._change(told, status_share)
        if change is not None and change.kind == "moved":
            status = "scheduled"
            when = change.new or (when if when != change.planned else None)
        elif change is not None and change.kind != "moved":
            status, when = change.kind, change.planned or when
        place = max(
            ((p, v) for t in told for p, v in t.places if v >= self.limits.place),
            key=lambda x: x[1],
            default=(None, 0.0),
        )[0]
        best = sorted(told, key=lambda t: (-_worth(t), t.token.i))
        text = self.document.text
        evidence = tuple(
            dict.fromkeys(
                without_blanks(text, (t.token.sent.start_char, t.token.sent.end_char)) for t in best
            )
        )
        first = best[0].token
        record = MeetingMention(
            participants=tuple(p.participant() for p, _ in kept),
            status=status,
            evidence=evidence,
            trigger=(first.idx, first.idx + len(first)),
            time=when,
            place=place if form not in {"call", "video"} else None,
            format=form,
            duration_minutes=self._duration(told),
            topic=read_topic(first, None),
            confidence=round(float(sure * status_share.max()), 3),
            change=change.kind if change is not None else None,
            planned=change.planned if change is not None else None,
            why=_why(change, when, place, occasion, float(status_share.max())),
            told_at=tuple((t.token.idx, t.token.idx + len(t.token)) for t in told),
        )
        if record.place is not None and record.time is not None:
            return record
        people = [p.person for p, _ in kept if p.person is not None]
        at = [t.token.i for t in best]
        return with_journey(record, people, at, self._journeys(), self.document)

    def _journeys(self) -> list[Journey]:
        if self._gone is None:
            self._gone = read_journeys(self.document, self.known)
        return self._gone

    def _change(self, told: list[Told], status: Floats) -> Change | None:
        """What a clause says became of the plan, where the scorer finds that likely, too."""
        for one in told:
            kind: Literal["verb", "noun"] = "verb" if one.token.pos_ == "VERB" else "noun"
            change = self.document.change(Trigger(one.token, kind))
            if change is None:
                continue
            meant = (
                ("scheduled", "postponed", "cancelled")
                if change.kind == "moved"
                else (*(change.kind, "postponed", "cancelled", "denied"),)
            )
            if sum(float(status[STATUSES.index(s)]) for s in set(meant)) >= self.limits.change:
                return change
        return None

    def _company(self, told: list[Told]) -> list[tuple[Party, float]]:
        """Who takes part, by all tellings: whoever is likely in a good one. A later telling adds
        people only if it is nearly sure of them."""
        order = sorted(told, key=lambda t: (-_worth(t), t.token.i))
        kept: list[tuple[Party, float]] = []
        spare: list[tuple[Party, float]] = []
        for number, one in enumerate(order):
            enough = sum(v >= self.limits.party for _, v in kept) >= 2
            floor = self.limits.weak if number and enough else self.limits.party
            for party, value in one.parties:
                have = next((k for k, (p, _) in enumerate(kept) if same_party(p, party)), None)
                if have is not None:
                    mine, sure = kept[have]
                    better = party if _rank(party) < _rank(mine) else mine
                    kept[have] = (better, max(sure, value))
                elif value >= floor:
                    kept.append((party, value))
                elif value >= self.limits.least:
                    spare.append((party, value))
        for party, value in sorted(spare, key=lambda one: -one[1]):
            if len(kept) < 2 and not any(same_party(p, party) for p, _ in kept):
                kept.append((party, value))
        around = sorted((n for one in order for n in one.near), key=lambda one: -one[1])
        for party, value in around:
            if len(kept) < 2 and not any(same_party(p, party) for p, _ in kept):
                kept.append((party, value))
        return kept

    def _when(self, told: list[Told], status: Status) -> When | None:
        tense: Tense = (
            "past"
            if status in {"held", "denied"}
            else "present"
            if status == "under_way"
            else "future"
        )
        votes: dict[tuple[object, object], tuple[float, When]] = {}
        for one in told:
            if one.fixed is not None and one.fixed.start is not None:
                votes[one.fixed.start, one.fixed.end] = (1.0, one.fixed)
                continue
            for expression, root, value in one.days:
                if expression.kind == "vague":
                    continue
                way: Tense = "past" if is_of_the_way(root, one.token) else tense
                when = self.times.resolved(expression, root.sent, way)
                if when is None or when.start is None:
                    continue
                elsewhere = root.sent != one.token.sent or planned_then(one.token)
                if elsewhere and self._long_gone(when, tense):
                    continue
                key = (when.start, when.end)
                have = votes.get(key)
                total = value + (have[0] if have else 0.0)
                votes[key] = (total, when)
        if not votes:
            return None
        score, when = max(
            votes.values(), key=lambda x: x[0] - 0.15 * _COARSE.get(x[1].precision, 0)
        )
        return when if score >= self.limits.day else None

    def _long_gone(self, when: When, tense: Tense) -> bool:
        """Whether a month or day of another sentence, or of what had been planned, is ahead only
        because this one speaks of what is to come: "had been set to visit in early February", told
        in June."""
        published = self.document.published
        if tense != "future" or published is None or when.start is None:
            return False
        return (when.start - published).days > _FAR_AHEAD

    def _duration(self, told: list[Told]) -> int | None:
        """Minutes told in a sentence that tells of no other occasion."""
        mine = {t.token.i for t in told}
        for one in told:
            sentence = one.token.sent
            if any(sentence.start <= i < sentence.end and i not in mine for i in self._found):
                continue
            for _, _, minutes in find_durations(sentence.text):
                return minutes
        return None


def _named_here(document: Document, mention: MeetingMention) -> frozenset[str] | None:
    """The company that the rules read in the very sentence of a mention's word; None where it has
    no names."""
    sentence = document.doc.char_span(*mention.trigger, alignment_mode="expand")
    if sentence is None or any(p.type == "group" for p in mention.participants):
        return None
    start, end = sentence.sent.start_char, sentence.sent.end_char
    return frozenset(
        p.name for p in mention.participants if p.span is not None and start <= p.span[0] < end
    )


def _may_be_where(root: Token, low: int) -> bool:
    """Whether a run of likely tokens can be a place: no pronoun, no part of a longer name ("London
    Stock Exchange"), no body that nothing stands before as a place ("Sports User Group")."""
    if root.pos_ == "PRON":
        return False
    longer = root.dep_ in {"compound", "nmod"} and root.head.i > root.i
    if longer and root.head.text[:1].isupper() and root.ent_type_ not in {"GPE", "LOC"}:
        return False
    if root.ent_type_ in _NO_PLACES:
        before = {t.lower_ for t in root.doc[max(0, low - 2) : low]} | {root.head.lower_}
        return bool(before & _WHERE)
    return True


def _left_open(token: Token) -> bool:
    """Whether the clause is a question that nobody answers: "whether A will see B", "would not say
    if"."""
    for node in (token, *climb(token)):
        for child in node.children:
            if child.dep_ != "mark" or child.lower_ not in {"whether", "if"}:
                continue
            if child.lower_ == "whether" or lemma(node.head) in REPORTS:
                return True
    return False


_WHERE = listed("learned.where")
_NO_PLACES = frozenset({"ORG", "LAW", "NORP", "PRODUCT", "WORK_OF_ART", "MONEY", "DATE"})
_FAR_AHEAD = 180  # days
_OF_ANOTHER = listed("learned.of_another")
_EMPTY = frozenset({"DET", "ADP", "PUNCT", "PART", "ADJ", "NUM"})
_COARSE = {"minute": 0, "day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}


def _worth(told: Told) -> float:
    named = sum(v for p, v in told.parties[:4] if p.resolution in {"named", "surname"})
    return told.score + named + 0.8 * bool(told.days) + 0.3 * bool(told.places)


def _why(
    change: Change | None, when: When | None, place: Place | None, occasion: float, status: float
) -> dict[str, str]:
    """What decided, and how likely the reader found it."""
    why = {
        "occasion": f"reader.occasion {occasion:.2f}",
        "status": f"reader.status {status:.2f}" if change is None else f"status.{change.kind}",
    }
    if when is not None:
        why["time"] = "reader.time" if change is None else f"time.{change.kind}"
    if place is not None:
        why["place"] = "reader.place"
    return why


def _office_around(root: Token) -> Token | None:
    """The office of which a run is only the seat: "the president of | the region of Sicily", "the
    harbour master of | Klaksvík". Who meets is whoever holds it."""
    offices = party_words("offices") | party_words("people")
    at, found = root, None
    while at.dep_ == "pobj" and at.head.lower_ == "of" and at.head.dep_ == "prep":
        bare = at.i == at.head.i + 1  # "the Secretary of | State"
        at = at.head.head
        tags = {"NN", "NNP"} if bare and at.ent_type_ != "PERSON" else {"NN"}
        if at.tag_ in tags and lemma(at) in offices and is_definite(at):
            found = at if at.dep_ in {*SUBJECTS, "dobj", "pobj", "conj"} else None
    return found


_HOW = {"named": 0, "surname": 1, "group": 2, "description": 3, "pronoun": 4}


def _rank(party: Party) -> tuple[bool, int, int]:
    return (party.person is None, _HOW.get(party.resolution, 5), -len(party.name))
