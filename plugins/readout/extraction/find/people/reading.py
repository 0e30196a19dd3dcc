"""The people of one article: every token that names one of them.

A name counts as soon as it is said in full once; its last token (and its first, where
that is how the article goes on: "Xi" for Xi Jinping, "Boris") then stands for the same
person everywhere, whatever the entity recogniser made of it. Roles are collected as the
article states them, so that descriptions ("the top US diplomat") can be looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from spacy.tokens import Doc, Token

from readout.extraction.find.people.beside import beside, owner_nation
from readout.extraction.find.people.names import (
    NOT_NAMES,
    is_title,
    name_spans,
    without_letters,
    words_of,
)
from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.people.roles import (
    behind_comma,
    nation_behind,
    nations_in,
    role_after,
    role_before,
    sex_of_kin,
    sex_of_title,
)
from readout.extraction.find.people.sexes import learn_sexes
from readout.extraction.find.people.signs import NOBLE, is_noble
from readout.lexicon.countries import countries
from readout.lexicon.meetings import first_names, nicknames, party_words
from readout.lexicon.names import kept_titles, particles
from readout.names.same import NearWords, core, one_letter_off, plain, same_person
from readout.text.parsing import is_english

_LONG = 6  # letters from which one more or less is a slip


def read_people(doc: Doc) -> Register:
    """Read the persons of a parsed article. Linear in its length."""
    builder = _Builder(doc)
    builder.full_names()
    builder.couples()
    builder.spread()
    builder.roles()
    learn_sexes(doc, builder.people, builder.claimed)
    return Register(builder.people, builder.claimed, builder.rules)


class _Builder:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.people: list[Person] = []
        self.rules: dict[int, str] = {}
        self.claimed: dict[int, tuple[Person, int, int]] = {}
        self._alike: dict[tuple[str, ...], list[Person]] = {}  # by `_telling_words` of the name
        self._singles: list[tuple[int, int]] = []
        self._titles: dict[str, Person] = {}
        self._near = NearWords()

    def full_names(self) -> None:
        """Names of two words and more become people; single words wait."""
        for start, stop, rule in name_spans(self.doc):
            self.rules[start] = rule
            end = without_letters(self.doc, start, stop)
            words = words_of(self.doc, start, end)
            if not words:
                continue
            if all(plain(w) in kept_titles() for w in words):
                continue
            if is_noble(words):
                self._claim(self._bearer(words, start, stop), start, stop)
            elif len(core(words)) < 2 and plain(words[0]) not in kept_titles():
                self._singles.append((start, stop))
            else:
                person = self._with_title(words) or self._find_or_add(words, start, end)
                self._claim(person, start, stop)

    def _with_title(self, words: tuple[str, ...]) -> Person | None:
        """Who is named with a title and the first word of his name, "Prince Faisal": the only one
        whose full name began with that word before and stood behind that title, too ("Energy
        Minister Prince Faisal bin Turki")."""
        if len(words) != 2 or plain(words[0]) not in kept_titles():
            return None
        title, given = (plain(w) for w in words)
        found = [
            person
            for person in self.people
            if len(core(person.words)) > 1
            and core(person.words)[0] == given
            and any(
                start and plain(self.doc[start - 1].text) == title for start, _ in person.mentions
            )
        ]
        return found[0] if len(found) == 1 else None

    def _bearer(self, words: tuple[str, ...], start: int, stop: int) -> Person:
        """Whose title it is: the name's beside it in apposition, else the title is the name."""
        title = " ".join(words).lower()
        if title in self._titles:
            return self._titles[title]
        doc, at = self.doc, start - 1
        if at > 0 and doc[at].lower_ == "the":
            at -= 1
        before = self.claimed.get(at - 1) if at > 0 and doc[at].text == "," else None
        person = before[0] if before else self._add(doc[start:stop].text, words)
        person.roles.append(doc[start:stop].text)
        self._titles[title] = person
        return person

    def _find_or_add(self, words: tuple[str, ...], start: int, stop: int) -> Person:
        low = core(words)
        for key in _telling_words(low):
            for person in self._alike.get(key, ()):
                if same_person(person.words, words) or _misspelt(core(person.words), low):
                    if len(low) > len(core(person.words)):
                        person.words = words
                        person.name = self.doc[start:stop].text
                        self._note(person)
                    return person
        return self._add(self.doc[start:stop].text, words)

    def _add(self, name: str, words: tuple[str, ...]) -> Person:
        person = Person(" ".join(name.split()), words)
        person.sex = first_names().get(plain(words[0]), "")
        self.people.append(person)
        self._note(person)
        return person

    def _note(self, person: Person) -> None:
        """Let a person be found by the words of his name as it is now."""
        for key in _telling_words(core(person.words)):
            self._alike.setdefault(key, []).append(person)

    def _claim(self, person: Person, start: int, stop: int) -> None:
        person.mentions.append((start, stop))
        for i in range(start, stop):
            self.claimed[i] = (person, start, stop)

    def couples(self) -> None:
        """ "Paul and Edith Moreau": the first name shares the surname behind."""
        doc = self.doc
        known = first_names()
        for person in list(self.people):
            if is_noble(person.words):
                self._spouse(person)
            if len(core(person.words)) != 2:
                continue
            for start, stop in list(person.mentions):
                if stop - start < 2 or start < 2 or doc[start - 1].lower_ != "and":
                    continue
                first = doc[start - 2]
                if plain(first.text) not in known or plain(doc[start].text) not in known:
                    continue
                if (
                    first.i in self.claimed
                    and self.claimed[first.i][2] - self.claimed[first.i][1] > 1
                ):
                    continue
                words = (first.text, *person.words[1:])
                spouse = self._find_or_add(words, first.i, first.i + 1)
                if spouse.words == words:
                    spouse.name = " ".join(words)
                self._singles = [s for s in self._singles if s[0] != first.i]
                self._claim(spouse, first.i, first.i + 1)

    def _spouse(self, person: Person) -> None:
        """ "The Earl and Countess of Malvern": the first title shares the territory."""
        for start, _ in list(person.mentions):
            if start < 2 or self.doc[start - 1].lower_ != "and":
                continue
            title = self.doc[start - 2]
            if title.lower_ in NOBLE and title.i not in self.claimed:
                words = (title.text, *person.words[1:])
                spouse = self._bearer(words, title.i, title.i + 1)
                if spouse.words == words:
                    spouse.name = " ".join(words)
                spouse.roles[:1] = [spouse.name]
                self._claim(spouse, title.i, title.i + 1)

    def spread(self) -> None:
        """Give every lone word of a name to its bearer."""
        keys = self._keys()
        self._near = NearWords(keys)
        for start, stop in self._singles:
            word = core(words_of(self.doc, start, stop))[-1]
            if word in NOT_NAMES or word in countries() or is_title(self.doc[stop - 1]):
                continue
            owners = keys.get(word) or keys.get(nicknames().get(word, ""))
            owners = owners or self._spelt_nearly(self.doc[stop - 1], keys)
            if owners:
                self._claim(self._choose(start, owners), start, stop)
                continue
            person = self._add(self.doc[start:stop].text, words_of(self.doc, start, stop))
            keys[word] = [person]
            self._near.add(word)
            self._claim(person, start, stop)
        for token in self.doc:
            if token.i not in self.claimed and token.text[:1].isupper():
                self._spread_to(token, keys)
        for person in self.people:
            person.mentions.sort()

    def _keys(self) -> dict[str, list[Person]]:
        """Single words that stand for a person: last words, and first words unless they are
        the last or first word of somebody else too."""
        keys: dict[str, list[Person]] = {}
        for person in self.people:
            if not is_noble(person.words):  # York is a town, whoever its duke is
                keys.setdefault(core(person.words)[-1], []).append(person)
        firsts = Counter(core(person.words)[0] for person in self.people)
        for person in self.people:
            first = core(person.words)[0]
            if firsts[first] == 1 and first not in keys and first not in countries():
                keys[first] = [person]
        for word, bearers in self._first_surnames().items():
            if word not in keys and len(bearers) == 1:
                keys[word] = bearers
        return keys

    def _first_surnames(self) -> dict[str, list[Person]]:
        """The word before the last of a name of three or more: papers in Spanish-speaking
        countries call Gustavo Pardo Urrego "Pardo"."""
        found: dict[str, list[Person]] = {}
        for person in self.people:
            words = core(person.words)
            if len(words) > 2 and not is_noble(person.words):
                word = words[-2]
                if word not in first_names() and word not in particles():
                    found.setdefault(word, []).append(person)
        return found

    def _spread_to(self, token: Token, keys: dict[str, list[Person]]) -> None:
        doc = self.doc
        word = plain(token.text)
        owners = keys.get(word) or self._spelt_nearly(token, keys)
        if not owners or word in NOT_NAMES or word in countries():
            return
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        before = doc[token.i - 1] if token.i else None
        if after is not None and self._one_name(token, after):
            return
        apart = before is None or _is_particle(before) or _ends_surname(token, owners)
        if before is not None and not apart and self._one_name(before, token):
            return
        self._claim(self._choose(token.i, owners), token.i, token.i + 1)

    def _spelt_nearly(self, token: Token, keys: Mapping[str, list[Person]]) -> list[Person] | None:
        """ "Holwess" in an article about Andrea Hollwess: one letter off a long surname, and no
        word, place or name of its own."""
        word = plain(token.text)
        if len(word) < _LONG or token.pos_ != "PROPN" or token.ent_type_ in {"GPE", "LOC", "NORP"}:
            return None
        if word in first_names() or is_english(word) or word in countries():
            return None
        near = [k for k in self._near.near(word) if len(k) >= _LONG and one_letter_off(k, word)]
        return keys[near[0]] if len(near) == 1 else None

    def _one_name(self, one: Token, two: Token) -> bool:
        """Two capitalised nouns in a row inside one organisation or place are one name."""
        return (
            one.ent_iob_ in {"B", "I"}
            and two.ent_iob_ == "I"
            and one.ent_type_ in {"ORG", "FAC", "GPE", "LOC", "WORK_OF_ART", "EVENT", "LAW"}
            and one.i not in self.claimed
            and two.i not in self.claimed
            and not is_title(one)
            and two.lower_ not in {"'s", "’s", "'", "’"}
        )

    def _choose(self, at: int, owners: list[Person]) -> Person:
        """Which of several bearers of a surname is meant: sex by title, then the one that was
        named most before, then the first."""
        if len(owners) == 1:
            return owners[0]
        title = plain(self.doc[at - 1].text) if at else ""
        if title in {"", "."} and at > 1:
            title = plain(self.doc[at - 2].text)
        counts = {id(p): sum(1 for s, _ in p.mentions if s < at) for p in owners}
        pool = [p for p in owners if counts[id(p)]] or owners
        wanted = sex_of_title(title)
        if wanted:
            fitting = [p for p in owners if p.sex == wanted]
            if fitting:
                return fitting[0]
            pool = [p for p in pool if not p.sex] or pool
        if title == "dr":
            doctors = [p for p in owners if p.sex == "f"]
            if doctors:
                return doctors[0]
        return max(pool, key=lambda p: (counts[id(p)], -owners.index(p)))

    def roles(self) -> None:
        """Collect what stands beside each mention."""
        doc = self.doc
        for person in self.people:
            for start, stop in person.mentions:
                told = behind_comma(doc, start)
                before = [
                    role_before(doc, start),
                    role_before(doc, told) if told is not None else None,
                ]
                if _apposed(doc, start, stop, before[1]):
                    before.reverse()
                for role in (*before, role_after(doc, stop)):
                    if role is not None:
                        self._note_role(person, *role)
                for low, high in beside(doc, start, stop):
                    if not any(person is who for who in self._named_in(low, high)):
                        self._note_role(person, low, high)
                for nation in (nation_behind(doc, stop), owner_nation(doc, start)):
                    if nation:
                        person.nations.add(nation)
                if start and not person.sex:
                    person.sex = sex_of_title(doc[start - 1].text)
                named = start
                while named + 1 < stop and is_title(doc[named]):
                    named += 1
                if stop - start > 1 and plain(doc[start].text) in kept_titles():
                    named = max(named, start + 1)
                if named > start:
                    self._note_role(person, start, named)  # "the pontiff", "the Grand Duke"
                if not person.sex and stop - start > 1:
                    person.sex = sex_of_title(doc[start].text)

    def _named_in(self, low: int, high: int) -> list[Person]:
        return [self.claimed[i][0] for i in range(low, high) if i in self.claimed]

    def _note_role(self, person: Person, start: int, stop: int) -> None:
        span = self.doc[start:stop]
        text = " ".join(span.text.split())
        # "The wife of Senator Tanno": who she is says nothing of him
        sex = "" if "of" in text.split() and sex_of_kin(text.split()[0]) else sex_of_title(text)
        if sex and not person.sex:
            person.sex = sex
        if all(plain(t.text) in party_words("honorifics") for t in span):
            return
        if not any(text.lower() in role.lower() for role in person.roles):
            person.roles.append(text)
        person.nations |= nations_in(text)


def _is_particle(hyphen: Token) -> bool:
    """ "al-Daraji": one surname, whatever the recogniser calls it."""
    return hyphen.text == "-" and hyphen.i > 0 and hyphen.nbor(-1).lower_ in particles()


def _ends_surname(token: Token, owners: Iterable[Person]) -> bool:
    """Whether a word and what stands before it are the end of somebody's full name, whatever body
    the recogniser makes of them: with hyphens ("Adeyemi-Bello") or a particle ("Le Goff")."""
    doc, start = token.doc, token.i
    while (
        start
        and not doc[start - 1].whitespace_
        and (doc[start - 1].text == "-" or doc[start].text == "-")
    ):
        start -= 1
    if start == token.i and start and doc[start - 1].lower_ in particles():
        start -= 1
    words = doc[start : token.i + 1].text.lower().split()
    names = (person.name.lower().split()[1:] for person in owners)
    return start < token.i and any(name[-len(words) :] == words for name in names)


def _telling_words(name: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The words of a name of which another has some too, if both can be of one person: the last
    one, or its first or last with one more (of two names of which the one holds all words of the
    other). Not the first alone, which a list of two hundred delegates tells twenty times."""
    ends = ((end, word) for end in (name[0], name[-1]) for word in name if word != end)
    return list(dict.fromkeys([name[-1:], *(tuple(sorted(pair)) for pair in ends)]))


def _misspelt(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "Abdourahmane Issa" and "Abdoulrahmane Issa": a long first name told with a letter more or
    less, that isn't a known name both ways."""
    if len(one) != len(other) or len(one) < 2 or one[1:] != other[1:]:
        return False
    if min(len(one[0]), len(other[0])) < _LONG or {one[0], other[0]} <= first_names().keys():
        return False
    return one_letter_off(one[0], other[0])


def _apposed(doc: Doc, start: int, stop: int, office: tuple[int, int] | None) -> bool:
    """Whether a name with its title stands beside an office: "Lebanon's grand mufti, Sheikh Rafic
    Itani,". The office says more of him than the title."""
    head = doc[start:stop].root
    beside = office is not None and head.dep_ == "appos" and office[0] <= head.head.i < office[1]
    return beside and stop < len(doc) and doc[stop].text == ","
