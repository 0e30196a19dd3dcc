"""The words in front of a marked stretch: "X said: “…”", "X told MPs, “…”", "Miller: “…”"."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.speech.introducing import STOP, introduces, noun_in_front
from readout.extraction.syntax.clauses import (
    FINITE,
    child,
    in_passive,
    inverted_subject,
    is_verb,
    negation_of,
    noun_behind,
    own_subject,
    subject_of,
)
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import cues
from readout.lexicon.words import listed
from readout.text.lemmas import lemma

_INTRODUCTIONS: Final = listed("speech.leads.introductions")


def _names(token: Token) -> bool:
    """ "called it “a tax”": the marked words are part of a name, not a speech."""
    cue = cues().get(lemma(token))
    return cue is not None and bool(cue.frames & {"naming", "naming_as", "blaming"})


def _lead(page: QuotePage, number: int) -> tuple[int, int]:
    """Tokens in front of a stretch, from the sentence's start or the marks before."""
    doc = page.doc
    one = page.outer[number]
    stop = page.token_at(one.start)
    low = page.paragraphs[one.paragraph][0]
    i = stop
    while i > 0 and doc[i - 1].idx >= low:
        before = doc[i - 1]
        if page.inside[i - 1] >= 0:
            break
        if before.text in STOP and i < stop and before.dep_ == "punct":
            break
        i -= 1
    return i, stop


def _may_speak(subject: Token) -> bool:
    if subject.pos_ == "PRON":
        return subject.lower_ in {"he", "she", "they", "who"}
    return subject.pos_ == "PROPN"


def _lead_above(page: QuotePage, number: int) -> tuple[int, int]:
    """The last sentence of the paragraph above, where that ends with a colon."""
    one = page.outer[number]
    low = page.paragraphs[one.paragraph][0]
    if one.paragraph == 0 or page.text[low : one.start].strip():
        return 0, 0
    above = page.paragraphs[one.paragraph - 1]
    if not page.text[above[0] : above[1]].rstrip().endswith(":"):
        return 0, 0
    stop = page.token_at(low)
    start = stop - 1
    while start > 0 and page.doc[start - 1].idx >= above[0]:
        if page.doc[start - 1].text in STOP or page.inside[start - 1] >= 0:
            break
        start -= 1
    return start, stop


def lead_of(page: QuotePage, number: int) -> tuple[int, int]:
    """Tokens in front of a stretch in its sentence; where its paragraph begins with it, those of
    the one above that a colon ends."""
    start, stop = _lead(page, number)
    return (start, stop) if start < stop else _lead_above(page, number)


def by_lead(page: QuotePage, number: int) -> tuple[Token, Token | None] | None:
    """(cue, source) from the words in front: "X said: ", "X told MPs, ", "X tweeted "."""
    doc = page.doc
    start, stop = lead_of(page, number)
    while stop > start and doc[stop - 1].is_space:
        stop -= 1
    if start >= stop:
        return None
    last = doc[stop - 1].text
    if last == "that" and stop - 1 > start:
        return None
    for i in range(stop - 1, start - 1, -1):
        token = doc[i]
        if not is_verb(token):
            continue
        if not introduces(token):
            if last == ":" and token.tag_ in FINITE and page.sentence_like(page.outer[number]):
                # "She gave a short answer: “…”"
                subject = own_subject(token)
                if subject is not None and _may_speak(subject):
                    return token, subject
            if (
                last == ":"
                or token.dep_ in {"relcl", "acl", "amod", "aux", "auxpass"}
                or token.tag_ in {"VBN"}
            ):
                continue
            return None
        if last not in {":", ","} and (_names(token) or not _straight_to(doc, i, stop)):
            return None
        if last != ":" and _lacks_subject(page, number, token, stop):
            return None
        if last == "," and (
            _inserted(page, number, token, start) or _clause_begun(page, number, i, stop)
        ):
            return None
        source = subject_of(token)
        if source is not None and page.inside[source.i] >= 0:
            source = None
        if own_subject(token) is None and _joined_name(token):
            source = doc[i - 1]
        if source is None:
            source = noun_in_front(page, token, start) or noun_behind(token, stop)
        return (token, source) if source is not None else None
    return None


def _joined_name(cue: Token) -> bool:
    """ "The clubs met the FA and | Alba added: “…”": a name right in front of the cue that the
    parser joins to what stands before."""
    before = cue.nbor(-1) if cue.i else cue
    return (
        before.pos_ == "PROPN"
        and before.dep_ == "conj"
        and before.left_edge.i > 0
        and (before.left_edge.nbor(-1).lower_ == "and")
    )


