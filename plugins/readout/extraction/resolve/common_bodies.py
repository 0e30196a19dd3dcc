"""Bodies that are told by what they are: "the company", "the ministry", "a rights group".

Whom they mean is looked up in the article, the name beside them first, then whoever spoke just
before, then the one body of that sort; else the description itself is the name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from readout.extraction.resolve.answers import Speaker
from readout.extraction.resolve.bodies import Bodies, is_medium
from readout.extraction.resolve.references import References
from readout.extraction.syntax.clauses import child
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.countries import countries
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

INDEFINITE: Final = listed("resolve.sources.indefinite")
NAMED_ALONE: Final = listed("resolve.sources.named_alone")
STILL: Final = 3  # sentences for which "the statement" is still that of the one before
THEIRS: Final = frozenset({"his", "her", "their", "its"})
_ANY_BODY: Final = listed("resolve.sources.any_body")


class CommonBodies:
    """Looks up one article's bodies without a name.

    Attributes:
        last: the name of the body that spoke last.

    Args:
        resolve: whom a noun phrase with this head means.
    """

    def __init__(
        self, references: References, bodies: Bodies, resolve: Callable[[Token], Speaker]
    ) -> None:
        self._references, self._bodies, self._resolve = references, bodies, resolve
        self.last: str | None = None

    def speaker(self, source: Token, desc: str) -> Speaker:
        """Whom a common noun for a body means.

        Args:
            desc: the phrase as it is called by, without its article.
        """
        doc = source.doc
        # "the Israeli newspaper Haaretz", "think tank the Hale Institute": the name follows.
        after = source.i + 1
        if after + 1 < len(doc) and doc[after].lower_ == "the":
            after += 1
        if after < len(doc) and doc[after].pos_ == "PROPN" and doc[after].text[:1].isupper():
            named = self._bodies.name_at(after)
            if named is not None:
                return Speaker(name=named, kind="org", sure=0.9)
        named = self._bodies.behind(source)
        if named is not None:
            return Speaker(name=named, kind="org", sure=0.85)
        owner = child(source, "poss")
        if owner is not None and owner.lower_ in THEIRS:
            found = self._resolve(owner)
            ministry = self._bodies.ministry_of(found.role) if source.lower_ == "ministry" else None
            if ministry is not None:
                return Speaker(name=ministry, kind="org", how="description", sure=0.75)
            if found.name:
                return Speaker(
                    name=f"{found.name}'s {desc}", kind="group", how="description", sure=0.7
                )
        first = doc[noun_phrase(source)[0]].lower_
        front = [w.lower() for w in desc.split()[:-1]]
        again = (self.last or "").split()
        if first == "the" and not front and again and again[-1] == source.lower_ != again[0]:
            # "An investor group said …. The group said …": the one described before.
            return Speaker(self.last, "org", how="description", sure=0.75, rule="body again")
        if first == "the" and source.tag_ in {"NN", "NNP"} and self._firm_again(source) is None:
            told = self._bodies.introduced(source, front)
            if told is not None:
                return Speaker(name=told, kind="org", how="description", sure=0.75)
        plain = all(w in countries() for w in front)  # "the company", "the Japanese company"
        alone = plain and first == "the" and source.tag_ in {"NN", "NNP"}
        # A name that tells its sort outweighs whoever spoke last: "the airline" of "Skyways".
        firm = self._bodies.by_sort(source) if alone and not front else None
        if firm is None and alone:
            firm = self._firm_again(source) or self._bodies.meant(source, front)
        if firm is None and first == "the" and lemma(source) in speakers("media"):
            firm = medium_again(source, self._references)
        if firm is not None:
            return Speaker(name=firm, kind="org", how="description", sure=0.75)
        if first == "the" and source.tag_ == "NN" and self._bodies.behind(source) is None:
            town = self._bodies.town(source) if not front else None
            if town is not None:
                return Speaker(name=town, kind="org", how="description", sure=0.7)
        if alone and self._bodies.of_state(source):
            return Speaker(name=desc, kind="org", sure=0.8)
        any_body = self._bodies.is_firm(source) or lemma(source) in _ANY_BODY
        if alone and not front and any_body and self.last is not None:
            return Speaker(name=self.last, kind="org", how="description", sure=0.7)
        named_alone = lemma(source) in NAMED_ALONE or source.lower_ in NAMED_ALONE
        if source.tag_ in {"NNS", "NNPS"} and " " in desc and first not in INDEFINITE:
            return Speaker(name=desc, kind="group", how="plural", sure=0.75)
        if source.tag_ in {"NNS", "NNPS"} and first not in {"the", "both"} and not named_alone:
            return Speaker(name=None, kind="anonymous", desc=desc, how="plural", sure=0.7)
        return Speaker(name=desc, kind="org", sure=0.93)

    def _firm_again(self, source: Token) -> str | None:
        """ "The company" just behind words of a firm is that firm."""
        last = self._references.salience.spoke_last(source.i, STILL)
        firm = last is not None and last.kind == "org" and self._bodies.is_firm(source)
        return last.name if last is not None and firm else None


def medium_again(source: Token, references: References) -> str | None:
    """ "The newspaper", "the report" behind words of a paper or an agency: that one."""
    last = references.salience.spoke_last(source.i, STILL)
    if last is None or last.kind != "org" or last.name is None:
        return None
    return last.name if is_medium(last.name) else None
