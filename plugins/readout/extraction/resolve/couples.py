"""Two who are told by one noun: "the two ministers", "both leaders", "the parents"."""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person
from readout.extraction.resolve.answers import Speaker
from readout.extraction.resolve.offices import is_human
from readout.extraction.resolve.references import References
from readout.extraction.resolve.speakers import TWO, is_unnamed
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
