"""From the head of a noun phrase to the parties it names.

A person is named in full from anywhere in the article; groups and bodies keep the words of
the article without articles and clauses. What can't take part in a meeting yields nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from readout.extraction.antecedents import (
    FIRST,
    FIRST_PLURAL,
    HE,
    SHE,
    THEY,
    Antecedents,
)
from readout.extraction.parsewalk import RELATIVES, antecedent, conjuncts, phrase
from readout.extraction.lists import rest_of_list
from readout.extraction.mentions import Person
from readout.lexicon.meetings import countries, party_words
from readout.model import Participant, ParticipantType, Span
from readout.text.lemmas import lemma

_NOT_PARTIES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LAW", "LANGUAGE"}
    | {"WORK_OF_ART", "PRODUCT", "EVENT"}
)
_TWO = frozenset({"two", "both", "pair", "duo", "couple"})
# Definite plurals that point back at people named before.
_BACK = frozenset(
    {"leader", "man", "woman", "side", "president", "minister", "pair", "two", "duo", "friend"}
    | {"counterpart", "rival", "ally", "principal", "diplomat", "statesman", "politician", "party"}
    | {"official", "negotiator", "couple"}
)
# "Met his wife in Peru" is a life story unless she has a name.
_KIN = frozenset({"wife", "husband", "spouse", "partner", "girlfriend", "boyfriend"})
_PARTITIVES = frozenset({"rest", "remainder", "part", "half", "most", "some", "all", "series"})
_NATIONS = frozenset({"country", "nation", "power", "state", "government", "capital"})
_OFFICES = frozenset(
    {"president", "minister", "premier", "secretary", "chancellor", "king", "queen", "prince"}
    | {"princess", "pope", "mayor", "governor", "senator", "lady", "leader", "speaker", "taoiseach"}
    | {"pm", "ambassador", "chairman", "chairwoman", "emperor", "sultan", "emir", "duke"}
)
_INTRODUCES = frozenset({"including", "include", "like", "namely"})


@dataclass(slots=True)
class Party:
    """A participant on the way: `person` is set when the register knows it."""

    name: str
    type: ParticipantType
    span: Span
    resolution: str
    person: Person | None = None
    role: str | None = None

    @property
    def key(self) -> str:
        return self.name.lower()

    def participant(self) -> Participant:
        person = self.person
        role = self.role or (person.first_role if person else None)
        nation = next(iter(sorted(person.nations)), None) if person else None
        return Participant(self.name, role, self.type, self.span, nation, self.resolution)


@dataclass(slots=True)
class Parties:
    """Reads parties of one article. `company` is the sentence number and the parties of the
    meeting told last: what *they* and *the two sides* most often mean."""

    known: Antecedents
    company: tuple[int, list[Party]] | None = None

    def read(
        self,
        heads: Sequence[Token],
        others: Sequence[Party] = (),
        trigger: Token | None = None,
    ) -> list[Party]:
        """All parties of the phrases with these heads, coordinated ones included; `trigger`
        bounds a list of names on the page."""
        found: list[Party] = []
        for head in heads:
            for token in self._members(head, trigger):
                for party in self._one(token, [*others, *found]):
                    if all(party.key != p.key for p in found):
                        found.append(party)
        return found

    def _members(self, head: Token, trigger: Token | None) -> list[Token]:
        """Coordinated heads; the parser calls the second name of a list an apposition."""
        found = conjuncts(head)
        cast = self.known.cast
        for token in list(found):
            person = cast.at(token)
            for child in token.children:
                if child.dep_ == "appos" and person is not None:
                    other = cast.at(child)
                    if other is not None and other is not person:
                        found.extend(t for t in conjuncts(child) if t not in found)
                elif child.dep_ == "appos" and token.pos_ == "PROPN":
                    chain = conjuncts(child)
                    if len(chain) > 1:  # "Norda Steel, the union and Ainsley"
                        found.extend(t for t in chain if t not in found)
        if trigger is not None:
            for token in list(found):
                found.extend(t for t in rest_of_list(cast, token, trigger) if t not in found)
        return sorted(found, key=lambda t: t.i)

    def _jointly(self, token: Token, span: Span, how: str, count: int = 0) -> list[Party]:
        """The company that a plural means: of the last meeting, or named together before."""
        sentence = self.known.sentence_of[token.i]
        company = self.company
        near = company is not None and sentence - company[0] <= 1
        if company is not None and near and (not count or len(company[1]) == count):
            return [replace(p, span=span, resolution=how) for p in company[1]]
        people = self.known.plural(token, count)
        if people:
            return [self._of(p, span, how) for p in people]
        if company is not None and sentence - company[0] <= 4:
            return [replace(p, span=span, resolution=how) for p in company[1]]
        return []

    def _one(self, token: Token, others: Sequence[Party]) -> list[Party]:
        exclude = [p.person for p in others if p.person is not None]
        low = token.lower_
        if token.pos_ == "PRON" or low in HE | SHE | THEY | FIRST | FIRST_PLURAL:
            return self._pronoun(token, exclude)
        person = self.known.cast.at(token)
        if person is not None:
            return self._person(token, person)
        if lemma(token) in _PARTITIVES:
            inner = [t for c in token.children if c.lower_ == "of" for t in c.children]
            return self.read([t for t in inner if t.dep_ == "pobj"], others)
        if token.ent_type_ in _NOT_PARTIES or token.pos_ not in {"NOUN", "PROPN", "NUM", "ADJ", "DET"}:
            return []
        inside = self._named_inside(token)
        if inside:
            return inside
        return self._described(token, exclude)

    # Persons

    def _person(self, token: Token, person: Person) -> list[Party]:
        start, stop = self.known.cast.mention(token) or (token.i, token.i + 1)
        how = "named" if stop - start > 1 or len(person.words) == 1 else "surname"
        found = [self._of(person, self._span(start, stop), how)]
        found.extend(self._companions(token))
        return found

    def _person_at(self, token: Token) -> list[Party]:
        person = self.known.cast.at(token)
        return self._person(token, person) if person is not None else []

    def _of(self, person: Person, span: Span, how: str) -> Party:
        return Party(person.name, "person", span, how, person)

    def _companions(self, token: Token) -> list[Party]:
        """ "Witkoff, accompanied by Escrogima": who comes along is there too."""
        found: list[Party] = []
        for child in token.children:
            if child.dep_ in {"acl", "relcl"} and lemma(child) in {"accompany", "join", "flank"}:
                for agent in child.children:
                    if agent.dep_ == "agent":
                        for inner in agent.children:
                            if inner.dep_ == "pobj":
                                found.extend(self.read([inner]))
        return found

    def _pronoun(self, token: Token, exclude: Sequence[Person]) -> list[Party]:
        low = token.lower_
        span = self._span(token.i, token.i + 1)
        if low in RELATIVES:
            head = antecedent(token)
            return self._one(head, ()) if head is not None and head != token else []
        if low in FIRST or low in FIRST_PLURAL:
            speaker = self.known.speaker(token)
            ok = speaker is not None and speaker not in exclude
            return [self._of(speaker, span, "pronoun")] if speaker is not None and ok else []
        if low in HE | SHE:
            person = self.known.singular(token, exclude)
            return [self._of(person, span, "pronoun")] if person is not None else []
        if low in THEY:
            return self._jointly(token, span, "pronoun")
        return []

    # Phrases

    def _named_inside(self, token: Token) -> list[Party]:
        """People put beside the head or listed behind it: "his wife, Nora Hale", "the bankers
        Flynn, Grandin and Obata", "Democrats, including Harry Reid and Pat Leahy"."""
        found: list[Party] = []
        for child in token.children:
            if child.i <= token.i:
                continue
            if child.dep_ == "prep" and child.lower_ == "of" and not self._is_plural(token):
                # "the President of Guatemala, Alejandro Giammattei"
                for inner in child.children:
                    for name in inner.children:
                        if name.dep_ in {"appos", "conj"} and not found:
                            found.extend(self._person_at(name))
            if child.dep_ == "prep" and child.lower_ in {"to", "of", "for"}:
                # "Ambassador to Oman Ana Escrogima": the name hangs on the country
                for inner in child.children:
                    mention = self.known.cast.mention(inner)
                    before = token.doc[mention[0] - 1] if mention else None
                    if before is not None and mention and (
                        before.lower_ in countries() or before.ent_type_ in {"GPE", "LOC"}
                    ):
                        if mention[0] - 2 <= child.i:
                            found.extend(self._person_at(inner))
            if child.dep_ in {"appos", "nmod"}:
                if token.pos_ == "PROPN" and len(conjuncts(child)) > 1:
                    continue
                for inner in conjuncts(child):
                    person = self.known.cast.at(inner)
                    if person is not None:
                        found.extend(self._person(inner, person))
            elif child.dep_ == "prep" and child.lower_ == "of" and self._is_plural(token):
                # "the presidents of Chile and Peru, Soto and Lima": one flat chain to the parser
                for inner in child.children:
                    people = [t for t in conjuncts(inner) if self.known.cast.at(t) is not None]
                    if len(people) >= 2 or (people and people[0] != inner):
                        found.extend(p for t in people for p in self._person_at(t))
            elif child.dep_ == "prep" and child.lower_ in _INTRODUCES:
                for inner in child.children:
                    if inner.dep_ == "pobj":
                        found.extend(p for p in self.read([inner]) if p.person is not None)
            elif child.dep_ == "acl" and lemma(child) in {"lead", "head", "chair"}:
                for agent in child.children:
                    if agent.dep_ in {"agent", "prep"} and agent.lower_ == "by":
                        found.extend(
                            p
                            for inner in agent.children
                            if inner.dep_ == "pobj"
                            for p in self.read([inner])
                        )
        return found

    def _described(self, token: Token, exclude: Sequence[Person]) -> list[Party]:
        base = lemma(token).lower()
        span = self._phrase_span(token)
        if self._is_plural(token) and self._points_back(token, base):
            count = 2 if self._says_two(token) else 0
            people = self._jointly(token, span, "description", count)
            if people:
                return people
            if base in {"side", "pair", "two", "couple", "party"}:
                return []
        if base == "side" or any(c.lower_ in {"no", "neither"} for c in token.children):
            return []
        if self._is_plural(token) and base in _NATIONS:
            return [Party(c, "country", span, "description") for c in self._countries_before(token)]
        if self._is_title_word(token):
            return self._people(token, base, exclude)
        country = self._country(token)
        if country is not None:
            return [Party(country, "country", span, "named")]
        if base == "delegation" and any(c.lower_ == "the" for c in token.children):
            members = self._delegates(token)
            if members:
                return [replace(p, span=span, resolution="group") for p in members]
        if self._is_body(token, base):
            return self._body(token)
        if base in party_words("people") or base in {"counterpart"}:
            return self._people(token, base, exclude)
        return []

    def _delegates(self, token: Token) -> list[Party]:
        """Who "the delegation" is, if the article listed its members before: "a delegation led
        by A, B and C"."""
        doc = token.doc
        for other in doc[: token.i]:
            if other.lower_ != "delegation":
                continue
            rest = doc[other.i : min(other.sent.end, other.i + 8)]
            if not {t.lower_ for t in rest} & {"led", "including", "headed", "comprising", "composed"}:
                continue
            people = [self.known.cast.at(t) for t in doc[other.i : other.sent.end]]
            listed = list({id(p): p for p in people if p is not None}.values())
            if listed:
                return [self._of(p, self._span(token.i, token.i + 1), "group") for p in listed]
        return []

    def _is_title_word(self, token: Token) -> bool:
        """ "The President", "Prime Minister": an office, whatever the tagger thinks."""
        return (
            token.text[:1].isupper()
            and lemma(token) in _OFFICES
            and token.ent_type_ not in {"ORG", "GPE"}
        )

    def _countries_before(self, token: Token) -> list[str]:
        """The countries that "the three countries" means: coordinated ones nearest before."""
        doc = token.doc
        wanted = {"two": 2, "three": 3, "four": 4, "both": 2}
        count = next((wanted[c.lower_] for c in token.children if c.lower_ in wanted), 0)
        for i in range(token.i - 1, max(-1, token.i - 250), -1):
            if countries().get(doc[i].lower_) is None:
                continue
            chain = [countries().get(t.lower_) for t in conjuncts(doc[i])]
            names = list(dict.fromkeys(name for name in chain if name))
            if len(names) >= 2 and (not count or len(names) == count):
                return names
        return []

    def _by_nation(self, token: Token) -> list[Party]:
        """ "The presidents of Iran and Turkey": one person each, if the article names them."""
        nations = [
            countries()[t.lower_]
            for child in token.children
            if child.dep_ in {"prep", "amod", "compound", "nmod"}
            for t in child.subtree
            if t.lower_ in countries()
        ]
        base = lemma(token)
        found = []
        for nation in dict.fromkeys(nations):
            person = next(
                (
                    p
                    for p in self.known.cast.people
                    if nation in p.nations and any(base in role.lower() for role in p.roles)
                ),
                None,
            )
            if person is None:
                return []
            found.append(self._of(person, self._phrase_span(token), "description"))
        return found if len(found) >= 2 else []

    def _people(self, token: Token, base: str, exclude: Sequence[Person]) -> list[Party]:
        span = self._phrase_span(token)
        if token.dep_ == "attr" and lemma(token.head) == "be":
            # "You are the first friend I have met": the subject is who was met
            subjects = [c for c in token.head.children if c.dep_ == "nsubj"]
            return [p for s in subjects for p in self._one(s, ())] if subjects else []
        if self._is_plural(token):
            return self._by_nation(token) or self._group(token)
        definite = any(
            c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in {"the", "this", "that"})
            for c in token.children
        ) or token.text[:1].isupper() or self._nation_before(token)
        if not definite:
            return []
        if base == "counterpart":
            person = self._counterpart(token, exclude)
        else:
            person = self.known.described(token, exclude)
        if person is not None:
            return [self._of(person, span, "description")]
        person = self._predicate(token)
        if person is not None:
            return [self._of(person, span, "description")]
        if self._is_title_word(token) and not any(
            c.dep_ == "prep" and c.lower_ in {"of", "for", "to"} for c in token.children
        ):
            name = self.known.doc[self._without_determiner(phrase(token)[0], token.i) : token.i + 1]
            return [Party(name.text, "person", span, "description")]
        if base not in _KIN and (
            any(c.dep_ == "poss" for c in token.children) or self._nation_before(token)
        ):
            return self._group(token)
        return []

    def _predicate(self, token: Token) -> Person | None:
        """ "The general, whom Falk received, is Peter Voss"."""
        if token.dep_ != "nsubj" or lemma(token.head) != "be":
            return None
        attributes = [c for c in token.head.children if c.dep_ == "attr"]
        return self.known.cast.at(attributes[0]) if attributes else None

    def _counterpart(self, token: Token, exclude: Sequence[Person]) -> Person | None:
        nation = self._nation_of(token)
        if nation is None:
            return None
        owner_roles = {
            w
            for p in exclude
            for role in p.roles
            for w in role.lower().split()
            if w not in countries()
        }
        best: tuple[float, Person] | None = None
        for person in self.known.cast.people:
            if person in exclude or nation not in person.nations:
                continue
            words = {w for role in person.roles for w in role.lower().split()}
            score = 1.0 + len(words & owner_roles)
            if best is None or score > best[0]:
                best = (score, person)
        return best[1] if best else None

    def _nation_of(self, token: Token) -> str | None:
        for child in token.lefts:
            for t in child.subtree:
                name = countries().get(t.lower_)
                if name:
                    return name
        return None

    def _nation_before(self, token: Token) -> bool:
        return any(
            c.dep_ in {"amod", "compound", "nmod"} and c.lower_ in countries()
            for c in token.lefts
        )

    def _is_plural(self, token: Token) -> bool:
        return token.tag_ in {"NNS", "NNPS"} or token.lower_ in {"two", "pair", "couple", "duo", "both"}

    def _points_back(self, token: Token, base: str) -> bool:
        if base not in _BACK:
            return False
        extra = [
            c
            for c in token.children
            if c.dep_ in {"amod", "compound", "nmod", "poss", "prep"} and c.lower_ not in _TWO
        ]
        definite = any(c.lower_ in {"the", "both", "these", "two"} for c in token.children)
        return definite and not extra

    def _says_two(self, token: Token) -> bool:
        return token.lower_ in _TWO or any(c.lower_ in _TWO for c in token.children)

    def _country(self, token: Token) -> str | None:
        if not token.text[:1].isupper():
            return None
        start, stop = self._name_range(token)
        words = token.doc[start:stop].text.lower()
        return countries().get(words) or (
            countries().get(token.lower_) if stop - start == 1 else None
        )

    def _is_body(self, token: Token, base: str) -> bool:
        if token.ent_type_ in {"ORG", "NORP"} or base in party_words("bodies"):
            return True
        return (
            token.pos_ == "PROPN"
            and token.ent_type_ not in {"GPE", "LOC", "FAC"}
            and token.text[:1].isupper()
            and not token.is_sent_start
        )

    def _body(self, token: Token) -> list[Party]:
        if token.tag_ in {"NNS", "NNPS"} and token.ent_type_ != "ORG":
            return self._group(token)
        start, stop = self._name_range(token)
        low = lemma(token).lower()
        kind: ParticipantType = "group" if low in {"delegation", "group", "family", "team"} else "org"
        if token.pos_ == "NOUN":
            start = self._without_determiner(phrase(token)[0], token.i)
            stop = max(stop, token.i + 1)
            if start == token.i and not any(
                c.dep_ == "prep" or c.lower_ == "the" for c in token.children
            ):
                return []
            stop = self._with_of(token, stop)
        name = token.doc[start:stop].text
        return [Party(name, kind, self._span(start, stop), "named")]

    def _group(self, token: Token) -> list[Party]:
        """ "officials from Australia and Japan" are countries; "nurses' leaders" a group."""
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"from", "of"}:
                inner = [t for t in child.children if t.dep_ == "pobj"]
                bodies = [
                    p
                    for p in self.read(inner)
                    if p.type == "country" or (p.type == "org" and p.resolution == "named")
                ]
                if bodies and child.lower_ == "from":
                    return bodies
        start = self._without_count(token)
        stop = self._with_of(token, token.i + 1)
        name = token.doc[start:stop].text
        return [Party(name, "group", self._span(start, stop), "group")]

    def _without_count(self, token: Token) -> int:
        """Where "only half a dozen Senate Republicans" begins to say who they are."""
        start = self._without_determiner(phrase(token)[0], token.i)
        counts = {"nummod", "quantmod", "advmod", "predet", "det", "cc"}
        skipped = [c.right_edge.i for c in token.lefts if c.dep_ in counts and c.pos_ != "ADJ"]
        first = [c.left_edge.i for c in token.lefts if c.dep_ not in counts]
        if skipped and min(first, default=token.i) > min(skipped):
            return min(first, default=token.i)
        return start

    def _with_of(self, token: Token, stop: int) -> int:
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in {"of", "from"} and child.i == stop:
                inner = [c for c in child.children if c.dep_ == "pobj"]
                end = conjuncts(inner[0])[-1].i + 1 if inner else stop
                if end - child.i <= 7:
                    return end
        return stop

    def _without_determiner(self, start: int, head: int) -> int:
        doc = self.known.doc
        skip = {"the", "a", "an", "some", "several", "his", "her", "their", "its", "our", "my"}
        while start < head and doc[start].lower_ in skip:
            start += 1
        return start

    def _name_range(self, token: Token) -> tuple[int, int]:
        """The capitalised run or entity around a name's head."""
        doc = token.doc
        start, stop = token.i, token.i + 1
        if token.ent_type_:
            while start > 0 and doc[start].ent_iob_ == "I":
                start -= 1
            while stop < len(doc) and doc[stop].ent_iob_ == "I":
                stop += 1
        else:
            while (
                start > token.left_edge.i
                and doc[start - 1].text[:1].isupper()
                and doc[start - 1].dep_ in {"compound", "amod", "nmod"}
            ):
                start -= 1
        while start < token.i and not doc[start].text[:1].isupper() and not doc[start].is_digit:
            start += 1
        if doc[start].lower_ == "the" and start < token.i:
            start += 1
        while stop > token.i + 1 and doc[stop - 1].lower_ in {"'s", "’s"}:
            stop -= 1
        return start, stop

    def _phrase_span(self, token: Token) -> Span:
        start, stop = phrase(token)
        return self._span(start, stop)

    def _span(self, start: int, stop: int) -> Span:
        last = self.known.doc[stop - 1]
        return self.known.doc[start].idx, last.idx + len(last)
