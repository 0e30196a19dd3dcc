"""The people of one article, as meetings need them: every token that names one of them.

A name counts as soon as it is said in full once; its last token (and its first, where
that is how the article goes on: "Xi" for Xi Jinping, "Boris") then stands for the same
person everywhere, whatever the entity recogniser made of it. Roles are collected as the
article states them, so that descriptions ("the top US diplomat") can be looked up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from readout.lexicon.meetings import countries, nicknames, party_words

_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "vi", "xiv", "xvi"})
_PARTICLES = frozenset(
    {"bin", "al", "el", "van", "von", "de", "da", "di", "ibn", "ben", "der", "la"}
)
_KEPT = frozenset({"king", "queen", "prince", "princess", "pope", "lord", "lady", "sheikh"})
_NOT_NAMES = frozenset(
    {"state", "general", "house", "senate", "congress", "parliament", "office", "affairs", "may"}
)
# Titles that the British press writes small in front of a name.
_SPOKEN = frozenset(
    {"president", "minister", "secretary", "chancellor", "king", "queen", "prince", "mayor"}
    | {"senator", "governor", "ambassador", "envoy", "leader", "chairman", "spokesman"}
)
_ROLE_LINKS = frozenset({"of", "for", "and", "the", "-", "to", "in", "’s", "'s"})
_MALE = frozenset({"mr", "sir", "lord", "king", "prince", "pope", "chairman", "spokesman", "duke"})
_FEMALE = frozenset(
    {"mrs", "ms", "miss", "lady", "dame", "queen", "princess", "chairwoman", "duchess"}
)


@dataclass(slots=True)
class Person:
    """One person of the article. `words` are the tokens of the fullest name."""

    name: str
    words: tuple[str, ...]
    roles: list[str] = field(default_factory=list)
    nations: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    sex: str = ""

    @property
    def first_role(self) -> str | None:
        return self.roles[0] if self.roles else None


@dataclass(slots=True)
class Cast:
    """All persons, and which token belongs to which mention of whom."""

    people: list[Person]
    by_token: dict[int, tuple[Person, int, int]]

    def at(self, token: Token) -> Person | None:
        found = self.by_token.get(token.i)
        return found[0] if found else None

    def mention(self, token: Token) -> tuple[int, int] | None:
        found = self.by_token.get(token.i)
        return (found[1], found[2]) if found else None


def _plain(word: str) -> str:
    return word.lower().strip(".’'")


def _namelike(token: Token) -> bool:
    text = token.text
    return (
        text[:1].isupper()
        and text[-1:] not in "’'"
        and any(c.isalpha() for c in text)
        and (token.pos_ in {"PROPN", "NOUN", "ADJ", "X", "VERB"} or token.ent_type_ == "PERSON")
    )


def _is_title(token: Token) -> bool:
    word = _plain(token.text)
    return word in party_words("offices") or word in party_words("honorifics")


def _introduces_name(token: Token) -> bool:
    """A title that a bare surname may follow: "President Biden", "Mr Khan", not "US Open"."""
    word = _plain(token.text)
    return word in party_words("introducers") and (token.text[:1].isupper() or word in _SPOKEN)


def _trim(span: Span) -> tuple[int, int]:
    """Drop titles in front and marks behind: the name proper, as token numbers."""
    start, end = span.start, span.end
    doc = span.doc
    while start < end and (
        not _namelike(doc[start]) or (_is_title(doc[start]) and start + 1 < end)
    ):
        if _plain(doc[start].text) in _KEPT and start + 2 == end and _namelike(doc[end - 1]):
            break
        start += 1
    stop = start
    for i in range(start, end):
        token = doc[i]
        word = _plain(token.text)
        if _namelike(token) or word in _PARTICLES or word in _SUFFIXES:
            stop = i + 1
        elif token.text == "-" or (token.text in {",", "'", "’", "al", "."} and i + 1 < end):
            continue
        else:
            break
    if stop > start and stop + 1 < len(doc) and doc[stop].text == "-":
        # "Tsai Ing-wen": the tokeniser takes it apart, entities may end at the hyphen.
        if not doc[stop].whitespace_ and doc[stop + 1].text.isalpha() and stop - start <= 3:
            stop += 2
    while stop < len(doc) and _plain(doc[stop].text) in _SUFFIXES:
        stop += 1
    if (
        stop + 1 < len(doc)
        and doc[stop].text == ","
        and _plain(doc[stop + 1].text) in {"jr", "sr"}
        and stop > start
    ):
        stop += 2
    return start, stop


def _candidates(doc: Doc) -> Iterable[tuple[int, int]]:
    """Token ranges that are names: entities, and capitalised runs after a title."""
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            start, stop = _trim(entity)
            if start < stop:
                yield start, stop
    i, total = 0, len(doc)
    while i < total:
        token = doc[i]
        if i + 1 >= total or not _introduces_name(token):
            i += 1
            continue
        j = i + 1
        if doc[j].text == "." and j + 1 < total:
            j += 1
        start = j
        while j < total and (
            (
                _namelike(doc[j])
                and doc[j].pos_ == "PROPN"
                and not _is_title(doc[j])
                and _plain(doc[j].text) not in countries()
                and doc[j].ent_type_ not in {"DATE", "NORP"}
                and _plain(doc[j].lemma_) not in party_words("bodies")
            )
            or (j > start and _plain(doc[j].text) in _PARTICLES)
            or (j > start and _plain(doc[j].text) in _SUFFIXES)
        ):
            j += 1
        if start < j <= start + 5:
            if _plain(token.text) in _KEPT and j == start + 1:
                yield i, j
            else:
                yield start, j
        i = max(j, i + 1)


def _words(doc: Doc, start: int, stop: int) -> tuple[str, ...]:
    found = [doc[i].text for i in range(start, stop) if any(c.isalpha() for c in doc[i].text)]
    return tuple(found)


def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    """Lower-case words of a name without initials, suffixes and kept titles."""
    low = tuple(_plain(w) for w in words)
    kept = tuple(w for w in low if len(w) > 1 and w not in _SUFFIXES and w not in _KEPT)
    return kept or low


def _same_first(one: str, other: str) -> bool:
    table = nicknames()
    return table.get(one, one) == table.get(other, other) or (one[:1] == other and len(other) == 1)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two full names (≥ 2 words each) are of one person."""
    a, b = _core(one), _core(other)
    if a == b:
        return True
    if len(a) < 2 or len(b) < 2:
        return False
    if a[-1] == b[-1] and _same_first(a[0], b[0]):
        return True
    return set(a) < set(b) or set(b) < set(a)


