"""Indirect and mixed speech: the frames of reporting verbs over the dependency parse.

Each function takes a cue verb and yields a `Report` or None. The content is the
complement as syntax gives it; `reach` mends what the parser is known to attach wrongly.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span, Token

from readout.extraction.find.speech.complements import (
    content_start,
    content_stop,
    cut_off,
    hearer_of,
    make_report,
    span_behind,
    speech_verb,
)
from readout.extraction.find.speech.direct import relaying
from readout.extraction.find.speech.naming import (
    bare_object,
    named_by,
    names_again,
    naming,
    prepositional,
)
from readout.extraction.find.speech.parentheticals import parenthetical, set_off
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.clauses import (
    FINITE,
    child,
    hangs,
    in_passive,
    is_verb,
    modal,
    negation_of,
    own_subject,
    quoted_as_saying,
)
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.meetings import party_words
from readout.lexicon.quotes import Cue, cues, occasions
from readout.lexicon.words import listed
from readout.model import CueKind
from readout.text.lemmas import lemma

_REST_OF_SENTENCE: Final = listed("speech.frames.rest_of_sentence")

_SAID_OF_ITSELF: Final = listed("speech.frames.said_of_itself")
_NOBODY: Final = listed("speech.frames.nobody")


_GO_ON: Final = listed("speech.frames.go_on")
_PROMPT: Final = listed("speech.frames.prompt")


def speaks(verb: Token) -> bool:
    """Whether the verb reports something said: not denied, not merely possible."""
    if negation_of(verb) is not None or (verb.tag_ == "VBN" and not _helped(verb)):
        return False
    subject = own_subject(verb)
    if subject is not None and (
        subject.lower_ in _NOBODY or subject.left_edge.lower_ in _NOBODY  # not "a No 10 aide"
    ):
        return False
    aux = modal(verb)
    if aux is not None and aux.lower_ not in {"will", "’ll", "'ll"}:
        # "would say only that …" tells what was said, and that it was little.
        around = verb.doc[max(0, verb.i - 1) : verb.i + 2]
        return aux.lower_ == "would" and any(t.lower_ == "only" for t in around)
    if verb.tag_ == "VB" and aux is None:
        to = any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.lefts)
        if to:
            head = verb.head
            if verb.dep_ == "xcomp":
                going = lemma(head) in _GO_ON or lemma(head) in _PROMPT
                return going and negation_of(head) is None
            return verb.dep_ in {"advcl", "acl", "relcl"} and negation_of(head) is None
        if not any(c.dep_ == "aux" for c in verb.lefts) and verb.dep_ != "conj":
            return own_subject(verb) is not None
    return True


def _helped(verb: Token) -> bool:
    """Whether a participle has its auxiliary, or shares one ("has said … and added")."""
    if any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts):
        return True
    if verb.dep_ != "relcl" and any(c.dep_ == "nsubj" for c in verb.lefts):
        return True  # a past tense that the tagger takes for a participle
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and _helped(verb.head)


def clause(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X said (that) …", "…, X said", "…, he said, …"."""
    speech = "clause" in cue.frames or "question" in cue.frames
    relative = _inserted_speaker(page, verb) if "clause" in cue.frames else None
    if relative is not None:
        return relative
    kind: CueKind = "speech" if speech else "attitude"
    if not speech and "clause" not in cue.attitude:
        return None
    heads = [c for c in verb.children if c.dep_ == "ccomp" and c.i != verb.i]
    behind = [h for h in heads if h.i > verb.i and h.left_edge.i > verb.i]
    if behind and page.doc[verb.i + 1].text == ";":
        behind = []  # "The road was shut, police said; drivers were furious"
    behind = [h for h in behind if not _by_participle(page, h.left_edge)]
    if not behind and speech:
        behind = _behind_occasion(verb) or _hung_loosely(verb)
    if behind and set_off(page, verb, behind[0]):
        found = parenthetical(page, verb, cue)
        if found is not None and found.place == "inside":
            return found
    if behind:
        start, head = content_start(verb, behind[0]), behind[0]
        opened = page.doc[start - 1].head
        if page.doc[start - 1].dep_ == "mark" and verb.i < opened.i < head.i and is_verb(opened):
            head = opened  # "said that they came, some of whom deny it": the clause behind *that*
        stop = content_stop(page, verb, head)
        torn = start == verb.i + 1 and page.doc[start].pos_ == "ADP" and page.inside[start] < 0
        if torn and verb.tag_ == "VBD" and not hangs(head, "nsubj", "nsubjpass", "expl", "mark"):
            return None  # "Items added into the bill included …": a participle
        span = span_behind(page, start, stop)
        if span is None:
            return None
        span = (span[0], _with_marked_rest(page, span[1]))
        hearer = hearer_of(verb, cue, start)
        return make_report(page, verb, [span], "clause", kind=kind, hearer=hearer, inner=head)
    if kind == "attitude":
        return None
    return parenthetical(page, verb, cue)


