"""Who is meant by an office, a nation or a trade: "the top US diplomat", "the minister".

Each person's roles, as the article states them, are held against the words of the
description. Points are those of `salience`: one sentence is worth as much here as there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.document import Document
from readout.extraction.find.people.register import Person, distinct
from readout.extraction.find.people.trades import is_doer
from readout.extraction.resolve.answers import NOBODY, Answer
from readout.extraction.resolve.salience import Salience, decided
from readout.extraction.syntax.clauses import own_subject
from readout.extraction.syntax.phrases import noun_phrase, office_of
from readout.lexicon.countries import countries, nationals, nations_in
from readout.lexicon.meetings import party_words, stands_for
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

# Words of a description that say rank or place in the story, not which office.
_EMPTY: Final = listed("resolve.offices.empty")
# Words that make one office another: a prime minister is no foreign minister.
_TELLING: Final = listed("resolve.offices.telling")
_HEADS: Final = ("premier", "taoiseach")
# All words of a role, an office that the head may stand for, a doubtful one.
_ALL, _EACH, _STANDS, _DOUBTFUL = 32.0, 3.0, 19.0, 6.0
_EXACTLY: Final = 8.0  # "the President" is the President, not the Senate President
_OF_NATION, _OTHER_NATION = 16.0, -5.0
_SENTENCE, _FARTHEST, _BEHIND, _LATER, _OFTEN = 4.0, 8, 2, 4, 0.3
_PROMINENT: Final = 3  # mentions from which a person can be "the minister" of a text
_NEAR: Final = 2  # sentences
_SMALL: Final = frozenset({"of", "the", "and", "for"})
_LOOKED_AT: Final = 200  # mentions; keeps the work linear


class Offices:
    """Lookups of descriptions over one article."""

    def __init__(self, document: Document, salience: Salience) -> None:
        self._document = document
        self._salience = salience
        self._roles: dict[int, list[str]] | None = None

    def learn(self, person: Person, role: str) -> None:
        """Note what somebody turned out to be, for descriptions further on."""
        self.roles_of(person).append(role)
        for known in ("_holders", "_free"):
            self.__dict__.pop(known, None)

    def roles_of(self, person: Person) -> list[str]:
        """The roles that the article gives a person, in lower case, by title, by apposition or
        by a sentence ("Peter Gall is its secretary")."""
        if self._roles is None:
            register = self._document.register
            self._roles = {id(p): [r.lower() for r in p.roles] for p in register.people}
            for bearer in register.people:
                own = self._roles[id(bearer)]
                told = _joined_roles(self._document.doc, bearer.mentions[0][0])
                own.extend(role for role in told if role not in own)
            for token in self._document.doc:
                if token.dep_ != "attr" or token.pos_ != "NOUN" or token.head.lemma_ != "be":
                    continue
                subject = own_subject(token.head)
                who = register.at(subject) if subject is not None else None
                if who is not None:
                    phrase = token.doc[noun_phrase(token)[0] : token.i + 1]
                    self._roles.setdefault(id(who), []).append(phrase.text.lower())
        return self._roles.get(id(person), [])

    def described(self, head: Token, exclude: Sequence[Person] = ()) -> Answer:
        """The person a definite description names by office, nation or trade."""
        words = _words(head)
        nations = nations_in(words)
        content = _telling(head, words)
        # "The Democratic nominee" isn't the Republican one: parties must agree.
        sides = {
            t.lower_
            for t in head.doc[noun_phrase(head)[0] : head.i]
            if t.ent_type_ == "NORP" and t.lower_ in party_words("offices")
        }
        seats = _seats(head)
        ranked = []
        for person in self._near(head.i):
            roles = self.roles_of(person)
            if person in exclude:
                continue
            if sides and not all(any(side in role for role in roles) for side in sides):
                continue
            if seats and roles and all(_of_another_seat(role, seats) for role in roles):
                continue
            score = _match(person, roles, lemma(head).lower(), tuple(content), nations)
            if score > 0:
                ranked.append((score + self._recency(person, head), person))
        ranked.sort(key=lambda r: -r[0])
        return decided(ranked, "meant.role")

    def fit(self, head: Token, person: Person) -> float:
        """How well a person's roles fit a description, in points; 0 for not at all. Nearness
        doesn't count."""
        words = _words(head)
        nations = nations_in(words)
        content = tuple(_telling(head, words))
        office = office_of(head) or lemma(head).lower()
        return _match(person, self.roles_of(person), office, content, nations)

    @cached_property
    def _holders(self) -> list[tuple[int, Person]]:
        """Mentions of people to whom the article gives a role, in order of the text."""
        people = (p for p in self._document.register.people if self.roles_of(p))
        return sorted(((s, p) for p in people for s, _ in p.mentions), key=lambda h: h[0])

    def _near(self, at: int) -> list[Person]:
        """Those that were named last before a token, and those named first behind it."""
        k = bisect_left(self._holders, at, key=lambda h: h[0])
        around = self._holders[max(0, k - _LOOKED_AT) : k + _LOOKED_AT]
        return distinct(p for _, p in around)

    @cached_property
    def _free(self) -> list[Person]:
        """The people without a role, those named most first."""
        people = [p for p in self._document.register.people if not self.roles_of(p)]
        return sorted(people, key=lambda p: -len(p.mentions))

    def _recency(self, person: Person, head: Token) -> float:
        before = bisect_left(person.mentions, (head.i, 0))
        sentence_of = self._document.sentence_of
        here = sentence_of[head.i]
        gap = here - sentence_of[person.mentions[before - 1][0]] if before else _FARTHEST
        if before < len(person.mentions):  # introduced by the office, named behind
            later = sentence_of[person.mentions[before][0]] - here
            gap = min(gap, later + (_LATER if later else _BEHIND))
        return _OFTEN * min(before, 10) - _SENTENCE * min(gap, _FARTHEST)

    def by_initials(self, head: Token) -> Person | None:
        """ "The DP" of "Deputy President Rigathi Mwangi", "the CS" of a "Health Cabinet Secretary":
        the one person of the article who bears an office that ends with these initials."""
        if not head.text.isupper() or not 2 <= len(head) <= 5:
            return None
        bearers = [
            person
            for person in self._document.register.people
            if any(_has_initials(role, head.lower_) for role in self.roles_of(person))
        ]
        return bearers[0] if len(bearers) == 1 else None

    def of_nation(self, source: Token) -> Answer:
        """ "The Norwegian", "the Costa Rican", "the Lithuanian leader", "the 19-year-old": whoever
        was prominent last, of that country where the article says so."""
        words = [t.lower_ for t in source.doc[noun_phrase(source)[0] : source.i + 1]]
        nations = {countries()[w] for w in words if w in countries()}
        aged = is_aged(source)
        one = national(source)
        nations |= {nationals()[one]} if one else set()
        human = source.lower_ in countries() or one or aged or is_human(source)
        if words[0] != "the" or not human or not (nations or aged):
            return NOBODY
        ranked = self._salience.ranked(source.i)
        theirs = [r for r in ranked if r[1].nations & nations]
        if not theirs:
            theirs = [r for r in ranked if not nations or not r[1].nations]
        return decided(theirs, "meant.nation")

    def of_age(self, source: Token) -> Answer:
        """ "The 73-year-old said": whose age the article tells, who spoke last, or the only one
        whom the sentence before names; nobody who is told another age."""
        age = _age(source)
        if not age or not _the_age(source):
            return NOBODY
        ages = self._ages
        told = distinct(person for person, years in ages if years == age)
        if len(told) == 1:
            return Answer(told[0], (told[0],), float("inf"), "meant.age")
        other = [person for person, years in ages if years != age]
        last = self._salience.spoke_last(source.i, _NEAR)
        here = self._document.sentence_of[source.i]
        near = distinct(
            n.person
            for n in self._salience.before(source.i, 1)
            if n.sentence == here - 1 and n.person not in other
        )
        if last is not None and last.person is not None and last.person not in other:
            near = [last.person]
        return Answer(near[0], (near[0],), 0.0, "meant.age") if len(near) == 1 else NOBODY

    @cached_property
    def _ages(self) -> list[tuple[Person, str]]:
        """Who is told to be of which age: "Ann Lee, 54," or "54-year-old Ann Lee"."""
        doc = self._document.doc
        found: list[tuple[Person, str]] = []
        for person in self._document.register.people:
            for start, stop in person.mentions:
                behind = doc[stop : stop + 3]
                if len(behind) == 3 and behind[0].text == "," and behind[2].is_punct:
                    found.extend((person, t.text) for t in behind[1:2] if t.text.isdigit())
                front = _age(doc[start - 1]) if start else ""
                if front:
                    found.append((person, front))
        return found

    def prominent(self, head: Token, exclude: Sequence[Person] = ()) -> Answer:
        """ "The Prime Minister" in a text that never says who that is: its readers know. The
        person named most, by far, to whom the text gives no office; in a short text the
        subject of a clause just before."""
        here = self._document.sentence_of[head.i]
        known = (p for p in self._free if p not in exclude and p.mentions[0][0] < head.i)
        free = list(islice(known, 2))
        if free and len(free[0].mentions) >= _PROMINENT:
            second = len(free[1].mentions) if len(free) > 1 else 0
            if len(free[0].mentions) >= 2 * second:
                return Answer(free[0], (free[0],), 0.0, "meant.prominence")
            return Answer(None, tuple(free[:2]), 0.0, "meant.prominence: nothing decides")
        for naming in self._salience.before(head.i, _NEAR):
            without = naming.person not in exclude and not self.roles_of(naming.person)
            if without and naming.subject and naming.sentence < here:
                return Answer(naming.person, (naming.person,), 0.0, "meant.subject before")
        return NOBODY


