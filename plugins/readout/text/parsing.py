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

from readout.config import load_settings
from readout.text.normalise import same_length
from readout.text.paragraphs import paragraphs
from readout.text.tagtable import TagTable

BATCH: Final = 64
"""Paragraphs that are parsed at once."""
BATCH_CHARS: Final = 24_000
"""Characters that are parsed at once, a single longer piece aside: the parser holds about
4 kB for each of them (a 256 KB paragraph took 1.1 GB in one batch, and takes 0.3 GB)."""


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
    nlp.max_length = 10_000_000
    return nlp


def _batches(pieces: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for piece in pieces:
        if batch and (len(batch) == BATCH or size + len(piece) > BATCH_CHARS):
            yield batch
            batch, size = [], 0
        batch.append(piece)
        size += len(piece)
    if batch:
        yield batch


def _nothing() -> None:
    pass


def parse(text: str, cut_at: Sequence[int] = (), between: Callable[[], None] = _nothing) -> Doc:
    """Parse one text of any length, in time linear in it.

    Args:
        text: its paragraphs are parsed one by one.
        cut_at: where a paragraph ends for the parser, too, in characters: behind a dateline.
        between: called before each batch of paragraphs; what it raises ends the parse.
    """
    nlp = pipeline()
    plain = same_length(text)
    pieces = [plain[start:end] for start, end in _cut(paragraphs(plain), cut_at)]
    if not pieces:
        return nlp(plain)
    parsed: list[Doc] = []
    for batch in _batches(pieces):
        between()
        parsed.extend(nlp.pipe(batch, batch_size=BATCH))
    for part in parsed:
        part.tensor = part.tensor[:0]
    if len(parsed) == 1:
        return parsed[0]
    return Doc.from_docs(parsed, ensure_whitespace=False)


def _cut(pieces: Sequence[tuple[int, int]], cut_at: Sequence[int]) -> Iterator[tuple[int, int]]:
    for start, end in pieces:
        for at in sorted(cut_at):
            if start < at < end:
                yield start, at
                start = at
        yield start, end
