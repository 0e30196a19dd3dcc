"""Whether a trigger with these parties is an occasion on which they communicate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.document import Occasion
from readout.extraction.find.occasions.arguments import MEALS, Sides
from readout.extraction.find.occasions.triggers import Trigger
from readout.extraction.find.times.expressions import find_times
from readout.extraction.resolve.participants import Party
from readout.extraction.syntax.clauses import FINITE, SUBJECTS, child, hangs, verb_over
from readout.extraction.syntax.rules import Rule, first_that_holds
from readout.lexicon.countries import countries
from readout.lexicon.meetings import (
    holding_verbs,
    lookalikes,
    noun_frames,
    party_words,
    place_words,
)
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_ONLY_GOES_ON: Final = listed("meeting_filter.only_goes_on")
_GOES_ON: Final = listed("meeting_filter.goes_on")
_POINTS_BACK: Final = listed("meeting_filter.points_back")

_IN_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "ADV", "SYM"})
_ENDS = listed("meeting_filter.ends")
_HABITS = listed("meeting_filter.habits")
_BACK_WORDS = listed("meeting_filter.back_words")
_CARRIES_ON: Final = listed("meeting_filter.carries_on")
_BESIDE_IN_TIME: Final = frozenset({"after", "before", "during", "following"})
_MATES: Final = listed("meeting_filter.mates")
_THEN: Final = listed("meeting_filter.then")
_NEWS_DAYS: Final = listed("speech.complements.days")
_ON_A_VISIT: Final = listed("meeting_filter.on_a_visit")
_EVENTS: Final = listed("meeting_filter.events")
_MARGINS: Final = listed("meeting_filter.margins")
_DAYS: Final = frozenset({"weekday", "date", "day"})


@dataclass(frozen=True, slots=True)
class Case:
    """A word that may carry a meeting, with who would have met."""

    trigger: Trigger
    sides: Sides
    own: Sequence[Party]
    other: Sequence[Party]

    @property
    def token(self) -> Token:
        return self.trigger.token

    @property
    def parties(self) -> list[Party]:
        return [*self.own, *self.other]

    @property
    def persons(self) -> int:
        return sum(p.person is not None for p in self.parties)

    @property
    def needs(self) -> str:
        frame = self.trigger.verb or self.trigger.noun
        return (frame.needs or "") if frame is not None else ""

    @property
    def is_verb(self) -> bool:
        return self.trigger.kind == "verb"


def refusal(case: Case) -> str:
    """Why a case is no meeting: the name of the rule that refuses it; empty for a meeting."""
    return first_that_holds(REFUSALS, case)


def _alone(case: Case) -> bool:
    return len({p.key for p in case.parties}) < 2


def _one_sided(case: Case) -> bool:
    """Somebody met them, nobody knows who; or a frame that needs both sides has one."""
    if not case.is_verb:
        return False
    lacking = not case.sides.joint and not (case.own and case.other)
    return lacking or bool(case.sides.own and not case.own)


def _speech(case: Case) -> bool:
    """One speaks *to* a crowd: no two-way occasion."""
    verb = case.token
    if not case.is_verb or lemma(verb) not in {"speak", "talk"}:
        return False
    if _at_an_event(case):
        return True
    if not any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children):
        return False
    if not any(p.person is not None for p in case.other):
        return True
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and "phone" not in verb.sent.text


def _at_an_event(case: Case) -> bool:
    """ "A and B also spoke at the event": to whoever came."""
    verb = case.token
    speaks = case.is_verb and case.sides.joint and lemma(verb) in {"speak", "talk"}
    where = [c for c in verb.children if c.lower_ == "at"]
    return speaks and any(lemma(t) in _EVENTS for c in where for t in c.children)


def _fixture(case: Case) -> bool:
    """Who meets in a contest is at play: "in the second round", "over 10,000m", "for the title".
    Of clubs and countries any word of sport around says so."""
    verb = case.token
    if not case.is_verb:
        return False
    if not case.persons and any(_plays(t, lookalikes()["sport"]) for t in verb.sent):
        return True
    return any(_in_contest(t) for t in verb.sent if t.i > verb.i and _within(t, verb))


def _within(token: Token, verb: Token) -> bool:
    """Whether a phrase stands in the verb's own clause."""
    return verb_over(token) == verb


