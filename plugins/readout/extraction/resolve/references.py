"""The one resolver of references, for quotes and meetings: *he*, *they*, *I*, "the minister".

What a word means doesn't depend on who asks: an answer is kept with its token. Where two
persons fit equally (`salience.EQUAL`) nobody is meant, and both are kept as candidates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.occasions.factuality import REPORTS
from readout.extraction.find.people.register import Person, Register, distinct
from readout.extraction.resolve.answers import NOBODY, Answer, Speaker
from readout.extraction.resolve.officeholders import by_act, predicate
from readout.extraction.resolve.offices import Offices, is_office_alone
from readout.extraction.resolve.salience import Salience, Turn, decided
from readout.extraction.syntax.clauses import SUBJECTS, climb, conjuncts, hanging
from readout.extraction.syntax.rules import is_on
from readout.lexicon.words import listed
from readout.model import Quote, Span
from readout.text.lemmas import lemma

HE: Final = frozenset({"he", "him", "his", "himself"})
SHE: Final = frozenset({"she", "her", "hers", "herself"})
THEY: Final = listed("resolve.references.they")
FIRST: Final = frozenset({"i", "me", "my", "myself"})
FIRST_PLURAL: Final = frozenset({"we", "us", "our", "ourselves"})
_REACH: Final = 4  # sentences back within which a couple may be meant
_FAR: Final = 30  # sentences back within which only one person may have been named
_STILL: Final = 3  # sentences for which somebody unnamed may still be meant

Spoken = tuple[int, int, Person | None]


class References:
    """Resolves the references of one article, in the order of its text where turns of speech
    are noted."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.salience = Salience(document)
        self.offices = Offices(document, self.salience)
        self._answers: dict[int, Answer] = {}
        self._known = {id(person) for person in document.register.people}
        self._spoken: list[Spoken] = []
        self._direct: list[Spoken] = []

    @property
    def doc(self) -> Doc:
        return self.document.doc

    @property
    def register(self) -> Register:
        return self.document.register

    @property
    def sentence_of(self) -> list[int]:
        return self.document.sentence_of

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who spoke, at which token."""
        known = speaker.person is None or id(speaker.person) in self._known
        self.salience.note(speaker, at, known)

    def hear(self, quotes: Sequence[Quote]) -> None:
        """Learn from the quotes whose words each stretch is: *I* in it is their speaker."""
        by_name = {person.name: person for person in self.register.people}
        for quote in quotes:
            if quote.type == "indirect":
                continue
            speaker = by_name.get(quote.speaker_name or "")
            spans = [(start, end, speaker) for start, end in quote.content]
            self._spoken.extend(spans)
            if quote.type == "direct":
                self._direct.extend(spans)

    def named_in(self, spans: Sequence[Span]) -> list[Person]:
        """The people named in these characters: of whom somebody speaks by name, he isn't."""
        doc, register = self.doc, self.register
        tokens = (
            token
            for start, end in spans
            for token in doc.char_span(start, end, alignment_mode="expand") or ()
        )
        return distinct(register.at(token) for token in tokens)

    def with_sexes(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """The quotes with the sex of each speaker whom the register knows by this name."""
        sexes = {p.name: self.salience.sex_of(p) for p in self.register.people}
        told = [(q, sexes.get(q.speaker_name or "")) for q in quotes]
        return tuple(
            replace(q, speaker_sex="f" if sex == "f" else "m")
            if sex and q.speaker_kind == "person"
            else q
            for q, sex in told
        )

    def speaker(self, token: Token) -> Person | None:
        """Who says *I* at this token."""
        return _holder(self._spoken, token)

    # One person

    def he_or_she(
        self, pronoun: Token, exclude: Sequence[Person] = (), turn: Turn = "none"
    ) -> Answer:
        """The person *he* or *she* means.

        Args:
            exclude: those who can't be meant.
            turn: whether the pronoun is the source of a quote ("he said": `takes`), and of one
                that goes on ("he added": `goes_on`). Who spoke last is likely to be meant then.
        """
        answer = self._answers.get(pronoun.i)
        if answer is None:
            answer = self._he_or_she(pronoun, exclude, turn)
            self._answers[pronoun.i] = answer
        return answer if answer.person is None or answer.person not in exclude else NOBODY

    def _he_or_she(self, pronoun: Token, exclude: Sequence[Person], turn: Turn) -> Answer:
        if turn != "none" and self.unnamed_speaker(pronoun) is not None:
            return Answer(None, rule="whoever spoke has no name")
        sex = "f" if pronoun.lower_ in SHE else "m"
        teller = self.teller(pronoun)
        if teller is not None and teller not in exclude and is_on("meant.teller"):
            return Answer(teller, (teller,), float("inf"), "meant.teller")
        speaker = _holder(self._direct, pronoun)
        excluded = [*exclude, speaker] if speaker is not None else exclude
        office = self._office_before(pronoun) if turn == "none" else None
        if office is not None and office not in excluded and is_on("meant.office before"):
            return Answer(office, (office,), float("inf"), "meant.office before")
        ranked = self.salience.ranked(pronoun.i, sex, excluded, turn)
        fronted = self._fronted(pronoun)
        if not ranked or fronted:
            behind = self._behind(pronoun, sex, excluded)
            if behind is not None and is_on("meant.subject behind"):
                return Answer(behind, (behind,), float("inf"), "meant.subject behind")
        if not ranked and turn != "none":
            alone = self._only_one(pronoun, sex, excluded)
            if alone is not None and is_on("meant.only one"):
                return Answer(alone, (alone,), float("inf"), "meant.only one")
        return decided(ranked, "meant.pronoun")

    def _office_before(self, pronoun: Token) -> Person | None:
        """ "The President was at his desk. In the afternoon he received": the office that is the
        subject of the sentence before, where nobody is named as one in between."""
        start = pronoun.sent.start
        if pronoun.dep_ not in SUBJECTS or start == 0:
            return None
        subjects = hanging(self.doc[start - 1].sent.root, *SUBJECTS)
        if len(subjects) != 1 or not is_office_alone(subjects[0]):
            return None
        if any(n.subject for n in self.salience.before(pronoun.i, 1) if n.start > subjects[0].i):
            return None
        if any(n.start <= subjects[0].i < n.stop for n in self.salience.before(pronoun.i, 1)):
            return None
        person = self.described(subjects[0]).person
        sex = "f" if pronoun.lower_ in SHE else "m"
        return person if person and self.salience.sex_of(person) in {"", sex} else None

    def teller(self, pronoun: Token) -> Person | None:
        """ "According to Matte, who said he had met her": the bearer of *who* tells of himself.
        Only of the subject of the nearest clause that a verb of telling governs."""
        told = pronoun.head
        if pronoun.dep_ not in SUBJECTS or told.dep_ != "ccomp":
            return None
        telling = told.head
        if telling.dep_ != "relcl" or lemma(telling) not in REPORTS:
            return None
        if not any(c.lower_ == "who" for c in hanging(telling, *SUBJECTS)):
            return None
        person = self.register.at(telling.head)
        sex = "f" if pronoun.lower_ in SHE else "m"
        return person if person and self.salience.sex_of(person) in {"", sex} else None

    def _only_one(self, pronoun: Token, sex: str, exclude: Sequence[Person]) -> Person | None:
        """The one person of that sex named before a speaker's pronoun, however long he spoke."""
        before = self.salience.before(pronoun.i, _FAR)
        fits = (n.person for n in before if self.salience.sex_of(n.person) in {"", sex})
        people = distinct(p for p in fits if p not in exclude)
        return people[0] if len(people) == 1 else None

    def unnamed_speaker(self, pronoun: Token) -> Speaker | None:
        """The unnamed source that spoke last, if a pronoun still means it."""
        turn = self.salience.last_turn(pronoun.i)
        if turn is None or turn[1].kind != "anonymous" or turn[1].how == "plural":
            return None
        at, last = turn
        if self.sentence_of[pronoun.i] - self.sentence_of[at] > _STILL:
            return None
        between = (n for n in self.salience.before(pronoun.i) if n.start > at)
        return None if any(n.subject for n in between) else last

    def _fronted(self, pronoun: Token) -> bool:
        """ "After his meeting with Li, Wang said": the phrase comes before its clause's subject."""
        for ancestor in climb(pronoun):
            if ancestor.dep_ in {"ROOT", "ccomp"} and ancestor.pos_ in {"VERB", "AUX"}:
                subject = hanging(ancestor, *SUBJECTS)
                return bool(subject) and subject[0].i > pronoun.i
        return False

    def _behind(self, pronoun: Token, sex: str, exclude: Sequence[Person]) -> Person | None:
        for naming in self.salience.behind(pronoun.i):
            fits = self.salience.sex_of(naming.person) in {"", sex}
            if self.doc[naming.stop - 1].dep_ in SUBJECTS and fits:
                return naming.person if naming.person not in exclude else None
        return None

    def described(self, head: Token, exclude: Sequence[Person] = ()) -> Answer:
        """The person a definite description means: by role, by predicate, by nation, or as the
        one whom the text is about."""
        answer = self._answers.get(head.i)
        if answer is None:
            answer = self._described(head, exclude)
            self._answers[head.i] = answer
        return answer if answer.person is None or answer.person not in exclude else NOBODY

    def _described(self, head: Token, exclude: Sequence[Person]) -> Answer:
        answer = self.offices.described(head, exclude)
        if answer.candidates:
            return answer
        named = predicate(self.register, head)
        if named is not None and is_on("meant.predicate"):
            return Answer(named, (named,), float("inf"), "meant.predicate")
        undergone = by_act(self.register, head)
        if undergone is not None and undergone not in exclude and is_on("meant.by act"):
            return Answer(undergone, (undergone,), 0.0, "meant.by act")
        answer = self.offices.of_nation(head)
        if answer.person is not None and answer.person not in exclude:
            return answer
        if is_office_alone(head) and is_on("meant.prominence"):
            return self.offices.prominent(head, exclude)
        return NOBODY

    # Several

    def subject_behind(self, pronoun: Token) -> Token | None:
        """ "During their call, Obama and Hollande agreed": the joint subject that follows."""
        if pronoun.dep_ != "poss":
            return None
        for ancestor in climb(pronoun):
            if ancestor.dep_ in {"ROOT", "ccomp"} and ancestor.pos_ in {"VERB", "AUX"}:
                subjects = hanging(ancestor, *SUBJECTS)
                if subjects and subjects[0].i > pronoun.i and len(conjuncts(subjects[0])) > 1:
                    return subjects[0]
                return None
        return None

    def plural(self, at: Token, count: int = 0) -> list[Person]:
        """The people *they* or *the two leaders* means: the coordinated or jointly named ones
        nearest before; with `count`, exactly so many."""
        sentence = self.sentence_of[at.i]
        near = list(self.salience.before(at.i, _REACH))
        for back in range(_REACH + 1):
            here = [n for n in near if n.sentence == sentence - back]
            group = distinct(n.person for n in here)
            joined = self._joined(at, [n.stop - 1 for n in reversed(here)])
            if len(joined) >= 2 and (not count or len(joined) == count):
                return joined
            if len(group) == (count or 2):
                return group[::-1]
            if count and len(group) > count:
                return group[:count][::-1]
        if count == 2 or not count:
            # The couple spread over neighbouring sentences: the two who were named last.
            seen = distinct(n.person for n in near)
            if len(seen) == 2:
                return seen[::-1]
        return []

    def tokens_before(self, at: Token, tokens: int, sentences: int) -> Iterator[Token]:
        """The tokens before one, nearest first, no farther back than these."""
        here = self.sentence_of[at.i]
        for i in range(at.i - 1, max(-1, at.i - tokens), -1):
            if here - self.sentence_of[i] > sentences:
                return
            yield self.doc[i]

    def joined(self, at: Token, reach: int) -> list[Person]:
        """The people coordinated with each other nearest before a token, no more than so many
        sentences back: "Ann Lee and Bob Ray"."""
        near = list(self.salience.before(at.i, reach))
        for back in range(reach + 1):
            heads = [n.stop - 1 for n in near if n.sentence == self.sentence_of[at.i] - back]
            found = self._joined(at, heads[::-1])
            if found:
                return found
        return []

    def _joined(self, at: Token, heads: Sequence[int]) -> list[Person]:
        """The longest chain of people coordinated with each other in one sentence."""
        best: list[Person] = []
        for head in heads:
            named = distinct(self.register.at(t) for t in conjuncts(self.doc[head]) if t.i < at.i)
            if len(named) >= 2 and len(named) > len(best):
                best = named
        return best


def _holder(spans: Sequence[Spoken], token: Token) -> Person | None:
    return next((person for start, end, person in spans if start <= token.idx < end), None)