def build_cast(doc: Doc) -> Cast:
    """Read the persons of a parsed article. Linear in its length."""
    spans = sorted(set(_candidates(doc)), key=lambda s: (s[0], -(s[1])))
    chosen: list[tuple[int, int]] = []
    for start, stop in spans:
        if chosen and start < chosen[-1][1]:
            continue
        chosen.append((start, stop))
    people: list[Person] = []
    by_last: dict[str, list[Person]] = {}
    singles: list[tuple[int, int]] = []
    claimed: dict[int, tuple[Person, int, int]] = {}
    for start, stop in chosen:
        words = _words(doc, start, stop)
        if not words:
            continue
        if len(_core(words)) < 2 and _plain(words[0]) not in _KEPT:
            singles.append((start, stop))
            continue
        person = _find_or_add(people, by_last, words, doc, start, stop)
        _claim(claimed, person, start, stop)
    keys = _spread_keys(people)
    _claim_singles(doc, singles, keys, people, claimed)
    _spread(doc, keys, claimed)
    for person in people:
        person.mentions.sort()
    _collect_roles(doc, claimed)
    return Cast(people, claimed)


def _find_or_add(
    people: list[Person],
    by_last: dict[str, list[Person]],
    words: tuple[str, ...],
    doc: Doc,
    start: int,
    stop: int,
) -> Person:
    core = _core(words)
    for key in {core[-1], core[0]}:
        for person in by_last.get(key, ()):
            if same_person(person.words, words):
                if len(core) > len(_core(person.words)):
                    person.words = words
                    person.name = doc[start:stop].text
                return person
    person = Person(doc[start:stop].text, words)
    people.append(person)
    for key in {core[-1], core[0]}:
        by_last.setdefault(key, []).append(person)
    return person


