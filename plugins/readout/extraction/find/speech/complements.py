"""How far a reported clause reaches: its first and last word, mended where the parser errs."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from readout.extraction.find.speech.ends import ends_at, ends_early, is_judged, surely_finite
from readout.extraction.find.speech.reports import Report
from readout.extraction.syntax.agreement import is_another
from readout.extraction.syntax.clauses import (
    FINITE,
    WHOLE_WAY,
    child,
    climb,
    hangs,
    in_passive,
    is_verb,
    modal,
    noun_before,
    own_subject,
    quoted_as_saying,
    subject_of,
    told_as_subject,
)
from readout.extraction.syntax.phrases import span_of
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.quotes import Cue, cues, occasions
from readout.lexicon.words import listed
from readout.model import CueKind, Span
from readout.text.lemmas import lemma

_OWN_STATEMENT: Final = listed("speech.complements.own_statement")

_DAYS: Final = listed("speech.complements.days")
_AT: Final = listed("speech.complements.at")
_HOURS: Final = listed("speech.complements.hours")
_SPANS: Final = listed("speech.complements.spans")
_NEAREST: Final = frozenset({"last", "next", "this"})
# What the reporter adds: words that can only be his behind a comma.
_DISPUTES: Final = listed("speech.complements.disputes")
_TOLD_ELSEWHERE: Final = listed("speech.complements.told_elsewhere")
_STIRS: Final = listed("speech.complements.stirs")
_STIRRED: Final = listed("speech.complements.stirred")
_SILENT: Final = listed("speech.complements.silent")
_KEEPS_BACK: Final = listed("speech.complements.keeps_back")
_SHIFTED: Final = listed("speech.complements.shifted")
_ON_TERMS: Final = listed("speech.complements.on_terms")
_GOES_ON: Final = listed("speech.complements.goes_on")
_ACTS_OF_SPEECH: Final = listed("speech.complements.acts_of_speech")
_MOMENTS: Final = listed("speech.complements.moments")
_WILL: Final = frozenset({"will", "’ll", "'ll", "wo"})
_GLOSSES: Final = listed("speech.complements.glosses")
_PERIODS: Final = listed("speech.complements.periods")
_CHECKED: Final = listed("speech.complements.checked")
_OWN_TERMS: Final = listed("speech.complements.own_terms")
_CEREMONIES: Final = listed("speech.complements.ceremonies")
_OCCASIONS: Final = listed("speech.complements.occasions")
_ASKED: Final = listed("speech.complements.asked")


# Participles that open a second report of the same speaker, and words that open what the
# reporter holds against it: behind a comma both end the content (in 284 articles with
# gold, 46 of 48 and 31 of 37 times).
_ONCE_MORE: Final = listed("speech.complements.once_more")
_CONCEDING: Final = frozenset({"although", "though", "while"})
_SUBJECT: Final = frozenset({"nsubj", "nsubjpass", "expl"})
_IN_SUBJECT: Final = frozenset({"amod", "compound", "poss", "det"})
_HANGING: Final = frozenset({"prep", "advcl", "npadvmod", "advmod", "dobj", "ccomp"})


def content_start(verb: Token, head: Token) -> int:
    """First token of a complement behind its cue: behind "that", behind a stray date."""
    doc = verb.doc
    start = max(head.left_edge.i, verb.i + 1)
    marker = child(head, "mark")
    if doc[start].lower_ == "that" and start + 1 < len(doc) and doc[start + 1].text == ",":
        return _behind_according(doc, start + 2)  # "told the court that, over the years, “…”"
    if marker is None and start > verb.i + 1 and _unsubjected(verb, head):
        # "said companies would have to pay": the subject is read as what was said.
        start = verb.i + 1
    if marker is not None and marker.i > verb.i and marker.lower_ == "that":
        # Of several the first: "telling them that she had hope that …"
        return next(
            t.i + 1
            for t in doc[verb.i + 1 : marker.i + 1]
            if (t.lower_ == "that" and t.tag_ == "IN") or t.i == marker.i
        )
    if marker is None:
        # "said on Thursday that …" with "that" read as a pronoun
        for i in range(verb.i + 1, min(head.i, verb.i + 12)):
            if is_verb(doc[i]) and doc[i].tag_ in FINITE:
                break
            if doc[i].lower_ == "that" and doc[i].tag_ == "IN" and doc[i].dep_ in {"mark", "dep"}:
                return i + 1
    if verb.i + 1 < start and doc[verb.i + 1].lower_ in _OWN_TERMS:
        return verb.i + 1  # "said | without a loan from the state, the yard would close"
    start = _behind_setting(doc, start, head)
    if doc[start].tag_ == "WDT" and child(head, "nsubj", "nsubjpass") not in {None, doc[start]}:
        return start + 1  # "said in a speech that …", read as a relative pronoun
    if marker is None and child(head, "nsubj", "nsubjpass", "expl") is None:
        for i in range(start - 1, verb.i + 1, -1):
            if doc[i].dep_ != "compound" and doc[i].dep_ != "pobj":
                break
            if doc[i].lower_ in _DAYS and doc[i].dep_ == "compound":
                return i + 1  # "told them on Monday | phone records put him there"
    counted = doc[start - 1].dep_ == "nummod" and doc[start - 2].lower_ in _DAYS
    return start - 1 if counted else start  # "said on Tuesday | seventeen men were held"


def _unsubjected(verb: Token, head: Token) -> bool:
    cue = cues().get(lemma(verb))
    if cue is None or "clause" not in cue.frames:
        return False
    if "hearer" in cue.frames and not (_opens_marked(head) or surely_finite(head)):
        return False
    if verb.tag_ == "VBN" and own_subject(verb) is None:
        return False
    if head.tag_ not in FINITE and not any(c.tag_ in FINITE for c in head.lefts):
        return False
    return child(head, "nsubj", "nsubjpass", "expl", "csubj") is None


def _behind_according(doc: Doc, start: int) -> int:
    """ "told them that, according to the Herald, | she would go": whose report it is stands
    between."""
    if doc[start].lower_ != "according":
        return start
    stop = doc[start].right_edge.i + 1
    return stop + 1 if stop + 1 < len(doc) and doc[stop].text == "," else start


def _opens_marked(head: Token) -> bool:
    """ "warned the closure “does not help”": no clause begins with its verb, so the noun in front
    of the marks is its subject, not who heard it."""
    doc, first = head.doc, head.left_edge
    mark = first.i if first.is_punct else first.i - 1
    verb = doc[mark + 1]
    return doc[mark].text in {"“", '"', "‘"} and verb.tag_ in FINITE and verb.pos_ in _VERBS


_VERBS: Final = frozenset({"VERB", "AUX"})


def _behind_setting(doc: Doc, start: int, head: Token) -> int:
    """Where a clause begins behind the day, hour and occasion of the telling: "said on Monday it
    would wait", "said Friday in a statement the bank was sound"."""
    at = start
    while at < head.i:
        token = doc[at]
        if token.lower_ in _NEAREST and doc[at + 1].lower_ in _SPANS | _HOURS | _DAYS:
            at += 2
            continue  # "said last night | its members would return"
        coming = _as_he_came(token, head)
        if coming is not None:
            at = coming
            continue
        if token.dep_ in _SUBJECT or token.dep_ in _IN_SUBJECT:
            break
        if token.lower_ in _DAYS or token.text == ",":
            at += 1
        elif token.lower_ in _AT and _setting(token) is not None:
            at = (_setting(token) or token).right_edge.i + 1
        elif token.lower_ in _HOURS and at > start:
            at += 1
        else:
            break
    return at if at < head.i or at == start else start


