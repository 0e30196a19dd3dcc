"""Direct speech: which marked stretch was said by whom, by the words around the marks.

The parser is of little use across quotation marks, so a stretch is attributed by the
words between it and its neighbours: the lead ("X said: “…”"), the tail ("“…,” X said")
or, with neither, by what it goes on from.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.clauses import (
    child,
    inverted_subject,
    is_verb,
    noun_behind,
    own_subject,
    subject_of,
)
from readout.extraction.complements import source_span
from readout.extraction.marks import Marked
from readout.extraction.quotepage import QuotePage
from readout.extraction.reports import Report
from readout.lexicon.quotes import cues
from readout.text.lemmas import lemma

_STOP: Final = frozenset({".", "?", "!", ";"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NAMES: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


def _is_cue(token: Token) -> bool:
    cue = cues().get(lemma(token))
    return (
        cue is not None
        and is_verb(token)
        and bool(cue.frames & {"clause", "quoted", "question", "hearer"})
    )


def _names(token: Token) -> bool:
    """ "called it “a tax”": the marked words are part of a name, not a speech."""
    cue = cues().get(lemma(token))
    return cue is not None and bool(cue.frames & {"naming", "naming_as", "blaming"})


def _tail(page: QuotePage, one: Marked) -> tuple[int, int]:
    """Tokens behind a stretch up to the sentence's end or the next marks."""
    doc = page.doc
    start = page.token_at(one.end)
    paragraph_end = page.paragraphs[one.paragraph][1]
    i = start
    while i < len(doc) and doc[i].idx < paragraph_end:
        if page.inside[i] >= 0 or (doc[i].text in _STOP and i > start):
            break
        i += 1
    return start, i


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
        if before.text in _STOP and i < stop and before.dep_ == "punct":
            break
        i -= 1
    return i, stop


def _subject_in(verb: Token, low: int, high: int) -> Token | None:
    subject = own_subject(verb)
    if subject is not None and low <= subject.i < high:
        return subject
    return None


def by_tail(page: QuotePage, one: Marked) -> tuple[Token, Token | None] | None:
    """(cue, source) from the words behind: ", X said", "said X", ", according to X"."""
    doc = page.doc
    start, stop = _tail(page, one)
    while start < stop and (doc[start].text in {",", "-", "–", "—", "―"} or doc[start].is_space):
        start += 1
    if start >= stop:
        return None
    inner_last = page.text[one.inner_start : one.inner_end].rstrip()[-1:]
    if inner_last == "." and doc[stop - 1].text == ":":
        return None  # "“A.” Mr Zahed said: “B.”" – the cue is that of what follows
    if (
        inner_last == "."
        and one.closed
        and doc[start].text[:1].isupper()
        and not _closes_with_cue(page, start, stop)
    ):
        return None
    parted = start > _tail(page, one)[0] or inner_last in ",?!—–-…"
    for i in range(start, min(stop, start + 45 if parted else start + 6)):
        token = doc[i]
        if token.text[:1].isupper():
            continue  # a name, whatever the tagger says of it
        if not is_verb(token) or not _is_cue(token):
            if (
                token.tag_ in _FINITE
                and token.dep_ not in {"relcl", "acl", "aux", "auxpass", "amod", "compound"}
                and not _within_subject(token, stop)
            ):
                return _ends_with_cue(page, start, stop)
            continue
        if (
            token.tag_ in {"VBG", "VBN"}
            and i > start
            and not any(c.dep_ in {"aux", "auxpass"} for c in token.lefts)
        ):
            continue
        source = _subject_in(token, start, stop)
        if source is None and i == start:
            source = noun_behind(token, stop)
        if source is None:
            source = _noun_before(page, token, start)
        weak = "clause" not in cues()[lemma(token)].frames
        if weak and not (inner_last and inner_last in ",?!—–-…."):
            return None
        return (token, source) if source is not None else None
    return None


def _ends_with_cue(page: QuotePage, start: int, stop: int) -> tuple[Token, Token | None] | None:
    """ "… warden Hugo Wells said.": a short tail that a cue ends, whatever the tagger made of
    the words before it."""
    doc = page.doc
    end = stop
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if not 2 <= end - start <= 8 or not _is_cue(doc[end - 1]):
        return None
    name = doc[end - 2]
    return (doc[end - 1], name) if name.pos_ in _NAMES else None


def _within_subject(token: Token, stop: int) -> bool:
    """A verb inside the relative clause or the "-ing" phrase of the speaker."""
    for head in token.ancestors:
        if head.dep_ in {"relcl", "acl", "appos"}:
            return True
    return token.dep_ in {"advcl", "pcomp", "ccomp"} and token.tag_ in {"VBG", "VBN"}


def _closes_with_cue(page: QuotePage, start: int, stop: int) -> bool:
    """ "It is great." Smith said. – a sloppy full stop: name and cue and nothing more."""
    doc = page.doc
    words = [i for i in range(start, stop) if not doc[i].is_punct and not doc[i].is_space]
    return (bool(words) and len(words) <= 4 and _is_cue(doc[words[-1]])) or (
        bool(words) and doc[words[0]].text[:1].islower()
    )


def _noun_before(page: QuotePage, verb: Token, start: int) -> Token | None:
    doc = page.doc
    for i in range(verb.i - 1, start - 1, -1):
        if doc[i].pos_ in _NAMES and doc[i].dep_ not in {"pobj", "dobj", "npadvmod"}:
            return doc[i]
    return None


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
        if page.doc[start - 1].text in _STOP or page.inside[start - 1] >= 0:
            break
        start -= 1
    return start, stop


