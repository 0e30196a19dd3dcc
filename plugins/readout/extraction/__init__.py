"""From the text of one article to its quotes and meeting mentions.

`mentions` builds the article's register of people (names spread over the whole text, roles
as stated); `quotes` and `meetings` read the same parse and the same register. Nothing here
reads files, clocks or the network, except the word lists and the language model.
"""

from __future__ import annotations

from readout.extraction.article import EXTRACTOR_VERSION, extract

__all__ = ["EXTRACTOR_VERSION", "extract"]
