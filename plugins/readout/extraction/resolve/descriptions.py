"""Speakers without a personal name: bodies, offices, groups, and those who stay unnamed.

"The minister" is looked up among the roles that the article states; "the foreign
ministry" is its own name; "a senior official" stays anonymous, with the description kept.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.register import Person
from readout.extraction.resolve.pronouns import nearest, resolve_pronoun
from readout.extraction.resolve.resolved import Speaker
from readout.extraction.resolve.voices import Voices
from readout.extraction.syntax.clauses import author_of, child, noun_phrase
from readout.lexicon.meetings import countries, party_words
from readout.lexicon.quotes import documents, speakers
from readout.text.lemmas import lemma

_INDEFINITE: Final = frozenset(
    {"a", "an", "one", "another", "some", "several", "many", "two", "three", "four", "five", "few"}
    | {"most", "other", "various", "numerous", "no", "any"}
)
_NAMED_ALONE: Final = frozenset(
    {"country", "government", "firefighter", "resident", "police", "family", "authority", "team"}
)
_PEOPLE: Final = party_words("people") | speakers("anonymous") | party_words("offices")
_PROMINENT: Final = 3  # mentions from which a person can be "the minister" of a text
_THEIRS: Final = frozenset({"his", "her", "their", "its"})


def somebody(resolver: Voices, source: Token) -> Speaker:
    """ "one", "others", "many": nobody with a name."""
    how = "named" if source.lower_ in {"one", "another", "someone"} else "plural"
    return Speaker(name=None, kind="anonymous", desc=resolver.plain(source), how=how, sure=0.9)


def body(resolver: Voices, source: Token) -> Speaker:
    """A proper name that is no person's: an organisation, a government, a people."""
    head = lemma(source)
    first = resolver.doc[noun_phrase(source)[0]].lower_
    vague = first in _INDEFINITE and source.tag_ in {"NNS", "NNPS"}  # "some Australians"
    if vague or (source.pos_ == "NOUN" and head in _PEOPLE):
        return described(resolver, source)
    if source.ent_type_ == "NORP" and source.tag_ not in {"NNS", "NNPS"}:
        found = _by_nation(resolver, source)
        if found is not None:
            return found
    common = head in speakers("anonymous") and source.lower_ not in speakers("bodies")
    if common and (source.tag_ in {"NNS", "NNPS"} or source.ent_type_ in {"", "NORP"}):
        return described(resolver, source)
    if head in documents() and source.ent_type_ == "":
        return _document(resolver, source)
    person = _unregistered(resolver, source)
    if person is not None:
        return person
    name = resolver.plain(source)
    if "," in name and " and " not in name.split(",")[0]:
        name = name.split(",")[0]  # an apposition, or what follows in a list
    if any(c.dep_ == "conj" and c.ent_type_ in {"ORG", "GPE", "NORP"} for c in source.rights):
        return Speaker(name=name, kind="group", sure=0.85)
    return Speaker(name=name, kind="org", sure=0.96)


def _unregistered(resolver: Voices, source: Token) -> Speaker | None:
    """A person the entity recogniser missed: "farmer Piet Aalders", or a surname whose full
    name stands elsewhere in the text."""
    doc = resolver.doc
    start = source.i
    while start > 0 and _namelike(doc[start - 1]) and doc[start - 1].sent == source.sent:
        start -= 1
    words = [t.text for t in doc[start : source.i + 1]]
    before = doc[start - 1] if start else None
    occupied = before is not None and lemma(before) in _PEOPLE and before.tag_ in {"NN", "NNP"}
    if occupied and len(words) >= 2:
        return _new_person(" ".join(words), doc[noun_phrase(source)[0] : start].text)
    if len(words) == 1:
        full = resolver.full_name(source.text)
        if full is not None:
            return _new_person(full, None)
    return None


def _new_person(name: str, role: str | None) -> Speaker:
    person = Person(name, tuple(name.split()))
    return Speaker(name=name, kind="person", role=role or None, sure=0.85, person=person)


