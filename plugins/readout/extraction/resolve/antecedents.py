"""Who is meant by *he*, *they*, *I*, *the top US diplomat*, *her Chinese counterpart*.

A small resolver over the register of people: candidates are mentions in the sentences just
before, ranked by sentence distance, grammatical role and how often the article names them
(the salience factors of Lappin & Leass 1994); sex by title excludes. A description is
looked up among the roles that the article states anywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person, Register
from readout.extraction.syntax.parsewalk import SUBJECTS, climb, conjuncts
from readout.lexicon.meetings import countries, stands_for
from readout.model import Quote
from readout.text.lemmas import lemma

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "themselves", "both", "each"})
FIRST = frozenset({"i", "me", "my", "myself"})
FIRST_PLURAL = frozenset({"we", "us", "our", "ourselves"})
# Words of a description that say rank or place in the story, not which office.
_EMPTY = frozenset(
    {"top", "chief", "senior", "former", "new", "newly", "late", "visiting", "the", "a", "an"}
    | {"most", "powerful", "country", "nation", "own", "then", "current", "outgoing", "incoming"}
    | {"of", "'s", "’s", "his", "her", "their", "its", "two", "three", "embattled", "veteran"}
)
# Words that make one office another: a prime minister is no foreign minister.
_TELLING = frozenset(
    {"prime", "vice", "deputy", "foreign", "finance", "defence", "defense", "home"}
)
_HEADS = ("premier", "taoiseach")
_OFTEN = 3
_SUBJECT = 0.7
_REACH = 4


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    stop: int
    sentence: int
    person: Person
    weight: float


@dataclass(slots=True)
class Antecedents:
    """Lookups over one article; build with `read_antecedents`."""

    document: Document
    mentions: list[_Mention]
    starts: list[int]
    quotes: list[tuple[int, int, Person | None]]
    direct: list[tuple[int, int, Person | None]]
    last_pair: list[tuple[int, list[Person]]] = field(default_factory=list)

    @property
    def doc(self) -> Doc:
        return self.document.doc

    @property
    def register(self) -> Register:
        return self.document.register

    @property
    def sentence_of(self) -> list[int]:
        return self.document.sentence_of

    def speaker(self, token: Token) -> Person | None:
        """Who says *I* at this token."""
        for start, end, person in self.quotes:
            if start <= token.idx < end:
                return person
        return None

    def in_quote(self, token: Token) -> bool:
        return any(start <= token.idx < end for start, end, _ in self.quotes)

    def _own_words(self, token: Token) -> Person | None:
        """Whose direct speech the token is in: *he* in it is somebody else."""
        for start, end, person in self.direct:
            if start <= token.idx < end:
                return person
        return None

    def _near(self, at: int, reach: int = _REACH) -> Iterable[_Mention]:
        sentence = self.sentence_of[at]
        for k in range(bisect_left(self.starts, at) - 1, -1, -1):
            mention = self.mentions[k]
            if sentence - mention.sentence > reach:
                return
            yield mention

    def singular(self, pronoun: Token, exclude: Sequence[Person] = ()) -> Person | None:
        """The person *he* or *she* means; None when nobody fits."""
        word = pronoun.lower_
        wanted = "f" if word in SHE else "m" if word in HE else ""
        speaker = self._own_words(pronoun)
        sentence = self.sentence_of[pronoun.i]
        scores: dict[int, tuple[float, Person]] = {}
        for mention in self._near(pronoun.i):
            person = mention.person
            if person in exclude or person is speaker or (person.sex and person.sex != wanted):
                continue
            if self._co_argument(pronoun, mention):
                continue
            score = mention.weight - 1.0 * (sentence - mention.sentence)
            score += 0.4 if person.sex == wanted else 0.0
            score += 1.2 if self._governs(mention, pronoun) else 0.0
            score -= 0.004 * (pronoun.i - mention.start)
            if id(person) not in scores or scores[id(person)][0] < score:
                scores[id(person)] = (score, person)
        following = self._cataphor(pronoun, exclude, wanted)
        if following is not None and (not scores or self._fronted(pronoun)):
            return following
        if not scores:
            return None
        return max(scores.values(), key=lambda pair: pair[0])[1]

    def _governs(self, mention: _Mention, pronoun: Token) -> bool:
        """ "Reid told reporters that he": the subject of the clause around is meant."""
        head = self.doc[mention.start : mention.stop].root
        if head.dep_ not in SUBJECTS:
            return False
        return any(a == head.head and a != pronoun.head for a in climb(pronoun)) or (
            pronoun.dep_ == "poss" and any(a == head.head for a in climb(pronoun))
        )

    def _co_argument(self, pronoun: Token, mention: _Mention) -> bool:
        """Subject and object of one verb are two people, unless it is a possessive."""
        if pronoun.dep_ == "poss":
            return False
        head = self.doc[mention.stop - 1]
        verb = pronoun.head if pronoun.dep_ in {"nsubj", "dobj", "nsubjpass"} else pronoun.head.head
        return head.head == verb and head.dep_ in {"nsubj", "dobj", "nsubjpass"}

    def subject_behind(self, pronoun: Token) -> Token | None:
        """ "During their call, Obama and Hollande agreed": the joint subject that follows."""
        if pronoun.dep_ != "poss":
            return None
        for ancestor in climb(pronoun):
            if ancestor.dep_ in {"ROOT", "ccomp"} and ancestor.pos_ in {"VERB", "AUX"}:
                subjects = [c for c in ancestor.children if c.dep_ in SUBJECTS]
                if subjects and subjects[0].i > pronoun.i and len(conjuncts(subjects[0])) > 1:
                    return subjects[0]
                return None
        return None

    def _fronted(self, pronoun: Token) -> bool:
        """ "After his meeting with Li, Wang said": the phrase comes before its clause's subject."""
        for ancestor in climb(pronoun):
            if ancestor.dep_ in {"ROOT", "ccomp"} and ancestor.pos_ in {"VERB", "AUX"}:
                subject = [c for c in ancestor.children if c.dep_ in SUBJECTS]
                return bool(subject) and subject[0].i > pronoun.i
        return False

    def _cataphor(self, pronoun: Token, exclude: Sequence[Person], wanted: str) -> Person | None:
        sentence = self.sentence_of[pronoun.i]
        for k in range(bisect_left(self.starts, pronoun.i), len(self.mentions)):
            mention = self.mentions[k]
            if mention.sentence != sentence:
                return None
            head = self.doc[mention.stop - 1]
            fits = not mention.person.sex or mention.person.sex == wanted
            if head.dep_ in SUBJECTS and fits and mention.person not in exclude:
                return mention.person
        return None

    def plural(self, at: Token, count: int = 0) -> list[Person]:
        """The people *they* or *the two leaders* means: the coordinated or jointly named ones
        nearest before; with `count`, exactly so many."""
        sentence = self.sentence_of[at.i]
        for back in range(_REACH + 1):
            group: list[Person] = []
            for mention in self._near(at.i, back):
                if mention.sentence == sentence - back and mention.person not in group:
                    group.append(mention.person)
            joined = self._joined(at, sentence - back)
            if len(joined) >= 2 and (not count or len(joined) == count):
                return joined
            if count and len(group) == count:
                return group[::-1]
            if not count and len(group) == 2:
                return group[::-1]
            if count and len(group) > count:
                return group[:count][::-1]
        if count == 2 or not count:
            # The couple spread over neighbouring sentences: the two who were named last.
            seen: list[Person] = []
            for mention in self._near(at.i, _REACH):
                if mention.person not in seen:
                    seen.append(mention.person)
            if len(seen) == 2:
                return seen[::-1]
        return []

    def _joined(self, at: Token, sentence: int) -> list[Person]:
        """People coordinated with each other in one sentence, the subject ones first."""
        best: list[Person] = []
        for mention in self.mentions:
            if mention.sentence != sentence or mention.start >= at.i:
                continue
            head = self.doc[mention.stop - 1]
            chain = [self.register.at(t) for t in conjuncts(head) if t.i < at.i]
            people = list(dict.fromkeys(map(id, filter(None, chain))))
            named = [p for p in chain if p is not None]
            if len(people) >= 2 and len(named) > len(best):
                best = list({id(p): p for p in named}.values())
        return best

    def described(self, head: Token, exclude: Sequence[Person] = ()) -> Person | None:
        """The person a definite description names by office, nation or trade."""
        left = [t for t in head.lefts if t.dep_ not in {"det", "punct", "relcl"}]
        words = [t.lower_ for child in left for t in child.subtree] + [head.lower_]
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
                words.extend(t.lower_ for t in child.subtree)
        nations = {countries()[w] for w in words if w in countries()}
        text = " ".join(words)
        nations |= {name for word, name in countries().items() if " " in word and word in text}
        content = [w for w in words if w not in _EMPTY and w not in countries()]
        best: tuple[float, Person] | None = None
        for person in self.register.people:
            if person in exclude:
                continue
            score = self._match(person, head, content, nations)
            if score <= 0:
                continue
            score += self._recency(person, head)
            if best is None or score > best[0]:
                best = (score, person)
        return best[1] if best else None

    def _match(self, person: Person, head: Token, content: list[str], nations: set[str]) -> float:
        if not person.roles:
            return 0.0
        roles = [role.lower() for role in person.roles]
        base = lemma(head).lower()
        same_nation = bool(nations & person.nations)
        if nations and person.nations and not same_nation:
            return 0.0
        telling = [w for w in content if w in _TELLING]
        offices = stands_for().get(base, ())
        score = 0.0
        for role in roles:
            words = set(role.replace("-", " ").split())
            if "vice" in words and "vice" not in content and "president" in content:
                continue
            if "deputy" in words and "deputy" not in content:
                continue
            if any(w not in words for w in telling) and not (
                "minister" in content and any(o in role for o in _HEADS)
            ):
                continue
            if all(w in words for w in content) and content:
                score = max(score, 2.0 + 0.2 * len(content))
            elif base in words and len(content) == 1:
                score = max(score, 1.5)
            elif any(office in role for office in offices):
                other = [w for w in content if w != base and w not in words]
                score = max(score, 1.2 if not other else 0.4)
        if not score:
            return 0.0
        if nations:
            score += 1.0 if same_nation else -0.3
        return score

    def titled(self, head: Token) -> Person | None:
        """ "The Prime Minister" of an article that never says whose office it is: the person it
        names most, if it gives that one no office at all."""
        most = max(self.register.people, key=lambda p: len(p.mentions), default=None)
        if most is not None and not most.roles and len(most.mentions) >= _OFTEN:
            return most if most.mentions[0][0] < head.i else None
        # A short text: the subject of a clause just before.
        for mention in self._near(head.i, 2):
            if not mention.person.roles and mention.weight >= _SUBJECT:
                return mention.person
        return None

    def _recency(self, person: Person, head: Token) -> float:
        before = [s for s, _ in person.mentions if s < head.i]
        if not before:
            return 0.0
        gap = self.sentence_of[head.i] - self.sentence_of[before[-1]]
        return 0.6 / (1 + gap) + 0.02 * min(len(before), 10)


