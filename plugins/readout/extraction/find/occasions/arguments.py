"""Which phrases are the parties of a trigger: two sides of token heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from readout.extraction.find.occasions.triggers import Trigger
from readout.extraction.find.people.names import is_title
from readout.extraction.syntax.clauses import (
    SUBJECTS,
    bearer,
    climb,
    conjuncts,
    hanging,
    is_passive,
    is_verb,
    negation_of,
    object_heads,
    preposition_objects,
    subject_heads,
)
from readout.lexicon.countries import capitals, countries
from readout.lexicon.meetings import hedges, holding_verbs, lookalikes, noun_frames
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_ATTACHED: Final = listed("occasions.arguments.attached")

_WITH = frozenset({"with", "between", "among"})
_MEMBERS = frozenset({"with", "between", "among", "of"})
_BY = frozenset({"by"})
_CALLS = listed("occasions.arguments.calls")
_SAYS = listed("occasions.factuality.reports")
_SPEAKS_FOR = listed("occasions.arguments.speaks_for")
_ADJUNCT = listed("occasions.arguments.adjunct")


@dataclass(slots=True)
class Sides:
    """`own` brings the meeting about or has it, `other` is brought in by *with* and the like.

    `joint` means that `own` alone may be the whole company ("Hale and Diallo met").
    `holder` is the verb whose object or subject a noun trigger is; with `adjunct` only the
    verb of the clause it stands in ("in a meeting with Wang, Blinken said").
    """

    own: list[Token] = field(default_factory=list)
    other: list[Token] = field(default_factory=list)
    joint: bool = False
    holder: Token | None = None
    adjunct: bool = False


def find_sides(trigger: Trigger) -> Sides:
    """Read the frame of one trigger over the parse."""
    if trigger.kind == "verb":
        return _verb_sides(trigger)
    return _noun_sides(trigger)


def _verb_sides(trigger: Trigger) -> Sides:
    verb, frame = trigger.token, trigger.verb
    assert frame is not None
    if is_passive(verb):
        passive = hanging(verb, "nsubjpass")
        sufferers = (
            subject_heads(verb) if passive or verb.dep_ in {"conj", "xcomp"} else [verb.head]
        )
        agents = preposition_objects(verb, _BY)
        return Sides(agents, sufferers if agents else [], holder=verb)
    own = subject_heads(verb)
    behind = [t for t in own if t.i > verb.i and t.dep_ == "nsubj" and t.head == verb]
    if behind and verb.dep_ == "conj":
        # "flew in and met manager Tranmer": the object, taken for a subject
        own = subject_heads(verb.head)
        return Sides(own, behind, joint=frame.together, holder=verb)
    if not own and verb.pos_ == "NOUN":
        # "is due to dine", taken for a noun: the clause around has the subject
        own = next((s for a in climb(verb) if (s := subject_heads(a))), [])
    other: list[Token] = []
    if frame.needs == "host" and (hosts := _at_invitation(verb)):
        return Sides(own, hosts, holder=verb)
    if frame.frame in {"mutual", "transitive"}:
        other.extend(t for t in object_heads(verb) if t not in own)
    if frame.parts:
        other.extend(preposition_objects(verb, frame.parts))
    if not other and frame.parts:
        other.extend(stray_with(verb, frame.parts))
    return Sides(own, other, joint=frame.together, holder=verb)


def _noun_sides(trigger: Trigger) -> Sides:
    noun = trigger.token
    if noun.dep_ == "compound" and noun.head.lower_ in lookalikes()["shells"]:
        noun = noun.head  # "a roundtable event with"
    sides = Sides(joint=True)
    sides.other = _attached(noun, trigger)
    owner = [c for c in noun.children if c.dep_ == "poss" and c.ent_type_ not in {"DATE", "TIME"}]
    for token in owner:
        sides.own.extend(_owner(token))
    compounds = _compound_names(noun) if lemma(noun) not in MEALS else []
    if _complete(sides):
        # "the Brno summit of Aas and Novak": an unknown name before it is where
        compounds = [t for t in compounds if t.ent_type_ or t.lower_ in countries()]
    if lemma(noun) == "summit" and not sides.other and _one_body(compounds):
        compounds = []  # "the G20 summit": whose it is, no party by itself
    sides.own.extend(compounds)
    holder = _holder(noun)
    if holder is not None:
        sides.holder = holder
        _join_holder(sides, noun, holder)
    elif not owner and not (_complete(sides) and _among_themselves(noun, sides)):
        _join_adjunct(sides, noun)
    return sides


def _complete(sides: Sides) -> bool:
    """Whether *between*, *of* or a compound already names the whole company."""
    return len(sides.own) + sum(len(conjuncts(t)) for t in sides.other) >= 2


def _among_themselves(noun: Token, sides: Sides) -> bool:
    """Whether those named have the meeting with each other ("talks between A and B", "the A-B
    talks"). Whoever has "talks *with* A and B" stands elsewhere."""
    return bool(sides.own) or not any(
        c.dep_ == "prep" and c.lower_ == "with" for c in noun.children
    )


def _owner(token: Token) -> list[Token]:
    if token.lower_ == "whose":
        for ancestor in climb(token):
            if ancestor.dep_ == "relcl":
                return [bearer(ancestor.head)]
        return []
    return [token]


def _attached(noun: Token, trigger: Trigger) -> list[Token]:
    assert trigger.noun is not None
    links = set(_MEMBERS)
    if trigger.noun.needs == "host":
        links = set(_ATTACHED)
    elif trigger.noun.lemma == "call":
        links |= {"from", "to"}
    elif trigger.noun.lemma == "session":
        links.discard("of")  # a committee's own
    found = preposition_objects(noun, frozenset(links))
    for child in noun.children:
        # "a meeting planned with Hu Wei"
        if child.dep_ in {"acl", "relcl"} and child.i > noun.i:
            found.extend(preposition_objects(child, _WITH))
    if not found:
        # "a meeting called by the president", "talks hosted by King Rashid"
        called = (c for c in noun.children if c.dep_ == "acl" and lemma(c) in _CALLS)
        agents = (a for c in called for a in hanging(c, "agent"))
        found.extend(t for a in agents for t in hanging(a, "pobj"))
    return found


def _compound_names(noun: Token) -> list[Token]:
    """ "the Trump-Kim summit", "US-China talks"."""
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ in {"compound", "nmod", "amod"} and child.text[:1].isupper():
            found.extend(t for t in child.subtree if t.text[:1].isupper())
    cities = capitals()
    if noun.ent_type_ in {"ORG", "EVENT", "FAC"} and noun.ent_iob_ == "I":
        # "the NATO Summit": the event's own name
        found = [t for t in found if t.ent_type_ not in {"ORG", "EVENT", "FAC"}]
    return sorted(
        (t for t in found if not _is_city(t, cities) and not is_title(t)), key=lambda t: t.i
    )


def _one_body(names: list[Token]) -> bool:
    """Whether the names before a noun are of one body, bloc or country and no more."""
    if not names or any(t.ent_type_ == "PERSON" for t in names):
        return False
    doc, low, high = names[0].doc, names[0].i, names[-1].i
    return all(t.text not in {"-", "–", "/"} and t.dep_ != "conj" for t in doc[low : high + 1])


def _is_city(token: Token, cities: frozenset[str]) -> bool:
    """ "The Sochi summit" has a place, "US-China talks" has parties."""
    if token.lower_ in cities:
        return True
    return token.ent_type_ in {"GPE", "LOC", "FAC"} and token.lower_ not in countries()


def _holder(noun: Token) -> Token | None:
    """The verb that has the meeting as its object, subject or fixed complement."""
    head = noun.head
    if noun.dep_ in {"dobj", "obj", "nsubjpass", "nsubj", "attr", "oprd"} and is_verb(head):
        return head
    if noun.dep_ == "pobj" and head.lower_ == "of" and lemma(head.head) in _MEASURES:
        return _holder(head.head)  # "held an hour of talks"
    if noun.dep_ == "pobj" and head.dep_ == "prep" and is_verb(head.head):
        verb = head.head
        word = (lemma(verb), head.lower_)
        if word in _COMPLEMENTS:
            return verb
    if noun.dep_ == "conj" and noun.head.dep_ in {"dobj", "obj", "nsubjpass", "nsubj"}:
        return _holder(noun.head)
    return None


# A name before one of these is a cuisine or a custom: "his Mexican lunch".
MEALS = listed("occasions.arguments.meals")
_MEASURES = listed("occasions.arguments.measures")
_COMPLEMENTS = frozenset(
    {
        ("drop", "on"),
        ("participate", "in"),
        ("take", "in"),
        ("sit", "in"),
        ("be", "in"),
        ("sit", "for"),
    }
    | {("engage", "in"), ("go", "into"), ("head", "into"), ("enter", "into"), ("ask", "for")}
    | {("call", "for"), ("push", "for"), ("work", "towards"), ("work", "toward"), ("plan", "for")}
    | {("agree", "to"), ("agree", "on"), ("pull", "out"), ("drop", "in"), ("take", "part")}
    | {("gather", "for"), ("meet", "for"), ("arrive", "for"), ("emerge", "from"), ("press", "for")}
    | {
        ("invite", "to"),
        ("come", "for"),
        ("look", "forward"),
        ("join", "for"),
        ("withdraw", "from"),
    }
)


# Verbs whose subject is there even when the noun names its company by itself.
_TAKING_PART = listed("occasions.arguments.taking_part")


# Verbs whose subject only speaks of a meeting, unless *with* brings in a counterpart.
_TALKED_ABOUT = listed("occasions.arguments.talked_about")


_TITLES = frozenset({"compound", "appos", "amod", "nmod"})
_SENDS = listed("occasions.arguments.sends")
# Infinitives whose object hears it at the meeting: "agreed to a call, only to tell Garland that".
_TELLS = listed("occasions.arguments.tells")
_REQUESTS = listed("occasions.arguments.requests")


def _join_holder(sides: Sides, noun: Token, verb: Token) -> None:
    hold, absent = holding_verbs()
    word = lemma(verb)
    sides.other.extend(t for t in preposition_objects(verb, _WITH) if t not in sides.other)
    if _measured(noun).dep_ in SUBJECTS:
        sides.own.extend(preposition_objects(verb, _BY))
        if not sides.own and _by_with(noun):
            sides.own.extend(_who_says_so(verb, _measured(noun)))
        return
    if word in absent:
        return
    joins = word in _TAKING_PART or bool(sides.other) or word not in _TALKED_ABOUT
    leaning = any(word in hedge.governors for hedge in hedges().values())
    complement = noun.dep_ == "pobj" and noun.head.head == verb
    own_wish = word in hold or complement or (leaning and bool(sides.other))
    if own_wish and joins and not (_complete(sides) and word not in _TAKING_PART):
        sides.own.extend(t for t in subject_heads(verb) if t not in sides.own)
    if word in _REQUESTS and not sides.other:
        # "wrote to the minister requesting a meeting"
        for ancestor in climb(verb):
            if lemma(ancestor) == "write":
                sides.other.extend(preposition_objects(ancestor, frozenset({"to"})))
    if not sides.other:
        for child in verb.subtree:
            if lemma(child) in _TELLS and any(c.tag_ == "TO" for c in child.children):
                sides.other.extend(object_heads(child))
    for child in verb.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            sides.other.append(child)
    if not sides.other:
        sides.other.extend(stray_with(verb, _WITH))


def _measured(noun: Token) -> Token:
    """The noun itself, or that by which it is told: "a *round* of talks"."""
    above = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return above if lemma(above) in _MEASURES else noun


def _by_with(noun: Token) -> bool:
    """Whether a counterpart alone is told: "talks with the union", and not that there were none."""
    if any(c.lower_ in {"no", "any"} for c in noun.children):
        return False
    return any(c.dep_ == "prep" and c.lower_ == "with" for c in noun.children)


def _who_says_so(verb: Token, noun: Token) -> list[Token]:
    """ "The board said that talks with the union had ended": whoever says so of talks with another
    has them, unless he only speaks for somebody, or tells of those whose company is known ("the
    meeting with the minister, he said")."""
    pointed = any(c.lower_ in {"the", "this", "that"} for c in noun.children)
    said = verb
    for _ in range(2):
        if said.dep_ != "ccomp":
            break
        above = said.head
        if lemma(above) in _SAYS:
            tellers = subject_heads(above)
            only = any(
                lemma(t) in _SPEAKS_FOR
                or t.tag_ in {"NNS", "PRP"}
                or (pointed and t.ent_type_ == "PERSON")
                or _is_spokesman(t)
                for t in tellers
            )
            return [] if only else tellers
        said = above
    return []


def _is_spokesman(token: Token) -> bool:
    return any(lemma(t) in _SPEAKS_FOR for t in token.subtree if t.dep_ in _TITLES)


def _join_adjunct(sides: Sides, noun: Token) -> None:
    """ "In a meeting with Wang, Blinken said": the clause around has the other party."""
    first = noun.head if noun.head.dep_ in {"prep", "advmod"} else None
    if first is not None and first.lower_ not in _ADJUNCT:
        return
    for verb in _clauses_around(noun):
        subjects = subject_heads(verb)
        if lemma(verb) in _SENDS:
            # "sent Eggleston to the Capitol for a meeting": who is sent, meets
            subjects = object_heads(verb) or subjects
        if noun.head.lower_ == "to" and lemma(noun) in MEALS and lemma(verb) in {"have", "invite"}:
            sides.other.extend(object_heads(verb))  # "had her to lunch"
        if lemma(verb) in _TELLS and noun.head.lower_ in {"in", "during"}:
            # "told Putin in a phone call"
            sides.other.extend(object_heads(verb))
        if not subjects:
            continue
        sides.own.extend(subjects)
        sides.holder, sides.adjunct = verb, True
        return


def _clauses_around(noun: Token) -> Iterator[Token]:
    at = noun
    for ancestor in climb(noun):
        if is_verb(ancestor):
            if at.dep_ in {
                "prep",
                "agent",
                "dobj",
                "pobj",
                "advcl",
                "npadvmod",
                "pcomp",
                "advmod",
                "dep",
            }:
                yield ancestor
            if ancestor.dep_ in {"ccomp", "relcl", "acl"}:
                return
        at = ancestor


def stray_with(verb: Token, words: frozenset[str]) -> list[Token]:
    """A *with* that the parser hung on a time or a manner within the verb's own clause."""
    for token in verb.doc[verb.i + 1 : verb.right_edge.i + 1]:
        if token.lower_ in words and token.dep_ == "prep" and _in_its_clause(token, verb):
            return hanging(token, "pobj")
    return []


def _in_its_clause(token: Token, verb: Token) -> bool:
    """No other verb stands between the token and `verb`."""
    for ancestor in climb(token):
        if ancestor == verb:
            return True
        if is_verb(ancestor) or ancestor.ent_type_ == "PERSON" or lemma(ancestor) in noun_frames():
            return False
    return False


def _at_invitation(verb: Token) -> list[Token]:
    """ "Will visit Tirana at Mr Dervishi's invitation"."""
    for token in verb.subtree:
        if token.lower_ == "invitation" and token.head.lower_ == "at":
            owners = hanging(token, "poss")
            of = preposition_objects(token, frozenset({"of"}))
            return owners or of
    for token in verb.sent:
        # "Will visit Tirana after she accepted an invitation from Mr Dervishi"
        if token.lower_ != "invitation" or lemma(token.head) != "accept":
            continue
        guests = hanging(token.head, "nsubj")
        if all(t.pos_ == "PRON" for t in guests) and negation_of(token.head) is None:
            return preposition_objects(token, frozenset({"from", "of"})) or hanging(token, "poss")
    return []