def _joined_roles(doc: Doc, start: int) -> Sequence[str]:
    """The roles joined in front of a name that ends a phrase at the head of its sentence: "Green
    activist and candidate of the Peace Party, Ann Lee," is an activist and a candidate."""
    if start < 2 or doc[start - 1].text != ",":
        return ()
    front = doc[doc[start].sent.start : start - 1]
    if any(t.pos_ in {"VERB", "AUX"} for t in front) or not any(t.lower_ == "and" for t in front):
        return ()
    at = next((n for n, t in enumerate(front) if t.pos_ == "ADP"), len(front))
    roles: list[list[Token]] = [[]]
    for token in front[:at]:
        if token.text == "," or token.lower_ == "and":
            roles.append([])
        elif token.pos_ != "DET" and token.text[-1:].isalnum():
            roles[-1].append(token)
    return [
        " ".join(t.lower_ for t in role)
        for role in roles
        if role and (is_human(role[-1]) or is_doer(role[-1].lower_))
    ]


def is_human(source: Token) -> bool:
    """Whether a common noun means a person: "minister", "official"."""
    head = lemma(source)
    return any(
        head in words
        for words in (party_words("people"), speakers("anonymous"), party_words("offices"))
    )


def _initials(role: str) -> str:
    """ "deputy president" → "dp", "inspector-general of police" → "igp"."""
    return "".join(w[0] for w in role.replace("-", " ").split() if w not in _SMALL)


