"""Who relayed the words, and to whom they were said.

A relay is a party that stands between the speaker and the reader and is named in the same
sentence: an outer cue ("…, according to CCTV"), a medium that was told ("told ITV"), the
place of an interview ("in an interview with Time magazine"). A hearer that is no medium
is the addressee.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from readout.extraction.decide.carriers import carrier, of_piece, reporters_medium
from readout.extraction.decide.media import is_medium, medium_name, sounds_like_medium
from readout.extraction.find.speech.reports import Report
from readout.extraction.resolve.answers import Speaker
from readout.extraction.resolve.sources import Sources
from readout.extraction.syntax.clauses import child
from readout.extraction.syntax.phrases import noun_phrase
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import occasions, speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_PLACES_2: Final = listed("via.places_2")
_PLACES: Final = listed("via.places")
_TALKING: Final = frozenset({"speak", "talk", "write", "appear"})
_ANYBODY: Final = frozenset({"press", "media"})  # "told the press": no medium of its own
_GOING_ON: Final = frozenset({"add", "continue", "go"})


def relay_of(page: QuotePage, report: Report, sources: Sources) -> str | None:
    """The name of the one who relays: an outer cue's speaker, or a medium."""
    outer = report.relayed_by
    if outer is not None and outer.source is not None:
        published = of_piece(outer.source)
        if published is not None:
            return published
        if is_medium(outer.source):
            return sources.callings.full_medium(outer.source, medium_name(outer.source))
        speaker = sources.resolve(outer.source)
        return speaker.name or speaker.desc
    hearer = report.hearer
    if hearer is not None:
        heard = reporters_medium(hearer)
        if heard is not None:
            return heard
    if (
        hearer is not None
        and lemma(hearer) not in _ANYBODY
        and (is_medium(hearer) or sounds_like_medium(report, sources))
    ):
        return _in_full(hearer, sources, told=True)
    if report.cue is None:
        return None
    for head in _places(page, report):
        if is_medium(head):
            return _in_full(head, sources)
        owner = child(head, "poss")
        if owner is not None and is_medium(owner):
            return medium_name(owner)
    return carrier(page, report, sources)


def _in_full(head: Token, sources: Sources, *, told: bool = False) -> str | None:
    """The medium by its fullest name; "the news agency" is the one named before. None for one
    that stays without a name ("said on private radio"), unless it was `told`, and a state has
    one only."""
    name = sources.callings.full_medium(head, medium_name(head))
    unnamed = not any(c.isupper() for c in name)
    if not unnamed or "state" in name.split():
        return name
    common = all(w in speakers("media") or w in {"news", "the"} for w in name.split())
    definite = head.doc[noun_phrase(head)[0]].pos_ == "DET"
    for token in reversed(head.doc[: head.i] if common and definite else ()):
        named = token.pos_ == "PROPN" and token.lower_ in speakers("media_words")
        if named and token.text[:1].isupper() and is_medium(token):
            return medium_name(token)
    return name if told else None


def _places(page: QuotePage, report: Report) -> Iterator[Token]:
    """Nouns that say where the words were spoken, outside of the content."""
    cue = report.cue
    if cue is None:
        return
    starts = [cue]
    if cue.dep_ == "pcomp" and lemma(cue.head.head) == "quote":
        starts.append(cue.head.head)  # "was quoted as saying by Kanal Nord"
    if lemma(cue) == "quote":
        starts += [v for p in cue.children if p.dep_ == "prep" for v in p.children]
    for one in cue.children:
        if one.dep_ == "advcl" and lemma(one) in _TALKING:
            starts.append(one)
    for start in starts:
        for preposition in start.children:
            if preposition.dep_ not in {"prep", "agent"} or preposition.lower_ not in _PLACES:
                continue
            noun = child(preposition, "pobj")
            if noun is None or noun == report.source or _in_content(noun, report):
                continue
            yield noun
            if lemma(noun) in occasions():
                for inner in noun.rights:
                    if inner.dep_ == "prep" and inner.lower_ in _PLACES_2:
                        found = child(inner, "pobj")
                        if found is not None:
                            yield found


def _in_content(token: Token, report: Report) -> bool:
    return any(s <= token.idx < e for s, e in report.content)


def addressee_of(report: Report, sources: Sources) -> str | None:
    """The hearer, by full name where the article knows it; None for a medium."""
    hearer = report.hearer
    if hearer is None or is_medium(hearer) or sounds_like_medium(report, sources):
        return None
    found = sources.resolve(hearer)
    if found.person is not None or (found.kind == "group" and " and " in (found.name or "")):
        return found.name
    if hearer.pos_ == "PRON":
        return None
    return sources.callings.plain(hearer, keep_article=True)


def goes_on(report: Report, speaker: Speaker, last: Speaker | None) -> bool:
    """ "he added" goes on with the same speech, heard and relayed as before."""
    return (
        report.cue is not None
        and lemma(report.cue) in _GOING_ON
        and report.source is not None
        and report.source.pos_ == "PRON"
        and last is not None
        and speaker.name is not None
        and last.name == speaker.name
    )