def _by_participle(page: QuotePage, token: Token) -> bool:
    """ "…, Orr said, | noting firms had paid": a cue that is read as part of the subject."""
    if token.tag_ not in {"VBG", "VBD"} or token.dep_ not in {"amod", "csubj"} or token.i < 2:
        return False
    cue, before = cues().get(lemma(token)), token.nbor(-1)
    if cue is None or "clause" not in cue.frames or page.inside[token.i] >= 0:
        return False
    return before.dep_ == "cc" or before.text in {",", ";"}


def misread(page: QuotePage, cue: Token) -> Report | None:
    """ "He issued a warning, | stating any delay would cost them": what is said is read as the
    sentence's own clause, with its cue as part of the subject."""
    if not _by_participle(page, cue):
        return None
    told = cue.head if cue.dep_ == "csubj" else cue.head.head
    if (
        not is_verb(told)
        or told.i < cue.i
        or not any(t.tag_ in FINITE for t in (told, *told.lefts) if t.i > cue.i)
    ):
        return None
    before = [t for t in told.lefts if t.dep_ == "ccomp" and t.i < cue.i]
    outer = before[0] if before else told.head
    source = own_subject(outer)
    if source is None or source.i > cue.i:
        return None
    span = span_behind(page, cue.i + 1, min(told.right_edge.i + 1, cue.sent.end))
    return make_report(page, cue, [span], "clause", inner=told, source=source) if span else None


def taken_for_noun(page: QuotePage, cue: Token) -> Report | None:
    """ "The accused claim the doors were shut": people named by an adjective, and a verb that the
    tagger takes for the noun behind it."""
    known = cues().get(cue.lower_)
    if known is None or "clause" not in known.frames or cue.i < 2:
        return None
    people, article = cue.nbor(-1), cue.nbor(-2)
    if people.dep_ != "amod" or article.lower_ != "the" or cue.left_edge != article:
        return None
    told = child(cue, "ccomp", "relcl")
    if told is None or child(told, "mark") is not None or told.left_edge.i != cue.i + 1:
        return None
    subject = child(told, "nsubj", "nsubjpass")
    if subject is None or subject.tag_ in {"WDT", "WP"} or subject.left_edge.i != cue.i + 1:
        return None
    span = span_behind(page, cue.i + 1, content_stop(page, cue, told))
    return make_report(page, cue, [span], "clause", inner=told, source=people) if span else None


def _inserted_speaker(page: QuotePage, verb: Token) -> Report | None:
    """ "a raid, which | he says | would end the violence": what is said of the antecedent, on both
    sides of who says so."""
    told = child(verb, "ccomp", "xcomp") if verb.dep_ in {"relcl", "advcl"} else None
    if told is not None and told.dep_ == "xcomp" and told.tag_ not in {"VBD", "VBN"}:
        return None
    subject = own_subject(verb)
    if told is None or subject is None or not subject.i < verb.i < told.i:
        return None
    doc = page.doc
    which = next((t for t in doc[verb.left_edge.i : subject.i] if t.tag_ in {"WDT", "WP"}), None)
    if which is None or which.lower_ not in _OF_THINGS or which.i + 1 != subject.left_edge.i:
        return None
    if doc[verb.i + 1].tag_ not in FINITE | {"VBN", "RB"} or child(told, "mark") is not None:
        return None
    if which.i == 0 or doc[which.i - 1].text not in {",", "–", "—", "-"}:
        return None
    behind = span_behind(page, verb.i + 1, content_stop(page, verb, told))
    front = page.snap(which.idx, which.idx + len(which.text))
    if front is None or behind is None:
        return None
    return make_report(page, verb, [front, behind], "parenthetical", place="inside", inner=told)


_OF_THINGS: Final = frozenset({"which", "who"})


def _with_marked_rest(page: QuotePage, end: int) -> int:
    """ "…deal with the debt, | “crime and so on.”": words between marks that end the sentence with
    a small letter belong to the clause that the parser ended in front of them."""
    if page.text[end : end + 2] != ", ":
        return end
    number = page.marked_at(end + 2)
    if number < 0 or page.outer[number].start != end + 2:
        return end
    one = page.outer[number]
    small = page.text[one.inner_start : one.inner_start + 1].islower()
    return one.end if small and page.ends_sentence(one) else end


