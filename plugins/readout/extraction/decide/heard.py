"""Quotes read again by the trained scorers: which proposals are quotes, and whose words.

The rules propose quotes and name their speakers; where they name nobody, the scorer of
references may know better. A name that the rules give is only overruled for a *he* or *she*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from readout.extraction.decide.antecedents import Antecedents
from readout.extraction.decide.calibration import Calibration
from readout.extraction.decide.scene import first_word, source_head
from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.find.speech.orphans import is_whole
from readout.extraction.resolve.owners import is_of_another, owning
from readout.extraction.resolve.references import HE, SHE
from readout.learned.heads import Heads
from readout.model import Quote

_ACTS: Final = frozenset(
    {"speech.infinitive", "speech.naming", "speech.object", "speech.prepositional"}
)


@dataclass(frozen=True, slots=True)
class QuoteLimits:
    """Where scores become decisions; tuned on a held-out fold of the corpus: what is clearly no
    quote goes, and who stands nowhere by the rules is named where the scorer is sure."""

    marked: float = 0.03
    plain: float = 0.3
    said: float = 0.12  # a clause behind its cue: hardly ever no quote
    act: float = 0.9  # "announced the sale": told as an act, and hardly ever as what was said
    speaker: float = 0.5
    instead: float = 0.7
    body: float = 0.6
    again: float = 0.8
    chosen: float = 0.9


def _after(heard: Quote, quote: Quote, before: Quote, leader: Quote) -> Quote:
    """A quote that goes on from the one before has its speaker, whoever that turned out to be."""
    same = leader.content == before.content and _speaker(quote) == _speaker(before)
    if not same or leader.speaker_name is None:
        return heard
    return replace(
        heard,
        speaker_name=leader.speaker_name,
        speaker_kind=leader.speaker_kind,
        speaker_role=leader.speaker_role,
        speaker_desc=leader.speaker_desc,
        candidates=(),
    )


def _speaker(quote: Quote) -> tuple[str | None, str, str | None]:
    return quote.speaker_name, quote.speaker_kind, quote.speaker_desc


class Listener:
    """Reads an article's quotes again."""

    def __init__(
        self,
        document: Document,
        heads: Heads,
        antecedents: Antecedents,
        by: Calibration,
        limits: QuoteLimits | None = None,
    ) -> None:
        self.document, self.heads, self.by = document, heads, by
        self.limits = limits or QuoteLimits()
        self.antecedents = antecedents
        self._people: dict[str, Person] = {
            named.name: named.person
            for named in antecedents.clues.ends.values()
            if named.person is not None
        }

    def read(self, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """The quotes that stay, each with its confidence, and its speaker where that is known
        better; attitudes are none of the scorer's business and stay as they are."""
        anchors = [self._anchor(quote) for quote in quotes]
        known = [k for k, a in enumerate(anchors) if a is not None]
        places = [anchors[k] for k in known]
        score = self.heads.quotes([a[0] for a in places if a], [a[1] for a in places if a])
        sure = dict(zip(known, (float(x) for x in score), strict=True))
        found: list[Quote] = []
        for k, quote in enumerate(quotes):
            if k not in sure or quote.cue_kind != "speech":
                found.append(quote)
                continue
            if sure[k] >= self._floor(quote):
                found.append(self._spoken_by(quote, sure[k]))
                if k and quote.why.get("speaker") == "speaker.goes on" and len(found) > 1:
                    found[-1] = _after(found[-1], quote, quotes[k - 1], found[-2])
        return tuple(found)

    def _floor(self, quote: Quote) -> float:
        """How sure a quote must be by the rule that made it: marks speak for themselves, a clause
        nearly so; a noun or an infinitive without them is seldom anybody's words."""
        rule = quote.why.get("speech")
        if quote.type == "direct" and self._is_whole(quote):
            return 0.0
        if quote.type != "indirect":
            return self.limits.marked
        if rule == "speech.according":
            return 0.0  # "according to" says itself that it is somebody's
        if rule == "speech.clause":
            return self.limits.marked if self._is_question(quote) else self.limits.said
        return self.limits.act if rule in _ACTS else self.limits.plain

    def _is_question(self, quote: Quote) -> bool:
        """Whether what was said is a question ("asked whether …"): a clause that says so itself."""
        start, stop = quote.content[0]
        return self.document.doc.text[start:stop].lower().startswith("whether ")

    def _is_whole(self, quote: Quote) -> bool:
        """Whether the marks hold a sentence of its own: nearly always somebody's words."""
        page = self.document.page
        number = page.marked_at(quote.content[0][0])
        return number >= 0 and is_whole(page, page.outer[number])

    def _anchor(self, quote: Quote) -> tuple[int, int] | None:
        first = first_word(self.document, quote.content[0])
        if first is None:
            return None
        for span in quote.cue:
            cue = self.document.doc.char_span(*span, alignment_mode="expand")
            if cue is not None and len(cue):
                return cue[0].i, first
        return first, first

    def _spoken_by(self, quote: Quote, sure: float) -> Quote:
        """The quote with its confidence, and its speaker where the scorer knows better: whom the
        rules left unknown or told by a description only, and whom a *he* or *she* stands for
        where the scorer is sure and all but rules out the rules' answer. Where the rules refused
        to choose between two, so it stays."""
        raw = (sure * quote.confidence) ** 0.5
        certain = replace(quote, confidence=self.by.of_quote(raw))
        head = source_head(self.document, quote)
        anchor = head if head is not None else first_word(self.document, quote.content[0])
        if anchor is None:
            return certain
        pronoun = head is not None and self.document.doc[head].lower_ in HE | SHE
        unknown = quote.speaker_kind == "unknown"
        described = head is not None and self._definite(head) and self._by_description(quote, head)
        described = described and quote.why.get("speaker") != "body again"
        # "He" after somebody without a name: the rules go on with the description.
        again = quote.speaker_kind == "anonymous" and pronoun
        if not (unknown or described or again or (pronoun and quote.speaker_kind == "person")):
            return certain
        shares = self.owners(anchor)
        best = max(shares, key=lambda name: shares[name], default="")
        value = shares.get(best, 0.0)
        if not best or best == quote.speaker_name:
            return certain
        if quote.candidates and value < self.limits.chosen:
            return certain
        known = head is not None and best in self._people
        if known and (not self._theirs(head, best) or self._speaks_of(quote, best)):
            return certain
        if best not in self._people:
            if value < self.limits.body or not (unknown or described):
                return certain
            return replace(
                certain,
                speaker_name=best,
                speaker_kind="org",
                speaker_desc=None,
                candidates=(),
                confidence=self.by.of_quote((sure * value) ** 0.5),
                why={**quote.why, "speaker": f"reader {value:.2f}"},
            )
        if again:
            if value < self.limits.again:
                return certain
        elif unknown or described:
            if value < self.limits.speaker or quote.speaker_kind in {"org", "group"}:
                return certain
        elif value < self.limits.instead or shares.get(quote.speaker_name or "", 0.0) > 0.2:
            return certain
        return replace(
            certain,
            speaker_name=best,
            speaker_kind="person",
            speaker_desc=None,
            candidates=(),
            speaker_role=self._role(best),
            confidence=self.by.of_quote((sure * value) ** 0.5),
            why={**quote.why, "speaker": f"reader {value:.2f}"},
        )

    def _by_description(self, quote: Quote, head: int) -> bool:
        """Whether the rules tell a speaker by common words only: "the company"."""
        if quote.speaker_kind == "anonymous":
            return True
        name = quote.speaker_name or ""
        return quote.speaker_kind in {"org", "group"} and not any(c.isupper() for c in name)

    def _definite(self, head: int) -> bool:
        """Whether a description stands for one who is known: "the lawyer", "her husband"."""
        token = self.document.doc[head]
        return token.tag_ in {"NN", "NNP"} and any(
            c.dep_ == "poss" or c.lower_ in {"the", "this", "that", "its"} for c in token.children
        )

    def _speaks_of(self, quote: Quote, name: str) -> bool:
        """Whether somebody is named between the marks of words spoken, and so hardly says them."""
        named = self.antecedents.clues.references.named_in(quote.content)
        return quote.type == "direct" and self._people[name] in named

    def _theirs(self, head: int | None, name: str) -> bool:
        """Whether somebody may be the officer whom "its president", "his spokesman" means; anybody
        may, where nothing says whose he is."""
        owner = owning(self.document.doc[head]) if head is not None else None
        references = self.antecedents.clues.references
        return owner is None or not is_of_another(self._people[name], owner, references)

    def owners(self, anchor: int) -> dict[str, float]:
        """Who the words at a token may stand for: shares by name, the empty one for nobody who
        is named near."""
        shares = self.antecedents.shares(anchor)
        return {named.name if named is not None else "": s for named, s in shares.items()}

    def _role(self, name: str) -> str | None:
        return self._people[name].first_role
