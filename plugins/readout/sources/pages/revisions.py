"""Whether the text of an article changed.

A page fetched again differs nearly always: another teaser under the text, “updated 3 hours
ago”, a promotion that the site did not have yesterday. None of that is a new revision. The
hash is made of the words and quotation marks of the article's own lines, so layout and
typography don't count, while a word that moves into quotation marks does.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

from readout.model import Body
from readout.sources.pages.sitelines import line_hash
from readout.sources.pages.stamps import is_stamp

_TOKEN: Final = re.compile(r"\w+|[“”„«»\"]")
_SENTENCE: Final = re.compile(r"[.!?…。:;][\"”’»)\]]*\s*$")
_LABEL_WORDS: Final = 15


def own_lines(text: str, repeated: frozenset[int] = frozenset()) -> list[str]:
    """The lines that tell the story: without the site's, time stamps, and the block of
    labels at the end (related headlines, tags, section names)."""
    lines = [
        line
        for line in text.split("\n")
        if line.strip() and line_hash(line) not in repeated and not is_stamp(line)
    ]
    end = len(lines)
    while (
        end and len(lines[end - 1].split()) <= _LABEL_WORDS and not _SENTENCE.search(lines[end - 1])
    ):
        end -= 1
    # A text that is nothing but labels (a list, a language without full stops) is kept whole.
    return lines[:end] or lines


def text_hash(text: str, repeated: frozenset[int] = frozenset()) -> str:
    """20 hex digits of what the text says.

    Args:
        repeated: hashes of the site's lines (`sitelines.learn`), which don't count.
    """
    marks = str.maketrans("“”„«»", '"""""')
    tokens = (
        token.casefold().translate(marks)
        for line in own_lines(text, repeated)
        for token in _TOKEN.findall(line)
    )
    return hashlib.blake2b(" ".join(tokens).encode("utf-8", "replace"), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True)
class Stored:
    """The latest stored revision of an article: what a new look is compared with."""

    text_hash: str
    body: str
    page_kind: str = "article"


def revision_hash(body: Body, previous: Stored | None, repeated: frozenset[int]) -> str:
    """The text hash to store a body under: the previous one where nothing changed.

    What we know of the site's lines grows, so the stored text and the new one are
    compared by today's knowledge rather than by hashes made on different days. A page
    that now shows less than an article (a paywall's teaser, a consent form, an error)
    says nothing about the text, and keeps the previous hash too.
    """
    fresh = text_hash(body.text, repeated)
    if previous is None:
        return fresh
    worse = previous.page_kind == "article" and body.page_kind != "article"
    if worse or text_hash(previous.body, repeated) == fresh:
        return previous.text_hash
    return fresh
