"""Who relayed the words, and to whom they were said."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.clauses import noun_phrase
from readout.extraction.quotepage import QuotePage
from readout.extraction.reports import Report
from readout.extraction.speakers import Resolver
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma


def is_medium(head: Token) -> bool:
    """Whether a noun phrase names a medium: "Sky News", "the newspaper Dagen"."""
    start, stop = noun_phrase(head)
    if head.ent_type_ == "PERSON":
        return False
    for token in head.doc[start:stop]:
        if token.lower_ in speakers("media_words") and token.text[:1].isupper():
            return True
    return lemma(head) in speakers("media")


def relay_of(page: QuotePage, report: Report, resolver: Resolver) -> str | None:
    """The name of the one who relays: an outer cue's speaker, or the medium that was told."""
    outer = report.relayed_by
    if outer is not None and outer.source is not None:
        speaker = resolver.resolve(outer.source)
        return speaker.name or speaker.desc
    if report.hearer is not None and is_medium(report.hearer):
        return resolver.plain(report.hearer)
    return None


def addressee_of(report: Report, resolver: Resolver, via: str | None) -> str | None:
    """The hearer, by full name where the article knows it; None for a medium."""
    hearer = report.hearer
    if hearer is None or is_medium(hearer):
        return None
    person = resolver.cast.at(hearer)
    if person is not None:
        return person.name
    return resolver.plain(hearer)
