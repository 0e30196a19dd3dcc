"""Who a source is: from the noun phrase that names the speaker to a full name.

Names come from the article's register (`find.people`); `pronouns` and `descriptions`
say how the others are resolved. Where two candidates remain equal nobody is named, and
both are kept.
"""

from __future__ import annotations

from spacy.tokens import Token

from readout.extraction.find.people.register import Person
from readout.extraction.resolve.descriptions import body, described, somebody
from readout.extraction.resolve.pronouns import resolve_pronoun
from readout.extraction.resolve.resolved import Speaker
from readout.extraction.resolve.voices import Voices
from readout.extraction.syntax.clauses import noun_phrase
from readout.lexicon.quotes import speakers


class Resolver(Voices):
    """Resolves sources in the order of the text; remembers who spoke last."""

    def resolve(self, source: Token, cue: Token | None = None) -> Speaker:
        """Who the noun phrase with this head is; `cue` tells "he added" from "he said"."""
        found = resolve_pronoun(self, source, cue)
        if found is not None:
            return found
        person = self.person_at(source)
        if person is not None:
            return self.fuller(self._with_others(source, person))
        if source.lower_ in speakers("somebody") or source.pos_ in {"NUM", "PRON", "DET"}:
            return somebody(self, source)
        if source.ent_type_ in {"ORG", "GPE", "NORP", "FAC", "LOC"} or source.pos_ == "PROPN":
            return body(self, source)
        return described(self, source)

    def person_at(self, source: Token) -> Person | None:
        """The person a head names, by itself, by its apposition or by what follows."""
        person = self.register.at(source)
        if person is not None:
            return person
        for one in source.rights:
            if one.dep_ == "appos" and one.i - source.i < 12:
                found = self.register.at(one)
                if found is not None:
                    return found
        # "campaign co-founder Jo Goodman", "founder and CEO, Zhang Yiming" with the office
        # read as the head.
        if source.pos_ not in {"NOUN", "ADJ", "PROPN"} or source.tag_ == "NNS":
            return None
        for following in self.doc[source.i + 1 : source.i + 7]:
            found = self.register.at(following)
            if found is not None:
                return found if source.pos_ != "PROPN" or not source.ent_type_ else None
            if following.text in {",", "-", "and", "of"} or following.pos_ in {"NOUN", "PROPN"}:
                continue
            return None
        return None

    def _with_others(self, source: Token, person: Person) -> Speaker:
        people = [person]
        # Two offices of one person ("founder and CEO, Zhang Yiming") are no two speakers.
        for one in source.conjuncts if self.register.at(source) is not None else ():
            if one.i > source.i and one.i - source.i < 24:
                other = self.register.at(one)
                if other is not None and other not in people:
                    people.append(other)
                elif one.pos_ in {"NOUN", "PROPN"} and other is None:
                    start, stop = noun_phrase(source)
                    return Speaker(self.doc[start:stop].text, "group", sure=0.8)
        if len(people) > 1:
            return Speaker(" and ".join(p.name for p in people), "group", sure=0.9)
        return Speaker(person.name, "person", role=person.first_role, person=person)