def _inserted(page: QuotePage, number: int, cue: Token, start: int) -> bool:
    """ "The bishop, said his secretary, “will not comment”": the marks end a sentence that
    the reporter began, so the cue is inserted and the marked words are no quote alone."""
    doc, one = page.doc, page.outer[number]
    if not page.text[one.inner_start : one.inner_start + 1].islower():
        return False
    subject = own_subject(cue)
    first = min(subject.left_edge.i, cue.i) if subject is not None else cue.i
    if inverted_subject(cue) is not None:
        first = cue.i
    if first <= start or doc[first - 1].text != ",":
        return False
    front = doc[start : first - 1]
    return len(front) > 0 and not any(t.tag_ in FINITE or t.tag_ == "VBN" for t in front)


def _conjunction(token: Token) -> bool:
    return token.lower_ == "that" and token.tag_ == "IN"


def _lacks_subject(page: QuotePage, number: int, cue: Token, stop: int) -> bool:
    """ "added the firm “lacks a plan”, "argued a delay would, “cause harm”": the subject of the
    marked words stands in front of them."""
    doc, one = page.doc, page.outer[number]
    between = [t for t in doc[cue.i + 1 : stop] if t.text != ","]
    if not between:
        return False
    if between[-1].tag_ == "MD":
        return True
    inner = page.text[one.inner_start : one.inner_end]
    first = doc[page.token_at(one.inner_start)]
    if (first.text in _INSERTING or first.pos_ == "ADV") and first.i + 1 < len(doc):
        first = first.nbor()
    if not inner.lstrip("[…. ")[:1].islower() or inner.rstrip().endswith("?"):
        return False
    noun = between[-1].pos_ in {"NOUN", "PROPN"} and between[-1].ent_type_ not in {"DATE", "TIME"}
    return noun and first.tag_ in FINITE and first.pos_ in {"VERB", "AUX"}


_INSERTING: Final = frozenset({"[", "…", "..."})


def _clause_begun(page: QuotePage, number: int, cue: int, stop: int) -> bool:
    """ "noting that he and his wife, Callista, “have talked”": the clause began in front."""
    behind_that = next((t.i for t in page.doc[cue + 1 : stop] if _conjunction(t)), stop)
    if any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in page.doc[behind_that:stop]):
        return True  # "told the court that, over the years, “Ann never …”"
    if not page.text[page.outer[number].inner_start : page.outer[number].inner_start + 1].islower():
        return False
    return any(
        t.dep_ in {"nsubj", "nsubjpass"} or (t.lower_ == "that" and t.tag_ == "IN")
        for t in page.doc[cue + 1 : stop]
        if t.head.i > cue
    )


_BETWEEN: Final = frozenset({"NOUN", "PROPN", "PRON", "DET", "ADV", "ADP", "ADJ", "NUM"})


def _straight_to(doc: Doc, i: int, stop: int) -> bool:
    """Between cue and marks stands at most a hearer or an adverb, and nothing that the
    marked words would complete ("said the “talks”", "said he “was”")."""
    between = doc[i + 1 : stop]
    if not len(between):
        return True
    last = between[-1]
    if (
        len(between) > 5
        or last.pos_ in {"DET", "ADP", "ADJ", "AUX"}
        or last.tag_ == "PRP$"
        or last.lower_ in {"’s", "'s"}
    ):
        return False
    return all(t.pos_ in _BETWEEN and t.dep_ not in {"nsubj", "nsubjpass"} for t in between)


def by_colon(page: QuotePage, number: int) -> Token | None:
    """The name in "Miller: “…”": a noun phrase, a colon, no verb."""
    doc = page.doc
    start, stop = _lead(page, number)
    above = start >= stop
    if above:
        start, stop = _lead_above(page, number)
    while stop > start and doc[stop - 1].is_space:
        stop -= 1
    if stop - start < 2 or doc[stop - 1].text != ":" or stop - start > 16:
        return None
    if doc[stop - 2].lower_ in {"read", "reads", "said", "says"}:
        stop -= 1  # a cue that the tagger takes for a noun
    part = doc[start : stop - 1]
    if any(is_verb(t) and t.dep_ != "amod" for t in part):
        return None
    if above and not page.sentence_like(page.outer[number]):
        return None  # "The vote in numbers:" above a table
    head: Token | None = None
    for token in part:
        if token.text in {",", "("} or (
            head is not None and head.pos_ == "PROPN" and _leaves(token)
        ):
            break
        if token.pos_ in {"PROPN", "NOUN"}:
            head = token
    if head is None or not part[0].text[:1].isupper() or (above and head.pos_ != "PROPN"):
        return None
    return head


