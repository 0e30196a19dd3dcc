"""Who a source is: from the noun phrase that names the speaker to a full name.

Persons are resolved by `references`, as everywhere; here stand the speakers that are none:
bodies, offices, groups, documents, and those who stay unnamed. Where two candidates remain
equal nobody is named, and both are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.people.names import is_title
from readout.extraction.find.people.register import Person, distinct
from readout.extraction.resolve.answers import Answer, Speaker
from readout.extraction.resolve.behind import (
    Told,
    beside_cue,
    called,
    named_behind,
    told_before_cue,
)
from readout.extraction.resolve.bodies import Bodies
from readout.extraction.resolve.common_bodies import (
    INDEFINITE,
    NAMED_ALONE,
    STILL,
    THEIRS,
    CommonBodies,
)
from readout.extraction.resolve.couples import Couples
from readout.extraction.resolve.documents import Documents
from readout.extraction.resolve.introductions import Introductions
from readout.extraction.resolve.naming import Callings
from readout.extraction.resolve.offices import is_aged, is_human, national
from readout.extraction.resolve.references import HE, SHE, References
from readout.extraction.resolve.roles import Roles
from readout.extraction.resolve.salience import Turn
from readout.extraction.resolve.speakers import (
    apposed,
    are_known,
    at_an_occasion,
    by_first_name,
    identified,
    is_plural_office,
    meant,
    medium_of,
    namelike,
    new_person,
    not_closed_off,
    whose_experts,
    without_occasion,
)
from readout.extraction.resolve.spellings import Spellings
from readout.extraction.syntax.clauses import (
    SUBJECTS,
    author_of,
    child,
    hangs,
)
from readout.extraction.syntax.phrases import noun_phrase
from readout.lexicon.meetings import party_words
from readout.lexicon.names import kept_titles
from readout.lexicon.quotes import documents, speakers
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_ADDING: Final = frozenset({"add", "continue", "conclude", "go"})
_SURE_MARGIN: Final = 15.0  # points from which a pronoun is nearly certain
_PEERS: Final = frozenset({"baroness", "lady", "lord", "viscount"})
_STYLES: Final = listed("resolve.sources.styles")
_LETTER: Final = 2  # letters up to which capitals are no name: "PM", "MP"
_JUST: Final = 2  # sentences
_TO_COME: Final = frozenset({"elect", "designate"})  # "the president-elect", cut at its hyphen
_KNOWN: Final = frozenset({"the", "that", "this", "our"})


class Sources:
    """Resolves sources in the order of the text; remembers who spoke last."""

    def __init__(self, references: References) -> None:
        self.references = references
        self.callings = Callings(references.doc)
        self.bodies = Bodies(references.doc, references.register)
        self.roles = Roles(references)
        self.introductions = Introductions(references.document, references.offices)
        self.couples = Couples(references)
        self.spellings = Spellings(references.doc, references.register)
        self.doc = references.doc
        self.register = references.register
        self.sentence_of = references.sentence_of
        self.last: Speaker | None = None
        self.documents = Documents(references, self.callings, self.resolve)
        self.common_bodies = CommonBodies(references, self.bodies, self.resolve)

    def note(self, speaker: Speaker, at: int) -> None:
        """Remember who spoke, at which token."""
        self.last = speaker
        self.references.note(speaker, at)
        if speaker.kind == "org" and speaker.name:
            self.common_bodies.last = speaker.name

    def resolve(
        self, source: Token, cue: Token | None = None, spoken_of: Sequence[Person] = ()
    ) -> Speaker:
        """Who the noun phrase with this head is.

        Args:
            cue: tells "he added" from "he said".
            spoken_of: who is named in the words themselves, and so hardly says them.
        """
        source = not_closed_off(source, cue)
        low = source.lower_
        if low in HE or low in SHE:
            return self._he_or_she(source, cue, spoken_of)
        if low == "it":
            return self._it(source, cue)
        if low in {"they", "them"}:
            return self._they(source)
        styled = self._styled(source, cue)
        if styled is not None:
            return styled
        apposed_body = self.bodies.apposed_to(source)
        if apposed_body is not None:
            return Speaker(apposed_body, "org", sure=0.9, rule="name.apposed body")
        person = self.person_at(source) or beside_cue(self.register, source, cue)
        if person is not None:
            body = self._firm_called_so(person)
            if body is not None:
                return Speaker(body, "org", sure=0.85, rule="body called so")
            if self.spellings.only_by_given_name(source, person):
                return replace(new_person(source.text, None), rule="name.family")
            person = self.spellings.meant(person)
            found = self.callings.fuller(self._with_others(source, person))
            found = self._titled_in_full(found)
            return replace(found, rule=self.register.rule(source) or "name.beside")
        introduced = self.introductions.next(source)
        if introduced is not None:
            return introduced
        aged = self.references.offices.of_age(source)
        if aged.candidates:
            return meant(aged, "description", 0.75)
        told = told_before_cue(source, cue)
        if told is not None:
            return self._told(told, source)
        if low in speakers("somebody") or source.pos_ in {"NUM", "PRON", "DET"}:
            return self.couples.pair(
                source, self.doc[noun_phrase(source)[0]].lower_
            ) or self.somebody(source)
        label = source.ent_type_ in {"ORG", "GPE", "NORP", "FAC", "LOC"}
        office = is_plural_office(source) or source.lower_ in _TO_COME
        capitals = source.text.isupper() and len(source) > _LETTER
        if (label or source.pos_ == "PROPN" or capitals) and not office:
            return self.body(source)
        named = named_behind(self.register, source) or called(self.register, source, self.callings)
        if named is not None:
            found = self.callings.fuller(
                Speaker(named.name, "person", named.first_role, person=named)
            )
            return replace(found, rule="name.behind office")
        return self.described(source, spoken_of)

    def _firm_called_so(self, person: Person) -> str | None:
        """ "Wolverine says" where the article has Wolverine Motors: a lone word that the recogniser
        takes for somebody, though nothing else tells that it is."""
        if len(person.words) != 1 or person.roles or person.sex:
            return None
        full = self.bodies.fuller(person.name)
        return full if full != person.name else None

    def _told(self, told: Told, source: Token) -> Speaker:
        """A speaker by the name that stands between what he is and the verb."""
        if told.is_body:
            return Speaker(self.bodies.fuller(told.name), "org", sure=0.85, rule="name.before cue")
        known = self.spellings.ending_in(told.name)
        if len(known) == 1:
            person = known[0]
            found = Speaker(person.name, "person", person.first_role, person=person)
        else:
            words = self.doc[noun_phrase(source)[0] : source.i + 1]
            found = new_person(told.name, words.text.lower().removeprefix("a "))
        return replace(found, rule="name.before cue")

    def _titled_in_full(self, found: Speaker) -> Speaker:
        """ "Sheikh Rashid" → "Rashid bin Zayed": a title that is part of the name, with a given
        name that one longer name of the article begins with."""
        words = (found.name or "").split()
        if found.kind != "person" or len(words) < 2:
            return found
        if len(words) != 2 or words[0].lower() not in kept_titles():
            return found
        at = -1 if words[0].lower() in _PEERS else 0  # "Lord Hale" is called by his family
        longer = [p for p in self.register.people if p.words[at] == words[1] and len(p.words) > 1]
        longer = [p for p in longer if p.words[0].lower() not in kept_titles()]
        if len(longer) != 1:
            return found
        person = longer[0]
        return replace(found, name=person.name, person=person, role=person.first_role)

    def _he_or_she(
        self, source: Token, cue: Token | None, spoken_of: Sequence[Person] = ()
    ) -> Speaker:
        turn: Turn = "goes_on" if cue is not None and lemma(cue) in _ADDING else "takes"
        answer = self.references.he_or_she(source, spoken_of, turn)
        unnamed = self.references.unnamed_speaker(source) if answer.person is None else None
        if unnamed is not None:
            return Speaker(
                None, "anonymous", desc=unnamed.desc, how="pronoun", sure=0.8, rule=answer.rule
            )
        sure = 0.95 if answer.margin > _SURE_MARGIN else 0.85
        return self.callings.fuller(meant(answer, "pronoun", sure))

    def spoken_of(self, source: Token, around: Speaker) -> Speaker:
        """The *he* whose words somebody tells: in "“He told me, ‘Go,’” Orr said" not Orr."""
        exclude = (around.person,) if around.person is not None else ()
        answer = self.references.he_or_she(source, exclude)
        return self.callings.fuller(meant(answer, "pronoun", 0.8))

    def _it(self, source: Token, cue: Token | None) -> Speaker:
        adding = cue is not None and lemma(cue) in _ADDING
        last = self.references.salience.spoke_last(source.i, _JUST if adding else 1)
        if adding and last is not None and last.kind == "org" and last.name is not None:
            return Speaker(last.name, "org", how="pronoun", sure=0.85, rule="it: speaks on")
        if last is not None and last.name is not None and self._of_statement(source):
            return replace(last, how="pronoun", sure=0.75, rule="it: the statement")
        for token in self.references.tokens_before(source, 150, 3):
            if token.dep_ not in SUBJECTS or token.i in self.register.by_token:
                continue
            if token.tag_ in {"NNS", "NNPS"} or self._any(token):
                continue  # "it" is one that is known
            if token.ent_type_ in {"ORG", "GPE", "NORP"} or lemma(token) in speakers("bodies"):
                found = self.resolve(token)
                if found.name is not None:
                    return Speaker(found.name, found.kind, how="pronoun", sure=0.8, rule="it")
        if self.common_bodies.last is not None:
            return Speaker(
                self.common_bodies.last, "org", how="pronoun", sure=0.6, rule="it: body before"
            )
        return Speaker(None, "unknown", how="pronoun", sure=0.3, rule="it: nobody fits")

    def _of_statement(self, source: Token) -> bool:
        """ "…, the ministers said in a joint statement. Flights would start, it said"."""
        turn = self.references.salience.last_turn(source.i)
        if turn is None or self.sentence_of[source.i] - self.sentence_of[turn[0]] > 1:
            return False
        behind = (t for t in self.doc[turn[0] : source.i] if lemma(t) in documents())
        return any(t.dep_ == "pobj" and t.head.lower_ == "in" for t in behind)

    def _any(self, token: Token) -> bool:
        """ "Another government", "a company": none that was named."""
        return self.doc[noun_phrase(token)[0]].lower_ in INDEFINITE and token.pos_ == "NOUN"

    def _they(self, source: Token) -> Speaker:
        several = self._several_since(source)
        if several is not None:
            how, rule = "pronoun", "they: subject since"
            return replace(self.resolve(several), how=how, sure=0.7, rule=rule)
        last = self.references.salience.spoke_last(source.i, STILL)
        if last is not None and last.kind in {"group", "org", "anonymous"}:
            desc = last.desc if last.kind == "anonymous" else None
            return Speaker(
                last.name, last.kind, desc=desc, how="pronoun", sure=0.75, rule="they: speaker"
            )
        for token in self.references.tokens_before(source, 100, 2):
            plural = token.tag_ in {"NNS", "NNPS"} or hangs(token, "conj")
            if token.dep_ == "nsubj" and plural:
                found = self.resolve(token)
                how, rule = "pronoun", "they: subject before"
                return Speaker(
                    found.name, found.kind, desc=found.desc, how=how, sure=0.7, rule=rule
                )
        for token in self.references.tokens_before(source, 100, 2):
            if token.dep_ not in SUBJECTS or token.i in self.register.by_token:
                continue
            if token.ent_type_ == "ORG" or lemma(token) in NAMED_ALONE:
                found = self.resolve(token)
                if found.kind == "org" and found.name is not None:
                    return replace(found, how="pronoun", sure=0.65, rule="they: body before")
        alone = self._named_alone(source)
        if alone is not None:
            sure, rule = 0.5, "they: only one named"
            return Speaker(
                alone.name,
                "person",
                alone.first_role,
                how="pronoun",
                sure=sure,
                person=alone,
                rule=rule,
            )
        return Speaker(None, "unknown", how="pronoun", sure=0.3, rule="they: nobody fits")

    def _several_since(self, source: Token) -> Token | None:
        """Those whom the sentence before is about, in the same paragraph, if nobody has spoken
        since: "Economists at Hale put it at a tenth. It could fall, they said"."""
        turn = self.references.salience.last_turn(source.i)
        page = self.references.document.page
        since = max(turn[0] + 1 if turn else 0, page.first_token(source.i))
        for token in self.references.tokens_before(source, 60, 1):
            if token.i < since:
                return None
            before = self.sentence_of[token.i] < self.sentence_of[source.i]
            people = token.tag_ == "NNS" and token.dep_ == "nsubj" and is_human(token)
            if before and people and page.inside[token.i] < 0:
                return token
        return None

    def _named_alone(self, source: Token) -> Person | None:
        """The one who is named, as a subject, in the sentence before, if nothing tells a man or a
        woman: a band that the register takes for a person, or one who is called so."""
        here = self.sentence_of[source.i]
        near = [n for n in self.references.salience.before(source.i, 1) if n.sentence < here]
        people = distinct(n.person for n in near)
        if len(people) != 1 or not any(n.subject for n in near):
            return None
        return None if self.references.salience.sex_of(people[0]) else people[0]

    def person_at(self, source: Token) -> Person | None:
        """The person a head names, by itself, by its apposition or by what follows."""
        person = self.register.at(source)
        aged = source.i > 1 and source.is_digit and self.doc[source.i - 1].text == ","
        if person is None and aged:
            person = self.register.at(self.doc[source.i - 2])  # "Chebet-Rono, 34, said"
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
        for following in self.doc[source.i + 1 : source.i + 11]:
            found = self.register.at(following)
            if found is not None and self._only_names_a_thing(following):
                return None
            if found is not None:
                return found if source.pos_ != "PROPN" or not source.ent_type_ else None
            if following.text in {",", "-", "and", "of"} or following.pos_ in {"NOUN", "PROPN"}:
                continue
            return None
        return None

    def _only_names_a_thing(self, token: Token) -> bool:
        """ "According to the minister, Nordic cooperation is strong": a name that a noun follows
        is no apposition."""
        mention = self.register.mention(token)
        after = mention[1] if mention is not None else token.i + 1
        thing = self.doc[after] if after < len(self.doc) else None
        if thing is not None and thing.tag_ == "POS":
            return True  # "a member of Hale's delegation"
        return thing is not None and thing.pos_ == "NOUN" and token.head.i >= after

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

    def somebody(self, source: Token) -> Speaker:
        """ "one", "others", "many": nobody with a name."""
        how = "named" if source.lower_ in {"one", "another", "someone"} else "plural"
        return Speaker(
            name=None, kind="anonymous", desc=self.callings.plain(source), how=how, sure=0.9
        )

    def body(self, source: Token) -> Speaker:
        """A proper name that is no person's: an organisation, a government, a people."""
        head = lemma(source)
        first = self.doc[noun_phrase(source)[0]].lower_
        vague = first in INDEFINITE and source.tag_ in {"NNS", "NNPS"}  # "some Australians"
        if vague or (source.pos_ == "NOUN" and is_human(source)):
            return self.described(source)
        if source.ent_type_ == "NORP" and source.tag_ not in {"NNS", "NNPS"}:
            found = self._of_nation(source)
            if found is not None:
                return found
        if first == "the" and (national(source) or is_aged(source)):
            # One person, who is called by a nation: no body, whoever it may be.
            answer = self.references.offices.of_nation(source)
            if answer.candidates:
                return meant(answer, "description", 0.7)
            return Speaker(None, "anonymous", desc=self.callings.plain(source), how="named")
        common = head in speakers("anonymous") and source.lower_ not in speakers("bodies")
        if common and (source.tag_ in {"NNS", "NNPS"} or source.ent_type_ in {"", "NORP"}):
            return self.described(source)
        person = self._unregistered(source)
        if person is not None:
            return person
        office = self._office_in_capitals(source, first)
        if office is not None:
            return office
        bearer = self.references.offices.by_initials(source) if first == "the" else None
        if bearer is not None:
            answer = Answer(bearer, (bearer,), 0.0, "meant.initials")
            return meant(answer, "description", 0.8)
        name = self.callings.plain(source)
        name = name.split(" (")[0]
        if "," in name and " and " not in name.split(",")[0]:
            name = name.split(",")[0]  # an apposition, or what follows in a list
        if any(c.dep_ == "conj" and c.ent_type_ in {"ORG", "GPE", "NORP"} for c in source.rights):
            return Speaker(name=name, kind="group", sure=0.85)
        if name.isupper() or source.ent_type_ not in {"GPE", "NORP", "LOC"}:
            name = self.bodies.fuller(name)
        return Speaker(name=name, kind="org", sure=0.96)

    def _office_in_capitals(self, source: Token, first: str) -> Speaker | None:
        """ "The Federal Chancellor said", "the Speaker said": an office, not a name."""
        offices = party_words("offices")
        if first != "the" or lemma(source).lower() not in offices or source.tag_ == "NNPS":
            return None
        if not is_human(source):
            return None
        found = self.roles.by_role(source, self.last)
        words = self.doc[noun_phrase(source)[0] : source.i + 1]
        if found is None or not any(t.pos_ == "PROPN" and t.ent_type_ == "ORG" for t in words):
            return found
        # What is called a body is an office where the article gives it to somebody.
        known = found.person is not None and self.references.offices.fit(source, found.person) > 0
        return found if known else None

    def _styled(self, source: Token, cue: Token | None) -> Speaker | None:
        """ "Her Honour said", "His Excellency": as *she* or *he*."""
        owner = child(source, "poss")
        if owner is None or owner.lower_ not in {"his", "her"} or source.lower_ not in _STYLES:
            return None
        return self._he_or_she(owner, cue)

    def _unregistered(self, source: Token) -> Speaker | None:
        """A person the entity recogniser missed: a surname whose full name stands elsewhere in
        the text."""
        doc = self.doc
        start = source.i
        while start > 0 and namelike(doc[start - 1]) and doc[start - 1].sent == source.sent:
            start -= 1
        words = [t.text for t in doc[start : source.i + 1]]
        if is_title(source):
            return by_first_name(source)  # "Honourable Minister" is an office, however it is spelt
        if words:
            tail = self.callings.plain(source)
            known = [p for p in self.spellings.ending_in(tail) if p.name.endswith(f" {tail}")]
            if len(known) == 1:
                return Speaker(known[0].name, "person", known[0].first_role, person=known[0])
        if len(words) == 1:
            full = self.callings.full_name(source.text)
            if full is not None:
                return new_person(full, None)
        return by_first_name(source)

    def described(self, source: Token, spoken_of: Sequence[Person] = ()) -> Speaker:
        """A common noun: looked up as a role, taken as a body's name, or left anonymous."""
        head = lemma(source)
        start, stop = noun_phrase(source)
        first = self.doc[start].lower_
        desc = self.callings.plain(source)
        if head == "edition":
            paper = author_of(source)
            paper = (
                paper
                if paper is None or paper.dep_ == "pobj"
                else child(child(source, "prep") or source, "pobj")
            )
            if paper is not None and paper.pos_ == "PROPN":
                return Speaker(medium_of(paper), "org", sure=0.85)
        if head in documents():
            return self.documents.speaker(source)
        if head in speakers("bodies") or source.lower_ in speakers("bodies"):
            return self.common_bodies.speaker(source, desc)
        if is_plural_office(source) and source.text[:1].isupper():
            return self.couples.pair(source, first) or Speaker(
                None, "anonymous", desc=desc, how="plural"
            )
        named = apposed(source, self.callings)
        capital = source.text[:1].isupper() and source.i > source.sent.start
        if named is None and capital and not is_plural_office(source):
            named = self._unregistered(source)  # a name the tagger takes for a noun
        if named is not None:
            return named
        plural = source.tag_ in {"NNS", "NNPS"} or is_plural_office(source)
        if not plural and first not in INDEFINITE and self._definite(source, first):
            found = self.roles.by_role(source, self.last, spoken_of)
            if found is None and first == "the":
                found = self.introductions.before(source, desc)
            if found is not None:
                return found
        if not plural and first in {"a", "an"}:
            found = self.introductions.behind(source)
            if found is not None:
                return found
        joint = head in {"pair", "couple", "duo"}
        pair = self.couples.pair(source, first) if plural or joint else None
        if pair is not None:
            return pair
        house = whose_experts(source) if plural else None
        if house is not None:
            return replace(self.body(house), sure=0.75, rule="body of experts")
        if plural and head in speakers("collectives") and first not in INDEFINITE:
            marked = first in {"both", "the"} or hangs(source, "poss", "prep")
            if marked or head in NAMED_ALONE:
                name = (
                    self.doc[start:stop].text if first == "both" else without_occasion(source, desc)
                )
                return Speaker(name=name, kind="group", how="plural", sure=0.75)
        if plural and first not in INDEFINITE and identified(source, start, stop):
            return Speaker(name=desc, kind="group", how="plural", sure=0.75)
        if plural and first not in INDEFINITE and at_an_occasion(source):
            there = without_occasion(source, desc)
            return Speaker(name=there, kind="group", how="plural", sure=0.7)
        if plural and first == "the" and are_known(source):
            return Speaker(name=desc, kind="group", how="plural", sure=0.7)
        how = "plural" if plural else "named"
        return Speaker(name=None, kind="anonymous", desc=desc, how=how, sure=0.92)

    def _definite(self, source: Token, first: str) -> bool:
        return (
            first in _KNOWN | THEIRS
            or source.text[:1].isupper()
            or child(source, "poss") is not None
        )

    def _of_nation(self, source: Token) -> Speaker | None:
        """ "The Norwegian": the person of that nation who was prominent last."""
        answer = self.references.offices.of_nation(source)
        return meant(answer, "description", 0.7) if answer.person is not None else None
