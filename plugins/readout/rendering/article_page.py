"""The article's screen: its text with quotes, participants and evidence marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from readout.rendering.highlight import Mark, marked, paragraphs
from readout.rendering.pages import Frame, page
from readout.rendering.words import confidence_words, status_words, who_words

if TYPE_CHECKING:
    from readout.storage.results import (
        PagesArticleRevisionsRow,
        PagesArticleRow,
        PagesRevisionEvidenceRow,
        PagesRevisionMentionsRow,
        PagesRevisionParticipantsRow,
        PagesRevisionQuoteSpansRow,
        PagesRevisionQuotesRow,
    )


def article_page(
    frame: Frame,
    *,
    article: PagesArticleRow,
    revision: PagesArticleRevisionsRow,
    revisions: Sequence[PagesArticleRevisionsRow],
    body: str,
    quotes: Sequence[PagesRevisionQuotesRow],
    quote_spans: Sequence[PagesRevisionQuoteSpansRow],
    mentions: Sequence[PagesRevisionMentionsRow],
    evidence: Sequence[PagesRevisionEvidenceRow],
    participants: Sequence[PagesRevisionParticipantsRow],
) -> str:
    """One revision of an article. Anchors: `#m-<mention_id>` at the best sentence of a
    mention, `#q-<quote_id>` at the first word of a quote."""
    marks = [
        *mention_marks(mentions, evidence, participants),
        *quote_marks(quotes, quote_spans),
    ]
    return page(
        "article.html",
        frame,
        here="articles",
        article=article,
        revision=revision,
        revisions=revisions,
        paragraphs=marked_paragraphs(body, marks),
        quotes=quotes,
        mentions=mentions,
    )


def marked_paragraphs(body: str, marks: Sequence[Mark]) -> list[Markup]:
    """The paragraphs of a body as HTML; a mark that spans two is in both, its id in one."""
    anchors: set[str] = set()
    return [
        marked(
            body, (m for m in marks if m.start < p.end and m.end > p.start), p.start, p.end, anchors
        )
        for p in paragraphs(body)
    ]


def quote_marks(
    quotes: Sequence[PagesRevisionQuotesRow], spans: Sequence[PagesRevisionQuoteSpansRow]
) -> list[Mark]:
    """Content, cue and source of each quote; the earliest content span bears the anchor."""
    told = {q["quote_id"]: _quote_words(q) for q in quotes}
    marks = []
    for span in sorted(spans, key=lambda s: (s["start_char"], s["end_char"])):
        anchor = f"q-{span['quote_id']}" if span["part"] == "content" else None
        marks.append(
            Mark(
                span["start_char"],
                span["end_char"],
                span["part"],
                anchor,
                told.get(span["quote_id"]),
            )
        )
    return marks


def mention_marks(
    mentions: Sequence[PagesRevisionMentionsRow],
    evidence: Sequence[PagesRevisionEvidenceRow],
    participants: Sequence[PagesRevisionParticipantsRow],
) -> list[Mark]:
    """Evidence sentences, triggers and participants; the best sentence bears the anchor."""
    told = {
        m["mention_id"]: f"{who_words(m['participants'])}: {status_words(m['status'])}"
        for m in mentions
    }
    marks = [
        Mark(
            e["start_char"],
            e["end_char"],
            "evidence",
            f"m-{e['mention_id']}" if e["position"] == 0 else None,
            told.get(e["mention_id"]),
        )
        for e in evidence
    ]
    marks += [Mark(m["trigger_start"], m["trigger_end"], "trigger") for m in mentions]
    seen = set()
    for p in participants:
        # One person of several meetings stands in one place once.
        start, end = p["start_char"], p["end_char"]
        if end is not None and (start, end) not in seen:
            seen.add((start, end))
            title = ", ".join(part for part in (p["name"], p["role"]) if part)
            marks.append(Mark(start, end, "participant", None, title))
    return marks


def _quote_words(quote: PagesRevisionQuotesRow) -> str:
    speaker = quote["speaker_name"] or quote["speaker_desc"] or "speaker not known"
    via = f", via {quote['via']}" if quote["via"] else ""
    return f"{speaker}{via} ({quote['type']}, reading {confidence_words(quote['confidence'])})"
