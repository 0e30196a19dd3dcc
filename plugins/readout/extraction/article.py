"""One article through the whole extraction."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spacy.about import __version__ as SPACY
from spacy.tokens import Doc

from readout.config import load_settings
from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.calibration import Calibration
from readout.extraction.decide.companions import with_companions
from readout.extraction.decide.company import with_own_parties
from readout.extraction.decide.consistency import consistent
from readout.extraction.decide.diaries import appointments, diary_rows
from readout.extraction.decide.heard import Listener
from readout.extraction.decide.hours import by_its_clock
from readout.extraction.decide.learned import Reader
from readout.extraction.decide.meetings import find_meetings
from readout.extraction.decide.quotes import find_quotes
from readout.extraction.decide.scene import Clues, scene_of_document
from readout.extraction.decide.separate import each_once
from readout.extraction.decide.standing_in import with_stand_ins
from readout.extraction.decide.union import united, with_bodies_named
from readout.extraction.document import Document, parse_article, parse_articles
from readout.extraction.limits import Clock, OutOfTime
from readout.extraction.resolve.references import References
from readout.fingerprint import fingerprint
from readout.model import Article, Extraction, MeetingMention, Quote, Span
from readout.text.language import language_of
from readout.text.normalise import same_length, widen
from readout.text.paragraphs import sentences
from readout.text.parsing import BATCH_CHARS, pipeline

if TYPE_CHECKING:  # ONNX Runtime is loaded when the first article asks
    from readout.learned.encoder import Encoder

_ENGLISH: Final = "en"
_MOST_LEFT_OUT: Final = 3  # sentences
_SHORT: Final = 12_000  # characters of a text that is parsed together with others
Facts = tuple[tuple[Quote, ...], tuple[MeetingMention, ...]]
ROOMS: Final = ("extraction", "learned", "lexicon", "names", "text")
"""The rooms whose code and words decide what is extracted."""


@cache
def extractor_version() -> str:
    """Stored with every derived row; another one means that the same text may give other
    facts: other rules, words, weights or another language model."""
    library = Path(__file__).parents[1]
    model = pipeline().meta
    return fingerprint(
        (library / room for room in ROOMS),
        str(model["name"]),
        str(model["version"]),
        SPACY,
        load_settings().reader,
    )


def parsed_ahead(texts: Iterable[str]) -> Iterator[Doc | None]:
    """The parse of each text, in their order, for `extract`: those of a few paragraphs are parsed
    together. None for what is no English, too long to share a batch, or can't be parsed in
    company; `extract` sees to those by itself."""
    waiting: list[str | None] = []
    size = 0
    for text in texts:
        plain = same_length(text)
        fit = len(plain) <= _SHORT and bool(plain.strip())
        if fit and (language_of(plain, _ENGLISH) or _ENGLISH) != _ENGLISH:
            fit = False
        waiting.append(plain if fit else None)
        size += len(plain) if fit else 0
        if size >= BATCH_CHARS:
            yield from _in_company(waiting)
            waiting, size = [], 0
    yield from _in_company(waiting)


def _in_company(texts: Sequence[str | None]) -> Iterator[Doc | None]:
    try:
        docs = iter(parse_articles([text for text in texts if text is not None]))
    except Exception:  # one of them is at fault; each shows which when it is read by itself
        docs = iter(())
    for text in texts:
        yield None if text is None else next(docs, None)


def extract(article: Article, encoder: Encoder | None = None, doc: Doc | None = None) -> Extraction:
    """All quotes and meeting mentions of one article; never raises for any text.

    A text in another language yields nothing, and `problem` says so; a text too short to
    tell is read as English. So does one that takes longer than the setting `extract_seconds`
    of CPU. A sentence on which a rule fails is left out, and `problem` says why. Spans are
    spans of `article.text`.

    Args:
        article: what to read.
        encoder: the trained reader; None takes the one that the setting `reader` asks for.
        doc: the parse of its text, if `parsed_ahead` has it.
    """
    text = same_length(article.text)
    if not text.strip():
        return Extraction(article.id, problem="no text")
    language = language_of(text, _ENGLISH) or _ENGLISH
    if language != _ENGLISH:
        return Extraction(
            article.id, language=language, problem=f"not English but {language}: not read"
        )
    seconds = load_settings().extract_seconds
    encoder = encoder or chosen_encoder()
    clock = Clock(seconds)
    try:
        found, problem = _with_what_can_be_read(article, text, clock, encoder, doc)
    except OutOfTime:
        problem = f"{len(text)} characters, not read in {seconds:g} s of CPU"
        return Extraction(article.id, language=language, problem=problem)
    quotes, meetings = found
    if text != article.text:
        quotes = tuple(_on_original(q, article.text, text) for q in quotes)
    return Extraction(article.id, quotes, meetings, language, problem)


def read_facts(
    doc: Doc, published: datetime | date | None, clock: Clock, encoder: Encoder | None = None
) -> Facts:
    """The quotes and meeting mentions of a parsed text; without an encoder by rules alone."""
    document = Document.of(doc, published, clock.check)
    references = References(document)
    quotes = find_quotes(document, references)
    meetings = each_once(document, find_meetings(document, references))
    if encoder is None:
        return references.with_sexes(quotes), _settled(meetings, document, references)
    clock.check()
    heads = encoder.read(scene_of_document(document, encoder.wordpieces))
    clues = Clues(document, references, quotes)
    antecedents = Antecedents(clues, heads)
    calibration = Calibration.of(encoder.calibration)
    reader = Reader(document, references, heads, antecedents, ruled=meetings)
    learned = each_once(document, reader.read())
    whole = united(document, meetings, learned, heads.sentences(), calibration)
    whole = with_bodies_named(document, whole, antecedents)
    heard = Listener(document, heads, antecedents, calibration).read(quotes)
    return references.with_sexes(heard), _settled(whole, document, references)


def _settled(
    meetings: tuple[MeetingMention, ...], document: Document, references: References
) -> tuple[MeetingMention, ...]:
    """What rules and reader found, after what only shows beside the other mentions."""
    own = with_stand_ins(document, with_own_parties(meetings, document.text))
    own = with_companions(document, references, own)
    return _with_diary(consistent(document, own), document)


def _with_diary(
    meetings: tuple[MeetingMention, ...], document: Document
) -> tuple[MeetingMention, ...]:
    """The meetings with those of a diary's rows, which are read as rows alone, and the clock of
    each hour."""
    diary = list(appointments(document))
    if diary:
        rows = diary_rows(document)
        prose = (
            m
            for m in meetings
            if not all(_meets(e, rows) for e in m.evidence) and not _meets(m.trigger, rows)
        )
        meetings = tuple(sorted((*prose, *diary), key=lambda m: m.trigger))
    return tuple(by_its_clock(m, document.offset, document.moment) for m in meetings)


def _meets(one: Span, spans: Sequence[Span]) -> bool:
    return any(one[0] < end and start < one[1] for start, end in spans)


def parsed(text: str, clock: Clock) -> Doc:
    """A text as extraction wants it parsed: a dateline is a paragraph of its own."""
    return parse_article(text, clock.check)


def _read(
    article: Article, text: str, clock: Clock, encoder: Encoder | None, doc: Doc | None = None
) -> Facts:
    return read_facts(doc or parsed(text, clock), article.published, clock, encoder)


@cache
def chosen_encoder() -> Encoder | None:
    """The trained reader that the setting `reader` asks for; None for rules alone, and where its
    weights can't be loaded, which is told once."""
    if load_settings().reader == "rules":
        return None
    from readout.learned.encoder import WeightsError, encoder

    try:
        return encoder()
    except WeightsError as missing:
        logging.getLogger(__name__).warning("%s; reading by rules alone", missing)
        return None