def _leaves(token: Token) -> bool:
    """What ends a name: "Chairwoman Helen Rosner | on the vote"."""
    return token.pos_ in {"ADP", "SCONJ", "VERB"} and token.lower_ != "of"


_LONGEST_HEADING: Final = 8  # tokens


def by_heading(page: QuotePage, number: int) -> Token | None:
    """The name that stands alone above a paragraph of marked words: "Chairwoman Helen Rosner"."""
    one = page.outer[number]
    low, high = page.paragraphs[one.paragraph]
    alone = not page.text[low : one.start].strip() and not page.text[one.end : high].strip()
    if one.paragraph == 0 or not alone or not page.sentence_like(one):
        return None
    above = page.paragraphs[one.paragraph - 1]
    words = page.doc[page.token_at(above[0]) : page.token_before(above[1]) + 1]
    names = [t for t in words if not t.is_space]
    if not 2 <= len(names) <= _LONGEST_HEADING:
        return None
    if not all(t.text[:1].isupper() and t.pos_ in {"PROPN", "ADJ", "NOUN"} for t in names):
        return None
    return names[-1] if names[-1].ent_type_ == "PERSON" else None


def whole_clause(page: QuotePage, number: int) -> bool:
    """Marked words that are a clause of their own, though no stop ends them: "said “of course
    I will go” when asked"."""
    one = page.outer[number]
    inner = page.doc[page.token_at(one.start) : page.token_before(one.end) + 1]
    if not any(t.tag_ in FINITE for t in inner):
        return False
    if not any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in inner):
        return False
    after = page.token_at(one.end)
    return (
        after >= len(page.doc)
        or page.doc[after].pos_ in {"ADP", "SCONJ", "PUNCT"}
        or (page.doc[after].lower_ in {"when", "as", "while", "after"})
    )


_ANSWERS: Final = listed("speech.leads.answers")


def bare_answer(page: QuotePage, number: int, cue: Token) -> bool:
    """ "said “no” when asked", "chanted “out, out” at the gates": few words that the cue alone
    introduces, and nothing of theirs behind the mark."""
    one = page.outer[number]
    after = page.token_at(one.end)
    if lemma(cue) not in _ANSWERS or cue.i + 1 != page.token_at(one.start) or not one.closed:
        return False
    return after < len(page.doc) and page.doc[after].pos_ in {"ADP", "SCONJ"}


def inner_cue(page: QuotePage, one: Marked) -> tuple[Token, Token] | None:
    """(cue, source) in front of marks within marks: "he told me, ‘…’", all of it spoken."""
    doc = page.doc
    stop = page.token_at(one.start)
    outer = page.inside[stop] if stop < len(doc) else -1
    for i in range(stop - 1, max(-1, stop - 8), -1):
        token = doc[i]
        if page.inside[i] != outer or token.text in STOP or token.text == ";":
            return None
        if not is_verb(token) or not introduces(token):
            continue
        subject = own_subject(token)
        near = doc[stop - 1].text in {",", ":"} or _straight_to(doc, i, stop)
        return (token, subject) if subject is not None and near and subject.i < i else None
    return None


def by_sentence_before(page: QuotePage, number: int) -> Token | None:
    """Who speaks by the sentence in front: "Ellis offered his explanation. “People who …”", "The
    president attacked the bank. “They lend …”"."""
    one = page.outer[number]
    if not page.before(one.start).endswith("."):
        return None
    stop = page.token_at(one.start) - 1
    while stop > 0 and page.doc[stop].is_space:
        stop -= 1
    sentence = page.doc[stop].sent
    if sentence[0].idx < page.paragraphs[one.paragraph][0]:
        return None
    if any(page.inside[t.i] >= 0 for t in sentence):
        return None
    verb = sentence.root
    known = cues().get(lemma(verb))
    speaking = known is not None and bool(known.frames or known.prepositions)
    told = child(verb, "dobj")
    if told is not None and lemma(told) in _INTRODUCTIONS:
        speaking = True
    directed = child(verb, "nsubjpass")
    if directed is not None and lemma(directed) in _INTRODUCTIONS:
        return child(directed, "poss")
    subject = own_subject(verb)
    if not speaking or subject is None or negation_of(verb) is not None or in_passive(verb):
        return None
    return subject if _may_speak(subject) or subject.pos_ == "NOUN" else None