def _in_contest(preposition: Token) -> bool:
    """Whether a preposition brings in a contest that one takes part in. The last word of the
    phrase on the page counts: parsers take "the snooker final" for an adjective."""
    words, link = lookalikes(), preposition.lower_
    lists = {"in": "contests", "at": "rounds", "for": "played_for", "on": "played_on"}
    if link != "over" and link not in lists:
        return False
    run: list[Token] = []
    for token in preposition.doc[preposition.i + 1 : preposition.sent.end]:
        inside = token.pos_ in _IN_PHRASE or token.tag_ in {"VBG", "VBN"}  # "boxing", "mixed"
        if not inside and token.text not in {"-", "’s", "'s", "’"}:
            break
        run.append(token)
    if not run:
        return False
    if link in {"in", "at"} and run[-1].lower_ in words["last_so_many"]:
        return run[-2:][0].lower_ == "last"
    counted = len(run) > 1 and run[-1].pos_ == "NUM"
    last = run[-2] if counted else run[-1]  # "game seven"
    if link == "over":
        play = lemma(last) in words["lengths_of_play"]
        return (play or last.ent_type_ == "QUANTITY") and any(t.pos_ == "NUM" for t in run)
    if link in {"in", "at"} and last.text[:1].isupper() and last.lower_ in words["named_contests"]:
        return True
    return link in lists and _plays(last, words[lists[link]])


def _plays(token: Token, words: frozenset[str]) -> bool:
    """Whether a word is of a list, by itself or with what stands before it ("semi-final",
    "group stage"), and not of talks ("the final round of negotiations")."""
    doc, i = token.doc, token.i
    word = lemma(token)
    before = doc[i - 1].lower_ if i else ""
    if before == "-":
        before = f"{doc[i - 2].lower_}-"
    if not {word, token.lower_, before + word, f"{before} {word}"} & words:
        return False
    behind = doc[i + 1 : min(token.sent.end, i + 5)]
    return not (
        len(behind) and behind[0].lower_ == "of" and any(lemma(t) in noun_frames() for t in behind)
    )


def _no_person(case: Case) -> bool:
    """A verb like *host* or *receive* that has a thing or a place as its object."""
    frame, other = case.trigger.verb, case.other
    if frame is None or frame.needs != "person":
        return False
    personal = any(p.type in {"person", "group"} for p in other)
    return not personal and not (frame.together and not other)


def _no_office(case: Case) -> bool:
    """Whoever is told something on a visit, or called in, bears an office: no voter, no press."""
    if not case.is_verb or case.needs not in {"on a visit", "envoy"}:
        return False
    told = [p for p in case.other if p.type == "person"]
    return not any(p.person is None or p.person.roles for p in told)


def _no_day(case: Case) -> bool:
    """ "Negotiates with unions": what goes on for months, unless on a day that is told."""
    if not case.is_verb or case.needs != "day":
        return False
    return not any(t.kind in _DAYS for t in find_times(case.token.sent.text))


def _means_none(case: Case) -> bool:
    """ "Saw him", "spent three hours with him", "joined him": only by what stands with it."""
    means = case.is_verb and case.needs in {"purpose", "time", "occasion"}
    return means and not _means_meeting(case.token, case.needs, case.own, case.other)


def _visits_a_place(case: Case) -> bool:
    """ "Visited CureVac", not "visited Germany" or "visited the White House"."""
    hosts = [p for p in case.other if p.type != "country" and not _is_scene(p, case.token.doc)]
    return case.is_verb and case.needs == "host" and not hosts


