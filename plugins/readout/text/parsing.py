"""The one place that knows spaCy's pipeline: text in, parsed `Doc` out.

Quotes and meetings read the same parse, so a text is parsed once. Offsets of the `Doc`
are offsets of the text as given (`doc.text == text`), whatever it holds.
"""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from readout.config import load_settings


@cache
def pipeline(name: str | None = None) -> Language:
    """The loaded pipeline, once per process.

    Args:
        name: an installed spaCy package; None takes `Settings.spacy_model`.
    """
    nlp = spacy.load(name or load_settings().spacy_model)
    nlp.max_length = 10_000_000
    return nlp


def parse(text: str) -> Doc:
    """Parse one text."""
    return pipeline()(text)
