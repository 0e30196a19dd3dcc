"""A plain peer to measure against: quotes by regular expression, no parser, no resolution.

What a weekend script does: text between quotation marks, and the capitalised words beside
the nearest *said*. Kept as it is on purpose; it is a yardstick, not a part of the product.
"""

from __future__ import annotations

import re

from readout.model import Article, Extraction, Quote, Span

_NAME = r"(?P<name>[A-Z][\w'’\-]+(?: (?:[A-Z][\w'’\-]+|de|van|der|bin|al))*)"
_CUE = r"(?P<cue>said|says|told|added|asked|wrote|warned|insisted|explained|announced)"
_MARKED = re.compile(r"“[^”\n]+”|\"[^\"\n]+\"|«[^»\n]+»")
_AFTER = (re.compile(rf"^,? ?{_CUE} {_NAME}"), re.compile(rf"^,? ?{_NAME},? {_CUE}\b"))
_BEFORE = re.compile(rf"{_NAME} {_CUE}\b[^.“\"«\n]*$")
_INDIRECT = re.compile(rf"{_NAME} {_CUE} (?:that )?(?P<content>[^“”\"«».\n]+)\.")
_FEWEST_WORDS = 3  # shorter marks are titles and scare quotes more often than speech


def regex_quotes(article: Article) -> Extraction:
    """Quotes of an article by marks and the words beside them; meetings are not tried."""
    text = article.text
    found: list[Quote] = []
    for match in _MARKED.finditer(text):
        if len(match.group().split()) >= _FEWEST_WORDS:
            found.append(_direct(text, match.span()))
    for match in _INDIRECT.finditer(text):
        found.append(
            Quote(
                content=(match.span("content"),),
                cue=(match.span("cue"),),
                source=(match.span("name"),),
                speaker_name=match["name"],
                speaker_kind="person",
                type="indirect",
            )
        )
    return Extraction(article.id, quotes=tuple(sorted(found, key=lambda q: q.content)))


def _direct(text: str, span: Span) -> Quote:
    """The quoted words with the name beside a cue, after them or before."""
    start, end = span
    after = text[end : end + 80]
    for pattern in _AFTER:
        if beside := pattern.match(after):
            return _quote(span, beside, end)
    paragraph = text.rfind("\n", 0, start) + 1
    if beside := _BEFORE.search(text[paragraph:start]):
        return _quote(span, beside, paragraph)
    return Quote(content=(span,), type="direct")


def _quote(span: Span, beside: re.Match[str], offset: int) -> Quote:
    cue, name = beside.span("cue"), beside.span("name")
    return Quote(
        content=(span,),
        cue=((cue[0] + offset, cue[1] + offset),),
        source=((name[0] + offset, name[1] + offset),),
        speaker_name=beside["name"],
        speaker_kind="person",
        type="direct",
    )
