"""People who are meant by their office: whose counterpart, the presidents of two countries, the
members of a delegation, who stands beside a title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, Register, distinct
from readout.extraction.syntax.clauses import conjuncts, hanging
from readout.extraction.syntax.phrases import country_at, is_plural, nation_of
from readout.lexicon.countries import countries
from readout.lexicon.meetings import party_words, stands_for
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_UNDERGONE: Final = [row.split() for row in listed("resolve.officeholders.undergone")]
_SHORTLY: Final = 150  # tokens

_INTRODUCES = frozenset({"including", "include", "like", "namely"})
_OF_PHRASE = 9
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "PART", "PRON"})
_NAMED = frozenset({"GPE", "LOC", "NORP", "PERSON", "DATE", "TIME"})
_LISTS = listed("resolve.officeholders.lists")
# Words of the offices that head a state or a government, and what makes lesser ones of them.
_HEADS = listed("resolve.officeholders.heads")
_NO_HEADS = listed("resolve.officeholders.no_heads")


def counterpart(register: Register, token: Token, owners: Sequence[Person]) -> Person | None:
    """Whom "her Italian counterpart" means: of that nation, of the owner's office if told, and of
    no other rank: who heads a state is no minister's counterpart."""
    nation = nation_of(token)
    if nation is None:
        return None
    offices = {
        w for p in owners for role in p.roles for w in role.lower().split() if w not in countries()
    }
    best: tuple[float, Person] | None = None
    for person in register.people:
        if person in owners or nation not in person.nations or not of_one_rank(person, owners):
            continue
        words = {w for role in person.roles for w in role.lower().split()}
        score = 1.0 + len(words & offices)
        if best is None or score > best[0]:
            best = (score, person)
    return best[1] if best else None


def of_one_rank(person: Person, others: Sequence[Person]) -> bool:
    """Whether somebody heads a state or a government where others do, or not where they don't;
    of those without an office nobody knows."""
    ranks = {_heads(p) for p in others if p.roles}
    return not ranks or not person.roles or _heads(person) in ranks


def _heads(person: Person) -> bool:
    words = {w.strip(".,").lower() for role in person.roles for w in role.split()}
    return bool(words & _HEADS) and not words & _NO_HEADS


def of_nations(register: Register, token: Token) -> dict[str, Person | None]:
    """ "The presidents of Iran and Turkey": nation → who it is, where the article names them."""
    nations = [
        at[0]
        for child in token.children
        if child.dep_ in {"prep", "amod", "compound", "nmod"}
        or (child.dep_ == "conj" and country_at(child) is not None)  # hung on the office
        for t in child.subtree
        if (at := country_at(t)) is not None
    ]
    base = lemma(token)
    offices = (base, *stands_for().get(base, ()))
    offices += tuple(head for head in ("leader",) if base in stands_for()[head])
    return {
        nation: next(
            (
                p
                for p in register.people
                if nation in p.nations
                and any(o in role.lower() for role in p.roles for o in offices)
            ),
            None,
        )
        for nation in nations
    }


def delegates(register: Register, token: Token) -> list[Person]:
    """Who "the delegation" is, if its members were listed: "a delegation led by A, B and C"."""
    doc = token.doc
    for other in doc[: token.i]:
        if other.lower_ != "delegation":
            continue
        rest = doc[other.i : min(other.sent.end, other.i + 8)]
        if not {t.lower_ for t in rest} & _LISTS:
            continue
        people = distinct(register.at(t) for t in doc[other.i : other.sent.end])
        if people:
            return people
    return []


def predicate(register: Register, token: Token) -> Person | None:
    """ "The general, whom Falk received, is Peter Voss"."""
    if token.dep_ != "nsubj" or lemma(token.head) != "be":
        return None
    attributes = hanging(token.head, "attr")
    return register.at(attributes[0]) if attributes else None