def _as_he_came(token: Token, head: Token) -> int | None:
    """ "said as he came out | the party would wait": where what was said begins behind the moment
    of the telling, that of whoever tells it."""
    act = token.head
    opens = token.lower_ in _MOMENTS and act.dep_ == "advcl"
    if not opens or token.i + 1 >= act.i or token.nbor(1).lower_ not in {"he", "she", "they"}:
        return None
    behind = act.right_edge.i + 1
    subject = child(head, "nsubj", "nsubjpass", "expl")
    return behind if subject is not None and subject.left_edge.i == behind else None


def _setting(preposition: Token) -> Token | None:
    """The day or the occasion that a preposition names: "on Monday", "in a statement"."""
    noun = child(preposition, "pobj")
    if noun is None or noun.i > preposition.i + 4:
        return None
    return noun if noun.lower_ in _DAYS or lemma(noun) in occasions() else None


def content_stop(page: QuotePage, verb: Token, head: Token, *, phrase: bool = False) -> int:
    """Stop of a complement behind its cue, in tokens; of a phrase, that no second clause goes on
    with ("called for a “boycott” | and crowds have filled the streets").

    What hangs on the cue but stands behind the complement with no comma between belongs
    to the complement: the parser attaches late phrases too high.
    """
    stop = head.right_edge.i + 1
    for one in (*verb.rights, *_hung_higher(verb)):
        if one.i < stop or one.is_punct or one.is_space:
            continue
        if one.dep_ == "cc":
            if not phrase and one.lower_ == "but" and one.right_edge.i > one.i:
                stop = max(stop, one.right_edge.i + 1)  # "had no choice | but to go"
            continue
        if one.dep_ == "conj" and is_verb(one):
            if phrase or not _own_statement(verb, head, one):
                break
        elif one.dep_ == "conj" and not phrase and not any(t.tag_ in FINITE for t in one.subtree):
            pass  # "said she would listen, but | only to the staff": nobody says and only to
        elif one.dep_ in {"advcl", "prep", "advmod"} and one.left_edge.lower_ in _ON_TERMS:
            pass  # "said he would come, provided that …"
        elif one.left_edge.i > stop + 2 or parted(page, one.left_edge.i):
            break
        elif one.dep_ not in _HANGING or one.lower_ == "according":
            continue
        stop = one.right_edge.i + 1
    if not phrase:
        stop = _with_second_that(verb, head, stop)
    return cut_off(page, verb, head, min(stop, verb.sent.end))


