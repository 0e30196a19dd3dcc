"""What stands beside a name and says who its bearer is, whatever the office is called.

`roles` reads the offices that the lexicon knows, close to the name. Papers introduce people in
longer ways, and by any trade: "its spokeswoman, Dr. Ana Roe", "the head of Italian operations at
the group, Davide Mele", "Ana Roe, who chairs the board", "Ana Roe, 51, a crane driver", "market
vendor Ana Roe".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.people.trades import is_doer
from readout.lexicon.countries import countries
from readout.lexicon.meetings import is_short_title, party_words
from readout.lexicon.words import listed
from readout.names.same import plain
from readout.text.lemmas import lemma

_LONGEST: Final = 14  # tokens of a phrase
_JOINTS: Final = listed("people.beside.joints")
_LEADS: Final = listed("people.beside.leads")
_PHRASE: Final = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM", "PART", "PRON", "ADV"})
_OWNERS: Final = listed("people.beside.owners")
_BETWEEN: Final = listed("people.beside.between")


def beside(doc: Doc, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the phrases that say who the bearer of the name in `[start, stop)` is."""
    for found in (_before(doc, start, stop), _trade(doc, start), _after(doc, stop)):
        if found is not None:
            yield found


def owner_nation(doc: Doc, start: int) -> str | None:
    """ "Senegal's Augustin Senghore": the country whose he is."""
    at = _skip_titles(doc, start)
    if at < 2 or doc[at - 1].tag_ != "POS":
        return None
    for width in (3, 2, 1):
        if at - 1 - width >= 0:
            name = countries().get(doc[at - 1 - width : at - 1].text.lower())
            if name:
                return name
    return None


def _skip_titles(doc: Doc, start: int) -> int:
    """Where the honorifics in front of a name begin: ", Dr. |Ana Roe"."""
    at = start
    while at > 0 and (
        plain(doc[at - 1].text) in party_words("honorifics")
        or is_short_title(doc[at - 1].text)
        or (doc[at - 1].text == "." and at > 1 and is_short_title(doc[at - 2].text))
    ):
        at -= 1
    return at


def _human(token: Token) -> bool:
    word = lemma(token).lower()
    return (
        word in party_words("people")
        or plain(token.text) in party_words("offices")
        or (token.pos_ in {"NOUN", "PROPN"} and is_doer(word))
    )


def _head(doc: Doc, low: int, high: int) -> int | None:
    """The noun of a phrase: the last before the first preposition."""
    end = next((i for i in range(low, high) if doc[i].pos_ == "ADP" and i > low), high)
    at = end - 1
    return at if at >= low and doc[at].pos_ in {"NOUN", "PROPN", "ADJ"} else None


def _before(doc: Doc, start: int, stop: int) -> tuple[int, int] | None:
    """The phrase in front of a comma and the name, from its article or owner on."""
    comma = _skip_titles(doc, start) - 1
    if comma < 1 or doc[comma].text != ",":
        return None
    low = comma
    opens: int | None = None
    while low > 0 and comma - low < _LONGEST:
        token = doc[low - 1]
        if token.is_sent_start and low - 1 < comma - 1 and token.pos_ not in _PHRASE:
            break
        if token.pos_ not in _PHRASE and token.lower_ not in _JOINTS:
            break
        low -= 1
        first = token.lower_ in {"the", "a", "an"} or token.lower_ in _OWNERS or token.tag_ == "POS"
        if first and (head := _head(doc, low + 1, comma)) is not None and _human(doc[head]):
            opens = low + 1
        if token.is_sent_start:
            break
    if opens is None:
        return None
    behind = doc[stop] if stop < len(doc) else None
    led = doc[max(0, opens - 2)]
    if behind is not None and behind.pos_ in {"VERB", "AUX"} and led.pos_ in {"ADP", "VERB"}:
        return None  # "Asked about the mayor of Paris, Otto Kranz said"
    return opens, comma


def _trade(doc: Doc, start: int) -> tuple[int, int] | None:
    """ "Entomologist Ana Roe", "market vendor Ana Roe"."""
    end = _skip_titles(doc, start)
    low = end
    while low > 0 and end - low < 4 and doc[low - 1].pos_ == "NOUN":
        low -= 1
    if low == end and end > 0 and doc[end - 1].is_sent_start and doc[end - 1].pos_ == "PROPN":
        low = end - 1
    return (low, end) if low < end and _human(doc[end - 1]) else None


def _after(doc: Doc, stop: int) -> tuple[int, int] | None:
    """An apposition behind the name, an age or *of X* between aside, or "who chairs the board"."""
    at = stop
    if at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].like_num:
        at += 2
    if at + 2 >= len(doc) or doc[at].text not in {",", "—", "–"}:
        if at < len(doc) and doc[at].lower_ == "who":
            at -= 1
        else:
            return None
    at += 1
    if doc[at].lower_ == "who":
        at += 1
        while at < len(doc) and doc[at].lower_ in _BETWEEN:
            at += 1
        if at >= len(doc) or lemma(doc[at]) not in _LEADS:
            return None
        end = _end(doc, at + 1)
        return (at, end) if end > at + 1 else None
    low = at
    if doc[low].lower_ in {"the", "a", "an"} or doc[low].lower_ in _OWNERS:
        low += 1
    if doc[low].pos_ in {"CCONJ", "ADP"}:
        return None
    end = _end(doc, low)
    if end >= len(doc) or end == low or doc[end].pos_ in {"VERB", "AUX"}:
        return None  # "Ana Roe, the minister said"
    # "the forum's chairman": the head stands behind the owner.
    head = _head(doc, low, end)
    if head is None or not _human(doc[head]):
        return None
    if doc[head].dep_ in {"nsubj", "nsubjpass"} and doc[head].head.i > head:
        return None
    return low, end


def _end(doc: Doc, low: int) -> int:
    """Where a phrase that begins here ends: before a comma, a verb or a clause."""
    end = low
    while end < len(doc) and end - low < _LONGEST:
        token = doc[end]
        if token.pos_ not in _PHRASE and token.lower_ not in _JOINTS:
            break
        if token.lower_ in {"who", "which", "that", "whose"} or token.is_space:
            break
        end += 1
    while end > low and (doc[end - 1].lower_ in _JOINTS or doc[end - 1].pos_ in {"DET", "ADV"}):
        end -= 1
    return end