def _claim(
    claimed: dict[int, tuple[Person, int, int]], person: Person, start: int, stop: int
) -> None:
    person.mentions.append((start, stop))
    for i in range(start, stop):
        claimed[i] = (person, start, stop)


def _spread_keys(people: list[Person]) -> dict[str, list[Person]]:
    """Single words that stand for a person: last words, and first words unless they are
    the last or first word of somebody else too."""
    keys: dict[str, list[Person]] = {}
    for person in people:
        core = _core(person.words)
        keys.setdefault(core[-1], []).append(person)
    firsts = Counter(_core(person.words)[0] for person in people)
    for person in people:
        first = _core(person.words)[0]
        if firsts[first] == 1 and first not in keys and first not in countries():
            keys[first] = [person]
    return keys


def _claim_singles(
    doc: Doc,
    singles: list[tuple[int, int]],
    keys: dict[str, list[Person]],
    people: list[Person],
    claimed: dict[int, tuple[Person, int, int]],
) -> None:
    for start, stop in singles:
        word = _core(_words(doc, start, stop))[-1]
        if word in _NOT_NAMES or word in countries():
            continue
        owners = keys.get(word)
        if owners:
            _claim(claimed, _choose(doc, start, owners), start, stop)
            continue
        person = Person(doc[start:stop].text, _words(doc, start, stop))
        people.append(person)
        keys[word] = [person]
        _claim(claimed, person, start, stop)


def _choose(doc: Doc, at: int, owners: list[Person]) -> Person:
    """Which of several bearers of a surname is meant: sex by title, then the one that was
    named last, then the first."""
    if len(owners) == 1:
        return owners[0]
    title = _plain(doc[at - 1].text) if at else ""
    if title == "." and at > 1:
        title = _plain(doc[at - 2].text)
    wanted = "f" if title in _FEMALE else ""
    counts = {id(p): sum(1 for s, _ in p.mentions if s < at) for p in owners}
    pool = [p for p in owners if counts[id(p)]] or owners
    if wanted:
        female = [p for p in pool if p.sex == "f"]
        pool = female or (pool[1:] or pool)
        return pool[0]
    if title == "dr":
        doctors = [p for p in pool if p.sex == "f"]
        if doctors:
            return doctors[0]
    return max(pool, key=lambda p: (counts[id(p)], -owners.index(p)))


def _spread(
    doc: Doc, keys: dict[str, list[Person]], claimed: dict[int, tuple[Person, int, int]]
) -> None:
    for token in doc:
        if token.i in claimed or not token.text[:1].isupper():
            continue
        word = _plain(token.text)
        if word.endswith(("’s", "'s")):
            word = word[:-2]
        owners = keys.get(word)
        if not owners or word in _NOT_NAMES or word in countries():
            continue
        after = doc[token.i + 1] if token.i + 1 < len(doc) else None
        before = doc[token.i - 1] if token.i else None
        if after is not None and _continues_name(token, after, claimed):
            continue
        if before is not None and _continues_name(before, token, claimed):
            continue
        _claim(claimed, _choose(doc, token.i, owners), token.i, token.i + 1)


def _continues_name(one: Token, two: Token, claimed: dict[int, tuple[Person, int, int]]) -> bool:
    """Two capitalised proper nouns in a row inside one organisation or place are one name."""
    return (
        one.ent_iob_ in {"B", "I"}
        and two.ent_iob_ == "I"
        and one.ent_type_ in {"ORG", "FAC", "GPE", "LOC", "WORK_OF_ART", "EVENT", "LAW"}
        and one.i not in claimed
        and two.i not in claimed
        and not _is_title(one)
    )