def _hung_higher(verb: Token) -> list[Token]:
    """ "went on to say he was spared, because …": what the parser hangs on *went*."""
    head = verb.head
    if verb.dep_ not in {"advcl", "xcomp"} or lemma(head) != "go":
        return []
    return [c for c in head.rights if c.i > verb.i and c.dep_ in {"advcl", "prep"}]


def _with_second_that(verb: Token, head: Token, stop: int) -> int:
    """ "to announce that the army would leave, but | that the police would stay": a second *that*
    goes on with the first, whatever the parser hangs it on."""
    doc, end = verb.doc, verb.sent.end
    first = child(head, "mark")
    if first is None or first.lower_ != "that":
        return stop
    i = stop
    while i < end and (doc[i].text == "," or doc[i].dep_ == "cc"):
        i += 1
    if i == stop or i + 1 >= end or doc[i].lower_ != "that" or doc[i].dep_ != "mark":
        return stop
    return max(stop, doc[i].head.right_edge.i + 1)


def _own_statement(verb: Token, head: Token, one: Token) -> bool:
    """ "said he had offers, but the offers were bad": a second clause with a subject of its
    own that neither speaks nor is the speaker goes on with what was said."""
    marker = child(one, "mark")
    if marker is not None and marker.lower_ == "that" and marker.i > head.i:
        return True  # "said she was glad, but that it came too late"
    subject = own_subject(one) or child(one, "nsubjpass")
    if subject is None:
        if one.tag_ == "VB" and verb.tag_ != "VB":
            return True  # "said he was unwilling to wait, but | rather go": no form of *said*
        # "said he had met her once and had not known": he didn't, so he said so.
        return any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _SHIFTED for c in one.lefts)
    if speech_verb(one) and not in_passive(one):
        return False
    if is_another(subject, own_subject(verb)):
        return True  # "officials said he was ill, but he would come back": no official is *he*
    if subject.lower_ in _OWN_STATEMENT:
        # Only the speaker can tell what is in the mind or to come.
        inner = own_subject(head)
        same = inner is not None and inner.lower_ == subject.lower_
        past = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _SHIFTED for c in one.lefts)
        if past and (same or subject.lower_ == "it"):
            return True  # "said he had met her, and | it had been “fine”": told from where he stood
        cue = cues().get(lemma(one))
        return same and (cue is not None or modal(one) is not None or lemma(one) == "be")
    speaker = own_subject(verb)
    return speaker is None or subject.lower_ != speaker.lower_


def speech_verb(token: Token) -> bool:
    cue = cues().get(lemma(token))
    return cue is not None and bool(cue.frames)


def parted(page: QuotePage, i: int) -> bool:
    """A comma or dash stands before token `i`, maybe with closing marks between."""
    before = page.text[max(0, page.doc[i].idx - 8) : page.doc[i].idx].rstrip(" ”’\"'»")
    return before[-1:] in {",", "-", "–", "—", "―"}