def _has_initials(role: str, letters: str) -> bool:
    """Whether an office is called by its initials; by two, also if it has more words in front:
    the "Health Cabinet Secretary" is the CS."""
    told = _initials(role)
    return told == letters or (len(letters) == 2 and told.endswith(letters))


def national(head: Token) -> str:
    """The words that call one person by a country, in lower case: "the Swede", "the Costa Rican";
    empty where the head is none, or the phrase is of several."""
    if head.tag_ in {"NNS", "NNPS"}:
        return ""
    two = head.doc[max(0, head.i - 1) : head.i + 1].text.lower()
    return next((w for w in (two, head.lower_) if w in nationals()), "")


def is_aged(head: Token) -> bool:
    """ "The 35-year-old Manitoban": a phrase that tells somebody's age."""
    words = head.doc[noun_phrase(head)[0] : head.i + 1]
    return any(t.lower_.endswith("-old") or t.lower_ == "old" for t in words)


def _age(token: Token) -> str:
    """The years in "the 73-year-old", whose head the parser sees in any of its pieces or in what
    follows; empty without."""
    doc = token.doc
    for i in range(max(0, token.i - 6), min(len(doc), token.i + 5)):
        if doc[i].lower_ != "old" or doc[max(0, i - 4) : i].text[-6:].lower() != "-year-":
            continue
        if i - 4 <= token.i <= i or all(
            t.pos_ in {"ADJ", "NOUN"} for t in doc[i + 1 : token.i + 1]
        ):
            return doc[i - 4].text
    return ""


