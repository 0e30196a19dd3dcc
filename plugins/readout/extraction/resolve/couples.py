"""Two who are told by one noun: "the two ministers", "both leaders", "the parents"."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, distinct
from readout.extraction.resolve.answers import Speaker
from readout.extraction.resolve.offices import is_human
from readout.extraction.resolve.references import References
from readout.extraction.resolve.speakers import TWO, is_unnamed
from readout.extraction.syntax.clauses import conjuncts
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.quotes import speakers
from readout.text.lemmas import lemma

_JUST = 2  # sentences


class Couples:
    """Lookups over one article."""

    def __init__(self, references: References) -> None:
        self.references, self.register, self.doc = (
            references,
            references.register,
            references.doc,
        )

    def pair(self, source: Token, first: str) -> Speaker | None:
        """ "The two ministers", "both leaders", "the sides": the two who were named together."""
        named = self._named_together(source) if first == "the" else []
        if named:
            name = " and ".join(p.name for p in named)
            return Speaker(name, "group", how="plural", sure=0.75, rule="meant.named together")
        words = self.doc[noun_phrase(source)[0] : source.i]
        two = {source.lower_.removesuffix("s"), lemma(source)}
        if first not in {"the", "both"} or not (two & TWO or self._joined_again(source)):
            return None
        if any(t.lower_ not in {"the", "both", "two"} and not is_title(t) for t in words):
            return None
        titles = {t.lower_ for t in words} - {"the", "both", "two"}
        if titles or source.text[:1].isupper():
            people = self._bearers(source, {*titles, source.lower_.removesuffix("s")})
        else:
            people = self.references.plural(source, 2)
        if len(people) != 2:
            return None
        name = " and ".join(p.name for p in people)
        return Speaker(name, "group", how="plural", sure=0.75, rule="meant.pair")

    def _named_together(self, source: Token) -> list[Person]:
        """ "The owners, Ida Roth and Sam Pell, sold it. The owners said": those whom the text has
        named behind the same plural. Nobody where it uses the noun for others, too."""
        if self.doc[noun_phrase(source)[0] : source.i + 1].text.lower() != f"the {source.lower_}":
            return []
        if source.tag_ not in {"NNS", "NNPS"} or is_unnamed(source):
            return []
        found: list[Person] = []
        for token in self.doc[: source.i]:
            if token.lower_ != source.lower_ or token.tag_ not in {"NNS", "NNPS"}:
                continue
            named = self._behind(token)
            if named and found and named != found:
                return []
            if not named and self.doc[noun_phrase(token)[0]].lower_ != "the" and found:
                return []  # "other owners"
            found = found or named
        return found

    def _behind(self, noun: Token) -> list[Person]:
        """Two or more people whose coordinated names stand right behind a noun."""
        stop = noun_phrase(noun)[1]
        for start in dict.fromkeys((noun.i + 1, stop)):
            at = start
            while at < len(self.doc) and (self.doc[at].text == "," or is_title(self.doc[at])):
                at += 1
            mention = self.register.mention(self.doc[at]) if at < len(self.doc) else None
            if mention is None or mention[0] > at:
                continue
            named = distinct(self.register.at(t) for t in conjuncts(self.doc[mention[1] - 1]))
            if len(named) > 1:
                return named
        return []

    def _joined_again(self, source: Token) -> bool:
        """ "Ruiz and Vega lost their son. The parents said": a noun of people that the article uses
        for nobody else."""
        if source.pos_ != "NOUN" or not is_human(source) or lemma(source) in speakers("bodies"):
            return False
        if is_unnamed(source):
            return False
        told = lemma(source)
        earlier = self.doc[: source.i]
        if any(t.pos_ in {"NOUN", "PROPN"} and lemma(t).lower() == told for t in earlier):
            return False
        return len(self.references.joined(source, _JUST)) == 2

    def _bearers(self, source: Token, office: set[str]) -> list[Person]:
        """Whom the article has told before to bear an office: "The Prime Ministers said"."""
        return [
            person
            for person in self.register.people
            if person.mentions[0][0] < source.i
            and any(office <= set(role.lower().split()) for role in person.roles)
        ]
