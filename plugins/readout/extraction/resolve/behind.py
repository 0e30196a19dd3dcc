"""A speaker's name that stands behind what he is: "the hydrologist at the university, A B"."""

from __future__ import annotations

from typing import Final, NamedTuple

from spacy.tokens import Doc, Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, Register
from readout.extraction.find.people.trades import is_doer
from readout.extraction.resolve.naming import Callings
from readout.extraction.resolve.offices import is_human
from readout.extraction.syntax.phrases import OFFICES
from readout.lexicon.countries import countries
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma

_LONGEST: Final = 5  # words of a name
_BETWEEN: Final = 22  # tokens from what somebody is to his name
_NO_NAMES: Final = frozenset({"GPE", "LOC", "FAC", "DATE", "TIME", "NORP"})
_CALLED: Final = 12  # tokens within which a name follows its role


def named_behind(register: Register, source: Token) -> Person | None:
    """ "City councillor for transport A B", "the hydrologist at the university in X, A B": the
    only name that ends the noun phrase of one who is human, where no preposition brings it in
    ("the aide to A B")."""
    if not is_human(source) or source.tag_ == "NNS":
        return None
    found: Person | None = None
    at, stop = source.i + 1, min(source.right_edge.i + 1, source.i + 25)
    while at < stop:
        token = source.doc[at]
        mention = register.mention(token)
        if mention is None:
            if token.pos_ in {"VERB", "AUX"} or token.tag_ in {"WP", "WDT"}:
                break
            at += 1
            continue
        before = mention[0] - 1
        while before > source.i and (
            is_title(source.doc[before]) or source.doc[before].text[:1].isupper()
        ):
            before -= 1
        brought = source.doc[before]
        if found is not None or not (brought.text == "," or brought.pos_ in {"NOUN", "PROPN"}):
            return None
        found, at = register.at(token), mention[1]
    return found


class Told(NamedTuple):
    """A name that stands between what somebody is and the verb."""

    name: str
    is_body: bool


def told_before_cue(source: Token, cue: Token | None) -> Told | None:
    """ "A union representative in Gafsa, Lotfi Brahmi, said", "A charity, the Humanitarian Hub,
    says": the name right before the verb, whatever the parser hangs it on, of one person or body
    that is told by a common noun. What follows the name of a place is the land it lies in."""
    title = is_title(source) and source.text[:1].isupper()
    office = source.tag_ == "NNP" and source.lower_ in OFFICES
    if cue is None or not (source.tag_ == "NN" or office or title):
        return None
    if not 2 < cue.i - source.i < _BETWEEN:
        return None
    human = office or title or is_human(source) or is_doer(source.lower_)
    body = not human and lemma(source) in speakers("bodies")
    if not (human or body):
        return None
    doc, stop = source.doc, cue.i
    while doc[stop - 1].dep_ in {"aux", "neg"} or doc[stop - 1].lower_ == "also":
        stop -= 1
    closed = doc[stop - 1].text == ","
    stop -= closed
    start = stop
    while start > source.i + 1 and _names(doc[start - 1]) and stop - start < _LONGEST:
        start -= 1
    while start < stop and is_title(doc[start]):
        start += 1
    if start == stop or any(
        t.ent_type_ in _NO_NAMES or t.lower_ in countries() for t in doc[start:stop]
    ):
        return None
    article = doc[start - 1].lower_ == "the"
    kind = doc[start - 1].pos_ == "NOUN" and doc[start - 2].lower_ == "the"
    before = start - 1 - (1 if article else 2 if kind else 0)
    behind_comma = doc[before].text == "," and closed and before > source.i
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VBN" for t in doc[source.i + 1 : before]):
        return None
    alone = stop - start == 1
    if human and not (article or kind):
        told = (
            behind_comma
            or (title and start == source.i + 1)
            or (doc[start - 1].pos_ == "NOUN" and not closed)
        )
        if not told or (alone and (not behind_comma or doc[before - 1].pos_ == "PROPN")):
            return None
        return Told(doc[start:stop].text, is_body=False)
    if not behind_comma or (human and not _is_body(doc, start, stop, kind)):
        return None
    return Told(doc[start:stop].text, is_body=True)


def _is_body(doc: Doc, start: int, stop: int, kind: bool) -> bool:
    """Whether a name behind *the* is a body's: "a customer, the canner Pendle & Hale,"."""
    if any(t.ent_type_ == "PERSON" or t.lower_ in OFFICES for t in doc[start:stop]):
        return False
    return not kind or not is_human(doc[start - 1])


def _names(token: Token) -> bool:
    """A word of a name, initials and small words within it included."""
    if token.text in {"&", "-"} or (token.ent_type_ == "PERSON" and token.pos_ != "PUNCT"):
        return True
    return token.text[:1].isupper() and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}


def called(register: Register, source: Token, callings: Callings) -> Person | None:
    """ "A spokesman for Musa, Karim Aziz, in a briefing, said": whom the article gives these
    words for a role, named right behind them."""
    if not is_human(source) or source.tag_ == "NNS":
        return None
    role = callings.plain(source).split(",")[0].lower()
    if " " not in role:
        return None
    for token in source.doc[source.i + 1 : source.i + _CALLED]:
        person = register.at(token)
        if person is not None and any(role == r.lower() for r in person.roles):
            return person
    return None


def beside_cue(register: Register, source: Token, cue: Token | None) -> Person | None:
    """ "The head of the bakeries division at the chamber, Adel Gharib, said": the name between
    a comma and the cue, however long the office in front of it."""
    if cue is None or cue.i - source.i < 3 or source.tag_ in {"NNS", "NNPS"}:
        return None
    at = cue.i - 1
    while at > source.i and (
        source.doc[at].text == "," or source.doc[at].dep_ in {"aux", "advmod", "neg"}
    ):
        at -= 1
    mention = register.mention(source.doc[at]) if at > source.i else None
    if mention is None or mention[0] <= source.i:
        return None
    person, before = register.at(source.doc[at]), source.doc[mention[0] - 1]
    # "Teachers' Union General Secretary Per Lund": one name behind what he is of.
    while before.i > source.i and before.text != "," and is_title(before):
        before = before.nbor(-1)
    if before.text == ",":
        # "Association of Bakers President, Dr Per Lund,": the office ends what he is of.
        officer = before.nbor(-1)
        large = officer.text[:1].isupper() or officer.nbor(-1).text[:1].isupper()
        office = officer.lower_ in OFFICES and large
        return person if is_human(source) or office else None
    named = person is not None and len(person.words) > 1 and bool(person.sex)
    tells = before.text[:1].isupper() and before.pos_ == "PROPN" and before.i > source.i
    return person if named and tells and at == cue.i - 1 else None
