"""Indirect and mixed speech: the frames of reporting verbs over the dependency parse.

Each function takes a cue verb and yields a `Report` or None. The content is the
complement as syntax gives it; `reach` mends what the parser is known to attach wrongly.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Token

from readout.extraction.clauses import (
    chars,
    child,
    inverted_subject,
    is_verb,
    modal,
    negated,
    noun_before,
    noun_phrase,
    own_subject,
    passive,
    subject_of,
)
from readout.extraction.quotepage import QuotePage
from readout.extraction.reports import Report
from readout.lexicon.quotes import Cue, cues, documents, not_sources
from readout.model import CueKind, Span
from readout.text.lemmas import lemma

_DATELINE: Final = re.compile(
    r"(?:[A-Z][A-Z.’' ]+(?:, [A-Z][\w. ]+)? ?(?:\([^)]{2,30}\) ?)?|\([A-Z]{2,12}\) ?)[-–—―] ?"
)
_DAYS: Final = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
    | {
        "today",
        "yesterday",
        "later",
        "also",
        "repeatedly",
        "earlier",
        "again",
        "recently",
        "flatly",
    }
)
_NOBODY: Final = frozenset({"neither", "nobody", "no", "none", "nothing"})
_GO_ON: Final = frozenset(
    {"go", "continue", "begin", "start", "proceed", "take", "use", "return", "turn", "come"}
)


def source_span(page: QuotePage, source: Token | None) -> Span | None:
    return chars(page.doc, *noun_phrase(source)) if source is not None else None


def speaks(verb: Token) -> bool:
    """Whether the verb reports something said: not denied, not merely possible."""
    if negated(verb) or (verb.tag_ == "VBN" and not _helped(verb)):
        return False
    subject = own_subject(verb)
    if subject is not None and any(t.lower_ in _NOBODY for t in (subject, *subject.lefts)):
        return False
    aux = modal(verb)
    if aux is not None and aux.lower_ not in {"will", "’ll", "'ll"}:
        return False
    if verb.tag_ == "VB" and aux is None:
        to = any(c.lower_ == "to" and c.tag_ == "TO" for c in verb.lefts)
        if to:
            head = verb.head
            if verb.dep_ == "xcomp":
                return lemma(head) in _GO_ON and not negated(head)
            return verb.dep_ in {"advcl", "acl", "relcl"} and not negated(head)
        if not any(c.dep_ == "aux" for c in verb.lefts) and verb.dep_ != "conj":
            return own_subject(verb) is not None
    return True


def _helped(verb: Token) -> bool:
    """Whether a participle has its auxiliary, or shares one ("has said … and added")."""
    if any(c.dep_ in {"aux", "auxpass"} for c in verb.lefts):
        return True
    return verb.dep_ == "conj" and verb.head.tag_ == "VBN" and _helped(verb.head)


def _content_start(verb: Token, head: Token) -> int:
    """First token of a complement behind its cue: behind "that", behind a stray date."""
    doc = verb.doc
    start = max(head.left_edge.i, verb.i + 1)
    marker = child(head, "mark")
    if marker is not None and marker.i > verb.i and marker.lower_ == "that":
        return marker.i + 1
    if marker is None:
        # "said on Thursday that …" with "that" read as a pronoun
        for i in range(verb.i + 1, min(head.i, verb.i + 12)):
            if doc[i].lower_ == "that" and doc[i].tag_ == "IN" and doc[i].head.i >= head.i:
                return i + 1
    while start < head.i and (doc[start].lower_ in _DAYS or doc[start].text == ","):
        start += 1
    return start


_HANGING: Final = frozenset({"prep", "advcl", "npadvmod", "advmod", "dobj", "ccomp"})


def _content_stop(page: QuotePage, verb: Token, head: Token) -> int:
    """Stop of a complement behind its cue, in tokens.

    What hangs on the cue but stands behind the complement with no comma between belongs
    to the complement: the parser attaches late phrases too high.
    """
    stop = head.right_edge.i + 1
    for one in verb.rights:
        if one.i < stop or one.is_punct or one.is_space:
            continue
        if one.dep_ == "cc":
            continue
        if one.dep_ == "conj" and is_verb(one):
            if not _own_statement(verb, head, one):
                break
        elif one.left_edge.i > stop + 2 or _parted(page, one.left_edge.i):
            break
        elif one.dep_ not in _HANGING or one.lower_ == "according":
            continue
        stop = one.right_edge.i + 1
    return _cut(page, verb, head, min(stop, verb.sent.end))


def _own_statement(verb: Token, head: Token, one: Token) -> bool:
    """ "said he had offers, but the offers were bad": a second clause with a subject of its
    own that neither speaks nor is the speaker goes on with what was said."""
    subject = own_subject(one)
    if subject is None or _speech_verb(one):
        return False
    if subject.lower_ in {"he", "she", "they", "it", "who", "which"}:
        # Only the speaker can tell what is in the mind or to come.
        inner = own_subject(head)
        same = inner is not None and inner.lower_ == subject.lower_
        cue = cues().get(lemma(one))
        return same and (cue is not None or modal(one) is not None or lemma(one) == "be")
    speaker = own_subject(verb)
    return speaker is None or subject.lower_ != speaker.lower_


def _speech_verb(token: Token) -> bool:
    cue = cues().get(lemma(token))
    return cue is not None and bool(cue.frames)


def _parted(page: QuotePage, i: int) -> bool:
    """A comma or dash stands before token `i`, maybe with closing marks between."""
    before = page.text[max(0, page.doc[i].idx - 8) : page.doc[i].idx].rstrip(" ”’\"'»")
    return before[-1:] in {",", "-", "–", "—", "―"}


def _cut(page: QuotePage, verb: Token, head: Token, stop: int) -> int:
    """Where the reporter speaks again inside what the parser took for content: ", adding
    that …", ", according to …", ", and called it …"."""
    doc = page.doc
    for i in range(head.i + 1, stop - 1):
        token = doc[i]
        if page.inside[i] >= 0:
            continue
        if token.lower_ == "according" and doc[i + 1].lower_ == "to" and _parted(page, i):
            return i
        if token.tag_ == "VBG" and _parted(page, i) and _reports_on(page, token):
            if token.lower_ in {"adding", "saying"} or token.head == verb:
                return i
        if token.dep_ == "conj" and token.head in {verb, head} and _speech_again(token, verb):
            return i - 1 if doc[i - 1].dep_ == "cc" else i
    closing = _closing_cue(page, head, stop)
    if closing is not None:
        return closing
    while stop > head.i and doc[stop - 1].dep_ == "cc":
        stop -= 1
    return stop


