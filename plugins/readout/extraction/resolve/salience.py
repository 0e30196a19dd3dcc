"""The persons that a word may mean, by how prominent each is just before it.

Points as in Lappin & Leass (1994): nearness, grammatical role, how often the text names
somebody, who spoke last. One table of weights for quotes and meetings.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.answers import NOBODY, Answer, Speaker
from readout.extraction.syntax.clauses import SUBJECTS, climb
from readout.extraction.syntax.rules import is_on
from readout.lexicon.meetings import noun_frames
from readout.text.lemmas import lemma

EQUAL: Final = 1.0
"""The one threshold to refuse: candidates less than so many points apart are equal."""

_WINDOW: Final = 6  # sentences back within which a person may be meant
_MOST: Final = 60  # mentions looked at
_START, _SENTENCE, _TOKEN = 60.0, 9.0, 0.02
_SUBJECT, _SUBJECT_BELOW, _OBJECT, _OWNER = 12.0, 10.0, 3.0, -6.0
_OFTEN, _MOST_OFTEN = 0.5, 8
_SEX, _SPOKE, _SPOKE_FADES = 6.0, 16.0, 2.0
_GOVERNS: Final = 10.0  # "Reid told reporters that he"
_LAST, _ADDING = 86.0, 30.0  # whoever spoke last, and goes on
_PARAGRAPH: Final = 6.0  # named in the same paragraph
_SINCE: Final = 20.0  # another is what the paragraph is about
_SPOKEN_OF: Final = -30.0  # named between the marks of what somebody else says


Turn = Literal["none", "takes", "goes_on"]


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention of a person: token range, sentence, what its role and number are worth."""

    start: int
    stop: int
    sentence: int
    person: Person
    worth: float
    subject: bool