def _no_cue(case: Case) -> bool:
    """A word that means a meeting only with a cue: the phone, the sidelines, a person called."""
    frame = case.trigger.verb
    if frame is None or frame.needs != "cue":
        return False
    if frame.lemma == "call":
        return not any(p.person is not None for p in case.other) or _asks(case.token)
    cues = {"sidelines", "margins", "phone", "video"}
    return not any(t.lower_ in cues for t in case.token.sent)


def _asks(verb: Token) -> bool:
    """ "Called on the premier to step in" asks; "called on him to discuss trade" is a visit."""
    on = next((c for c in verb.children if c.lower_ in {"on", "upon"}), None)
    if on is None:
        return False
    for token in verb.doc[on.i + 1 : verb.sent.end]:
        if token.tag_ == "VB" and verb.doc[token.i - 1].lower_ == "to":
            if token.head.pos_ == "NOUN" and token.head.head != on:
                return False  # "with a request to drop the bill"
            return lemma(token) not in _ON_A_VISIT
        if token.tag_ in FINITE:
            return False
    return False


def _counted(case: Case) -> bool:
    """ "It was the sixth meeting between them this year": a count."""
    noun = case.token
    ordinal = any(c.ent_type_ == "ORDINAL" for c in noun.lefts)
    return not case.is_verb and noun.dep_ == "attr" and ordinal


def _no_host(case: Case) -> bool:
    """A visit to nobody: a country or a building, unless somebody invited."""
    if case.is_verb or case.needs != "host":
        return False
    hosts = [p for p in case.other if not _is_scene(p, case.token.doc)]
    someone = any(p.type in {"person", "org"} for p in hosts)
    return not someone and not (hosts and _invited(case.token))


def _not_held(case: Case) -> bool:
    """ "Had dinner", "held a call": a joint subject needs a verb that holds it."""
    noun, frame, holder = case.token, case.trigger.noun, case.sides.holder
    if frame is None or frame.needs != "with" or case.other:
        return False
    if noun.head == holder and _holds(holder):
        return False
    over = frame.lemma in MEALS and noun.head.lower_ in {"over", "during"}
    return not (over and len(case.own) >= 2)


def _many(case: Case) -> bool:
    return not case.is_verb and case.needs != "host" and _is_many(case.token, case.sides.holder)


def _setting(case: Case) -> bool:
    """ "During the DNC meeting the party …": where something else happens."""
    if case.is_verb or case.needs == "host" or not case.sides.adjunct or case.sides.other:
        return False
    return not any(p.person is not None for p in case.own)


def _process(case: Case) -> bool:
    """ "In talks about a tie-up"."""
    frame = case.trigger.noun
    if frame is None or frame.needs == "host" or not frame.process:
        return False
    return not _is_occasion(case.token, case.sides.holder, case.parties)


def _carried_on(case: Case) -> bool:
    """ "Has been speaking with Park for months", "are continuing talks", "would keep talking to":
    a process, unless a day is told."""
    word = case.token
    aspects = {c.lower_ for c in word.children if c.dep_ in {"aux", "auxpass"}}
    verb = word.head if word.dep_ in {"dobj", "xcomp"} else None
    lasting = case.is_verb and word.tag_ == "VBG" and "been" in aspects
    within = word.head if word.dep_ == "pobj" and word.head.lower_ == "in" else None
    if within is not None and within.head.lower_ == "been":
        lasting, verb = True, within.head  # "has been in talks with Prat for some time"
    carried = verb is not None and lemma(verb) in _CARRIES_ON
    if not lasting and not (carried and (not case.is_verb or word.tag_ == "VBG")):
        return False
    whole = list((word if case.is_verb else verb or word).subtree)
    text = word.doc[whole[0].i : whole[-1].i + 1].text
    return not any(t.kind in _DAYS for t in find_times(text))


