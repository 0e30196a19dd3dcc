"""Who met whom: the meeting mentions of one parsed article."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from readout.extraction.mentions import Cast
from readout.model import Article, MeetingMention, Quote


def find_meetings(
    doc: Doc, cast: Cast, article: Article, quotes: Sequence[Quote]
) -> tuple[MeetingMention, ...]:
    """The mentions, one per occasion, in order of their trigger."""
    return ()
