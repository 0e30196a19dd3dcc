"""Where the reporter speaks again behind a reported clause, by what opens there: somebody else's
words, a clause behind a semicolon, the piece that it was said in, what was done next.

Counted over the corpus with gold, outside of marks: "and X said" ends what was said 6 of 6 times,
"in a statement" as the last phrase 13 of 13, ", before leaving" and "even as" 4 of 4 (without a
comma "before leaving" was said, 14 of 14).
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from readout.extraction.syntax.clauses import FINITE, modal, own_subject
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cues
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_JOINS: Final = frozenset({"and", "but", "while", "whereas"})
_PIECES: Final = listed("speech.ends.pieces")
_DISPUTES: Final = listed("speech.complements.disputes")
_CHARGES: Final = listed("speech.ends.charges")
_SAYINGS: Final = listed("speech.ends.sayings")
_JUDGING: Final = listed("speech.ends.judging")
_OF_A_NAME: Final = frozenset({"DT", "HYPH", "IN", "JJ", "NN", "NNP", "NNPS", "NNS", "POS", "PRP$"})
_SOME: Final = frozenset({"many", "others", "several", "some"})
_FEW: Final = 9  # tokens of who speaks


def ends_at(page: QuotePage, verb: Token, i: int, stop: int) -> bool:
    """Whether what was said is over in front of a token within the clause of a cue."""
    token = page.doc[i]
    low = token.lower_
    if i + 1 >= len(page.doc):
        return False
    if low in _JOINS:
        return _another_says(page, verb, i, stop) or _then_acts(page, verb, i)
    if token.text == ";":
        return _out_of_step_behind(page, verb, i + 1, stop)
    if low == "even" and page.doc[i + 1].lower_ == "as":
        opened = page.doc[i + 1].head
        return page.doc[i + 1].dep_ == "mark" and own_subject(opened) is not None
    if low == "before":
        return page.doc[i - 1].text == "," and page.doc[i + 1].tag_ == "VBG"
    return low == "in" and _in_a_piece(page, i, stop)


def ends_early(page: QuotePage, verb: Token, before: int, stop: int) -> int | None:
    """The same in front of what the parser takes for the main verb of the words ("said the law was
    broken | and Roe *said* the road was open"), where a statement stands already."""
    stated = False
    for i in range(verb.i + 1, before):
        token = page.doc[i]
        if page.inside[i] >= 0 or not (token.lower_ in _JOINS or token.text == ";"):
            stated = stated or token.tag_ in FINITE
        elif stated and ends_at(page, verb, i, stop):
            return i
    return None


def _another_says(page: QuotePage, verb: Token, i: int, stop: int) -> bool:
    """ "said people change | and several said they had not", "…, | while Roe denied it": behind the
    word that joins stands nothing but who speaks, and a cue in the form of the first. What was
    reported would stand a step back ("had said"); a pronoun may be the speaker's."""
    doc, start = page.doc, i + 1
    if verb.tag_ not in {"VBD", "VBZ"}:
        return False
    for k in range(start, min(stop, start + _FEW)):
        token = doc[k]
        if page.inside[k] >= 0 or (token.tag_ in FINITE and token.tag_ != verb.tag_):
            return False
        if token.tag_ != verb.tag_:
            if token.tag_ not in _OF_A_NAME and not (k == start and token.lower_ in _SOME):
                return False
            continue
        cue = cues().get(lemma(token))
        if k == start or cue is None or not cue.frames & {"clause", "quoted"}:
            return False
        rest = doc[k + 1 : stop]
        if lemma(token) in _DISPUTES:
            return len(rest) > 0
        return any(page.inside[t.i] >= 0 or t.tag_ in FINITE for t in rest)
    return False


def _out_of_step_behind(page: QuotePage, verb: Token, start: int, stop: int) -> bool:
    """ "said the safe had been open; | the talks go on next week": behind a cue in the past and a
    semicolon, a clause in the present with its own subject, no word of it marked, is the
    reporter's."""
    if verb.tag_ != "VBD" or any(page.inside[k] >= 0 for k in range(start, stop)):
        return False
    first = next((t for t in page.doc[start:stop] if t.tag_ in FINITE), None)
    if first is None or not (first.tag_ in {"VBZ", "VBP"} or first.lower_ == "will"):
        return False
    return any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in page.doc[start : first.i])


def _then_acts(page: QuotePage, verb: Token, i: int) -> bool:
    """ "said the man was gone, | and then left the room": behind a comma and *then* a bare past, in
    the form of the cue, tells what the speaker did next."""
    doc = page.doc
    if i + 2 >= len(doc) or doc[i + 1].lower_ != "then" or doc[i - 1].text != ",":
        return False
    return verb.tag_ == doc[i + 2].tag_ == "VBD"


def _in_a_piece(page: QuotePage, i: int, stop: int) -> bool:
    """ "said the bay was shut | in a statement on Monday": the last phrase names the piece or the
    talk that it was said in, unless something in what was said is itself told in one."""
    doc = page.doc
    if doc[i + 1].lower_ not in {"a", "an"}:
        return False
    noun = next((c for c in doc[i].rights if c.dep_ == "pobj"), None)
    if noun is None or lemma(noun) not in _PIECES:
        return False
    said_there = lemma(doc[i].head) in cues() or any(
        lemma(t) in cues() and t.tag_ in FINITE for t in doc[max(0, i - 4) : i]
    )
    behind = doc[noun.i + 1 : stop]
    return not said_there and not any(
        t.tag_ in FINITE or t.lower_ == "that" or page.inside[t.i] >= 0 for t in behind
    )


def is_judged(noun: Token) -> bool:
    """ ", a charge the mayor denies", ", a figure disputed by the union", ", a remark for which he
    apologised": behind a noun for what was stated stands what somebody else makes of it; behind
    one that only a statement is called by, anything."""
    if lemma(noun) not in _CHARGES | _SAYINGS:
        return False
    told = next((c for c in noun.rights if c.dep_ in {"relcl", "acl"}), None)
    if told is None or (told.dep_ == "acl" and told.tag_ not in {"VBD", "VBN"}):
        return False
    return lemma(noun) in _SAYINGS or lemma(told) in _JUDGING


def surely_finite(head: Token) -> bool:
    """ "warned a failure | could lead to war", "cautioned justice | does not come": what is finite
    needs a subject, so the noun in front is that, and nobody who heard it."""
    shown = head.tag_ == "VBZ" or modal(head) is not None or lemma(head) == "be"
    return shown or any(c.dep_ == "aux" and lemma(c) == "do" for c in head.lefts)