def _apposed(resolver: Voices, source: Token) -> Speaker | None:
    """ "the palace's secretary, Ivar Holt,": the name behind the office, unknown to the
    register."""
    if lemma(source) not in _PEOPLE or source.tag_ not in {"NN", "NNP"}:
        return None
    doc = resolver.doc
    start = source.i + 1
    behind = noun_phrase(source)[1]
    if behind < len(doc) and doc[behind].text == ",":
        start = behind  # "founder and chief executive, Zhang Yiming"
    if start < len(doc) and doc[start].text == ",":
        start += 1
    stop = start
    while stop < len(doc) and doc[stop].text[:1].isupper() and doc[stop].text[-1:].isalpha():
        stop += 1
    if not 2 <= stop - start <= 4:
        return None
    if stop < len(doc) and doc[stop].pos_ in {"NOUN"}:
        return None
    role = " ".join(resolver.plain(source).split())
    return _new_person(doc[start:stop].text, role)


def _namelike(token: Token) -> bool:
    return token.pos_ == "PROPN" and token.text[:1].isupper() and token.text[-1:].isalpha()


def _document(resolver: Voices, source: Token) -> Speaker:
    """A poll or a letter says something, but is nobody."""
    desc = resolver.plain(source)
    owner = author_of(source)
    if owner is not None and owner.i != source.i:
        author = resolver.resolve(owner)
        if author.name is not None:
            return replace(author, desc=desc, how="document", sure=0.6)
    return Speaker(name=None, kind="unknown", desc=desc, how="document", sure=0.7)


def described(resolver: Voices, source: Token) -> Speaker:
    """A common noun: looked up as a role, taken as a body's name, or left anonymous."""
    head = lemma(source)
    start, stop = noun_phrase(source)
    first = resolver.doc[start].lower_
    desc = resolver.plain(source)
    if head in documents():
        return _document(resolver, source)
    if head in speakers("bodies") or source.lower_ in speakers("bodies"):
        return _common_body(resolver, source, desc)
    named = _apposed(resolver, source)
    if named is None and source.text[:1].isupper() and source.i > source.sent.start:
        named = _unregistered(resolver, source)  # a name the tagger takes for a noun
    if named is not None:
        return named
    plural = source.tag_ in {"NNS", "NNPS"}
    if not plural and first not in _INDEFINITE and _definite(resolver, source, first):
        found = by_role(resolver, source)
        if found is not None:
            return found
    if plural and head in speakers("collectives") and first not in _INDEFINITE:
        if _still(resolver, head) and first == "the":
            return Speaker(
                name=None, kind="anonymous", desc=_last_desc(resolver), how="plural", sure=0.85
            )
        marked = first in {"both", "the"} or any(
            c.dep_ in {"poss", "prep"} for c in source.children
        )
        if marked or head in _NAMED_ALONE:
            name = resolver.doc[start:stop].text if first == "both" else desc
            return Speaker(name=name, kind="group", how="plural", sure=0.75)
    how = "plural" if plural else "named"
    return Speaker(name=None, kind="anonymous", desc=desc, how=how, sure=0.92)


def _definite(resolver: Voices, source: Token, first: str) -> bool:
    return (
        first in {"the", "that", "this"} | _THEIRS
        or source.text[:1].isupper()
        or child(source, "poss") is not None
    )


def _last_desc(resolver: Voices) -> str | None:
    return resolver.last.desc if resolver.last is not None else None


def _still(resolver: Voices, head: str) -> bool:
    """Whether the anonymous speaker of the quote before is meant again."""
    last = resolver.last
    if last is None or last.kind != "anonymous" or not last.desc:
        return False
    return any(word.startswith(head) for word in last.desc.lower().split())


def _common_body(resolver: Voices, source: Token, desc: str) -> Speaker:
    doc = resolver.doc
    # "the Israeli newspaper Haaretz": the name follows its kind.
    after = source.i + 1
    if after < len(doc) and doc[after].pos_ == "PROPN" and doc[after].text[:1].isupper():
        stop = after
        while stop < len(doc) and doc[stop].pos_ == "PROPN" and doc[stop].text[:1].isupper():
            stop += 1
        return Speaker(name=doc[after:stop].text, kind="org", sure=0.9)
    owner = child(source, "poss")
    if owner is not None and owner.lower_ in _THEIRS:
        found = resolve_pronoun(resolver, owner, None)
        if found is not None and found.name:
            return Speaker(name=f"{found.name}'s {desc}", kind="group", how="description", sure=0.7)
    first = doc[noun_phrase(source)[0]].lower_
    if " " not in desc and first == "the" and resolver.last_org is not None:
        return Speaker(name=resolver.last_org, kind="org", how="description", sure=0.7)
    named_alone = lemma(source) in _NAMED_ALONE or source.lower_ in _NAMED_ALONE
    if source.tag_ in {"NNS", "NNPS"} and " " in desc and first not in _INDEFINITE:
        return Speaker(name=desc, kind="group", how="plural", sure=0.75)
    if source.tag_ in {"NNS", "NNPS"} and first not in {"the", "both"} and not named_alone:
        return Speaker(name=None, kind="anonymous", desc=desc, how="plural", sure=0.7)
    return Speaker(name=desc, kind="org", sure=0.93)