def by_lead(page: QuotePage, number: int) -> tuple[Token, Token | None] | None:
    """(cue, source) from the words in front: "X said: ", "X told MPs, ", "X tweeted "."""
    doc = page.doc
    start, stop = _lead(page, number)
    if start >= stop:
        start, stop = _lead_above(page, number)
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
        if not _is_cue(token):
            if last == ":" and token.tag_ in _FINITE and page.sentence_like(page.outer[number]):
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
        if last == "," and (
            _inserted(page, number, token, start) or _clause_begun(page, number, i, stop)
        ):
            return None
        source = subject_of(token)
        if source is not None and page.inside[source.i] >= 0:
            source = None
        if source is None:
            source = _noun_before(page, token, start) or noun_behind(token, stop)
        return (token, source) if source is not None else None
    return None


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
    return len(front) > 0 and not any(t.tag_ in _FINITE or t.tag_ == "VBN" for t in front)


def _clause_begun(page: QuotePage, number: int, cue: int, stop: int) -> bool:
    """ "noting that he and his wife, Callista, “have talked”": the clause began in front."""
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
    while stop > start and doc[stop - 1].is_space:
        stop -= 1
    if stop - start < 2 or doc[stop - 1].text != ":" or stop - start > 16:
        return None
    if doc[stop - 2].lower_ in {"read", "reads", "said", "says"}:
        stop -= 1  # a cue that the tagger takes for a noun
    part = doc[start : stop - 1]
    if any(is_verb(t) and t.dep_ != "amod" for t in part):
        return None
    head: Token | None = None
    for token in part:
        if token.text in {",", "("}:
            break
        if token.pos_ in {"PROPN", "NOUN"}:
            head = token
    return head if head is not None and part[0].text[:1].isupper() else None


def goes_on_from(page: QuotePage, number: int) -> bool:
    """Whether a stretch is the second half of the one before: "“A,” he said, turning to the
    window, “b.”" – one sentence, only the cue and what hangs on it between."""
    if number == 0:
        return False
    before, one = page.outer[number - 1], page.outer[number]
    if before.paragraph != one.paragraph:
        return False
    between = page.text[before.end : one.start].strip()
    inner = page.text[before.inner_start : before.inner_end].rstrip()
    words = page.doc[page.token_at(before.end) : page.token_at(one.start)]
    if not between.endswith((",", "—", "–", "-")) or any(t.text in _STOP | {":"} for t in words):
        return False
    return inner[-1:] in ",—–-…" or between.startswith(",")


def second_cue(page: QuotePage, number: int, first: Token) -> bool:
    """Whether another reporting verb stands between a stretch and the one before it."""
    start = page.token_at(page.outer[number - 1].end)
    for token in page.doc[start : page.token_at(page.outer[number].start)]:
        cue = cues().get(lemma(token)) if token.i != first.i and is_verb(token) else None
        if cue is not None and cue.frames & {"clause", "question"}:
            return True
    return False


_CREDIT: Final = frozenset({"―", "—", "–", "--", "-"})


def by_credit(page: QuotePage, one: Marked) -> Token | None:
    """The name in "“…” — Ann Lee": a dash, a name, nothing more."""
    doc = page.doc
    start, stop = _tail(page, one)
    while stop > start and (doc[stop - 1].is_space or doc[stop - 1].text == "."):
        stop -= 1
    if not 2 <= stop - start <= 8 or doc[start].text not in _CREDIT:
        return None
    part = doc[start + 1 : stop]
    if any(t.pos_ in {"VERB", "AUX"} for t in part) or not part[0].text[:1].isupper():
        return None
    names = [t for t in part if t.pos_ == "PROPN"]
    return names[-1] if names else None


def whole_clause(page: QuotePage, number: int) -> bool:
    """Marked words that are a clause of their own, though no stop ends them: "said “of course
    I will go” when asked"."""
    one = page.outer[number]
    inner = page.doc[page.token_at(one.start) : page.token_before(one.end) + 1]
    if not any(t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in inner):
        return False
    if not any(t.dep_ in {"nsubj", "nsubjpass", "expl"} for t in inner):
        return False
    after = page.token_at(one.end)
    return (
        after >= len(page.doc)
        or page.doc[after].pos_ in {"ADP", "SCONJ", "PUNCT"}
        or (page.doc[after].lower_ in {"when", "as", "while", "after"})
    )


def _told(page: QuotePage, cue: Token) -> Token | None:
    """Who heard it, outside of the marks: "told the court", "said to her sister"."""
    frames = cues().get(lemma(cue))
    for one in cue.rights:
        if page.inside[one.i] >= 0 or one.pos_ not in {"NOUN", "PROPN", "PRON", "ADP"}:
            continue
        if one.dep_ in {"dobj", "dative", "iobj"} and one.tag_ != "IN":
            if frames is not None and "hearer" in frames.frames and one.ent_type_ != "DATE":
                return one
        elif one.lower_ in {"to", "with"} and one.dep_ in {"prep", "dative"}:
            found = child(one, "pobj")
            if found is not None and page.inside[found.i] < 0:
                return found
    return None


def direct_report(
    page: QuotePage, number: int, cue: Token | None, source: Token | None, place: str
) -> Report:
    one = page.outer[number]
    return Report(
        [(one.start, one.end)],
        cue,
        (cue.idx, cue.idx + len(cue.text)) if cue is not None else None,
        source,
        source_span(page, source),
        f"direct_{place}",
        "speech",
        "after" if place == "tail" else "before",
        _told(page, cue) if cue is not None else None,
        None,
        [number],
        direct=True,
    )
