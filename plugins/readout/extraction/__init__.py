"""From the text of one article to its quotes and meeting mentions.

`article.extract` is the only door. Inside, imports run one way: `syntax` reads the parse,
`find` proposes candidates, `resolve` says who is meant, `decide` accepts and joins. Nothing
here reads files, clocks or the network, except the word lists and the language model.
"""

from __future__ import annotations

import readout.text.spacy_light  # noqa: F401  (before anything that imports spaCy)
from readout.extraction.article import extract, extractor_version, parsed_ahead

__all__ = ["extract", "extractor_version", "parsed_ahead"]
