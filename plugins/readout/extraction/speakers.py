"""Who a source is: from the noun phrase that names the speaker to a full name.

Names come from the article's register (`mentions.Cast`); pronouns and descriptions are
resolved by how near, how prominent and of which sex their candidates are. Where two
remain equal nobody is named, and both are kept as candidates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.clauses import child, noun_phrase
from readout.extraction.mentions import Cast, Person
from readout.lexicon.quotes import documents, speakers
from readout.model import SpeakerKind
from readout.text.lemmas import lemma

_HE: Final = {
    "he": "m",
    "she": "f",
    "him": "m",
    "her": "f",
    "his": "m",
    "himself": "m",
    "herself": "f",
}
_INDEFINITE: Final = frozenset(
    {
        "a",
        "an",
        "one",
        "another",
        "some",
        "several",
        "many",
        "two",
        "three",
        "four",
        "five",
        "few",
        "most",
        "other",
        "various",
        "numerous",
    }
)
_SOMEBODY: Final = frozenset(
    {
        "one",
        "another",
        "others",
        "some",
        "many",
        "several",
        "few",
        "most",
        "someone",
        "somebody",
        "those",
        "two",
        "three",
        "none",
        "everyone",
        "everybody",
        "all",
        "nobody",
    }
)
_WINDOW: Final = 6  # sentences back within which a pronoun looks for its antecedent
_EQUAL: Final = 4.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """A resolved source. `sure` is 0–1: how firmly the name follows from the text."""

    name: str | None
    kind: SpeakerKind
    role: str | None = None
    desc: str | None = None
    candidates: tuple[str, ...] = ()
    how: str = "named"
    sure: float = 1.0
    person: Person | None = None


UNKNOWN: Final = Speaker(None, "unknown", how="none", sure=0.4)


class Resolver:
    """Resolves sources in the order of the text; remembers who spoke last."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.doc = doc
        self.cast = cast
        self._sentence_of: list[int] = [0] * len(doc)
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence_of[i] = number
        self._mentions = (
            sorted(
                (start, stop, person) for person in cast.people for start, stop in person.mentions
            )
            if cast.people
            else []
        )
        self.last: Speaker | None = None
        self.last_at: int = -1
        self._last_org: tuple[str, int] | None = None

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who spoke, at which token."""
        self.last, self.last_at = speaker, at
        if speaker.kind == "org" and speaker.name:
            self._last_org = (speaker.name, at)

    def resolve(self, source: Token) -> Speaker:
        low = source.lower_
        if source.pos_ == "PRON" or low in _HE or low in {"they", "it"}:
            found = self._pronoun(source)
            if found is not None:
                return found
        person = self._person_at(source)
        if person is not None:
            return self._with_others(source, person)
        if low in _SOMEBODY or source.pos_ in {"NUM", "PRON", "DET"}:
            return self._somebody(source)
        if source.ent_type_ in {"ORG", "GPE", "NORP", "FAC", "LOC"} or source.pos_ == "PROPN":
            return self._body(source)
        return self._described(source)

    def _person_at(self, source: Token) -> Person | None:
        person = self.cast.at(source)
        if person is not None:
            return person
        for one in source.rights:
            if one.dep_ == "appos" and one.i - source.i < 12:
                found = self.cast.at(one)
                if found is not None:
                    return found
        # "coach Ann Lee", "campaign co-founder Jo Goodman" read with "coach" as the head.
        if source.pos_ not in {"NOUN", "ADJ"} or source.tag_ in {"NNS"}:
            return None
        for following in self.doc[source.i + 1 : source.i + 6]:
            found = self.cast.at(following)
            if found is not None:
                return found
            if following.text == "," and following.i == source.i + 1:
                continue
            if following.pos_ not in {"NOUN", "PROPN"} and following.text != "-":
                return None
        return None

    def _with_others(self, source: Token, person: Person) -> Speaker:
        people = [person]
        for one in source.conjuncts:
            if one.i > source.i and one.i - source.i < 14:
                other = self.cast.at(one)
                if other is not None and other not in people:
                    people.append(other)
                elif one.pos_ in {"NOUN", "PROPN"} and other is None:
                    start, stop = noun_phrase(source)
                    return Speaker(self.doc[start:stop].text, "group", how="named", sure=0.8)
        if len(people) > 1:
            return Speaker(" and ".join(p.name for p in people), "group", sure=0.9)
        return Speaker(person.name, "person", role=person.first_role, person=person)

    # -- pronouns ---------------------------------------------------------------

    def _pronoun(self, source: Token) -> Speaker | None:
        low = source.lower_
        if low in _HE:
            return self._he_or_she(source, _HE[low])
        if low == "it":
            return self._it(source)
        if low in {"they", "them"}:
            return self._they(source)
        return None

    def _he_or_she(self, source: Token, sex: str) -> Speaker:
        scores = self._scores(source.i, sex)
        last = self.last
        here = self._sentence_of[source.i]
        if last is not None and last.kind == "anonymous" and self.last_at >= 0:
            gap = here - self._sentence_of[self.last_at]
            between = [
                m
                for m in self._mentions
                if self.last_at < m[0] < source.i and self._is_subject(m[0], m[1])
            ]
            if gap <= 3 and not between and last.how != "plural":
                return Speaker(None, "anonymous", desc=last.desc, how="pronoun", sure=0.8)
        if not scores:
            return Speaker(None, "unknown", how="pronoun", sure=0.3)
        (best, person), rest = scores[0], scores[1:]
        if rest and best - rest[0][0] < _EQUAL:
            names = (person.name, rest[0][1].name)
            return Speaker(None, "unknown", candidates=names, how="pronoun", sure=0.3)
        margin = best - (rest[0][0] if rest else 0.0)
        return Speaker(
            person.name,
            "person",
            role=person.first_role,
            how="pronoun",
            sure=0.95 if margin > 15 else 0.85,
            person=person,
        )

    def _scores(self, at: int, sex: str) -> list[tuple[float, Person]]:
        """Persons named before token `at`, best first."""
        here = self._sentence_of[at]
        found: dict[int, tuple[float, Person]] = {}
        for start, stop, person in reversed(self._mentions):
            if start >= at:
                continue
            gap = here - self._sentence_of[start]
            if gap > _WINDOW:
                break
            if person.sex and person.sex != sex:
                continue
            score = 60.0 - 9.0 * gap
            if self._is_subject(start, stop):
                score += 12.0
            if self.doc[start].i == self.doc[start].sent.start:
                score += 2.0
            if self._is_possessor(stop):
                score -= 6.0
            if self.last is not None and self.last.person is person:
                score += 16.0 - 2.0 * max(0, here - self._sentence_of[self.last_at])
            kept = found.get(id(person))
            if kept is None or kept[0] < score:
                found[id(person)] = (score, person)
        if (
            self.last is not None
            and self.last.person is not None
            and id(self.last.person) not in found
        ):
            person = self.last.person
            gap = here - self._sentence_of[self.last_at]
            if gap <= _WINDOW and (not person.sex or person.sex == sex):
                found[id(person)] = (60.0 - 9.0 * gap + 20.0, person)
        return sorted(found.values(), key=lambda f: -f[0])

    def _is_subject(self, start: int, stop: int) -> bool:
        return any(t.dep_ in {"nsubj", "nsubjpass"} for t in self.doc[start:stop])

    def _is_possessor(self, stop: int) -> bool:
        return stop < len(self.doc) and self.doc[stop].tag_ == "POS"

    def _it(self, source: Token) -> Speaker:
        here = self._sentence_of[source.i]
        for i in range(source.i - 1, -1, -1):
            if here - self._sentence_of[i] > 3:
                break
            token = self.doc[i]
            if token.dep_ in {"nsubj", "nsubjpass"} and token.i not in self.cast.by_token:
                if token.ent_type_ in {"ORG", "GPE", "NORP"} or lemma(token) in speakers("bodies"):
                    body = self._body(token)
                    return Speaker(body.name, "org", how="pronoun", sure=0.8)
        if self._last_org is not None:
            return Speaker(self._last_org[0], "org", how="pronoun", sure=0.6)
        return Speaker(None, "unknown", how="pronoun", sure=0.3)

    def _they(self, source: Token) -> Speaker:
        last = self.last
        if last is not None and last.kind in {"group", "org"}:
            return Speaker(last.name, last.kind, how="pronoun", sure=0.75)
        if last is not None and last.kind == "anonymous":
            return Speaker(None, "anonymous", desc=last.desc, how="pronoun", sure=0.75)
        here = self._sentence_of[source.i]
        for i in range(source.i - 1, -1, -1):
            if here - self._sentence_of[i] > 2:
                break
            token = self.doc[i]
            if token.dep_ == "nsubj" and (
                token.tag_ in {"NNS", "NNPS"} or any(c.dep_ == "conj" for c in token.children)
            ):
                found = self.resolve(token)
                return Speaker(found.name, found.kind, desc=found.desc, how="pronoun", sure=0.7)
        return Speaker(None, "unknown", how="pronoun", sure=0.3)

    # -- bodies, descriptions, nobodies -----------------------------------------

    def plain(self, source: Token) -> str:
        """The phrase without its article."""
        start, stop = noun_phrase(source)
        while start < source.i and self.doc[start].lower_ in {
            "the",
            "a",
            "an",
            "its",
            "their",
            "his",
            "her",
            "our",
        }:
            start += 1
        return " ".join(self.doc[start:stop].text.split())

    def _somebody(self, source: Token) -> Speaker:
        return Speaker(
            None,
            "anonymous",
            desc=self.plain(source),
            how="plural" if source.lower_ != "one" else "named",
            sure=0.9,
        )

    def _body(self, source: Token) -> Speaker:
        head = lemma(source)
        if source.tag_ in {"NNS", "NNPS"} and head in speakers("anonymous"):
            return self._described(source)
        if (
            source.ent_type_ == ""
            and (head in speakers("anonymous"))
            and source.lower_ not in speakers("bodies")
        ):
            return self._described(source)
        name = self.plain(source)
        if source.ent_type_ in {"ORG", "GPE"}:
            for one in source.rights:
                if one.dep_ == "conj" and one.ent_type_ in {"ORG", "GPE", "NORP"}:
                    return Speaker(name, "group", sure=0.85)
        return Speaker(name, "org", sure=0.9)

    def _described(self, source: Token) -> Speaker:
        head = lemma(source)
        start, _ = noun_phrase(source)
        plural = source.tag_ in {"NNS", "NNPS"}
        first = self.doc[start].lower_
        desc = self.plain(source)
        if head in documents():
            return Speaker(desc, "org", desc=desc, how="document", sure=0.7)
        if head in speakers("bodies") or source.lower_ in speakers("bodies"):
            return self._named_body(source, desc)
        definite = (
            first in {"the", "his", "her", "their", "its", "that", "this"}
            or source.text[:1].isupper()
            or any(c.dep_ == "poss" for c in source.lefts)
        )
        if not plural and first not in _INDEFINITE and definite:
            found = self._by_role(source, head)
            if found is not None:
                return found
        if plural and (
            first in {"both", "the"} or any(c.dep_ in {"poss", "prep"} for c in source.children)
        ):
            if head in speakers("collectives") and first not in _INDEFINITE:
                if (
                    first == "the"
                    and self.last is not None
                    and self.last.kind == "anonymous"
                    and self.last.desc
                    and head in self.last.desc.lower()
                ):
                    return Speaker(None, "anonymous", desc=self.last.desc, how="plural", sure=0.85)
                return Speaker(
                    self.doc[start : noun_phrase(source)[1]].text if first == "both" else desc,
                    "group",
                    sure=0.8,
                )
        if plural and head in {
            "country",
            "government",
            "firefighter",
            "resident",
            "police",
            "family",
        }:
            return Speaker(desc, "group", sure=0.75)
        return Speaker(None, "anonymous", desc=desc, how="plural" if plural else "named", sure=0.85)

    def _named_body(self, source: Token, desc: str) -> Speaker:
        first = self.doc[noun_phrase(source)[0]].lower_
        words = desc.split()
        if len(words) == 1 and first == "the" and self._last_org is not None:
            return Speaker(self._last_org[0], "org", how="description", sure=0.7)
        return Speaker(desc, "org", sure=0.85)

    def _by_role(self, source: Token, head: str) -> Speaker | None:
        words = {t.lower_ for t in self.doc[noun_phrase(source)[0] : source.i + 1]} - {
            "the",
            "his",
            "her",
        }
        fitting: list[tuple[float, Person]] = []
        here = self._sentence_of[source.i]
        for person in self.cast.people:
            before = [m for m in person.mentions if m[0] < source.i]
            if not before:
                continue
            roles = [
                set(r.lower().replace("’s", " ").replace("'s", " ").split()) for r in person.roles
            ]
            best = max((len(words & r) for r in roles if head in r), default=0)
            if not best:
                continue
            gap = here - self._sentence_of[before[-1][0]]
            fitting.append((best * 8.0 - min(gap, 30) * 1.0, person))
        if (
            self.last is not None
            and self.last.kind == "anonymous"
            and self.last.desc
            and head in self.last.desc.lower().split()
        ):
            return Speaker(None, "anonymous", desc=self.last.desc, how="description", sure=0.8)
        if not fitting:
            return None
        fitting.sort(key=lambda f: -f[0])
        if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < 1.0:
            return Speaker(
                None,
                "unknown",
                candidates=tuple(p.name for _, p in fitting[:3]),
                how="description",
                sure=0.3,
            )
        person = fitting[0][1]
        return Speaker(
            person.name,
            "person",
            role=person.first_role,
            how="description",
            sure=0.85,
            person=person,
        )