def _closing_cue(page: QuotePage, head: Token, stop: int) -> int | None:
    """Start of a cue that closes the sentence: "…, his spokeswoman said.", "…, the paper
    reported on Monday." """
    doc = page.doc
    for i in range(stop - 1, max(head.i, stop - 8), -1):
        token = doc[i]
        if page.inside[i] >= 0:
            return None
        if token.tag_ not in {"VBD", "VBZ", "VBP"} or not _reports_on(page, token):
            continue
        subject = own_subject(token)
        if subject is None or abs(subject.i - i) > 8 or child(token, "dobj", "xcomp") is not None:
            return None
        start = min(noun_phrase(subject)[0], i)
        return start if _parted(page, start) else None
    return None


def _reports_on(page: QuotePage, token: Token) -> bool:
    cue = cues().get(lemma(token))
    return cue is not None and "clause" in cue.frames


def _speech_again(token: Token, verb: Token) -> bool:
    """ "said A … and called it B": a second speech verb of the same speaker, in the same
    form as the first."""
    cue = cues().get(lemma(token))
    if cue is None or not cue.frames or own_subject(token) is not None:
        return False
    return token.tag_ == verb.tag_ == "VBD"


def _span_behind(page: QuotePage, start: int, stop: int) -> Span | None:
    doc = page.doc
    while stop > start and (doc[stop - 1].is_space or doc[stop - 1].text in {".", ";", ","}):
        stop -= 1
    if stop <= start:
        return None
    return page.snap(*chars(doc, start, stop))


def _hearer(verb: Token, cue: Cue, before: int) -> Token | None:
    if "hearer" in cue.frames or "command" in cue.frames:
        for one in verb.rights:
            if one.i >= before:
                break
            if one.dep_ in {"dobj", "dative", "iobj"} and one.tag_ not in {"TO", "IN"}:
                return one
    if "hearer_to" in cue.frames or "hearer" in cue.frames:
        for one in verb.rights:
            if one.dep_ in {"prep", "dative"} and one.lower_ in {"to", "with"} and one.i < before:
                found = child(one, "pobj")
                if found is not None:
                    return found
    return None