def _beside(case: Case) -> bool:
    """ "On the sidelines of a meeting of the OECD", "ahead of the council's session": what is held
    there is another's, unless it says with whom."""
    noun = case.token
    if case.is_verb or noun.dep_ != "pobj" or any(c.lower_ == "with" for c in noun.children):
        return False
    link = noun.head
    around = link.head.lower_ if link.lower_ == "of" else link.lower_
    return around in _MARGINS and not any(p.person is not None for p in case.other)


def _a_bodys_own(case: Case) -> bool:
    """ "Shortly after the party's meeting", "the ministers at their summit": what a body or
    a plural holds for itself, not those whom the text named before."""
    noun = case.token
    if case.is_verb or noun.dep_ != "pobj" or any(c.lower_ == "with" for c in noun.children):
        return False
    owner = child(noun, "poss")
    if owner is None:
        return False
    if owner.lower_ not in {"their", "its"}:
        body = lemma(owner).lower() in party_words("bodies") and owner.text[:1].islower()
        return body and noun.head.lower_ in _BESIDE_IN_TIME
    whose = noun.head.head
    plural = whose.tag_ == "NNS" and whose.dep_ in SUBJECTS
    return plural and not any(t.ent_type_ == "PERSON" for t in whose.subtree)


def _a_crowd(case: Case) -> bool:
    """ "Walked to the barrier and spoke with drivers": whoever stood there, by a bare plural."""
    others = case.sides.other
    if not case.is_verb or lemma(case.token) not in {"speak", "talk", "chat"} or not others:
        return False
    bare = all(t.tag_ == "NNS" and all(c.is_punct for c in t.children) for t in others)
    return bare and not any(t.kind in _DAYS for t in find_times(case.token.sent.text))


def never_by_form(occasion: Occasion, anybody: Party) -> bool:
    """Whether the words ask for something, address a crowd or tell of a process, however likely
    an occasion is to whoever only saw their like."""
    case = Case(occasion.trigger, occasion.sides, [anybody], [])
    asks = case.is_verb and lemma(case.token) == "call" and _asks(case.token)
    own = _a_crowd(case) or _couple(case) or _came_to_know(case) or _a_bodys_own(case)
    return asks or _at_an_event(case) or _carried_on(case) or own


def no_occasion_by_form(occasion: Occasion, anybody: Party) -> bool:
    """Whether the words themselves say that this is none, whoever took part: a habit, a count, a
    fixture. `anybody` stands for the persons."""
    case = Case(occasion.trigger, occasion.sides, [anybody], [])
    return (
        (case.is_verb and _is_habit(case.token)) or _fixture(case) or _counted(case) or _many(case)
    )


def _couple(case: Case) -> bool:
    """ "She met her husband, Rui Prado, in 1998": how a couple met is no news, unless on a day that
    the news tells of ("met his wife at the prison on Monday")."""
    if not case.is_verb or lemma(case.token) != "meet":
        return False
    mate = child(case.token, "dobj")
    while mate is not None and lemma(mate).lower() not in _MATES:
        beside = [c for c in mate.children if c.dep_ in {"compound", "nmod", "appos"}]
        mate = next((c for c in beside if lemma(c).lower() in _MATES), None)
    if mate is None or not any(c.tag_ == "PRP$" for c in (*mate.children, *mate.head.children)):
        return False
    return not any(t.lower_ in _NEWS_DAYS for t in case.token.sent)


def _came_to_know(case: Case) -> bool:
    """ "Met as students in Leeds": a verb of meeting with "as" and what both were in youth."""
    if not case.is_verb or lemma(case.token) != "meet":
        return False
    marks = (c for c in case.token.children if c.dep_ == "prep" and c.lower_ == "as")
    return any(c.dep_ == "pobj" and lemma(c).lower() in _THEN for m in marks for c in m.children)