def _hung_loosely(verb: Token) -> list[Token]:
    """ "told them in Rome on Friday | he had gone": a clause of its own, with nothing that opens
    it and no comma in front, taken for the circumstance."""
    for one in verb.rights:
        if one.dep_ != "advcl" or (one.tag_ not in FINITE and not hangs(one, "aux", "auxpass")):
            continue
        subject = child(one, "nsubj", "nsubjpass", "expl")
        opened = any(c.dep_ == "mark" or c.tag_ == "WRB" for c in one.lefts)
        if subject is None or opened or subject.tag_ in {"WDT", "WP"} or subject.i > one.i:
            continue
        between = verb.doc[verb.i + 1 : subject.left_edge.i]
        if not any(t.text in {",", ";", ":"} or is_verb(t) for t in between):
            return [one]
    return []


def _behind_occasion(verb: Token) -> list[Token]:
    """ "said in a letter that the staff had left": the parser hangs the clause on the letter."""
    for preposition in verb.rights:
        act = child(preposition, "pcomp") if preposition.dep_ == "prep" else None
        if act is not None and lemma(act) not in cues():
            # "said on returning home | that all was well"
            told = child(act, "ccomp")
            marker = child(told, "mark") if told is not None else None
            if told is not None and marker is not None and marker.lower_ == "that":
                return [told]
        if preposition.dep_ not in {"prep", "dative", "dobj"} or preposition.lower_ == "as":
            continue  # "touted it as proof that …": a name that is given
        noun = preposition if preposition.dep_ == "dobj" else child(preposition, "pobj")
        if noun is None:
            continue
        for one in noun.rights:
            if one.dep_ in {"relcl", "acl", "ccomp"}:
                marker = child(one, "mark")
                if marker is not None and marker.lower_ == "that":
                    return [one]
                if one.dep_ == "relcl" and lemma(noun) in occasions() and _no_relative(one):
                    return [one]
    return []


def _no_relative(clause: Token) -> bool:
    """ "said in a speech sent out by radio that | he was ill": *that* is nobody in the clause."""
    that = clause.left_edge
    subject = child(clause, "nsubj", "nsubjpass", "expl")
    return (
        that.lower_ == "that"
        and subject is not None
        and subject.i > that.i
        and not hangs(clause, "dobj")
        and (that.head == clause or that.dep_ == "pobj")
        and lemma(clause) == "be"
    )


