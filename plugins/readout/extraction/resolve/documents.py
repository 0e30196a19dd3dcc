"""Whose words a document tells: "the letter said" is whoever wrote it, "an SLK release" is SLK's,
"the statement" is that of whoever spoke just before. Nobody's where nothing tells the author."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.resolve.answers import Speaker
from readout.extraction.resolve.common_bodies import STILL, medium_again
from readout.extraction.resolve.naming import Callings
from readout.extraction.resolve.references import References
from readout.extraction.syntax.clauses import author_of, is_verb, own_subject
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_ISSUED: Final = listed("resolve.sources.issued")
_WRITES: Final = frozenset({"write", "post", "issue", "release"})


class Documents:
    """Finds the authors of one article's documents.

    Args:
        resolve: whom a noun phrase with this head means.
    """

    def __init__(
        self, references: References, callings: Callings, resolve: Callable[[Token], Speaker]
    ) -> None:
        self._references, self._callings, self._resolve = references, callings, resolve

    def speaker(self, source: Token) -> Speaker:
        """A poll or a letter says something, but is nobody."""
        desc = self._callings.plain(source)
        owner = author_of(source)
        if owner is not None and owner.i != source.i:
            author = self._resolve(owner)
            if author.name is not None:
                return replace(author, desc=desc, how="document", sure=0.6)
        issuer = self._issuer(source)
        if issuer is not None:
            return replace(issuer, desc=desc, how="document", sure=0.6)
        return Speaker(name=None, kind="unknown", desc=desc, how="document", sure=0.7)

    def _issuer(self, source: Token) -> Speaker | None:
        """ "An SLK release said": whose it is stands in front; "the statement read": whoever
        was told to speak last; "the report said": the paper or the agency that did."""
        if lemma(source) == "report" and source.doc[noun_phrase(source)[0]].lower_ == "the":
            medium = medium_again(source, self._references)
            return Speaker(medium, "org", how="document") if medium is not None else None
        if lemma(source) not in _ISSUED:
            return None
        for one in source.lefts:
            if one.dep_ in {"compound", "nmod"} and one.pos_ == "PROPN":
                found = self._resolve(one)
                return found if found.name is not None else None
        if source.doc[noun_phrase(source)[0]].lower_ != "the":
            return None
        last = self._references.salience.spoke_last(source.i, STILL)
        if last is not None and last.name is not None:
            return last
        return self._wrote(source)

    def _wrote(self, source: Token) -> Speaker | None:
        """ "Ruiz wrote to the school. The letter said": whoever the sentence before says wrote
        or issued something."""
        here = self._references.sentence_of[source.i]
        for token in self._references.tokens_before(source, 60, 1):
            if self._references.sentence_of[token.i] == here or lemma(token) not in _WRITES:
                continue
            writer = own_subject(token) if is_verb(token) else None
            found = self._resolve(writer) if writer is not None else None
            return found if found is not None and found.name is not None else None
        return None
