"""What a frame yields before anybody knows who the speaker is."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from readout.extraction.syntax.phrases import noun_phrase, span_of
from readout.extraction.syntax.quotepage import QuotePage
from readout.model import CueKind, Span


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has the word in a script, as its line says in capitals: the words of the name, the
    office beside it, or in `desc` what stands there for somebody without a name; or the name of
    a body, in `body`."""

    name: tuple[str, ...] = ()
    office: str = ""
    desc: str = ""
    body: str = ""


@dataclass(slots=True)
class Report:
    """One cue with its content.

    Attributes:
        content: character spans, in order.
        cue: the verb, noun or preposition that reports; None for a quote that goes on.
        cue_span: characters of the cue; None for a colon without a verb.
        source: head of the noun phrase that names the speaker.
        source_span: characters of that phrase.
        hearer: head of the phrase that names who was told.
        frame: the rule's name; `confidence` knows how often each is right.
        kind: speech or attitude.
        place: where the cue stands: before, after or inside the content.
        inner: head of the content clause, for relayed speech.
        marked: numbers of the marked stretches that the content covers.
        follows: the report that this one goes on from (same speaker, no cue).
        turn: who has the word, in a script.
    """

    content: list[Span]
    cue: Token | None
    cue_span: Span | None
    source: Token | None
    source_span: Span | None
    frame: str
    kind: CueKind = "speech"
    place: str = "before"
    hearer: Token | None = None
    inner: Token | None = None
    marked: list[int] = field(default_factory=list)
    follows: Report | None = None
    relayed_by: Report | None = None
    direct: bool = False
    turn: Turn | None = None

    @classmethod
    def of(
        cls,
        page: QuotePage,
        cue: Token | None,
        content: list[Span],
        frame: str,
        source: Token | None,
        *,
        last: Token | None = None,
        kind: CueKind = "speech",
        place: str = "before",
        hearer: Token | None = None,
        inner: Token | None = None,
        direct: bool = False,
        relayed_by: Report | None = None,
    ) -> Report:
        """A report with the characters of its cue (up to the token `last`) and source, and what
        it covers of the page's marks."""
        return cls(
            content,
            cue,
            span_of(page.doc, cue.i, (last or cue).i + 1) if cue is not None else None,
            source,
            span_of(page.doc, *noun_phrase(source)) if source is not None else None,
            frame,
            kind,
            place,
            hearer,
            inner,
            [n for span in content for n in page.covered(span)],
            relayed_by=relayed_by,
            direct=direct,
        )

    @property
    def rule(self) -> str:
        return f"speech.{self.frame}"

    @property
    def start(self) -> int:
        return self.content[0][0]

    @property
    def end(self) -> int:
        return self.content[-1][1]
