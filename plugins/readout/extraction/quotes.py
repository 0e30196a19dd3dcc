"""Who said what: the quotes of one parsed article."""

from __future__ import annotations

from spacy.tokens import Doc

from readout.extraction.mentions import Cast
from readout.model import Quote


def find_quotes(doc: Doc, cast: Cast) -> tuple[Quote, ...]:
    """The quotes in order of their first content span."""
    return ()