def cut_off(page: QuotePage, verb: Token, head: Token, stop: int) -> int:
    """Where the reporter speaks again inside what the parser took for content: ", adding
    that …", ", according to …", ", and called it …"."""
    doc = page.doc
    early = ends_early(page, verb, head.i, stop)
    if early is not None:
        return early
    for i in range(head.i + 1, stop - 1):
        token = doc[i]
        if page.inside[i] >= 0:
            continue
        if ends_at(page, verb, i, stop):
            return i
        if token.lower_ == "according" and doc[i + 1].lower_ == "to" and parted(page, i):
            return i
        if token.text == ":" and page.inside[i + 1] >= 0:
            return i  # what follows is a quote of its own
        again = token.tag_ == "VBG" and lemma(token) in _ONCE_MORE
        misread = token.dep_ == "amod" and token.tag_ == "VBD" and doc[i - 1].dep_ == "cc"
        if misread and speech_verb(token):
            return i - 1  # "had read it, | but added nobody was to blame"
        parts = parted(page, i) or doc[i - 1].text == ";"
        if again and (parts or (doc[i + 1].text in ",:" and page.inside[i + 2] >= 0)):
            return i  # "has no plans to go | saying, “…”"
        if token.lower_ == "as" and token.dep_ == "mark" and _another_says(token.head):
            return i
        opening = i - 1 if doc[i - 1].lower_ == "even" else i
        conceding = token.lower_ in _CONCEDING and token.dep_ in {"mark", "advmod"}
        if conceding and parted(page, opening):
            marked = any(page.inside[t.i] >= 0 for t in token.head.subtree)
            if marked and not (speech_verb(token.head) and own_subject(token.head) is not None):
                continue  # what stands between marks was said as well
            if token.lower_ == "while" and _compared(token.head):
                continue
            if verb.tag_ == "VBD" and _may_be(token.head):
                continue  # "would go ahead, though some days might be moved"
            if child(token.head, "nsubj", "nsubjpass", "expl") is None:
                if speech_verb(token.head) and token.head.tag_ == verb.tag_ == "VBD":
                    return i  # "though pointed out that …"
                continue  # "though lower", "while preventing violence"
            return opening
        if _reporters_own(page, i, stop) or _on_leaving(page, head, i):
            return i
        quoting = own_subject(token) if _quotes_him(page, token) else None
        if quoting is not None:
            return quoting.left_edge.i
        if _acts_again(page, token, verb):
            return i - 1
        if token.dep_ == "conj" and token.head in {verb, head}:
            if _speech_again(token, verb):
                return i - 1 if doc[i - 1].dep_ == "cc" else i
            if _out_of_step(verb, head, token):
                begins = token.left_edge.i
                return begins - 1 if doc[begins - 1].dep_ == "cc" else begins
    while stop > head.i and doc[stop - 1].dep_ == "cc":
        stop -= 1
    return stop


def _may_be(clause: Token) -> bool:
    """Whether a clause tells what would or might be: nobody sees that, somebody says so."""
    aux = modal(clause)
    return aux is not None and aux.lower_ in _SHIFTED - {"must"} and not hangs(clause, "neg")


def shifted(verb: Token) -> bool | None:
    """Whether a verb stands in the past of reported speech ("was", "would", "had gone"); None for
    one that is not finite by itself."""
    finite = modal(verb) or next((c for c in verb.lefts if c.tag_ in FINITE), verb)
    if finite.tag_ == "MD":
        return finite.lower_ in _SHIFTED
    return finite.tag_ == "VBD" if finite.tag_ in FINITE else None


def _out_of_step(verb: Token, head: Token, one: Token) -> bool:
    """ "said it was pleased | and will stay until June", "said she would go | and expects to win":
    behind a cue in the past the present is the reporter's, where what was said stands in the
    past, too."""
    if verb.tag_ != "VBD" or hangs(one, "nsubj", "nsubjpass", "expl", "csubj", "mark"):
        return False
    aux = modal(one)
    present = aux.lower_ in _WILL if aux is not None else one.tag_ == "VBZ" and lemma(one) in cues()
    return present and shifted(head) is True


def _compared(clause: Token) -> bool:
    """ "…, while the fall is slower than that of lead": measured against what was said before."""
    than = next((t for t in clause.subtree if t.lower_ in {"than", "below", "above"}), None)
    other = child(than, "pobj") if than is not None else None
    if other is None:
        return False
    return other.lower_ in {"that", "those"} or child(other, "det") is not None


