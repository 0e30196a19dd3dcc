"""Lists of names as the page shows them, for where the parser loses the thread.

Long titles and appositions between the names of a list ("President Macron of France,
Chancellor Merkel of Germany, and …") break the coordination in the parse. On the surface
such a list is regular: name, comma or *and*, title words, name; or an office between commas
before a name ("the president, A, and the party's treasurer, B") or behind it ("A, the bishop of
Lund, and B").
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Register
from readout.extraction.syntax.clauses import FINITE, SUBJECTS
from readout.extraction.syntax.phrases import entity_range
from readout.lexicon.countries import countries
from readout.lexicon.meetings import party_words
from readout.lexicon.words import listed
from readout.names.same import plain
from readout.text.lemmas import lemma

_SMALL = listed("people.lists.small")
_GAP = 14
_FARTHEST = 300
_OF_OFFICES = frozenset({"DET", "NOUN", "PROPN", "ADJ", "ADP", "PART", "PRON", "NUM"})

Unit = tuple[int, int]


def rest_of_list(register: Register, token: Token, verb: Token) -> list[Token]:
    """Heads of the names coordinated with `token` on the surface, before and behind it.

    Args:
        token: head of one party. verb: the trigger; a list doesn't run across it.
    """
    unit = _unit(register, token)
    if unit is None:
        return []
    found: list[Token] = []
    doc, sentence = token.doc, token.sent
    low = verb.i + 1 if verb.i < unit[0] else sentence.start
    high = verb.i if verb.i > unit[1] - 1 else sentence.end
    found.extend(_onward(register, doc, unit, high))
    found.extend(_backward(register, doc, unit, low))
    return found


def _unit(register: Register, token: Token) -> Unit | None:
    """The range of a person's mention or of an organisation's or country's name."""
    mention = register.mention(token)
    if mention is not None:
        return mention
    if token.ent_type_ in {"ORG", "NORP", "GPE"} and token.text[:1].isupper():
        return entity_range(token)
    return None


def _onward(register: Register, doc: Doc, unit: Unit, high: int) -> list[Token]:
    """Names behind, up to the one that *and* brings in; a comma alone proves no list."""
    found: list[Token] = []
    end, person = unit[1], register.at(doc[unit[0]]) is not None
    closed = 0
    while True:
        following = _next(register, doc, end, high, person)
        if following is None:
            return found[:closed]
        (start, stop), joined = following
        head = doc[start:stop].root
        if head.dep_ in SUBJECTS and head.head.i > stop and not joined:
            return found[:closed]
        found.append(head)
        end = stop
        if joined:
            if _says(doc, end, high):
                return found[:closed]
            closed = len(found)


def _says(doc: Doc, end: int, high: int) -> bool:
    """Whether a finite verb stands right behind a name: "met A, and the mayor, B, said". He is
    the subject of another clause, and of no list."""
    at = end
    while at < high and doc[at].text == ",":
        at += 1
    return at < high and doc[at].tag_ in FINITE


def _next(
    register: Register, doc: Doc, end: int, high: int, person: bool
) -> tuple[Unit, bool] | None:
    """The next unit of a list and whether *and* stands before it."""
    i, joined, separated = end, False, False
    while i < min(high, end + _GAP):
        token = doc[i]
        unit = _unit(register, token)
        if unit is not None and (register.at(token) is not None) == person:
            return (unit, joined) if separated else None
        if token.text == "," or token.lower_ in {"and", "&"}:
            joined = joined or token.lower_ in {"and", "&"}
            separated = True
        elif separated and person and (behind := _behind_office(doc, i, high)) is not None:
            i = behind
            continue
        elif not _passes(token) and (separated or not _of_seat(doc, end, i)):
            return None
        i += 1
    return None


def _of_seat(doc: Doc, end: int, at: int) -> bool:
    """Whether a word belongs to what a name is of: "Archbishop A | of Torvik | and Minister B"."""
    return doc[end].lower_ == "of" and all(t.pos_ == "PROPN" for t in doc[end + 1 : at + 1])


def _behind_office(doc: Doc, start: int, high: int) -> int | None:
    """The comma that closes a singular office or trade in lower case ("the party's treasurer,"),
    None where none begins here. A title on a name, "Governor X", is passed word by word."""
    i = start
    while i < min(high, start + _GAP) and doc[i].pos_ in _OF_OFFICES:
        i += 1
    if i >= high or doc[i].text != ",":
        return None
    known = party_words("offices") | party_words("people")
    words = list(doc[start:i])
    heads = [t for t in words if t.tag_ == "NN" and set(lemma(t).split("-")) & known]
    first = next((t for t in words if t.dep_ in {"prep", "agent"}), None)
    if not heads or not _is_noun_phrase(words) or (first is not None and first.i < heads[0].i):
        return None
    return i


def _is_noun_phrase(words: list[Token]) -> bool:
    """Whether it begins as a description of one does: "the", "its", "Chad's", "former"."""
    return words[0].pos_ not in {"ADP", "PART"}


def _passes(token: Token) -> bool:
    """Title words, countries and small words that may stand between two names of a list."""
    return (
        token.lower_ in _SMALL
        or is_title(token)
        or plain(token.text) in countries()
        or (token.ent_type_ == "GPE" and token.text[:1].isupper())
        or (token.pos_ in {"PROPN", "ADJ"} and token.text[:1].isupper() and token.ent_type_ == "")
    )


def _backward(register: Register, doc: Doc, unit: Unit, low: int) -> list[Token]:
    """Names before: found by reading onward from each of them and ending at `unit`."""
    person = register.at(doc[unit[0]]) is not None
    found: list[Token] = []
    i = max(low, unit[0] - _FARTHEST)
    while i < unit[0]:
        start = _unit(register, doc[i])
        if start is None or (register.at(doc[i]) is not None) != person:
            i += 1
            continue
        chain = [start]
        joined = False
        while chain[-1][1] <= unit[0]:
            following = _next(register, doc, chain[-1][1], unit[1], person)
            if following is None:
                break
            chain.append(following[0])
            joined = joined or following[1]
        if chain[-1] == unit and joined:
            found.extend(doc[a:b].root for a, b in chain[:-1])
            return found
        i = start[1]
    return found