REFUSALS: Final[tuple[Rule[Case], ...]] = (
    Rule("refusal.one party", _alone),
    Rule("refusal.no name", lambda case: not any(_is_named(p) for p in case.parties)),
    Rule("refusal.one side", _one_sided),
    Rule("refusal.speech", _speech),
    Rule("refusal.habit", lambda case: case.is_verb and _is_habit(case.token)),
    Rule("refusal.fixture", _fixture),
    Rule("refusal.no person", _no_person),
    Rule("refusal.no office", _no_office),
    Rule("refusal.no day", _no_day),
    Rule("refusal.no meeting meant", _means_none),
    Rule("refusal.place visited", _visits_a_place),
    Rule("refusal.came to know", _came_to_know),
    Rule("refusal.no cue", _no_cue),
    Rule("refusal.counted", _counted),
    Rule("refusal.no host", _no_host),
    Rule("refusal.not held", _not_held),
    Rule("refusal.many", _many),
    Rule("refusal.setting", _setting),
    Rule("refusal.process", _process),
    Rule("refusal.carried on", _carried_on),
    Rule("refusal.beside", _beside),
    Rule("refusal.a crowd", _a_crowd),
    Rule("refusal.couple", _couple),
)
"""Asked in this order; the first that holds refuses."""


def _invited(noun: Token) -> bool:
    """An accepted invitation implies a host: "accepted an offer to pay a return visit"."""
    words = {t.lower_ for t in noun.sent}
    if words & {"invitation", "invited", "invite", "hosted"}:
        return True
    return any(c.lower_ in {"return", "state", "official"} for c in noun.children)


def _is_many(noun: Token, holder: Token | None) -> bool:
    """ "Every conversation with donors", "their calls intensified": a habit, unless a verb holds
    them or a time is told."""
    if any(c.lower_ in {"every", "each", "most"} for c in noun.children):
        return True
    if noun.tag_ != "NNS" or noun.lower_ in {"talks", "negotiations", "discussions"}:
        return False
    return not (noun.head == holder and _holds(holder)) and not find_times(noun.sent.text)


def _holds(holder: Token | None) -> bool:
    """Whether a verb holds what it has as its object: "held", "opened", "had"."""
    return holder is not None and lemma(holder) in holding_verbs()[0]


def _is_occasion(noun: Token, holder: Token | None, parties: Sequence[Party]) -> bool:
    """ "In talks about a tie-up" is a process; a time, a place, a holding verb, a journey or two
    persons make talks an occasion."""
    if holder is not None and ((_holds(holder) and lemma(holder) != "be") or _goes_on(holder)):
        return True
    kinds = {t.kind for t in find_times(noun.sent.text)}
    if noun.head.lower_ == "in" and not hangs(noun, "det", "poss"):
        return bool(kinds & _DAYS)
    if noun.head.lower_ == "for" or sum(p.person is not None for p in parties) >= 2:
        return True
    return bool(kinds - {"vague", "year", "distance"}) or any(
        c.lower_ in {"in", "at"} and c.dep_ == "prep" for c in noun.children
    )


def _goes_on(holder: Token) -> bool:
    """ "Talks are under way", "were still in talks"."""
    words = {c.lower_ for c in holder.children} | {
        t.lower_ for c in holder.children for t in c.children
    }
    return bool(words & _GOES_ON) or (holder.lower_ == "continuing")


def points_back(trigger: Trigger, parties: Sequence[Party]) -> bool:
    """A definite meeting without its parties ("The talks lasted two hours") or with one of
    them ("a meeting likely with Xi")."""
    if trigger.kind == "verb":
        return _speaker_met(trigger.token, parties)
    if lemma(trigger.token) not in _BACK_WORDS:
        return False
    if len(parties) == 1 and parties[0].person is not None:
        return True
    return any(c.lower_ in _POINTS_BACK or c.dep_ == "poss" for c in trigger.token.children)