def _the_age(source: Token) -> bool:
    """Whether an age stands behind *the*: "a 23-year-old said" is of somebody new."""
    before = source.doc[max(0, source.i - 6) : source.i + 1]
    years = [t.i for t in before if t.text.isdigit()]
    return bool(years) and years[-1] > 0 and source.doc[years[-1] - 1].lower_ == "the"


def is_office_alone(head: Token) -> bool:
    """ "The prime minister", not "the French president": nothing but *the* and an office."""
    phrase = head.doc[slice(*noun_phrase(head))]
    return phrase[0].lower_ == "the" and all(
        t.lower_ in party_words("offices") or t.lower_ == "prime" for t in phrase[1:]
    )


def _seats(head: Token) -> set[str]:
    """Where an office is held, if that is no country: "the premier of Ontario"."""
    names = {
        inner.lower_
        for child in head.children
        if child.dep_ == "prep" and child.lower_ == "of"
        for inner in child.subtree
        if inner.pos_ == "PROPN"
    }
    return names if not any(n in countries() for n in names) else set()


def _of_another_seat(role: str, seats: set[str]) -> bool:
    """ "Quebec Premier" is not the premier of Ontario; "premier" may be."""
    own = seat_words(role)
    return bool(own) and not own & seats


def seat_words(role: str) -> set[str]:
    """The words of a role, in lower case, that say where or of what the office is: "hotel" of a
    "hotel owner"."""
    words = {
        w for w in role.lower().replace("’s", " ").replace("'s", " ").split() if w not in _SMALL
    }
    return words - party_words("offices") - party_words("people") - _EMPTY - countries().keys()


def _words(head: Token) -> list[str]:
    """The words of a description: what stands before the head, the head, "of …" and "for …" up to
    a comma. An adjective that makes no other office of it stays out ("the transitional
    president")."""
    left = [t for t in head.lefts if t.dep_ not in {"det", "punct", "relcl", "preconj", "cc"}]
    words = [t.lower_ for child in left for t in child.subtree if _tells(t)]
    words += head.lower_.strip("-").split("-")
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in {"of", "for"}:
            for t in child.subtree:
                if t.text in {",", "(", "–", "—"}:
                    break
                if t.is_alpha or t.tag_ == "POS":
                    words.append(t.lower_)
    return words


def _telling(head: Token, words: Sequence[str]) -> list[str]:
    """The words of a description that say which office it is. "Chief" in front of another office
    says no more than its rank; as the head it is one: "the UN chief" is no UN envoy."""
    return [w for w in words if (w not in _EMPTY or w == head.lower_) and w not in countries()]


def _tells(token: Token) -> bool:
    low = token.lower_
    if token.pos_ != "ADJ" or low in countries() or token.ent_type_ or token.text[:1].isupper():
        return token.is_alpha or token.tag_ == "POS"
    return low in party_words("offices") or low in _TELLING


def _match(
    person: Person, roles: Sequence[str], base: str, content: tuple[str, ...], nations: set[str]
) -> float:
    """How well a person's roles fit a description; nothing for a person without a role."""
    same_nation = bool(nations & person.nations)
    if not roles or (nations and person.nations and not same_nation):
        return 0.0
    score = max(_of_role(role, base, content) for role in roles)
    if score and nations:
        score += _OF_NATION if same_nation else _OTHER_NATION
    return score


@lru_cache(maxsize=8192)
def _of_role(role: str, base: str, content: tuple[str, ...]) -> float:
    words = set(role.replace("-", " ").replace("’s", " ").replace("'s", " ").split())
    if "vice" in words and "vice" not in content and "president" in content:
        return 0.0
    if "deputy" in words and "deputy" not in content:
        return 0.0
    if any(w not in words for w in content if w in _TELLING) and not (
        "minister" in content and any(o in role for o in _HEADS)
    ):
        return 0.0
    if content and all(w in words for w in content):
        return _ALL + _EACH * len(content) + (_EXACTLY if words == set(content) else 0.0)
    whole = f"{base} of {content[-1]}" if len(content) > 1 else base
    if any(office in role for office in stands_for().get(whole, ())):
        return _STANDS
    if any(office in role for office in stands_for().get(base, ())):
        other = [w for w in content if w != base and w not in words]
        return _DOUBTFUL if other else _STANDS
    return 0.0