def _on_leaving(page: QuotePage, head: Token, i: int) -> bool:
    """Whether a word opens the occasion on which it was said: "he was innocent | as he left the
    court", "it would last | when she opened it", "“…” | as he was led away", "while announcing"."""
    doc = page.doc
    token, following = doc[i], doc[i + 1]
    if token.lower_ not in {"as", "when", "while"} or token.dep_ not in {"mark", "advmod"}:
        return False
    act = token.head
    if act.dep_ != "advcl" or act.i < i:
        return False
    if token.lower_ == "when" and act.i == i + 1 and lemma(act) in _ASKED:
        return True  # "it was too soon | when asked about the vote"
    if token.lower_ == "while":
        return act.i == i + 1 and act.tag_ == "VBG" and lemma(act) in _CEREMONIES
    if token.lower_ == "as" and parted(page, i) and _later_told(head, act):
        return True
    if following.lower_ not in {"he", "she", "they"} or act.tag_ not in {"VBD", "VBN"}:
        return False
    if page.inside[i - 1] >= 0 and page.outer[page.inside[i - 1]].start <= head.left_edge.idx:
        return True  # all that was said stands between marks
    if token.lower_ == "when":
        return modal(head) is not None and lemma(act) in _CEREMONIES
    lasting = modal(head) is not None or (lemma(head) == "be" and not in_passive(head))
    perfect = head.tag_ == "VBN" and not in_passive(head)  # "she had won"
    return (lasting or perfect) and lemma(act) in _OCCASIONS | _CEREMONIES


def _later_told(head: Token, act: Token) -> bool:
    """ "said she will go, | as the peso fell": the past dates nothing that lasts or is to come."""
    lasting = modal(head) is not None or head.tag_ in {"VBZ", "VBP"}
    return lasting and act.tag_ == "VBD" and own_subject(act) is not None


def _another_says(clause: Token) -> bool:
    """ "urged them to leave | as the United Nations warned that …": somebody else's report."""
    if clause.dep_ != "advcl" or clause.tag_ != "VBD" or not speech_verb(clause):
        return False
    subject, told = own_subject(clause), child(clause, "ccomp")
    return subject is not None and subject.pos_ == "PROPN" and told is not None


def _reporters_own(page: QuotePage, i: int, stop: int) -> bool:
    """Whether a word opens what only the reporter can mean: ", which Moscow denies", "but could
    not say when", ", without naming a day", "“…”, two days after he had left"."""
    doc = page.doc
    token = doc[i]
    low = token.lower_
    following = doc[i + 1]
    if low == "but":
        start = i + 2 if following.lower_ in _OWN_STATEMENT else i + 1
        return _says_nothing(doc, start, stop)
    if low == "and" and following.lower_ == "did" and parted(page, i):
        return _says_nothing(doc, i + 1, stop)  # "…, and did not mention the site"
    if low == "without" and following.tag_ == "VBG":
        return lemma(following) in _KEEPS_BACK
    if not parted(page, i):
        return False
    if low in {"which", "who"} and token.tag_ in {"WDT", "WP"}:
        return _said_elsewhere(token)
    if token.tag_ == "VBG" and lemma(token) in _STIRS:
        stirred = child(token, "dobj")
        return stirred is not None and lemma(stirred) in _STIRRED
    if low == "something" and child(token, "relcl") is not None:
        return True  # "…, something the minister denies"
    if low in {"a", "an"} and is_judged(token.head):
        return True  # "…, a charge the minister denies"
    if low in {"a", "an"} and lemma(token.head) in _GLOSSES:
        return True  # "…, a reference to the judgment"
    period = token if lemma(token) in _PERIODS else token.head
    if low in {"a", "an", "one"} or token.pos_ == "NUM":
        behind = doc[period.i + 1] if period.i + 1 < len(doc) else token
        goes_on = any(t.dep_ == "cc" and t.head.i < i for t in doc[period.i : stop])
        if lemma(period) in _PERIODS and behind.lower_ in {"after", "before"} and not goes_on:
            return True  # "…, a week after it had lost"
    if doc[i - 1].text != "," or i < 2 or page.inside[i - 2] < 0 or low in _GOES_ON:
        return False
    if any(page.inside[k] >= 0 for k in range(i, stop)):
        return False
    if token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"}:
        return True  # "would meet “soon”, | ending a rift of ten years"
    apposed = next((t for t in (token, token.head) if t.dep_ in {"appos", "attr"}), None)
    if apposed is not None and apposed.left_edge.i == i and low in {"a", "an"}:
        return True  # "…”, | a name that her rivals use"
    return token.dep_ in {"nummod", "npadvmod", "quantmod"}


