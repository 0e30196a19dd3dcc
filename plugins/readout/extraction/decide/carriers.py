"""Who carried words to the reader, told beside them: "in a statement published in the Courier",
"as quoted by ANI", "told BBC correspondent Ann Reed", "said Omar Said, a farmer, to Reuters"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.decide.media import is_medium, medium_name, no_person
from readout.extraction.find.speech.reports import Report
from readout.extraction.resolve.sources import Sources
from readout.extraction.syntax.clauses import child, own_subject
from readout.extraction.syntax.phrases import noun_phrase
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.countries import countries
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_CARRIED: Final = listed("via.carried")
_HANDED_ON: Final = frozenset({"quoted", "cited", "reported"})
_PIECES: Final = listed("via.pieces")
_WORDS: Final = listed("via.words")
_REPORTERS: Final = listed("via.reporters")
_HEARERS: Final = listed("via.hearers")
_NO_MEDIA: Final = frozenset({"PERSON", "GPE", "LOC", "NORP", "DATE", "TIME", "EVENT"})
_FAR: Final = 4  # tokens between "in a" and "statement", "statement" and "published"


def reporters_medium(head: Token) -> str | None:
    """Whose reporter heard it: "VOA reporter Peter Clay", "the Post's Ann Reed", "Ann Reed of the
    Post"."""
    doc, (start, _) = head.doc, noun_phrase(head)
    owner = child(head, "poss")
    if owner is not None and is_medium(owner):
        return medium_name(owner)
    trade = next((t for t in doc[start : head.i + 1] if lemma(t) in _REPORTERS), None)
    if trade is not None:
        run = _capitals_before(doc, start, trade.i)
        if run and doc[run[0]].lower_ not in countries():
            return doc[run[0] : run[1]].text
    for one in head.rights:
        if one.dep_ != "prep" or one.lower_ not in {"of", "from", "with", "at"}:
            continue
        body = child(one, "pobj")
        if body is not None and (is_medium(body) or (trade is not None and _may_print(body))):
            return medium_name(body)
    return None


def of_piece(head: Token) -> str | None:
    """Whose piece it is: "a Reuters report", "the Market Times article"."""
    start, _ = noun_phrase(head)
    run = _capitals_before(head.doc, start, head.i) if lemma(head) in _PIECES else None
    if run is None:
        return None
    words = head.doc[run[0] : run[1]]
    named = any(t.lower_ in speakers("media_words") for t in words)
    return words.text if named else None


def carrier(page: QuotePage, report: Report, sources: Sources) -> str | None:
    """The medium that published, quoted or was told the words of a report, by its name."""
    cue = report.cue
    if cue is None:
        return None
    brought = [_handed_on(t) for t in _outside(page, report, cue)]
    brought += [_according(t, report) for t in cue.sent]
    for head in brought:
        name = of_piece(head) or _name(head, sources) if head is not None else None
        if name is not None:
            return name
    return _told_behind(page, report) or _quoting(report)


def _outside(page: QuotePage, report: Report, cue: Token) -> Iterator[Token]:
    """The words of the cue's sentence that aren't the content's."""
    for token in cue.sent:
        spoken = any(s <= token.idx < e for s, e in report.content)
        if not spoken and page.inside[token.i] < 0:
            yield token


def _handed_on(verb: Token) -> Token | None:
    """The noun behind "published in", "carried by", where words hang on it."""
    low, doc = verb.lower_, verb.doc
    if low not in _CARRIED or verb.i + 2 >= len(doc) or not verb.i:
        return None
    preposition = verb.nbor(1)
    if preposition.lower_ not in {"by", "in", "on"}:
        return None
    before = verb.nbor(-1)
    passed_on = low in _HANDED_ON and preposition.lower_ == "by"
    if passed_on and (before.text in {",", "as"} or before.lemma_ == "be"):
        return _behind(preposition)
    for i in range(verb.i - 1, max(0, verb.i - _FAR), -1):
        if lemma(doc[i]) in _WORDS:
            brought = doc[max(0, i - _FAR) : i]
            return _behind(preposition) if any(t.lower_ == "in" for t in brought) else None
    return None


def _according(token: Token, report: Report) -> Token | None:
    """ "The minister said, according to the Courier, that": set between the cue and the words."""
    cue, doc = report.cue, token.doc
    if token.lower_ != "according" or cue is None or token.i <= cue.i or token.i + 2 >= len(doc):
        return None
    if token.nbor(1).lower_ != "to" or token.idx > report.start:
        return None
    return _behind(token.nbor(1))


def _behind(preposition: Token) -> Token | None:
    """The head of the noun phrase that a preposition brings in."""
    found = child(preposition, "pobj")
    if found is not None:
        return found
    last = None
    for token in preposition.doc[preposition.i + 1 : preposition.i + 7]:
        if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            break
        last = token
    return last


def _told_behind(page: QuotePage, report: Report) -> str | None:
    """ "…,” said Omar Said, a farmer, to Reuters.": the hearer parted from his cue."""
    cue, source = report.cue, report.source
    if cue is None or source is None or source.i < cue.i or report.hearer is not None:
        return None
    for token in _outside(page, report, cue):
        if token.i < source.i or token.lower_ != "to":
            continue
        head = _behind(token)
        stop = noun_phrase(head)[1] if head is not None else 0
        ends = stop and (stop >= len(cue.doc) or cue.doc[stop].is_punct)
        if head is not None and ends and is_medium(head):
            return medium_name(head)
    return None


def _quoting(report: Report) -> str | None:
    """ "The Courier article quotes Ann Cole, a nurse, who said": whoever quotes the speaker."""
    source = report.source
    if source is None or source.dep_ != "dobj" or lemma(source.head) not in {"quote", "cite"}:
        return None
    subject = own_subject(source.head)
    if subject is None or subject == source:
        return None
    return of_piece(subject) or (medium_name(subject) if is_medium(subject) else None)


def _name(head: Token, sources: Sources) -> str | None:
    owner = child(head, "poss")
    if owner is not None and is_medium(owner):
        return medium_name(owner)
    if is_medium(head):
        name = sources.callings.full_medium(head, medium_name(head))
        return name if any(c.isupper() for c in name) else None
    person = sources.register.at(head) is not None or head.ent_type_ == "PERSON"
    prints = no_person(head, sources) if person else _may_print(head)
    return medium_name(head) if prints else None


def _may_print(head: Token) -> bool:
    """Whether a name may be a medium's for all that it says of itself."""
    if head.pos_ != "PROPN" or head.ent_type_ in _NO_MEDIA or head.lower_ in countries():
        return False
    words = head.doc[slice(*noun_phrase(head))]
    other = speakers("bodies") | speakers("assemblies") | _HEARERS | party_words("offices")
    return not any(t.lower_ in other or lemma(t) in other for t in words)


def _capitals_before(doc: Doc, start: int, stop: int) -> tuple[int, int] | None:
    """The run of capitalised names right before a token, as token numbers."""
    first = stop
    while first > start and doc[first - 1].pos_ == "PROPN" and doc[first - 1].text[:1].isupper():
        first -= 1
    return (first, stop) if first < stop else None
