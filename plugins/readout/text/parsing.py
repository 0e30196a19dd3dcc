"""The one place that knows spaCy's pipeline: text in, parsed `Doc` out.

Quotes and meetings read the same parse, so a text is parsed once. Offsets of the `Doc`
are offsets of the text as given; its characters are those of `same_length(text)`, which
is the text itself unless there is markup, mojibake or an invisible sign in it.

Paragraphs are parsed in batches and joined: a sentence never runs over a paragraph's
end, the parser steps through many at once (a tenth faster), and memory does not grow
with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import NumpyOps

from readout.config import load_settings
from readout.text.normalise import same_length
from readout.text.paragraphs import paragraphs
from readout.text.tagtable import TagTable
from readout.text.tokens import teach

BATCH: Final = 64
"""Paragraphs that are parsed at once."""
BATCH_CHARS: Final = 24_000
"""Characters that are parsed at once, a single longer piece aside: the parser holds about
4 kB for each of them (a 256 KB paragraph took 1.1 GB in one batch, and takes 0.3 GB)."""


_LEARNED: set[str] = set()
_TEXT: Final = "readout.text"


@cache
def pipeline(name: str | None = None) -> Language:
    """The loaded pipeline, once per process: tagger, parser, lemmatizer, entities.

    Args:
        name: an installed spaCy package; None takes `Settings.spacy_model`.
    """
    nlp = spacy.load(name or load_settings().spacy_model)
    if "attribute_ruler" in nlp.pipe_names:
        table = TagTable(nlp)
        Language.component("readout_tagtable", func=table)
        nlp.add_pipe("readout_tagtable", before="attribute_ruler")
        nlp.disable_pipe("attribute_ruler")
    _with_numpy(nlp)
    teach(nlp)
    nlp.max_length = 10_000_000
    # Every text that is read adds its words to the vocabulary: what was learned is taken down now.
    _LEARNED.update(nlp.vocab.strings)
    return nlp


def _with_numpy(nlp: Language) -> None:
    """Let NumPy multiply the pipeline's matrices, by the OpenBLAS that it brings, not BLIS, spaCy's
    default: two to three times as fast with AVX-512 (`python -m bench extraction`)."""
    ops = NumpyOps(use_blis=False)
    for _, pipe in nlp.pipeline:
        if (model := getattr(pipe, "model", None)) is not None:
            for node in model.walk():
                node.ops = ops


StandIns = Callable[[Sequence[Doc]], Sequence[list[str] | None]]
"""Tokenised pieces of a text → for each the words to parse instead, None for its own."""


def _batches(pieces: Iterable[Doc]) -> Iterator[list[Doc]]:
    batch: list[Doc] = []
    size = 0
    for piece in pieces:
        length = piece[-1].idx + len(piece[-1]) if len(piece) else 0
        if batch and (len(batch) == BATCH or size + length > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += length
    if batch:
        yield batch


def _nothing() -> None:
    pass


def parse(
    text: str,
    cut_at: Sequence[int] = (),
    stand_ins: StandIns | None = None,
    between: Callable[[], None] = _nothing,
) -> Doc:
    """Parse one text of any length, in time linear in it.

    Args:
        text: its paragraphs are parsed one by one.
        cut_at: where a paragraph ends for the parser, too, in characters: behind a dateline.
        stand_ins: gives words that the parser reads instead of the text's own, one for one.
        between: called before each batch of paragraphs; what it raises ends the parse.
    """
    return parse_together([(text, cut_at)], stand_ins, between)[0]


def parse_together(
    texts: Sequence[tuple[str, Sequence[int]]],
    stand_ins: StandIns | None = None,
    between: Callable[[], None] = _nothing,
) -> list[Doc]:
    """Parse several texts as `parse` would each, their paragraphs in common batches: for articles
    of a few paragraphs a seventh less than one by one.

    Args:
        texts: each with where its paragraphs are cut. stand_ins, between: see `parse`.
    """
    nlp = pipeline()
    plains = [same_length(text) for text, _ in texts]
    own: list[list[Doc]] = []
    read: list[Doc] = []
    for plain, (_, cut_at) in zip(plains, texts, strict=True):
        pieces = [plain[start:end] for start, end in _cut(paragraphs(plain), cut_at)]
        docs = [nlp.make_doc(piece) for piece in pieces]
        own.append(docs)
        instead = stand_ins(docs) if stand_ins else [None] * len(docs)
        read += [
            doc if words is None else Doc(nlp.vocab, words, [bool(t.whitespace_) for t in doc])
            for doc, words in zip(docs, instead, strict=True)
        ]
    found: list[Doc] = []
    for batch in _batches(read):
        between()
        found.extend(nlp.pipe(batch, batch_size=BATCH))
    ready = iter(found)
    whole = [
        _joined([(doc, next(ready)) for doc in docs]) if docs else nlp(plain)
        for docs, plain in zip(own, plains, strict=True)
    ]
    for doc, plain in zip(whole, plains, strict=True):
        doc.user_data[_TEXT] = plain
    return whole


def text_of(doc: Doc) -> str:
    """The text of a parse; spaCy puts it together anew, token by token, whenever it is asked."""
    return str(doc.user_data.get(_TEXT) or doc.text)


def _joined(pairs: Sequence[tuple[Doc, Doc]]) -> Doc:
    """One text of its paragraphs: each as it is, and as it was parsed."""
    parsed = [own if own is found else _laid_over(own, found) for own, found in pairs]
    for part in parsed:
        part.tensor = part.tensor[:0]
    if len(parsed) == 1:
        return parsed[0]
    return Doc.from_docs(parsed, ensure_whitespace=False)


_PARSE: Final[tuple[int | str, ...]] = (
    *("TAG", "POS", "MORPH", "LEMMA"),
    *("HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"),
)


def _laid_over(doc: Doc, parsed: Doc) -> Doc:
    """The tokens of `doc` with the parse of its stand-ins."""
    doc.tensor = parsed.tensor[:0]
    doc.from_array(list(_PARSE), parsed.to_array(list(_PARSE)))  # type: ignore[arg-type]
    for own, other in zip(doc, parsed, strict=True):
        if own.text != other.text:
            own.lemma_ = own.text
    return doc


def is_english(word: str) -> bool:
    """Whether a lower-case word is one of the language: in the pipeline's dictionary, by itself
    or without an ending, or a stop word."""
    known = _english_words()
    if word in known:
        return True
    bases = (word.removesuffix(ending) for ending in ("s", "es", "ed", "d", "ing"))
    return any(len(base) > 2 and base in known for base in bases)


@cache
def _english_words() -> frozenset[str]:
    nlp = pipeline()
    index: dict[str, list[str]] = nlp.get_pipe("lemmatizer").lookups.get_table(  # type: ignore[attr-defined]
        "lemma_index"
    )
    words = {word for listed in index.values() for word in listed}
    return frozenset(words | nlp.Defaults.stop_words)


def knows(word: str) -> bool:
    """Whether the pipeline saw the word when it was trained."""
    if not _LEARNED:
        pipeline()
    return word in _LEARNED


def _cut(pieces: Sequence[tuple[int, int]], cut_at: Sequence[int]) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        for at in sorted(cut_at):
            if start < at < end:
                yield start, at
                start = at
        yield start, end