def only_goes_on(trigger: Trigger, own: Sequence[Party], other: Sequence[Party]) -> bool:
    """ "They also talked about trade": what was said at the meeting told before, no new one."""
    if other or len(own) < 2:
        return False
    vague = all(p.resolution in {"pronoun", "description"} for p in own)
    if trigger.kind == "noun":
        # "During the meeting, the leaders plan to": the one told before
        return vague and any(c.lower_ in {"the", "this", "that"} for c in trigger.token.children)
    verb = trigger.token
    if lemma(verb) not in _ONLY_GOES_ON:
        return False
    return vague or any(
        c.dep_ == "prep" and c.lower_ in {"about", "of", "on"} for c in verb.children
    )


def _speaker_met(verb: Token, parties: Sequence[Party]) -> bool:
    """ "You are the first friend I have met in Beijing": the speaker's meeting, with *you*."""
    return (
        lemma(verb) == "meet"
        and verb.tag_ == "VBN"
        and len(parties) == 1
        and any(c.lower_ in {"i", "we"} for c in verb.children)
    )


def _is_named(party: Party) -> bool:
    """A person, a country or a body with a proper name, not "the company", and not "the Prime
    Ministers" either: an office in capitals is still no name."""
    if party.type in {"person", "country"}:
        return True
    offices = party_words("offices") | {"prime"}
    return any(
        w[:1].isupper() and w.lower() not in countries() and w.lower().rstrip("s") not in offices
        for w in party.name.split()
    )


def _is_scene(party: Party, doc: Doc) -> bool:
    """ "Visited the White House", "visits to the West Bank": a place, not a host."""
    if party.type != "org":
        return False
    named = doc.char_span(*party.span, alignment_mode="expand")
    region = named is not None and named.root.ent_type_ in {"GPE", "LOC"}
    return region or party.name.split()[-1].lower() in place_words("venues")


def _is_habit(verb: Token) -> bool:
    """ "Frequently meets with members of Congress" is no occasion, nor are many."""
    if any(c.lower_ == "times" and c.dep_ == "npadvmod" for c in verb.children):
        return True  # "met three times": counted, none told
    if verb.tag_ not in {"VBZ", "VBP", "VB"}:
        return False
    if lemma(verb) in {"speak", "talk"} and verb.tag_ != "VB" and not find_times(verb.sent.text):
        return True  # "talks to DuVernay about it" in a film
    return any(c.lower_ in _HABITS for c in verb.children if c.dep_ == "advmod")


def _means_meeting(verb: Token, needs: str, own: Sequence[Party], other: Sequence[Party]) -> bool:
    """ "Asked to see him", "spent three hours with him", "will join him for dinner"."""
    infinitive = verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)
    if not own or not other or not (infinitive or any(p.person is not None for p in other)):
        return False
    if needs == "time":
        return any(c.dep_ == "dobj" and c.lower_.startswith(("hour", "min")) for c in verb.children)
    if needs == "occasion":
        return any(
            c.lower_ == "for" and lemma(inner) in noun_frames()
            for c in verb.children
            for inner in c.children
        )
    if infinitive:
        return lemma(verb.head) in _ENDS
    people = [p.person for p in (*own, *other) if p.person is not None]
    if _is_asked(verb) and len(people) >= 2 and any(p.person and p.person.roles for p in other):
        return True
    dated = any(t.kind in _DAYS for t in find_times(verb.sent.text))
    return dated and len(people) >= 2 and all(person.roles for person in people)


def _is_asked(verb: Token) -> bool:
    """ "Nobody said whether Roth would see President Juma": a question of those who may meet, not
    of how one sees the other ("see him as a rival")."""
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    asked = "whether" in marks or ("if" in marks and verb.dep_ == "ccomp")
    ahead = any(c.tag_ == "MD" for c in verb.children)
    more = {"ccomp", "xcomp", "oprd"}
    return asked and ahead and not any(c.lower_ == "as" or c.dep_ in more for c in verb.children)