def _collect_roles(doc: Doc, claimed: dict[int, tuple[Person, int, int]]) -> None:
    seen: set[tuple[int, int]] = set()
    for person, start, stop in list(claimed.values()):
        if (start, stop) in seen:
            continue
        seen.add((start, stop))
        for role in (_role_before(doc, start), _role_after(doc, stop)):
            if role is None:
                continue
            text = doc[role[0] : role[1]].text
            _note_sex(person, text)
            low = text.lower()
            if any(_plain(t.text) not in party_words("honorifics") for t in doc[role[0] : role[1]]):
                if low not in (r.lower() for r in person.roles):
                    person.roles.append(text)
                for token in doc[role[0] : role[1]]:
                    nation = countries().get(_plain(token.text))
                    if nation:
                        person.nations.add(nation)
        _nation_after(doc, person, stop)
        if start:
            _note_sex(person, doc[start - 1].text if doc[start - 1].text != "." else "")


def _note_sex(person: Person, title: str) -> None:
    words = {_plain(w) for w in title.split()}
    if not person.sex:
        if words & _FEMALE:
            person.sex = "f"
        elif words & _MALE:
            person.sex = "m"


def _nation_after(doc: Doc, person: Person, stop: int) -> None:
    if stop + 1 < len(doc) and doc[stop].text == "of":
        for i in range(stop + 1, min(stop + 4, len(doc))):
            for width in (3, 2, 1):
                words = doc[i : i + width].text.lower()
                if words in countries():
                    person.nations.add(countries()[words])
                    return


def _role_before(doc: Doc, start: int) -> tuple[int, int] | None:
    """The words in front of a name that say who it is: "US Secretary of State", "China's top
    diplomat," with or without a comma."""
    i = start
    comma = i > 0 and doc[i - 1].text == ","
    if comma:
        i -= 1
    first = i
    offices, people = party_words("offices"), party_words("people")
    while i > 0 and first - i < 12:
        token = doc[i - 1]
        word = _plain(token.text)
        if token.is_space or token.text in {"“", "”", '"', ";", ":", "(", ")"}:
            break
        if (
            word in offices
            or word in countries()
            or token.lemma_.lower() in people
            or (token.pos_ in {"PROPN", "ADJ"} and token.dep_ not in {"conj", "appos"})
            or (token.pos_ == "NOUN" and token.dep_ in {"compound", "nmod"})
            or (word in _ROLE_LINKS and first - i > 0 and word != "and")
        ):
            i -= 1
            continue
        break
    while i < first and (
        _plain(doc[i].text) in _ROLE_LINKS or _plain(doc[i].text) in party_words("honorifics")
    ):
        i += 1
    if i >= first:
        return None
    head = doc[first - 1]
    words = [_plain(t.text) for t in doc[i:first]]
    if comma:
        if head.lemma_.lower() not in people and _plain(head.text) not in offices:
            return None
    elif not any(w in offices or doc[i + k].lemma_.lower() in people for k, w in enumerate(words)):
        nation = [w for w in words if w in countries()]
        if len(words) > 2 or not nation:
            return None
    return i, first


def _role_after(doc: Doc, stop: int) -> tuple[int, int] | None:
    """An apposition: ", the mayor of London," or ", China's most powerful leader"."""
    if stop + 2 >= len(doc) or doc[stop].text not in {",", "—", "-"}:
        return None
    people, offices = party_words("people"), party_words("offices")
    i = stop + 1
    if doc[i].text in {",", "and", "who", "whose"} or doc[i].pos_ in {"VERB", "AUX", "CCONJ"}:
        return None
    head = -1
    for j in range(i, min(i + 10, len(doc))):
        token = doc[j]
        if token.text == "," or token.is_space or token.pos_ in {"VERB", "AUX", "PRON", "CCONJ"}:
            break
        word = _plain(token.text)
        if token.lemma_.lower() in people or word in offices:
            head = j
    if head < 0:
        return None
    # A name right behind the role makes it the next one's: "Blinken, Foreign Minister Qin".
    following = doc[head + 1] if head + 1 < len(doc) else None
    if following is not None and following.pos_ == "PROPN" and following.text[:1].isupper():
        return None
    end = head + 1
    while end < len(doc) and end < head + 7:
        token = doc[end]
        if token.text in {"of", "for", "to", "the"} or token.pos_ in {"PROPN", "ADJ", "NOUN"}:
            end += 1
            continue
        break
    while doc[i].text.lower() in {"the", "a", "an"} and i < end - 1:
        i += 1
    return i, end
