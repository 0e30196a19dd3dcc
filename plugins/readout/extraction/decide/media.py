"""What names a medium: a paper, a station, an agency, by its words or by what stands beside it."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.find.speech.reports import Report
from readout.extraction.resolve.sources import Sources
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.countries import countries
from readout.lexicon.meetings import first_names, party_words
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_NAMED_BEHIND: Final = listed("via.named_behind")
_SORTS: Final = listed("via.sorts")
_STATIONS: Final = listed("via.stations")
_OWN: Final = listed("via.own")
_OWN_PAPER: Final = listed("via.own_paper")
_IN_NAMES: Final = frozenset({"Today", "Tonight", "Live"})
_HEARERS: Final = listed("via.hearers")


def is_medium(head: Token) -> bool:
    """Whether a noun phrase names a medium: "Sky News", "the newspaper Dagen"."""
    first = head.doc[noun_phrase(head)[0]]
    if head.ent_type_ in {"DATE", "TIME"} and head.i == first.i:
        return False  # "said on Sunday"
    if first.lower_ in _OWN_PAPER:
        return False  # "told this paper": the one that prints it relays nothing
    described = head.i > 0 and head.nbor(-1).text[:1].islower() and head.pos_ == "PROPN"
    if described and head.nbor(-1).tag_ in {"NN", "JJ"} and head.nbor(-1).lower_ in _NAMED_BEHIND:
        return True  # "the daily Volksstimme", whatever the recogniser takes it for
    if lemma(head) == "agency" and head.text[:1].islower() and head.nbor(-1).lower_ != "news":
        return False  # "the refugee agency"
    if first.lower_ in _STATIONS and first.i < head.i and first.text[:1].isupper():
        return True  # "Radio Norte", "Kanal Nord": the recogniser takes them for people
    start, stop = noun_phrase(head)
    described = any(t.lower_ in speakers("media") for t in head.doc[start : head.i])
    if described and head.pos_ == "PROPN":
        return True  # "broadcaster CBN Brasil"
    if head.ent_type_ == "PERSON" and head.lower_ not in speakers("media_words"):
        return False
    if lemma(head) in speakers("media") and head.text[:1].islower():
        # "on its website", "the club's page": the speaker's own, no relay.
        owned = any(c.dep_ == "poss" for c in head.lefts)
        return head.tag_ != "NNS" and not (owned and lemma(head) in _OWN)
    named = [t for t in head.doc[start:stop] if t.text[:1].isupper()]
    if not named:
        return False
    return any(t.lower_ in speakers("media_words") for t in named) and head in named


def sounds_like_medium(report: Report, sources: Sources) -> bool:
    """ "told the Morgenpost", "told Pacific Breakfast", "told Midlands 103": a proper name that is
    neither a person, a place nor a body that hears is a paper or a channel. A lone word only where
    words in marks were said to it, and the article has it nowhere else ("told Yle")."""
    head = report.hearer
    if head is None or report.cue is None or lemma(report.cue) != "tell":
        return False
    if head.pos_ != "PROPN":
        return False
    if head.i + 1 < len(head.doc) and head.nbor(1).pos_ == "NUM" and head.nbor(1).is_digit:
        return True
    start, stop = noun_phrase(head)
    words = head.doc[start:stop]
    the = words[0].lower_ == "the"
    if head.ent_type_ == "NORP" or head.tag_ == "NNPS":
        return False
    if head.ent_type_ in {"GPE", "LOC"} and not the and len(words) == 1:
        return False
    if head.lower_ in countries():
        return False
    known = speakers("bodies") | speakers("assemblies") | _HEARERS
    if any(t.lower_ in known or lemma(t) in known for t in words):
        return False
    if head.lower_ in party_words("offices") or lemma(head) in party_words("offices"):
        return False
    if head.ent_type_ == "PERSON" or head.i in sources.register.by_token:
        return the or (len(words) > 1 and no_person(head, sources))
    if the or len(words) > 1:
        return True
    # Without an article a lone name is as likely a person, a village or a body.
    marked = bool(report.marked)
    return marked and head.ent_type_ == "ORG" and _said_once(head)


def no_person(head: Token, sources: Sources) -> bool:
    """Whether what the recogniser calls a person is told of nowhere else, has no office and no
    first name that anybody knows: "Al-Mamlaka Sport", "Humber Coast Live"."""
    start, _ = noun_phrase(head)
    person = sources.register.at(head)
    if person is not None and (len(person.mentions) > 1 or person.roles or person.sex):
        return False
    first = head.doc[start].lower_
    return first not in first_names() and _said_once(head)


def _said_once(head: Token) -> bool:
    return sum(t.text == head.text for t in head.doc) == 1


def medium_name(head: Token) -> str:
    """The medium's name without what describes it: "state-run broadcaster CCTV" → "CCTV"."""
    start, stop = noun_phrase(head)
    doc = head.doc
    after = head.i + 1
    named = [i for i in range(start, head.i) if doc[i].text[:1].isupper() and doc[i].pos_ != "DET"]
    if head.text[:1].islower() and lemma(head) in _SORTS and named and named[-1] == head.i - 1:
        return " ".join(doc[named[0] : head.i].text.split())  # "Skai television"
    if head.text[:1].islower() and after < len(doc) and doc[after].pos_ == "PROPN":
        # "the newspaper Dagen"
        start = stop = after
        while stop < len(doc) and doc[stop].pos_ == "PROPN":
            stop += 1
    if stop == head.i + 1 < len(doc) and doc[stop].text in _IN_NAMES and head.text[:1].isupper():
        stop += 1  # "Post Today": the parser takes the day out of the name
    first = next(
        (i for i in range(start, stop) if doc[i].text[:1].isupper() and doc[i].pos_ != "DET"), start
    )
    if first > start and not doc[head.i].text[:1].isupper():
        first = start  # "the i newspaper": the head itself is common
    while first < stop - 1 and doc[first].lower_ in {"the", "a", "an"}:
        first += 1
    return " ".join(doc[first:stop].text.split(",")[0].split())