def by_act(register: Register, token: Token) -> Person | None:
    """ "Ana Reis was arrested in May. … The suspect said": the only person to whom, shortly before,
    was done what makes one so."""
    kind, doc = lemma(token), token.doc
    acts = {act for told, act in _UNDERGONE if told == kind}
    first = doc[token.left_edge.i]
    if not acts or token.tag_ != "NN" or first.lower_ != "the":
        return None
    found: list[Person] = []
    for verb in doc[max(0, token.i - _SHORTLY) : token.i]:
        if verb.pos_ != "VERB" or lemma(verb) not in acts:
            continue
        whom = hanging(verb, "nsubjpass") or hanging(verb, "dobj")
        person = register.at(whom[0]) if whom else None
        if person is not None and person not in found:
            found.append(person)
    return found[0] if len(found) == 1 else None


def names_beside(register: Register, token: Token) -> list[Token]:
    """Heads of the names put beside a noun or listed behind it: "his wife, Nora Hale", "the
    bankers Flynn and Obata", "Democrats, including Harry Reid", "a group led by Li"."""
    found: list[Token] = []
    for child in token.children:
        if child.i > token.i:
            found.extend(t for t in _beside(register, token, child) if t not in found)
    return (
        found
        or _right_behind(register, token)
        or _behind_comma(register, token)
        or _behind_office(register, token)
    )


def _right_behind(register: Register, token: Token) -> list[Token]:
    """ "The bankers Kral, Berg and Dusek": names listed right behind a plural of people, where
    the parser hangs them on the verb."""
    doc, at = token.doc, token.i + 1
    known = party_words("people") | party_words("offices")
    if not is_plural(token) or lemma(token) not in known or at >= token.sent.end:
        return []
    mention = register.mention(doc[at])
    if mention is None or mention[0] != at:
        return []
    listed = _listed(register, doc, mention, token.sent.end)
    return listed if len(listed) >= 2 else []


def _behind_office(register: Register, token: Token) -> list[Token]:
    """The name right behind an office, with no comma between, where the parser hangs it elsewhere:
    behind its portfolio ("Minister for Roads Ana Ruiz") or a second office ("Qatari Prime Minister
    and Foreign Minister Fahad Al-Kuwari"), if neither has an article. With one, "the president and
    Prime Minister Ruiz", they are two."""
    if not is_title(token) or is_plural(token):
        return []
    doc, end = token.doc, min(token.sent.end, token.i + _OF_PHRASE + 3)
    at = _behind_portfolio(register, doc, token.i + 1, end)
    second = at < end and doc[at].lower_ in {"and", "&"}
    if second and (at > token.i + 1 or any(c.dep_ == "det" for c in token.lefts)):
        return []
    start = at = at + second
    while at < end and register.mention(doc[at]) is None and (is_title(doc[at]) or second):
        if doc[at].pos_ == "DET" or doc[at].pos_ not in _INSIDE | {"CCONJ"}:
            return []
        at += 1
    mention = register.mention(doc[at]) if at < end else None
    titled = not second or any(is_title(t) for t in doc[start:at])
    if mention is None or not titled or (mention[1] < len(doc) and doc[mention[1]].tag_ == "POS"):
        return []
    return [doc[mention[0] : mention[1]].root]


def _behind_portfolio(register: Register, doc: Doc, start: int, end: int) -> int:
    """The end of "for Roads", "of Water, Forestry and Land Affairs" behind an office; `start`
    where there is none."""

    def belongs(at: int) -> bool:
        token = doc[at]
        named = register.mention(token) is not None or token.ent_type_ in _NAMED
        return token.text[:1].isupper() and not named and not is_title(token)

    at, joined = start, False
    if at >= end or doc[at].lower_ not in {"for", "of"}:
        return start
    at += 1
    first = at
    while at < end and belongs(at):
        at += 1
        if at + 1 >= end or joined or not belongs(at + 1):
            continue
        if doc[at].lower_ in {"and", "&"} or (doc[at].text == "," and _closes(doc, at + 1, end)):
            joined = doc[at].text != ","
            at += 1
    return at if at > first else start