def _says_nothing(doc: Doc, at: int, stop: int) -> bool:
    """ "declined to comment", "gave no details", "could not say"."""
    if at + 1 >= stop:
        return False
    if doc[at].lower_ in _SILENT:
        return True
    if doc[at].tag_ not in {"MD", "VBD", "VBZ", "VBP"} or at + 2 >= stop:
        return False
    return doc[at + 1].lower_ in {"not", "n’t", "n't"} and lemma(doc[at + 2]) in _KEEPS_BACK


def _said_elsewhere(pronoun: Token) -> bool:
    """ ", which Moscow denies", ", which she said showed bias", ", who is said to have paid",
    ", which drew protests"."""
    verb = pronoun.head
    for one in (verb, *climb(verb, WHOLE_WAY)):
        if one.dep_ == "relcl":
            verb = one
            break
    if in_passive(verb):
        if lemma(verb) in _CHECKED and any(c.dep_ == "neg" for c in verb.lefts):
            return True  # ", which could not be confirmed"
        return lemma(verb) in _TOLD_ELSEWHERE and child(verb, "xcomp") is not None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject == pronoun and lemma(verb) in _STIRS:
        stirred = child(verb, "dobj")
        return stirred is not None and lemma(stirred) in _STIRRED
    if subject is None or subject == pronoun:
        return False
    return lemma(verb) in _DISPUTES


def _speech_again(token: Token, verb: Token) -> bool:
    """ "said A … and called it B": a second speech verb of the same speaker, in the same
    form as the first."""
    cue = cues().get(lemma(token))
    if cue is None or not cue.frames or own_subject(token) is not None:
        return False
    if token.head.dep_ == "ccomp" and token.head != verb and _told_alike(token):
        return False
    return token.tag_ == verb.tag_ == "VBD"


def _quotes_him(page: QuotePage, token: Token) -> bool:
    """ "…, | the ministry quoted him as saying": whose report it was, behind a comma."""
    told, subject = quoted_as_saying(token), own_subject(token)
    if told is None or subject is None or told.tag_ != "PRP":
        return False
    return parted(page, subject.left_edge.i)


def _acts_again(page: QuotePage, token: Token, verb: Token) -> bool:
    """ "said it had burned the bus, | and published photos": behind a comma, a verb in the form of
    the cue and without a subject of its own is the speaker's next act."""
    doc, i = page.doc, token.i
    if token.dep_ != "conj" or verb.tag_ != "VBD" or i < 2 or not token.lower_.endswith("ed"):
        return False
    if token.tag_ not in {"VBD", "VBN"} or doc[i - 1].lower_ != "and" or not parted(page, i - 1):
        return False
    return not any(c.dep_ in {*_SUBJECT, "aux", "auxpass"} for c in token.children)


def _told_alike(token: Token) -> bool:
    """ "said he had thanked her | and assured her …", "had removed them | and named others":
    what is joined to an act of speech, or shares its *had*, was said with it."""
    first = token.head
    if first.tag_ == "VBN" and any(c.lower_ == "had" for c in first.lefts):
        cue = cues().get(lemma(token))
        telling = cue is not None and "clause" in cue.frames
        named = any(c.lower_ == "as" for c in token.children)  # "and described it as …"
        return token.lower_.endswith("ed") and not telling and not named
    return lemma(first) in _ACTS_OF_SPEECH


def span_behind(page: QuotePage, start: int, stop: int) -> Span | None:
    doc = page.doc
    while stop > start:
        last = doc[stop - 1]
        number = page.inside[stop - 1]
        # A mark that opens the next sentence is read as the end of this one.
        opens = number >= 0 and page.outer[number].start >= last.idx and last.is_punct
        if not (last.is_space or last.text in {".", ";", ","} or opens):
            break
        stop -= 1
    if stop <= start:
        return None
    return page.snap(*span_of(doc, start, stop))


def hearer_of(verb: Token, cue: Cue, before: int) -> Token | None:
    if "hearer" in cue.frames or "command" in cue.frames:
        for one in verb.rights:
            if one.i >= before:
                break
            if one.dep_ in {"dobj", "dative", "iobj"} and one.tag_ not in {"TO", "IN"}:
                return one
        told = told_as_subject(verb)
        if told is not None and told.i < before:
            return told
    if "hearer_to" in cue.frames or "hearer" in cue.frames:
        for one in verb.rights:
            if one.dep_ in {"prep", "dative"} and one.lower_ in {"to", "with"} and one.i < before:
                found = child(one, "pobj")
                if found is not None:
                    return found
    return None


def make_report(
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
    return Report.of(
        page, verb, content, frame, source, kind=kind, place=place, hearer=hearer, inner=inner
    )