def told_hearer(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "warned the guild | it had forfeited her respect": a clause hung on the hearer as a relative
    one, though its own pronoun stands for him or the speaker."""
    hearer = child(verb, "dobj")
    if "hearer" not in cue.frames or "clause" not in cue.frames or hearer is None:
        return None
    told = next((c for c in hearer.rights if c.dep_ == "relcl"), None)
    subject = child(told, "nsubj", "nsubjpass", "expl") if told is not None else None
    if told is None or subject is None or subject.tag_ != "PRP" or subject != told.left_edge:
        return None
    whole = hangs(told, "dobj", "acomp", "attr", "ccomp", "xcomp", "auxpass")
    if not whole and not (told.tag_ == "VBG" and hangs(told, "prep")):
        return None  # nobody hears "the man he had met", but "that he had been fishing"
    span = span_behind(page, subject.i, content_stop(page, verb, told))
    return make_report(page, verb, [span], "clause", hearer=hearer, inner=told) if span else None


def infinitive(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X urged members to vote", "X promised to resign", "X asked to meet"."""
    head = child(verb, "xcomp")
    if head is None or head.i < verb.i:
        # "told him to go": often a clause with its own subject.
        head = child(verb, "ccomp")
        if head is None or head.tag_ != "VB" or head.i < verb.i:
            return None
    if head.tag_ != "VB" or not any(c.tag_ == "TO" for c in head.lefts):
        return None
    ordered = "command" in cue.frames
    promised = "commitment" in cue.frames
    wanted = "wanting" in cue.attitude
    if not (ordered or promised or wanted):
        return None
    kind: CueKind = "speech" if ordered or promised else "attitude"
    hearer = hearer_of(verb, cue, head.i) if ordered else None
    start = verb.i + 1
    for one in verb.rights:
        if one.dep_ in {"dobj", "dative"} and one.i < head.i:
            start = min(start, one.left_edge.i)
            break
    else:
        start = head.left_edge.i
    span = span_behind(page, start, content_stop(page, verb, head))
    if span is None or not (page.covered(span) or "infinitive_bare" in cue.frames):
        return None
    return make_report(page, verb, [span], "infinitive", kind=kind, hearer=hearer, inner=head)


_PLAINLY: Final = listed("speech.frames.plainly")


def after_that(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "noted that …", "said in a message to the paper that …" where the parser found no
    clause: from "that" to the sentence's end. Only phrases may stand between, and a verb
    right behind "that" makes it a relative clause."""
    doc, stop = page.doc, verb.sent.end
    if lemma(verb) not in _PLAINLY or verb.i + 2 >= stop:
        return None
    first = doc[verb.i + 1]
    told = lemma(verb) == "tell" and first.pos_ in {"DET", "NOUN", "PROPN", "ADJ"}
    if first.pos_ != "ADP" and first.lower_ != "that" and not told:
        return None
    for i in range(verb.i + 1, min(stop - 3, verb.i + 14)):
        token = doc[i]
        if page.inside[i] >= 0 or is_verb(token) or token.text in {":", ";", ","}:
            return None
        if token.lower_ != "that" or (token.tag_ == "DT" and i > verb.i + 1 and not told):
            continue
        rest = doc[i + 1 : stop]
        if _finite(rest[0]) or not any(t.tag_ in FINITE or t.tag_ == "VBN" for t in rest):
            return None
        span = span_behind(page, i + 1, cut_off(page, verb, token, stop))
        hearer = hearer_of(verb, cue, i)
        return make_report(page, verb, [span], "rest", hearer=hearer) if span else None
    return None


def _finite(token: Token) -> bool:
    """A verb that makes a relative clause of "that …"; a noun that the tagger takes for one
    ("that suspect Dan Orr") is none."""
    return token.tag_ in FINITE and lemma(token) not in party_words("people")


def rest_of_sentence(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X said …" where the parser found no clause: everything behind, if it has a verb."""
    if lemma(verb) not in _REST_OF_SENTENCE:
        return None
    doc, stop = page.doc, verb.sent.end
    hearer = hearer_of(verb, cue, stop) if lemma(verb) == "tell" else None
    start = hearer.right_edge.i + 1 if hearer is not None else verb.i + 1
    if start < stop and doc[start].lower_ == "that":
        start += 1
    rest = doc[start:stop]
    if len(rest) < 3 or rest[0].text in {",", ".", ":", "to"} or rest[0].dep_ == "prep":
        return None
    finite = [t for t in rest if t.tag_ in FINITE and page.inside[t.i] < 0]
    if not any(own_subject(t) is not None for t in finite) and not _torn(verb, rest):
        return None
    if any(speech_verb(t) and own_subject(t) is not None and t.head == verb for t in finite):
        return None  # another's speech has run into this one
    if names_again(page, verb, start, stop):
        return None
    span = span_behind(page, start, cut_off(page, verb, verb, stop))
    return make_report(page, verb, [span], "rest", hearer=hearer) if span is not None else None


def _torn(verb: Token, rest: Span) -> bool:
    """ "An aide had said Diop, after some delay, was ready": what the parser takes for the object
    of *said* is the subject of what was said, as nobody says a person or a thing."""
    told, subject = child(verb, "dobj"), own_subject(verb)
    if told is None or subject is None or subject.i > verb.i:
        return False
    if lemma(verb) != "say":
        # "clarified his daughter, Ann, joined him": what follows would be joined by *and*.
        joined = any(c.dep_ == "cc" for c in verb.children)
        return not joined and any(c.dep_ == "conj" and c.tag_ in FINITE for c in verb.children)
    if told.lower_ in _SAID_OF_ITSELF or rest[0].lower_ in _SAID_OF_ITSELF:
        return False
    return any(t.tag_ in FINITE or t.tag_ == "VBN" for t in rest if t.i > told.i)


def _by_telephone(verb: Token) -> bool:
    """ "Called the station to say he was safe": what is said is behind *say*."""
    if lemma(verb) != "call":
        return False
    return any(
        one.dep_ in {"xcomp", "advcl", "ccomp"}
        and one.tag_ == "VB"
        and speech_verb(one)
        and any(c.tag_ == "TO" for c in one.lefts)
        for one in verb.rights
    )


def read_verb(page: QuotePage, verb: Token) -> Report | None:
    """The first frame of a verb that fits; None where it reports nothing."""
    cue = cues().get(lemma(verb))
    if cue is None or _by_telephone(verb):
        return None
    named = named_by(page, verb, cue)
    if named is not None or not speaks(verb):
        return named
    if in_passive(verb) and child(verb, "agent") is None:
        return None
    if verb.dep_ != "pcomp" and quoted_as_saying(verb) is not None:
        return None  # "cited officials as saying": *saying* tells what
    if verb.dep_ == "pcomp" and lemma(verb.head.head) in {"quote", "cite"}:
        told = parenthetical(page, verb, cue)
        if told is not None or quoted_as_saying(verb) is None:
            return told
    for frame in (
        clause,
        told_hearer,
        after_that,
        infinitive,
        naming,
        prepositional,
        bare_object,
        rest_of_sentence,
    ):
        found = frame(page, verb, cue)
        if found is not None:
            if quoted_as_saying(verb) is not None:
                found.relayed_by = relaying(page, verb)
            return found if found.source is not None else None
    return None
