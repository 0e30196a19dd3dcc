"""Marking spans of a text as HTML, also where they overlap.

HTML elements must nest, spans need not: where one begins inside another and ends after it,
it is closed and opened again, so that every piece is well-formed and the text is unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of a text, in characters.

    Attributes:
        kind: CSS class, e.g. `content`; `anchor`: the id of its first piece, at will.
        title: what a pointer resting on it is told.
    """

    start: int
    end: int
    kind: str
    anchor: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of a text; `[start, end)` without the line break."""

    start: int
    end: int


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The non-empty lines of a text. Only `\\n` parts paragraphs; U+2028 is a character."""
    for found in re.finditer(r"[^\n]+", text):
        if found[0].strip():
            yield Paragraph(found.start(), found.end())


def _open(mark: Mark, anchors: set[str]) -> Markup:
    attributes = Markup(' class="{}"').format(f"mark {mark.kind}")
    if mark.anchor and mark.anchor not in anchors:
        anchors.add(mark.anchor)
        attributes += Markup(' id="{}"').format(mark.anchor)
    if mark.title:
        attributes += Markup(' title="{}"').format(mark.title)
    return Markup("<span{}>").format(attributes)


# Control characters, which an HTML parser drops or replaces unseen, and the two overrides
# that turn the words after them around (Unicode TR 36).
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e]")
# Browsers show these line breaks as nothing, and the words would run together.
_BREAKS = re.compile(r"[\u2028\u2029]")


def visible(text: str) -> str:
    """The text with what a page can't show, or shows as a trick, made visible; same length."""
    return _BREAKS.sub(" ", _UNSEEN.sub("�", text))


def marked(
    text: str,
    marks: Iterable[Mark],
    start: int = 0,
    end: int | None = None,
    anchors: set[str] | None = None,
) -> Markup:
    """`text[start:end]` as HTML with every mark that touches it as nested spans.

    Args:
        anchors: ids that were given out already; an id is given out once only.

    Returns:
        Escaped text between `<span class="mark kind">` elements. Longer marks are outside;
        marks that are empty or lie outside are left out.
    """
    end = len(text) if end is None else end
    given = set() if anchors is None else anchors
    cut = [
        (max(m.start, start), min(m.end, end), m)
        for m in marks
        if max(m.start, start) < min(m.end, end)
    ]
    cut.sort(key=lambda piece: (piece[0], -piece[1]))
    edges = sorted({start, end} | {edge for piece in cut for edge in piece[:2]})
    html = Markup()
    stack: list[tuple[int, Mark]] = []  # (end, mark), the outermost first
    waiting = iter([*cut, None])
    following = next(waiting)
    for at, until in pairwise(edges):
        html += _close(stack, at, given)
        while following is not None and following[0] == at:
            html += _open(following[2], given)
            stack.append((following[1], following[2]))
            following = next(waiting)
        html += escape(visible(text[at:until]))
    return html + Markup("</span>") * len(stack)


def _close(stack: list[tuple[int, Mark]], at: int, anchors: set[str]) -> Markup:
    """Close the marks that end at `at`, with those inside them that go on opened again."""
    ending = [depth for depth, (end, _) in enumerate(stack) if end == at]
    if not ending:
        return Markup()
    inside = stack[ending[0] :]
    going_on = [piece for piece in inside if piece[0] > at]
    del stack[ending[0] :]
    html = Markup("</span>") * len(inside)
    # The one that goes on longest has to be outside again.
    for piece in sorted(going_on, key=lambda piece: -piece[0]):
        html += _open(piece[1], anchors)
        stack.append(piece)
    return html