def _with_what_can_be_read(
    article: Article, text: str, clock: Clock, encoder: Encoder | None, doc: Doc | None
) -> tuple[Facts, str | None]:
    """The facts, and what had to be left out for a rule to get through.

    Raises:
        OutOfTime: the clock ran out. Exception: it is no sentence's fault.
    """
    left_out: list[str] = []
    while True:
        try:
            return _read(article, text, clock, encoder, doc), "; ".join(left_out) or None
        except OutOfTime:
            raise
        except Exception as cause:
            if len(left_out) == _MOST_LEFT_OUT:
                raise
            start, end = _culprit(article, text, clock, encoder)
            left_out.append(f"characters {start}-{end} not read: {type(cause).__name__}: {cause}")
            text, doc = text[:start] + " " * (end - start) + text[end:], None


def _culprit(article: Article, text: str, clock: Clock, encoder: Encoder | None) -> tuple[int, int]:
    """The first sentence with which the text can't be read, by halving."""
    pieces = sentences(text)
    low, high = 0, len(pieces) - 1  # readable up to `low` pieces, not up to `high + 1`
    while low < high:
        middle = (low + high) // 2
        try:
            _read(article, text[: pieces[middle][1]], clock, encoder)
            low = middle + 1
        except OutOfTime:
            raise
        except Exception:
            high = middle
    return pieces[low]


def _on_original(quote: Quote, original: str, plain: str) -> Quote:
    return replace(
        quote,
        content=tuple(widen(original, plain, s) for s in quote.content),
        cue=tuple(widen(original, plain, s) for s in quote.cue),
        source=tuple(widen(original, plain, s) for s in quote.source),
    )