def _report(
    page: QuotePage,
    verb: Token,
    content: list[Span],
    frame: str,
    *,
    kind: CueKind = "speech",
    place: str = "before",
    hearer: Token | None = None,
    inner: Token | None = None,
    source: Token | None = None,
) -> Report:
    source = source if source is not None else subject_of(verb)
    if source is None and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        source = noun_before(verb)
    marked = [n for span in content for n in page.covered(span)]
    return Report(
        content,
        verb,
        (verb.idx, verb.idx + len(verb.text)),
        source,
        source_span(page, source),
        frame,
        kind,
        place,
        hearer,
        inner,
        marked,
    )


def clause(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X said (that) …", "…, X said", "…, he said, …"."""
    speech = "clause" in cue.frames or "question" in cue.frames
    kind: CueKind = "speech" if speech else "attitude"
    if not speech and "clause" not in cue.attitude:
        return None
    heads = [c for c in verb.children if c.dep_ == "ccomp" and c.i != verb.i]
    behind = [h for h in heads if h.i > verb.i and h.left_edge.i > verb.i]
    if not behind and speech:
        behind = _behind_occasion(verb)
    if behind and _set_off(page, verb, behind[0]):
        found = parenthetical(page, verb, cue)
        if found is not None and found.place == "inside":
            return found
    if behind:
        head = behind[0]
        start, stop = _content_start(verb, head), _content_stop(page, verb, head)
        span = _span_behind(page, start, stop)
        if span is None:
            return None
        hearer = _hearer(verb, cue, start)
        return _report(page, verb, [span], "clause", kind=kind, hearer=hearer, inner=head)
    if kind == "attitude":
        return None
    return parenthetical(page, verb, cue)


def _behind_occasion(verb: Token) -> list[Token]:
    """ "said in a letter that the staff had left": the parser hangs the clause on the letter."""
    for preposition in verb.rights:
        if preposition.dep_ not in {"prep", "dative", "dobj"}:
            continue
        noun = preposition if preposition.dep_ == "dobj" else child(preposition, "pobj")
        if noun is None:
            continue
        for one in noun.rights:
            if one.dep_ in {"relcl", "acl", "ccomp"}:
                marker = child(one, "mark")
                if marker is not None and marker.lower_ == "that":
                    return [one]
    return []


def _set_off(page: QuotePage, verb: Token, head: Token) -> bool:
    """ "In the end, he said, the road was closed": commas on both sides, no "that"."""
    start, _ = _phrase_of(verb)
    if start <= verb.sent.start or not _parted(page, start):
        return False
    return _parted(page, head.left_edge.i) and child(head, "mark") is None


def _phrase_of(verb: Token, subject: Token | None = None) -> tuple[int, int]:
    """The cue with its subject and adverbs, without its content: "said Ann Lee on Monday"."""
    subject = subject if subject is not None else own_subject(verb)
    start = verb.i
    if subject is not None and subject.i < verb.i:
        start = subject.left_edge.i
    for one in verb.lefts:
        if one.dep_ in {"aux", "advmod", "neg", "auxpass"} and one.i > verb.i - 4:
            start = min(start, one.i)
    return start, verb.i + 1


def _parenthetical_subject(verb: Token) -> Token | None:
    if verb.dep_ == "pcomp" and lemma(verb.head.head) == "quote":
        return child(verb.head.head, "nsubjpass")  # "the president was quoted as saying"
    return inverted_subject(verb) or own_subject(verb)


def parenthetical(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """A cue set off by commas at the end or in the midst of what it reports."""
    doc = page.doc
    subject = _parenthetical_subject(verb)
    if subject is None or page.inside[verb.i] >= 0:
        return None
    start, _ = _phrase_of(verb, subject)
    sentence = verb.sent
    if start <= sentence.start:
        return None
    comma = doc[start - 1]
    if comma.is_space and start - 2 >= sentence.start:
        comma = doc[start - 2]
    closing = comma.text in {"”", "’", "'", '"', "''", "»"}
    if comma.text not in {",", "—", "–", "-", "―"} and not closing:
        return None
    stop = _phrase_stop(page, verb, subject)
    front = _front(page, _sentence_start(page, verb), start)
    spans: list[Span] = []
    if front is not None:
        spans.append(front)
    place = "after"
    rest = doc[stop].text if stop < sentence.end else "."
    if rest == "," and stop + 1 < sentence.end:
        behind = _span_behind(page, stop + 1, sentence.end)
        content_head = verb.head if verb.head != verb else child(verb, "ccomp")
        if behind is not None and _goes_on(page, verb, stop, sentence.end, content_head):
            spans.append(behind)
            place = "inside"
    if not spans or (place == "after" and not _closes(page, verb, subject, start, stop)):
        return None
    inner = child(verb, "ccomp") or (verb.head if verb.dep_ in {"parataxis", "ccomp"} else None)
    hearer = _hearer(verb, cue, stop)
    return _report(
        page, verb, spans, "parenthetical", place=place, hearer=hearer, inner=inner, source=subject
    )


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def _closes(page: QuotePage, verb: Token, subject: Token, start: int, stop: int) -> bool:
    """Whether a cue at the end has nothing left to report: no object or clause behind it, and
    a statement, no mere phrase ("On Monday, …"), in front."""
    doc = page.doc
    for one in verb.rights:
        if one.dep_ in {"dobj", "xcomp", "ccomp", "oprd", "attr", "acomp"} and one.i < stop:
            if one == subject or one.ent_type_ in {"DATE", "TIME"}:
                continue
            if not _hearing(verb) or one.dep_ != "dobj":
                return False
    front = doc[_sentence_start(page, verb) : start]
    marked = any(page.inside[t.i] >= 0 for t in front)
    return marked or any(t.tag_ in _FINITE and t.dep_ not in {"advcl", "relcl"} for t in front)


def _hearing(verb: Token) -> bool:
    cue = cues().get(lemma(verb))
    return cue is not None and "hearer" in cue.frames


def _sentence_start(page: QuotePage, token: Token) -> int:
    """First token of the sentence; of the one in which marks were opened, when the parser
    began a sentence between them."""
    start = token.sent.start
    for _ in range(3):
        number = page.inside[start]
        if number < 0 or page.outer[number].start >= page.doc[start].idx:
            break
        opening = page.token_at(page.outer[number].start)
        if opening >= start:
            break
        start = (
            page.doc[max(opening - 1, 0)].sent.start
            if not page.starts_fresh(page.outer[number])
            else opening
        )
    # "gov't. officials": no sentence begins with a small letter behind an abbreviation.
    while start > 1 and page.doc[start].text[:1].islower() and page.doc[start - 1].text == ".":
        start = page.doc[start - 1].sent.start
    return start


def _front(page: QuotePage, start: int, stop: int) -> Span | None:
    doc = page.doc
    while start < stop and doc[start].is_space:
        start += 1
    if stop <= start:
        return None
    low, high = chars(doc, start, stop)
    dateline = _DATELINE.match(page.text, low, high)
    if dateline is not None:
        low = dateline.end()
    return page.snap(low, high)


def _phrase_stop(page: QuotePage, verb: Token, subject: Token) -> int:
    """Where the inserted cue phrase is over: the next comma outside its own apposition, or
    the sentence's end."""
    doc = page.doc
    sentence_stop = verb.sent.end
    i = verb.i + 1
    if (
        subject.i > verb.i
        and verb.dep_ in {"parataxis", "ccomp"}
        and verb.head.i > subject.right_edge.i
    ):
        i = max(i, subject.right_edge.i + 1)
    while i < sentence_stop:
        text = doc[i].text
        if page.inside[i] >= 0:
            return i
        if text in {",", ".", ";", "—", "–", "―", ":"}:
            return i
        i += 1
    return i


def _goes_on(
    page: QuotePage, verb: Token, stop: int, sentence_stop: int, head: Token | None
) -> bool:
    """Whether the reported sentence goes on behind the inserted cue."""
    doc = page.doc
    first = doc[stop + 1]
    if first.lower_ in {
        "who",
        "which",
        "whose",
        "adding",
        "according",
        "citing",
        "referring",
        "speaking",
        "a",
        "an",
        "saying",
        "where",
        "noting",
        "when",
        "calling",
    }:
        return False
    subject = own_subject(verb)
    if subject is not None and subject.i > verb.i:
        # "said Ann Lee, the mayor": an apposition, unless a verb of the content follows.
        if any(t.dep_ == "appos" and t.i > stop for t in subject.subtree):
            return False
    if head is not None and stop < head.i < sentence_stop:
        return True
    return any(
        doc[i].head == head or (head is not None and doc[i].head.i < verb.i and doc[i].head != verb)
        for i in range(stop + 1, sentence_stop)
        if head is not None and doc[i].dep_ != "punct"
    )


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
    hearer = _hearer(verb, cue, head.i) if ordered else None
    start = verb.i + 1
    for one in verb.rights:
        if one.dep_ in {"dobj", "dative"} and one.i < head.i:
            start = min(start, one.left_edge.i)
            break
    else:
        start = head.left_edge.i
    span = _span_behind(page, start, _content_stop(page, verb, head))
    if span is None or not (page.covered(span) or "infinitive_bare" in cue.frames):
        return None
    return _report(page, verb, [span], "infinitive", kind=kind, hearer=hearer, inner=head)


def naming(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X called the bill “a tax”", "X described it as …", "X accused Y of …"."""
    if not cue.frames & {"naming", "naming_as", "blaming"}:
        return None
    doc = page.doc
    quoted = _named_in_marks(page, verb)
    if quoted is not None and "naming" in cue.frames:
        return _report(page, verb, [quoted], "naming") if quoted[1] > quoted[0] else None
    particle = None
    for one in doc[verb.i + 1 : min(verb.sent.end, verb.i + 40)]:
        if (
            one.lower_ == "as"
            and "naming_as" in cue.frames
            and one.dep_ in {"prep", "mark"}
            and one.head in {verb, *verb.rights}
        ):
            particle = one
            break
        if (
            one.lower_ in {"of", "for", "over"}
            and "blaming" in cue.frames
            and one.dep_ == "prep"
            and one.head in {verb, *verb.rights}
        ):
            particle = one
            break
    named = "naming" in cue.frames and any(
        c.dep_ in {"oprd", "ccomp", "xcomp", "attr"} and c.i > verb.i for c in verb.children
    )
    if particle is None and not named:
        return None
    start = verb.i + 1
    while start < verb.sent.end and doc[start].dep_ in {"advmod"} and doc[start].head == verb:
        start += 1
    stop = start
    for one in verb.rights:
        if one.is_punct or one.dep_ in {"advcl", "conj", "cc"}:
            if one.i >= stop and one.dep_ != "punct":
                break
            continue
        if one.dep_ in {"dobj", "oprd", "ccomp", "xcomp", "attr", "prep", "acomp", "dep", "appos"}:
            stop = max(stop, one.right_edge.i + 1)
    span = _span_behind(page, start, min(stop, verb.sent.end))
    return _report(page, verb, [span], "naming") if span is not None else None


def _named_in_marks(page: QuotePage, verb: Token) -> Span | None:
    """ "called it “a joke”", "which he called “a joke”": from behind the verb to the closing
    mark. An empty span for a mere name ("called the boat “Patience”"), None without marks."""
    doc = page.doc
    i = verb.i + 1
    while i < len(doc) and i < verb.i + 14 and page.inside[i] < 0:
        token = doc[i]
        if token.text in {",", ".", ";", ":"} or (is_verb(token) and token.tag_ in _FINITE):
            return None
        if i == verb.i + 1 and token.pos_ == "ADP":
            return None  # "called for “calm”"
        i += 1
    if i >= len(doc) or page.inside[i] < 0:
        return None
    one = page.outer[page.inside[i]]
    inner = page.text[one.inner_start : one.inner_end].split()
    if all(w[:1].isupper() for w in inner if len(w) > 3) and len(inner) < 4:
        return (one.start, one.start)
    start = verb.i + 1
    while start < i and doc[start].dep_ == "advmod" and doc[start].head == verb:
        start += 1
    return page.snap(doc[start].idx if start < i else one.start, one.end)


def prepositional(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X called for calm", "X warned of delays", "X called on Y to resign"."""
    if not cue.prepositions:
        return None
    for one in verb.rights:
        if one.dep_ in {"prep", "prt"} and one.lower_ in cue.prepositions and one.i <= verb.i + 3:
            if one.dep_ == "prt" and child(one, "pobj") is None and child(verb, "dobj") is None:
                continue
            told = child(one, "pobj")
            if told is not None and (
                told.ent_type_ in {"DATE", "TIME"} or told.tag_ in {"WDT", "WP"}
            ):
                continue
            stop = _content_stop(page, verb, one)
            span = _span_behind(page, one.i + 1, stop)
            if span is not None:
                return _report(page, verb, [span], "prepositional")
    return None


def bare_object(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X announced the sale", "X denied the charge"."""
    if "object" not in cue.frames:
        return None
    head = child(verb, "dobj")
    if head is None or head.i < verb.i or head.tag_ in {"WP", "WDT"}:
        return None
    span = _span_behind(page, head.left_edge.i, _content_stop(page, verb, head))
    if span is None or head.lower_ in {
        "nothing",
        "little",
        "much",
        "so",
        "something",
        "that",
        "it",
    }:
        return None
    subject = subject_of(verb)
    if not page.covered(span) and subject is not None and lemma(subject) in documents():
        return None
    if not (page.covered(span) or "bare_object" in cue.frames):
        # Without quoted words this is an act told by the reporter, not what was said.
        return None
    return _report(page, verb, [span], "object")


def rest_of_sentence(page: QuotePage, verb: Token, cue: Cue) -> Report | None:
    """ "X said …" where the parser found no clause: everything behind, if it has a verb."""
    if lemma(verb) not in {"say", "tell", "claim", "argue", "insist", "add", "note", "warn"}:
        return None
    doc, stop = page.doc, verb.sent.end
    hearer = _hearer(verb, cue, stop) if lemma(verb) == "tell" else None
    start = hearer.right_edge.i + 1 if hearer is not None else verb.i + 1
    if start < stop and doc[start].lower_ == "that":
        start += 1
    rest = doc[start:stop]
    if len(rest) < 3 or rest[0].text in {",", ".", ":", "to"} or rest[0].dep_ == "prep":
        return None
    finite = [t for t in rest if t.tag_ in _FINITE and page.inside[t.i] < 0]
    if not any(own_subject(t) is not None for t in finite):
        return None
    if any(_speech_verb(t) and own_subject(t) is not None and t.head == verb for t in finite):
        return None  # another's speech has run into this one
    span = _span_behind(page, start, _cut(page, verb, verb, stop))
    return _report(page, verb, [span], "rest", hearer=hearer) if span is not None else None


def read_verb(page: QuotePage, verb: Token) -> Report | None:
    """The first frame of a verb that fits; None where it reports nothing."""
    cue = cues().get(lemma(verb))
    if cue is None or not speaks(verb):
        return None
    if passive(verb) and child(verb, "agent") is None:
        return None
    if verb.dep_ == "pcomp" and lemma(verb.head.head) == "quote":
        return parenthetical(page, verb, cue)
    for frame in (clause, infinitive, naming, prepositional, bare_object, rest_of_sentence):
        found = frame(page, verb, cue)
        if found is not None:
            return found if found.source is not None else None
    return None


def according_to(page: QuotePage, token: Token) -> Report | None:
    """ "according to X, …", "…, according to X", "…, according to X, …"."""
    doc = page.doc
    if token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    to = doc[token.i + 1]
    source = child(to, "pobj") or child(token, "pobj")
    if source is None or lemma(source) in not_sources():
        return None
    sentence = token.sent
    stop = token.i + 2
    _, stop = noun_phrase(source)
    stop = max(stop, token.i + 3)
    # Apposition and relative clause belong to the phrase.
    edge = source.right_edge.i + 1
    spans: list[Span] = []
    place = "after"
    if token.i - sentence.start <= 1:
        place = "before"
        named = [c for c in source.rights if c.dep_ == "appos"]
        if named:
            stop = max(stop, named[-1].right_edge.i + 1)
        comma = _first_comma(page, max(stop, token.i + 2), sentence.end)
        if comma is None:
            return None
        behind = _span_behind(page, comma + 1, sentence.end)
        if behind is not None:
            spans.append(behind)
    else:
        front = _front(page, _sentence_start(page, token), token.i)
        if front is not None:
            spans.append(front)
        if edge < sentence.end and doc[edge].text == "," and doc[token.i - 1].text == ",":
            behind = _span_behind(page, edge + 1, sentence.end)
            verb_behind = any(
                is_verb(doc[i]) and doc[i].dep_ in {"ROOT", "conj"}
                for i in range(edge + 1, sentence.end)
            )
            if behind is not None and verb_behind:
                spans.append(behind)
                place = "inside"
    if not spans:
        return None
    marked = [n for span in spans for n in page.covered(span)]
    return Report(
        spans,
        token,
        (token.idx, to.idx + len(to.text)),
        source,
        source_span(page, source),
        "according",
        "speech",
        place,
        None,
        token.head if is_verb(token.head) else None,
        marked,
    )


def _first_comma(page: QuotePage, start: int, stop: int) -> int | None:
    for i in range(start, stop):
        if page.doc[i].text == "," and page.inside[i] < 0:
            return i
    return None