def read_antecedents(document: Document, quotes: Sequence[Quote]) -> Antecedents:
    """Index the mentions of one article. Linear in its length."""
    doc, register, sentence_of = document.doc, document.register, document.sentence_of
    mentions = []
    for person in register.people:
        frequent = min(len(person.mentions), 8) * 0.08
        for start, stop in person.mentions:
            head = doc[start:stop].root
            weight = 0.0
            if head.dep_ in SUBJECTS:
                weight = 1.0 if head.head.dep_ in {"ROOT", "conj"} else 0.7
            elif head.dep_ in {"dobj", "dative"}:
                weight = 0.4
            elif head.dep_ == "conj":
                weight = 0.3
            elif head.dep_ in {"poss", "compound"}:
                weight = 0.1
            mentions.append(_Mention(start, stop, sentence_of[start], person, weight + frequent))
    mentions.sort(key=lambda m: m.start)
    by_name = {person.name: person for person in register.people}
    spoken = [
        (start, end, by_name.get(quote.speaker_name or ""))
        for quote in quotes
        if quote.type != "indirect"
        for start, end in quote.content
    ]
    direct = [
        (start, end, by_name.get(quote.speaker_name or ""))
        for quote in quotes
        if quote.type == "direct"
        for start, end in quote.content
    ]
    starts = [m.start for m in mentions]
    return Antecedents(document, mentions, starts, spoken, direct)
