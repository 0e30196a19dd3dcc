"""Two revisions of an article side by side in one text: what came, what went."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from readout.rendering.highlight import visible
from readout.rendering.pages import Frame, page

if TYPE_CHECKING:
    from readout.storage.results import PagesArticleRevisionsRow, PagesArticleRow

# Word by word only where the paragraphs are alike; else the one went and the other came.
_ALIKE = 0.4
_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph: `kind` is same, came, went or changed."""

    kind: str
    html: Markup


def difference(old: str, new: str) -> list[Piece]:
    """Paragraph by paragraph, and within those that changed word by word."""
    before, after = _paragraphs(old), _paragraphs(new)
    found: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [Piece("same", escape(visible(line))) for line in after[c:d]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _changed(before: Sequence[str], after: Sequence[str]) -> list[Piece]:
    """Paragraphs that stand in one place: alike ones word by word, in their order."""
    found: list[Piece] = []
    at = 0
    for line in before:
        likes = [(_alike(line, other), -n) for n, other in enumerate(after[at:])]
        best, place = max(likes, default=(0.0, 0))
        if best < _ALIKE:
            found.append(Piece("went", _marked("del", line)))
            continue
        found += [Piece("came", _marked("ins", other)) for other in after[at : at - place]]
        at -= place
        found.append(Piece("changed", _words(line, after[at])))
        at += 1
    return found + [Piece("came", _marked("ins", other)) for other in after[at:]]


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _words(old: str, new: str) -> Markup:
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    html = Markup()
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            html += escape(visible("".join(after[c:d])))
            continue
        if b > a:
            html += _marked("del", "".join(before[a:b]))
        if d > c:
            html += _marked("ins", "".join(after[c:d]))
    return html


def _marked(tag: str, text: str) -> Markup:
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), visible(text))


def diff_page(
    frame: Frame,
    article: PagesArticleRow,
    old: PagesArticleRevisionsRow,
    new: PagesArticleRevisionsRow,
    texts: tuple[str, str],
) -> str:
    """The page; `texts` are the bodies of the older and the newer revision."""
    pieces = difference(*texts)
    return page(
        "diff.html",
        frame,
        here="articles",
        article=article,
        old=old,
        new=new,
        pieces=pieces,
        changed=[p for p in pieces if p.kind != "same"],
    )


def cut_page(
    frame: Frame,
    article: PagesArticleRow,
    revision: PagesArticleRevisionsRow,
    lines: Sequence[str] | None,
) -> str:
    """What the page said beside the text of a revision."""
    return page("cut.html", frame, here="articles", article=article, revision=revision, lines=lines)