class Salience:
    """Mentions and turns of one article, looked up by token."""

    def __init__(self, document: Document) -> None:
        self.doc: Doc = document.doc
        self.sentence_of = document.sentence_of
        self._inside = document.page.inside
        self._paragraph_start = document.page.first_token
        self.namings: list[Naming] = sorted(
            (
                self._naming(start, stop, person)
                for person in document.register.people
                for start, stop in person.mentions
            ),
            key=lambda n: (n.start, n.stop),
        )
        self._turns: list[tuple[int, Speaker]] = []
        self._sexes = self._by_pronoun(document)

    def _naming(self, start: int, stop: int, person: Person) -> Naming:
        subject = self.is_subject(start, stop)
        head = self.doc[start:stop].root
        worth = _OFTEN * min(len(person.mentions), _MOST_OFTEN)
        if subject:
            main = head.head.dep_ in {"ROOT", "conj"} or head.dep_ == "conj"
            worth += _SUBJECT if main else _SUBJECT_BELOW
        elif head.dep_ in {"dobj", "dative"}:
            worth += _OBJECT
        if head.dep_ == "poss" and head.head.dep_ in SUBJECTS and lemma(head.head) in noun_frames():
            worth += _SUBJECT_BELOW  # "Novak's meeting with Roy came a day after she saw Diaz"
        elif stop < len(self.doc) and self.doc[stop].tag_ == "POS":
            worth += _OWNER
        return Naming(start, stop, self.sentence_of[start], person, worth, subject)

    def is_subject(self, start: int, stop: int) -> bool:
        """Whether a mention is a subject, alone or joined to one ("Ann and Bob said")."""
        return any(
            t.dep_ in SUBJECTS or (t.dep_ in {"conj", "appos"} and t.head.dep_ in SUBJECTS)
            for t in self.doc[start:stop]
        )

    def note(self, speaker: Speaker, at: int, known: bool) -> None:
        """Remember who spoke, at which token. One whom the register doesn't have (not
        `known`) can be meant by a pronoun later."""
        insort(self._turns, (at, speaker), key=lambda t: t[0])
        if speaker.person is not None and not known:
            naming = self._naming(at, at + 1, speaker.person)
            insort(self.namings, naming, key=lambda n: n.start)

    def last_turn(self, at: int) -> tuple[int, Speaker] | None:
        """Who spoke last before a token, and where."""
        k = bisect_left(self._turns, at, key=lambda t: t[0])
        return self._turns[k - 1] if k else None

    def spoke_last(self, at: int, within: int) -> Speaker | None:
        """Who spoke last before a token, no more than so many sentences back."""
        turn = self.last_turn(at)
        if turn is None or self.sentence_of[at] - self.sentence_of[turn[0]] > within:
            return None
        return turn[1]

    def before(self, at: int, reach: int = _WINDOW) -> Iterator[Naming]:
        """Mentions before a token, nearest first, no more than `reach` sentences back."""
        here = self.sentence_of[at]
        k = bisect_left(self.namings, at, key=lambda n: n.start)
        for naming in reversed(self.namings[max(0, k - _MOST) : k]):
            if here - naming.sentence > reach:
                return
            yield naming

    def behind(self, at: int) -> Iterator[Naming]:
        """Mentions behind a token in its sentence."""
        k = bisect_left(self.namings, at, key=lambda n: n.start)
        for i in range(k, len(self.namings)):
            if self.namings[i].sentence != self.sentence_of[at]:
                return
            yield self.namings[i]

    def ranked(
        self, at: int, sex: str = "", exclude: Sequence[Person] = (), turn: Turn = "none"
    ) -> list[tuple[float, Person]]:
        """Persons that may be meant at a token, best first.

        Args:
            sex: `m`, `f` or empty for any.
            exclude: who can't be meant.
            turn: whether somebody speaks here, and goes on ("he added").
        """
        pronoun, here = self.doc[at], self.sentence_of[at]
        before = self.last_turn(at) if turn != "none" else None
        last = before[1].person if before is not None else None
        said = here - self.sentence_of[before[0]] if before is not None else 0
        turned = False
        if last is not None and before is not None:
            turned = self._another_since(at, before[0], last, sex)
        opens = self._paragraph_start(at)
        found: dict[int, tuple[float, Person]] = {}

        def offer(score: float, person: Person) -> None:
            kept = found.get(id(person))
            if kept is None or kept[0] < score:
                found[id(person)] = (score, person)

        for naming in self.before(at):
            person, known = naming.person, self.sex_of(naming.person)
            if person in exclude or (sex and known and known != sex):
                continue
            if sex and self._co_argument(pronoun, naming):
                continue
            score = _START - _SENTENCE * (here - naming.sentence) + naming.worth
            score -= _TOKEN * (at - naming.start)
            if naming.start >= opens:
                score += _PARAGRAPH
            if turn != "none" and self._spoken_of(naming, at):
                score += _SPOKEN_OF
            if sex and (known == sex or last is person):
                score += _SEX
            if sex and self._governs(naming, pronoun):
                score += _GOVERNS
            if last is person and not turned:
                score += max(0.0, _SPOKE - _SPOKE_FADES * said)
            offer(score, person)
        fits = last is not None and last not in exclude and self.sex_of(last) in {"", sex}
        if last is not None and fits and said <= _WINDOW:
            score = _LAST - _SENTENCE * said + (_ADDING if turn == "goes_on" else 0.0)
            offer(score - _SINCE if turned else score, last)
        return sorted(found.values(), key=lambda f: -f[0])

    def _another_since(self, at: int, spoke: int, last: Person, sex: str) -> bool:
        """ "…, Lee said. ¶ Mr Orr disagreed. “It is dear,” he said": whether a paragraph that began
        since somebody spoke last is about another."""
        start = self._paragraph_start(at)
        if start <= spoke:
            return False
        since = [n for n in self.before(at) if n.start >= start and self._inside[n.start] < 0]
        if any(n.person is last for n in since):
            return False
        others = [n for n in since if self.sex_of(n.person) in {"", sex}]
        here = self.sentence_of[at]
        return any(n.subject for n in others) or (
            len({id(n.person) for n in others}) == 1 and others[0].sentence < here
        )

    def _spoken_of(self, naming: Naming, at: int) -> bool:
        """Whether somebody is named between marks, and the one who speaks stands outside:
        "“I told Silva to stay wide,” he said"."""
        return self._inside[naming.start] >= 0 and self._inside[at] < 0

    def _governs(self, naming: Naming, pronoun: Token) -> bool:
        """ "Reid told reporters that he": the subject of a clause around is meant."""
        head = self.doc[naming.start : naming.stop].root
        if head.dep_ not in SUBJECTS:
            return False
        return any(
            a == head.head and (pronoun.dep_ == "poss" or a != pronoun.head) for a in climb(pronoun)
        )

    def _co_argument(self, pronoun: Token, naming: Naming) -> bool:
        """Subject and object of one verb are two people, unless it is a possessive."""
        if pronoun.dep_ == "poss":
            return False
        head = self.doc[naming.stop - 1]
        verb = pronoun.head if pronoun.dep_ in {"nsubj", "dobj", "nsubjpass"} else pronoun.head.head
        return head.head == verb and head.dep_ in {"nsubj", "dobj", "nsubjpass"}

    def sex_of(self, person: Person) -> str:
        """`m`, `f` or empty: as the register has it, else by the pronoun that follows."""
        return person.sex or self._sexes.get(id(person), "")

    def _by_pronoun(self, document: Document) -> dict[int, str]:
        """Persons that are the only one named in a sentence, as its subject, before a sentence
        that begins with "he" or "she"."""
        alone: dict[int, Person | None] = {}
        for naming in self.namings:
            number, person = naming.sentence, naming.person
            if number in alone and alone[number] is not person:
                alone[number] = None
            elif number not in alone:
                alone[number] = person if naming.subject else None
        found: dict[int, str] = {}
        for number, sentence in enumerate(document.sentences):
            before = alone.get(number - 1)
            sex = {"he": "m", "she": "f"}.get(sentence[0].lower_) if len(sentence) else None
            if before is not None and sex is not None and not before.sex:
                found.setdefault(id(before), sex)
        return found


def decided(ranked: Sequence[tuple[float, Person]], rule: str) -> Answer:
    """The best of ranked candidates, or nobody where two are equal."""
    if not ranked or not is_on(rule):
        return NOBODY
    people = tuple(person for _, person in ranked[:3])
    margin = ranked[0][0] - ranked[1][0] if len(ranked) > 1 else float("inf")
    if margin < EQUAL:
        return Answer(None, people, margin, f"{rule}: nothing decides")
    return Answer(people[0], people, margin, rule)
