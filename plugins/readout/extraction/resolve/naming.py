"""How a source is called: its phrase, the fuller name of a medium or of a surname."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.resolve.answers import Speaker
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

ARTICLES: Final = listed("resolve.naming.articles")
_INITIALS: Final = 4  # characters: "RK Mehta", "K.C. Maurer"
_INTRODUCERS: Final = party_words("introducers")
_ON_DAYS: Final = frozenset({"on", "in", "at", "late"})


class Callings:
    """Lookups over one article, in the order of its text."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._media: list[str] = []
        self._full: dict[str, str] | None = None
        self._spellings: dict[str, str] | None = None

    def fuller(self, found: Speaker) -> Speaker:
        """A surname that the register knows alone, with the name spelt out elsewhere."""
        if found.kind != "person" or found.name is None or " " in found.name:
            return found
        full = self.full_name(found.name)
        return replace(found, name=full) if full is not None else found

    def plain(self, source: Token, *, keep_article: bool = False) -> str:
        """The phrase of a head as one line, without its article."""
        start, stop = noun_phrase(source)
        while start < source.i and self.doc[start].dep_ == "advmod":
            start += 1  # "even China"
        while not keep_article and start < source.i and self.doc[start].lower_ in ARTICLES:
            start += 1
        stop = self._without_day(source, stop)
        return " ".join(self.doc[start:stop].text.split())

    def _without_day(self, source: Token, stop: int) -> int:
        """ "Lawmakers from all parties on Thursday": the day on which they speak, which the parser
        hangs on their name, is no part of it; the Mail on Sunday keeps its own."""
        doc, end = self.doc, stop
        while end > source.i + 1 and doc[end - 1].ent_type_ in {"DATE", "TIME"}:
            end -= 1
        if end == stop or end < source.i + 2 or doc[end - 1].lower_ not in _ON_DAYS:
            return stop
        return stop if source.lower_ in speakers("media_words") else end - 1

    def full_medium(self, head: Token, name: str) -> str:
        """ "the newspaper", "the Times" → the medium's fuller name told before."""
        short = name.split()[-1]
        common = head.text[:1].islower() and lemma(head) in speakers("media")
        if common and name == head.text and self.doc[noun_phrase(head)[0]].pos_ != "DET":
            return name  # "on television": on any
        for earlier in reversed(self._media):
            if (common and " " not in name) or (earlier != name and earlier.endswith(" " + short)):
                return earlier
        if not common:
            self._media.append(name)
        return name

    def spelt(self, capitals: str) -> str:
        """Words set in capitals as the text spells them elsewhere ("McCarthy"), or with the
        first letter of each part alone left large."""
        if self._spellings is None:
            self._spellings = {}
            for token in self.doc:
                if token.text[:1].isupper() and not token.text.isupper():
                    self._spellings.setdefault(token.lower_, token.text)
        return " ".join(self._spellings.get(w.lower(), w.title()) for w in capitals.split())

    def full_name(self, surname: str) -> str | None:
        """The full name that ends with a word, from capitalised runs anywhere in the text."""
        if self._full is None:
            self._full = {}
            doc, i = self.doc, 0
            while i < len(doc):
                j = i
                while j < len(doc) and self._part_of_name(doc[j]):
                    j += 1
                run = [t.text for t in doc[i:j]]
                titles = [at for at, w in enumerate(run) if w.lower().strip(".") in _INTRODUCERS]
                run = run[titles[-1] + 1 :] if titles else run
                if 2 <= len(run) <= 4 and not run[-1].isupper():
                    self._full.setdefault(run[-1], " ".join(run))
                i = max(j, i + 1)
        return self._full.get(surname)

    @staticmethod
    def _part_of_name(token: Token) -> bool:
        return (
            token.pos_ == "PROPN"
            and token.text[:1].isupper()
            and token.text.replace("-", "").replace(".", "").isalpha()
            and (not token.text.isupper() or len(token.text) <= _INITIALS)
            and token.lower_ not in speakers("bodies")
            and token.lower_ not in speakers("media_words")
        )
