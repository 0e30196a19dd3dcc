"""From the head of a noun phrase to the parties it names.

A person is named in full from anywhere in the article; groups and bodies keep the words of
the article without articles and clauses. What can't take part in a meeting yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.lists import rest_of_list
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.officeholders import (
    counterpart,
    delegates,
    names_beside,
    of_nations,
)
from readout.extraction.resolve.references import (
    FIRST,
    FIRST_PLURAL,
    HE,
    SHE,
    THEY,
    References,
)
from readout.extraction.syntax.clauses import (
    RELATIVES,
    SUBJECTS,
    antecedent,
    climb,
    conjuncts,
    hanging,
    hangs,
    is_verb,
    objects_behind,
)
from readout.extraction.syntax.phrases import (
    OFFICES,
    countries_before,
    country_of,
    how_many,
    is_definite,
    is_plural,
    is_title_word,
    name_range,
    nation_before,
    office_of,
    phrase,
    phrase_span,
    points_back,
    span_of,
    with_of,
    without_count,
    without_determiner,
)
from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.model import Participant, ParticipantType, Span
from readout.text.lemmas import lemma

_DESCRIBED: Final = listed("resolve.participants.described")

_NOT_PARTIES = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LAW", "LANGUAGE"}
    | {"WORK_OF_ART", "PRODUCT", "EVENT"}
)
_PARTY_TAGS = frozenset({"NOUN", "PROPN", "NUM", "ADJ", "DET"})
# "Met his wife in Peru" is a life story unless she has a name.
_KIN = listed("resolve.participants.kin")
_PARTITIVES = listed("resolve.participants.partitives")
_NATIONS = listed("resolve.participants.nations")
_OF_ITS: Final = listed("resolve.participants.of_its")
_FORGOTTEN: Final = 7  # sentences after which nobody thinks of the company told last


@dataclass(slots=True)
class Party:
    """A participant on the way: `person` is set when the register knows it."""

    name: str
    type: ParticipantType
    span: Span
    resolution: str
    person: Person | None = None
    role: str | None = None
    rule: str = ""

    @property
    def key(self) -> str:
        return self.name.lower()

    def participant(self) -> Participant:
        person = self.person
        role = self.role or (person.first_role if person else None)
        nation = next(iter(sorted(person.nations)), None) if person else None
        return Participant(self.name, role, self.type, self.span, nation, self.resolution)


def _of_something(token: Token) -> bool:
    """ "The mayor of Rosario", "the head of the regional railway": one who can be known by
    what he is the head of."""
    return any(
        (inner.pos_ == "PROPN" or hangs(inner, "det", "poss", "amod", "compound"))
        and inner.lower_ not in party_words("offices")
        for inner in objects_behind(token, "of")
    )


def _from_behind(token: Token) -> list[Token]:
    """What *from* brings in: "officials from Chad", also where the parser hangs it on the verb
    ("met officials from Chad on Friday")."""
    found = list(objects_behind(token, "from"))
    if not found and token.i + 1 < token.sent.end and token.nbor(1).lower_ == "from":
        found = hanging(token.nbor(1), "pobj")
    return found


def _own_plural(pronoun: Token) -> Token | None:
    """ "The ministers at their summit", "leaders said at their meeting": the plural of its own
    clause that *their* belongs to, where that is no name."""
    if pronoun.dep_ != "poss":
        return None
    for ancestor in climb(pronoun):
        if ancestor.tag_ == "NNS" and ancestor.i < pronoun.i and ancestor.dep_ in SUBJECTS:
            return ancestor
        if is_verb(ancestor):
            subjects = [t for t in hanging(ancestor, *SUBJECTS) if t.i < pronoun.i]
            single = len(subjects) == 1 and len(conjuncts(subjects[0])) == 1
            return subjects[0] if single and subjects[0].tag_ == "NNS" else None
    return None


@dataclass(slots=True)
class Parties:
    """Reads parties of one article. `company` is the sentence number and the parties of the
    meeting told last: what *they* and *the two sides* most often mean. `earlier` are those of
    the meetings before it: *the two* may be any couple that was told."""

    known: References
    company: tuple[int, list[Party]] | None = None
    earlier: list[tuple[int, list[Party]]] = field(default_factory=list)

    def met(self, sentence: int, parties: list[Party]) -> None:
        """Remember who met in a sentence."""
        self.company = (sentence, parties)
        self.earlier.append(self.company)

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
        register = self.known.register
        for token in list(found):
            person = register.at(token)
            for child in token.children:
                if child.dep_ == "appos" and person is not None:
                    other = register.at(child)
                    if other is not None and other is not person:
                        found.extend(t for t in conjuncts(child) if t not in found)
                elif child.dep_ == "appos" and token.pos_ == "PROPN":
                    chain = conjuncts(child)
                    if len(chain) > 1:  # "Norda Steel, the union and Ainsley"
                        found.extend(t for t in chain if t not in found)
        if len(found) > 2 or (len(found) == 2 and is_plural(head)):
            # "Their leaders, President A and Prime Minister B, met": what the names are
            names = [t for t in found if t != head]
            beside = head.i + 1 < len(head.doc) and head.nbor(1).text == ","
            described = register.at(head) is None and is_plural(head) and head.pos_ == "NOUN"
            if beside and described and all(register.at(t) is not None for t in names):
                found = names
        if trigger is not None:
            for token in list(found):
                # "The president, A, and Speaker B": the list goes on from the name.
                named = [token] if register.at(token) else names_beside(register, token)
                for name in named or [token]:
                    rest = rest_of_list(register, name, trigger)
                    found.extend(t for t in rest if t not in found and t not in named)
        return sorted(found, key=lambda t: t.i)

    def _jointly(self, token: Token, span: Span, how: str, count: int = 0) -> list[Party]:
        """The company that a plural means: of the last meeting, or named together before."""
        sentence = self.known.sentence_of[token.i]
        last, company = self.company or (-_FORGOTTEN, [])
        near = sentence - last <= 1 and (not count or len(company) == count)
        people = self.known.plural(token, count) if not near and lemma(token) != "side" else []
        if people:
            return self._all(people, span, how)
        if count:
            company = self._so_many(sentence, count)
        elif sentence - last >= _FORGOTTEN:
            return []
        if not company:
            return []
        self.company = (sentence, company)
        return [replace(p, span=span, resolution=how) for p in company]

    def _so_many(self, sentence: int, count: int) -> list[Party]:
        """The company of so many told last before a sentence: "the two" after three met."""
        return next(
            (
                parties
                for at, parties in reversed(self.earlier)
                if 0 <= sentence - at < 2 * _FORGOTTEN and len(parties) == count
            ),
            [],
        )

    def counted(self, token: Token) -> list[Party]:
        """ "The two", "the three", "both" as a phrase of its own: those who met before, or were
        named together before."""
        counts = token.head.i > token.i and token.head.pos_ in {"NOUN", "PROPN"}
        count = 0 if counts else how_many(token)
        return self._jointly(token, phrase_span(token), "description", count) if count else []

    def _one(self, token: Token, others: Sequence[Party]) -> list[Party]:
        exclude = [p.person for p in others if p.person is not None]
        low = token.lower_
        if token.pos_ == "ADJ" and (counts := [c for c in token.lefts if c.dep_ == "nummod"]):
            return self.counted(counts[-1])  # "The two | last met", parsed as two last ones
        if token.pos_ == "PRON" or low in HE | SHE | THEY | FIRST | FIRST_PLURAL:
            return self._pronoun(token, exclude)
        person = self.known.register.at(token)
        if person is not None:
            return self._person(token, person)
        mislabelled = token.ent_type_ in _NOT_PARTIES and not is_plural(token)
        if mislabelled and is_title_word(token):
            return self._people(token, lemma(token), exclude)
        if lemma(token) in _PARTITIVES:
            inner = [t for c in token.children if c.lower_ == "of" for t in c.children]
            return self.read([t for t in inner if t.dep_ == "pobj"], others)
        if (
            token.ent_type_ in _NOT_PARTIES and token.lower_ not in {"two", "both"}
        ) or token.pos_ not in _PARTY_TAGS:
            return []
        beside = names_beside(self.known.register, token)
        if beside:
            return [p for name in beside for p in self._person_at(name)]
        return self._described(token, exclude)

    # Persons

    def _person(self, token: Token, person: Person) -> list[Party]:
        start, stop = self.known.register.mention(token) or (token.i, token.i + 1)
        how = "named" if stop - start > 1 or len(person.words) == 1 else "surname"
        party = self._of(person, self._span(start, stop), how)
        found = [replace(party, rule=self.known.register.rule(token))]
        found.extend(self._companions(token))
        return found

    def _person_at(self, token: Token) -> list[Party]:
        person = self.known.register.at(token)
        return self._person(token, person) if person is not None else []

    def _of(self, person: Person, span: Span, how: str) -> Party:
        return Party(person.name, "person", span, how, person)

    def _all(self, people: Iterable[Person], span: Span, how: str) -> list[Party]:
        return [self._of(person, span, how) for person in people]

    def _companions(self, token: Token) -> list[Party]:
        """ "Witkoff, accompanied by Escrogima": who comes along is there too."""
        found: list[Party] = []
        for verb in hanging(token, "acl", "relcl"):
            if lemma(verb) in {"accompany", "join", "flank"}:
                for agent in hanging(verb, "agent"):
                    found.extend(self.read(hanging(agent, "pobj"), trigger=verb))
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
            answer = self.known.he_or_she(token, exclude)
            if answer.person is None:
                return []
            return [replace(self._of(answer.person, span, "pronoun"), rule=answer.rule)]
        if low in {"it", "its"}:
            return self._body_before(token)
        if low in THEY:
            owner = _own_plural(token)
            if owner is not None:
                return self.read([owner])
            subject = self.known.subject_behind(token)
            if subject is not None:
                return [replace(p, span=span, resolution="pronoun") for p in self.read([subject])]
            return self._jointly(token, span, "pronoun")
        return []

    def _body_before(self, pronoun: Token) -> list[Party]:
        """ "The Taliban said it would not meet": the body that is subject of the clause around."""
        for ancestor in climb(pronoun):
            for child in ancestor.children:
                if child.dep_ == "nsubj" and child.i < pronoun.i and child.pos_ != "PRON":
                    found = [p for p in self._one(child, ()) if p.type in {"org", "country"}]
                    span = self._span(pronoun.i, pronoun.i + 1)
                    return [replace(p, span=span, resolution="pronoun") for p in found]
        return []

    # Phrases

    def _described(self, token: Token, exclude: Sequence[Person]) -> list[Party]:
        base = lemma(token).lower()
        span = phrase_span(token)
        if is_plural(token) and points_back(token):
            people = self._jointly(token, span, "description", how_many(token))
            if people and self._may_bear(token, people):
                return people
            if base in _DESCRIBED:
                return []
        if bearers := self._bearers(token):
            return self._all(bearers, span, "description")
        if base == "side" or any(c.lower_ in {"no", "neither"} for c in token.children):
            return []
        if is_plural(token) and base in _NATIONS:
            return [Party(c, "country", span, "description") for c in countries_before(token)]
        if is_title_word(token):
            return self._people(token, base, exclude)
        country = country_of(token)
        if country is not None:
            return [Party(country, "country", span, "named")]
        if base == "delegation" and any(c.lower_ == "the" for c in token.children):
            members = delegates(self.known.register, token)
            if members:
                return self._all(members, span, "group")
        office = base in party_words("people") and base not in party_words("bodies")
        if office and token.pos_ == "PROPN" and token.ent_type_ not in {"ORG", "NORP"}:
            # "The Patriarch", "the Head of State": an office, though the parser sees a name.
            told = self._people(token, base, exclude)
            name = with_of(token, token.i + 1)
            return told or [Party(token.doc[token.i : name].text, "person", span, "description")]
        if self._is_body(token, base):
            return self._body(token)
        if base in party_words("people") or base in {"counterpart"}:
            return self._people(token, base, exclude)
        return []

    def _bearers(self, token: Token) -> list[Person]:
        """Those of whom the article tells that office, where they are as many as it says: "the two
        Prime Ministers" after four ministers sat together."""
        count = how_many(token)
        office = office_of(token) or (is_plural(token) and lemma(token) in OFFICES)
        if not count or not office:
            return []
        offices = self.known.offices
        people = [
            p
            for p in self.known.register.people
            if p.mentions
            and p.mentions[0][0] < token.i
            and offices.roles_of(p)
            and offices.fit(token, p) > 0
        ]
        return people if len(people) == count else []

    def _may_bear(self, token: Token, people: Sequence[Party]) -> bool:
        """Whether those meant by "the two Prime Ministers", "the ministers" bear that office, where
        any is told."""
        told = any(c.dep_ in {"compound", "amod"} and c.lower_ in OFFICES for c in token.children)
        if not told and lemma(token) not in OFFICES:
            return True
        offices = self.known.offices
        roles = [p.person for p in people if p.person is not None and offices.roles_of(p.person)]
        return all(offices.fit(token, person) > 0 for person in roles)

    def _people(self, token: Token, base: str, exclude: Sequence[Person]) -> list[Party]:
        span = phrase_span(token)
        if token.dep_ == "attr" and lemma(token.head) == "be":
            # "You are the first friend I have met": the subject is who was met
            subjects = hanging(token.head, "nsubj")
            return [p for s in subjects for p in self._one(s, ())] if subjects else []
        if is_plural(token):
            return self._of_nations(token) or self._group(token)
        if not is_definite(token):
            return []
        if base == "counterpart":
            person = counterpart(self.known.register, token, exclude)
        else:
            person = self.known.described(token, exclude).person
        if person is not None:
            return [self._of(person, span, "description")]
        if person is None and base in {"man", "woman"} and self.company is not None:
            # "I have never met the man": the other one of the meeting just told
            others = [p for p in self.company[1] if p.person is not None]
            rest = [p for p in others if p.person not in exclude]
            if len(rest) == 1 and len(others) > 1:
                return [replace(rest[0], span=span, resolution="description")]
        if is_title_word(token) and not any(
            c.dep_ == "prep" and c.lower_ in {"of", "for", "to"} for c in token.children
        ):
            name = self.known.doc[
                without_determiner(token.doc, phrase(token)[0], token.i) : token.i + 1
            ]
            return [Party(name.text, "person", span, "description")]
        if base not in _KIN and (
            hangs(token, "poss") or nation_before(token) or _of_something(token)
        ):
            return self._group(token)
        return []

    def _of_nations(self, token: Token) -> list[Party]:
        """ "The foreign ministers of Chad and Niger met": each by name, else by country. Whoever
        meets them meets a group, unless all are named."""
        found = of_nations(self.known.register, token)
        among = token.dep_ in SUBJECTS or token.head.lower_ in {"between", "among", "of"}
        if len(found) < 2 or (None in found.values() and not among):
            return []
        span, how = phrase_span(token), "description"
        return [
            Party(nation, "country", span, how) if person is None else self._of(person, span, how)
            for nation, person in found.items()
        ]

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
        start, stop = name_range(token)
        low = lemma(token).lower()
        kind: ParticipantType = (
            "group" if low in {"delegation", "group", "family", "team"} else "org"
        )
        if token.pos_ == "NOUN" or token.text.islower():
            start = without_determiner(token.doc, phrase(token)[0], token.i)
            stop = max(stop, token.i + 1)
            if start == token.i and not any(
                c.dep_ == "prep" or c.lower_ == "the" for c in token.children
            ):
                return []
            stop = with_of(token, stop)
        name = token.doc[start:stop].text
        return [Party(name, kind, self._span(start, stop), "named")]

    def belonging(self, token: Token, others: Sequence[Party]) -> list[Party]:
        """Who belongs to somebody named ("Orr's lawyers"): by name where one stands beside it or
        one is meant, else by the whole phrase."""
        beside = names_beside(self.known.register, token)
        if beside:
            return [p for name in beside for p in self._person_at(name)]
        return (not is_plural(token) and self._one(token, others)) or self._group(token)

    def _group(self, token: Token) -> list[Party]:
        """ "officials from Australia and Japan" are countries; "nurses' leaders" a group."""
        bodies = [
            p
            for p in self.read(_from_behind(token))
            if p.type == "country" or (p.type == "org" and p.resolution == "named")
        ]
        bodies = bodies or self._represented(token)
        if bodies:
            return bodies
        for owner in hanging(token, "poss"):
            # "The union said its delegates met": the union did
            if (
                owner.lower_ == "its"
                and lemma(token) in _OF_ITS
                and (own := self._body_before(owner))
            ):
                return own
        start = self._behind_names(without_count(token), token.i)
        stop = with_of(token, token.i + 1)
        name = token.doc[start:stop].text
        return [Party(name, "group", self._span(start, stop), "group")]

    def _represented(self, token: Token) -> list[Party]:
        """ "Unite representatives", "officials of the Coastal League": the body that they are of,
        where it has a name of its own."""
        if lemma(token) not in _OF_ITS or lemma(token) == "leader":
            return []
        before = [c for c in token.lefts if c.dep_ in {"compound", "nmod"}]
        heads = [c for c in (*before, *objects_behind(token, "of")) if c.ent_type_ == "ORG"]
        return [
            replace(p, span=phrase_span(token))
            for p in self.read(heads)
            if p.type == "org" and p.resolution == "named" and p.name[:1].isupper()
        ]

    def _behind_names(self, start: int, head: int) -> int:
        """ "Mayor Hinchcliffe and business leaders" is a person and a group."""
        doc = self.known.doc
        named = [i for i in range(start, head) if self.known.register.at(doc[i]) is not None]
        joints = [i for i in range(start, head) if doc[i].lower_ == "and"]
        behind = [i for i in joints if named and i > named[-1]]
        return behind[-1] + 1 if behind else start

    def _span(self, start: int, stop: int) -> Span:
        return span_of(self.known.doc, start, stop)
