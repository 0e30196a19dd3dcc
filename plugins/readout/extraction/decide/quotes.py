"""Who said what: the quotes of one parsed article.

The stages, each a function of its own over the same page:

1. `direct`: marked stretches with a lead or a tail become direct quotes.
2. `frames`: reporting verbs and "according to" become indirect and mixed ones.
3. `chains`: what remains in marks goes on from the quote before it, or is no quote.
4. `speakers`, `via`: sources become names, relays are told from speakers.

A trained tagger could take the place of stages 1–3: it has to yield `Report`s.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.quote_confidence import confidence
from readout.extraction.decide.via import addressee_of, goes_on, relay_of
from readout.extraction.document import Document
from readout.extraction.find.people.register import Person
from readout.extraction.find.speech.reports import Report
from readout.extraction.resolve.answers import UNKNOWN, Speaker
from readout.extraction.resolve.references import FIRST, HE, SHE, References
from readout.extraction.resolve.sources import Sources
from readout.extraction.resolve.speakers import of_turn
from readout.extraction.syntax.clauses import own_subject
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import speakers
from readout.model import Quote, QuoteType
from readout.text.lemmas import lemma

_ASKS: Final = frozenset({"ask", "enquire", "inquire"})
_ANSWERS: Final = frozenset({"answer", "reply", "respond"})


def find_quotes(document: Document, references: References) -> tuple[Quote, ...]:
    """The quotes in order of their first content span."""
    page = document.page
    sources = Sources(references)
    found: list[Quote] = []
    told: dict[int, Speaker] = {}
    waiting: list[tuple[int, Report]] = []
    asked: Person | None = None  # who put a question just before
    for report in document.reports:
        document.check()
        if report.follows is not None and report.follows.start > report.start:
            waiting.append((len(found) + len(waiting), report))
            continue  # the run of paragraphs says at its end who speaks
        speaker = _speaker(report, sources, told, asked)
        asks = report.cue is not None and lemma(report.cue) in _ASKS
        asked = speaker.person if asks else None
        told[id(report)] = speaker
        via = relay_of(page, report, sources)
        own = report.frame == "nested" or speaker.kind == "person"
        if own and via is not None and via == speaker.name:
            via = None  # who tells what he said himself relays nobody
        addressee = addressee_of(report, sources)
        if found and via is None and addressee is None and goes_on(report, speaker, sources.last):
            via, addressee = found[-1].via, found[-1].addressee
        if report.source is not None and report.frame != "nested":
            sources.note(_on_the_floor(report, speaker, sources), report.source.i)
        elif report.follows is not None and speaker.name is not None:
            sources.note(speaker, page.token_at(report.start))  # still speaking, paragraphs on
        found.append(_quote(page, report, speaker, via, addressee))
    for at, report in waiting:
        found.insert(at, _quote(page, report, told[id(report.follows)], None, None))
    references.hear(found)
    return tuple(found)


def _on_the_floor(report: Report, speaker: Speaker, sources: Sources) -> Speaker:
    """Who may go on speaking: "According to Hale, Orr vowed to stay" leaves Hale speaking."""
    outer = report.relayed_by
    if outer is None or outer.source is None or outer.frame == "quoted":
        return speaker
    relay = sources.resolve(outer.source)
    return relay if relay.person is not None else speaker


def _quote(
    page: QuotePage, report: Report, speaker: Speaker, via: str | None, addressee: str | None
) -> Quote:
    return Quote(
        content=tuple(report.content),
        cue=(report.cue_span,) if report.cue_span else (),
        source=(report.source_span,) if report.source_span else (),
        speaker_name=speaker.name,
        speaker_kind=speaker.kind,
        type=_type(page, report),
        via=via,
        addressee=addressee,
        confidence=confidence(page, report, speaker),
        cue_kind=report.kind,
        speaker_role=speaker.role,
        speaker_desc=speaker.desc,
        candidates=speaker.candidates,
        why=_why(report, speaker, via),
    )


def _why(report: Report, speaker: Speaker, via: str | None) -> dict[str, str]:
    """Which rules made the quote, and what decided who speaks."""
    why = {"speech": report.rule, "speaker": speaker.rule or f"speaker.{speaker.how}"}
    if report.follows is not None:
        why["speaker"] = "speaker.goes on"
    if via is not None:
        why["via"] = "via.relay" if report.relayed_by is not None else "via.medium"
    return why


def _speaker(
    report: Report, sources: Sources, told: dict[int, Speaker], asked: Person | None = None
) -> Speaker:
    if report.turn is not None:
        return of_turn(report.turn, sources.register, sources.callings)
    if report.source is not None:
        if report.frame == "nested" and report.relayed_by is not None:
            around = told.get(id(report.relayed_by), UNKNOWN)
            if report.source.lower_ in FIRST:
                return around  # "“I told him, ‘Go,’” she said"
            if report.source.lower_ in HE | SHE:
                return sources.spoken_of(report.source, around)
        if report.source.lower_ in FIRST:
            return UNKNOWN
        itself = _of_itself(report)
        if itself is not None:
            return sources.resolve(itself, report.cue)
        # "Orr, he said, would leave": of whom he speaks by name, he isn't.
        named = report.direct or (
            report.frame == "parenthetical" and report.source.lower_ in HE | SHE
        )
        spoken_of = sources.references.named_in(report.content) if named else ()
        if asked is not None and report.cue is not None and lemma(report.cue) in _ANSWERS:
            spoken_of = [*spoken_of, asked]  # nobody answers himself
        return sources.resolve(report.source, report.cue, spoken_of)
    if report.follows is not None:
        return told.get(id(report.follows), UNKNOWN)
    return UNKNOWN


def _of_itself(report: Report) -> Token | None:
    """ "The bank meets the rules, it said": the body of which a clause tells, told by itself."""
    source, inner = report.source, report.inner
    if source is None or source.lower_ != "it" or report.frame != "parenthetical" or inner is None:
        return None
    subject = own_subject(inner)
    if report.marked or subject is None or not report.start <= subject.idx < report.end:
        return None
    body = subject.ent_type_ == "ORG" or lemma(subject) in speakers("bodies")
    return subject if body and subject.tag_ in {"NN", "NNP"} else None


def _type(page: QuotePage, report: Report) -> QuoteType:
    if report.direct:
        plain = any(page.text[s].isalpha() for s, _ in report.content)  # ", but “…”"
        return "mixed" if plain and report.marked and report.place == "inside" else "direct"
    # "stressed “the need for calm”" stays part of the reporter's sentence.
    if report.frame != "object" and all(_all_marked(page, s, e) for s, e in report.content):
        return "direct"
    return "mixed" if report.marked else "indirect"


def _all_marked(page: QuotePage, start: int, end: int) -> bool:
    number = page.marked_at(start)
    return number >= 0 and page.outer[number].start == start and page.outer[number].end >= end