def _closes(doc: Doc, at: int, end: int) -> bool:
    """Whether capitalised words and commas run on to an *and*: "…, Forestry and"."""
    while at < end and (doc[at].text == "," or doc[at].text[:1].isupper()):
        at += 1
    return at < end and doc[at].lower_ in {"and", "&"} and doc[at - 1].text != ","


def _behind_comma(register: Register, token: Token) -> list[Token]:
    """ "The governor of the central bank, Emre Sayar, on Monday": an apposition by its commas,
    where the parser hangs the name elsewhere."""
    known = party_words("people") | party_words("offices")
    if token.pos_ not in {"NOUN", "PROPN"} or lemma(token) not in known:
        return []
    doc, end = token.doc, token.sent.end
    i = _behind_portfolio(register, doc, token.i + 1, end)
    while i < min(end, token.i + _OF_PHRASE) and doc[i].pos_ in _INSIDE:
        i += 1
    if i >= end or doc[i].text != ",":
        return []
    i += 1
    while (
        i < min(end, token.i + _OF_PHRASE + 4)
        and register.at(doc[i]) is None
        and (doc[i].pos_ in {"DET", "NOUN", "ADJ"} or is_title(doc[i]) or doc[i].text == ".")
    ):
        i += 1
    mention = register.mention(doc[i]) if i < end else None
    if mention is not None and is_plural(token):
        listed = _listed(register, doc, mention, end)
        if len(listed) >= 2:
            return listed
    if mention is None or (mention[1] < end and doc[mention[1]].text not in {",", ".", ";"}):
        return []
    return [doc[mention[0] : mention[1]].root]


def _listed(register: Register, doc: Doc, mention: tuple[int, int], end: int) -> list[Token]:
    """ "The security chiefs, A and B": the names from the first one on, joined by *and*."""
    found = [doc[mention[0] : mention[1]].root]
    at = mention[1]
    while at + 1 < end and doc[at].text in {",", "and"}:
        at += 2 if doc[at].text == "," and doc[at + 1].text == "and" else 1
        following = register.mention(doc[at]) if at < end else None
        if following is None:
            return []
        found.append(doc[following[0] : following[1]].root)
        if doc[at - 1].text == "and":
            return found
        at = following[1]
    return []


def _beside(register: Register, token: Token, child: Token) -> Iterator[Token]:
    if child.dep_ in {"appos", "nmod"}:
        chain = conjuncts(child)
        if token.pos_ != "PROPN" or len(chain) == 1:
            for name in chain:
                if register.at(name) is not None:
                    yield name
                elif name.i > token.i:
                    yield from names_beside(register, name)
    elif child.dep_ == "prep" and child.lower_ in _INTRODUCES:
        yield from (
            t for inner in hanging(child, "pobj") for t in conjuncts(inner) if register.at(t)
        )
    elif child.dep_ == "prep" and child.lower_ in {"to", "of", "for"}:
        yield from _behind_place(register, token, child)
    elif child.dep_ == "acl" and lemma(child) in {"lead", "head", "chair"}:
        for agent in child.children:
            if agent.dep_ in {"agent", "prep"} and agent.lower_ == "by":
                yield from (t for inner in hanging(agent, "pobj") for t in conjuncts(inner))


def _behind_place(register: Register, token: Token, preposition: Token) -> Iterator[Token]:
    """ "Ambassador to Oman Ana Escrogima", "the President of Guatemala, Giammattei", "the
    presidents of Chile and Peru, Soto and Lima": the parser hangs the name on the country."""
    for inner in hanging(preposition, "pobj"):
        mention = register.mention(inner)
        if mention is not None and mention[0] - 2 <= preposition.i:
            before = token.doc[mention[0] - 1]
            if before.lower_ in countries() or before.ent_type_ in {"GPE", "LOC"}:
                yield inner
        if preposition.lower_ != "of":
            continue
        if is_plural(token):
            people = [t for t in conjuncts(inner) if register.at(t) is not None]
            if len(people) >= 2 or (people and people[0] != inner):
                yield from people
        elif mention is None:
            names = [c for c in inner.children if c.dep_ in {"appos", "conj"} and register.at(c)]
            yield from names[:1]