def by_role(resolver: Voices, source: Token) -> Speaker | None:
    """ "the minister" → the minister of this article. None where nobody fits; nobody by
    name, with candidates, where two fit equally."""
    head = lemma(source)
    if _still(resolver, head):
        return Speaker(
            name=None, kind="anonymous", desc=_last_desc(resolver), how="description", sure=0.8
        )
    start = noun_phrase(source)[0]
    words = {t.lower_ for t in resolver.doc[start : source.i + 1] if t.pos_ != "DET"}
    words -= _THEIRS | {"'s", "’s"}
    # "the Democratic nominee" is not the Republican one: parties and countries must agree.
    phrase = resolver.doc[start : source.i]
    sides = {t.lower_ for t in phrase if t.ent_type_ in {"NORP", "GPE"}}
    owner = child(source, "poss")
    here = resolver.sentence_of[source.i]
    fitting: list[tuple[float, Person]] = []
    for person in resolver.register.people:
        roles = resolver.roles_of(person)
        shared = [len(words & r) for r in roles if head in r]
        if not shared or max(shared) < min(len(words), 2):
            continue
        if not all(
            any(of in r for r in roles) or countries().get(of) in person.nations for of in sides
        ):
            continue
        if owner is not None and owner.lower_ not in _THEIRS and max(shared) < 2:
            continue
        before = bisect_left(person.mentions, (source.i, 0))
        gap = here - resolver.sentence_of[person.mentions[before - 1][0]] if before else 40
        fitting.append((max(shared) * 8.0 - min(gap, 40), person))
    if not fitting:
        return _by_nation(resolver, source) or _by_prominence(resolver, source)
    fitting.sort(key=lambda f: -f[0])
    if len(fitting) > 1 and fitting[0][0] - fitting[1][0] < 1.0:
        names = tuple(p.name for _, p in fitting[:3])
        return Speaker(name=None, kind="unknown", candidates=names, how="description", sure=0.3)
    person = fitting[0][1]
    return Speaker(
        name=person.name,
        kind="person",
        role=person.first_role,
        how="description",
        sure=0.85,
        person=person,
    )


def _by_nation(resolver: Voices, source: Token) -> Speaker | None:
    """ "the Norwegian", "the Lithuanian leader", "the 19-year-old": whoever was the subject
    last, of that country where the article says so."""
    if resolver.doc[noun_phrase(source)[0]].lower_ != "the":
        return None
    words = [t.lower_ for t in resolver.doc[noun_phrase(source)[0] : source.i + 1]]
    nations = {countries()[w] for w in words if w in countries()}
    aged = any(w.endswith("-old") or w == "old" for w in words)
    human = source.lower_ in countries() or aged or lemma(source) in _PEOPLE
    if not human or (not nations and not aged):
        return None
    person = nearest(resolver, source.i, nations)
    if person is None:
        return None
    return Speaker(
        name=person.name,
        kind="person",
        role=person.first_role,
        how="description",
        sure=0.7,
        person=person,
    )


def _by_prominence(resolver: Voices, source: Token) -> Speaker | None:
    """ "The Prime Minister" in a text that never says who that is: its readers know. The
    person named most, by far, to whom the text gives no other office."""
    phrase = resolver.doc[slice(*noun_phrase(source))]
    if phrase[0].lower_ != "the" or not all(
        t.lower_ in party_words("offices") or t.lower_ == "prime" for t in phrase[1:]
    ):
        return None  # "the French president" is somebody else
    named = sorted(
        (
            (len(person.mentions), person)
            for person in resolver.register.people
            if not resolver.roles_of(person)
            and not any(
                resolver.sentence_of[s] == resolver.sentence_of[source.i]
                for s, _ in person.mentions
            )
        ),
        key=lambda n: -n[0],
    )
    if not named or named[0][0] < _PROMINENT:
        return None
    if len(named) > 1 and named[0][0] < 2 * named[1][0]:
        return None
    return Speaker(
        name=named[0][1].name, kind="person", how="description", sure=0.6, person=named[0][1]
    )
