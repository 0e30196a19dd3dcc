"""From the page to its reports: which rule wins where two speak of the same words, and
which marked words go on from a quote before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from readout.extraction.find.speech.closings import closing
from readout.extraction.find.speech.direct import (
    by_credit,
    by_tail,
    direct_report,
    goes_on_from,
    resumes_at,
)
from readout.extraction.find.speech.frames import misread, read_verb, taken_for_noun
from readout.extraction.find.speech.interrupting import behind_age, interrupting, made_clear
from readout.extraction.find.speech.leads import (
    bare_answer,
    by_colon,
    by_heading,
    by_lead,
    by_sentence_before,
    inner_cue,
    whole_clause,
)
from readout.extraction.find.speech.orphans import orphans
from readout.extraction.find.speech.parentheticals import according_to, as_told_by, in_the_words_of
from readout.extraction.find.speech.reports import Report
from readout.extraction.find.speech.transcripts import transcript
from readout.extraction.find.speech.within import clauses_between_marks, told_there
from readout.extraction.syntax.clauses import FINITE, is_verb, modal
from readout.extraction.syntax.marks import Marked
from readout.extraction.syntax.phrases import noun_phrase
from readout.extraction.syntax.quotepage import QuotePage
from readout.extraction.syntax.rules import is_on
from readout.lexicon.quotes import cues, documents, speakers
from readout.text.lemmas import lemma


def read_reports(page: QuotePage) -> list[Report]:
    """All reports of a page in order of their content."""
    direct = _direct(page)
    _open_wholesale(page, direct)
    used = {r.cue.i for r in direct if r.cue is not None}
    reports = _verbs(page, used)
    reports = _without_clashes(direct, reports)
    reports = _relayed(reports)
    _adding(reports)
    reports, within = _without_nested(page, reports)
    reports.sort(key=lambda r: (r.start, r.end))
    reports.extend(filter(_if_on, _chained(page, reports)))
    between = [*_nested(page, reports), *clauses_between_marks(page, reports)]
    reports.extend(filter(_if_on, between))
    reports.extend(filter(_if_on, orphans(page, reports)))
    reports.extend(within)
    reports.sort(key=lambda r: (r.start, r.end))
    return reports


def _direct(page: QuotePage) -> list[Report]:
    found: list[Report] = []
    spoken = transcript(page)
    lines = {n for report in spoken for n in report.marked}
    for number, one in enumerate(page.outer):
        if number in lines:
            continue
        last = found[-1] if found else None
        report = _if_on(_attributed(page, number))
        joined = (
            last is not None
            and last.place == "after"
            and last.cue is not None
            and goes_on_from(page, number)
        )
        if last is not None and joined and (report is None or report.cue == last.cue):
            last.content.append((resumes_at(page, number), one.end))
            last.marked.append(number)
            last.place = "inside"
        elif report is not None:
            found.append(report)
    return found + [r for r in spoken if is_on(r.rule)]


_WHOLESALE: Final = 500  # characters between marks that nobody says


def _open_wholesale(page: QuotePage, direct: list[Report]) -> None:
    """A text that stands between marks as a whole (a statement passed on) is read as if
    there were none: long, without a speaker, and nothing before it that it could go on from."""
    first = min((r.start for r in direct), default=len(page.text))
    for number, one in enumerate(page.outer):
        whole = one.end - one.start > _WHOLESALE and one.end <= first and one.depth == 0
        # no part of a sentence of the reporter's, and nothing that one announces
        whole = whole and page.starts_fresh(one) and not page.before(one.start).endswith(":")
        if whole and not runs_on(page, number):
            page.unmark(number)


def _attributed(page: QuotePage, number: int) -> Report | None:
    """One marked stretch by its lead, its tail, its credit line or a name and a colon."""
    one = page.outer[number]
    fresh = page.starts_fresh(one)
    whole = fresh or page.sentence_like(one) or page.ends_sentence(one)
    lead = by_lead(page, number)
    if lead is not None and (
        whole or whole_clause(page, number) or bare_answer(page, number, lead[0])
    ):
        return direct_report(page, number, *lead, "lead")
    if fresh:
        tail = by_tail(page, one)
        if tail is not None:
            return direct_report(page, number, *tail, "tail")
        credit = by_credit(page, one)
        if credit is not None:
            return direct_report(page, number, None, credit, "tail")
    name = by_colon(page, number) or by_heading(page, number)
    return direct_report(page, number, None, name, "colon") if name is not None else None


def _verbs(page: QuotePage, used: set[int]) -> list[Report]:
    found: list[Report] = []
    known = cues()
    for token in page.doc:
        if page.inside[token.i] >= 0 or token.i in used:
            continue
        if token.lower_ == "according":
            report = according_to(page, token)
        elif token.lower_ == "words":
            report = in_the_words_of(page, token)
        elif token.lower_ in {"made", "makes"}:
            report = made_clear(page, token)
        elif token.dep_ == "ROOT" and token.pos_ == "NOUN" and token.tag_ == "NN":
            report = taken_for_noun(page, token)
        elif is_verb(token) and lemma(token) in known:
            report = as_told_by(page, token) or misread(page, token) or interrupting(page, token)
            report = report or read_verb(page, token)
            report = report or closing(page, token) or behind_age(page, token)
        else:
            continue
        if (report := _if_on(report)) is not None:
            found.append(report)
    return found


def _if_on(report: Report | None) -> Report | None:
    return report if report is not None and is_on(report.rule) else None


def _without_clashes(direct: list[Report], reports: list[Report]) -> list[Report]:
    """A marked stretch belongs to one report.

    To the wider one if the direct quote's own cue lies within it ("said it failed,
    calling it “a joke”" is one clause); to the direct one otherwise.
    """
    owners: dict[int, list[Report]] = {}
    for report in reports:
        for number in report.marked:
            owners.setdefault(number, []).append(report)
    dropped: set[int] = set()
    for report in direct:
        for rival in (r for n in report.marked for r in owners.get(n, ())):
            if rival.frame == "according" or _relays(rival, report):
                continue
            cue = report.cue
            if rival.frame == "rest":
                dropped.add(id(rival))
            elif cue is not None and rival.start <= cue.idx < rival.end and rival.cue != cue:
                dropped.add(id(report))
            else:
                dropped.add(id(rival))
    return [r for r in (*direct, *reports) if id(r) not in dropped]


def _opens(outer: Report, inner: Report) -> bool:
    """Whether the inner cue is the outer content's main verb: no other finite verb stands in
    front of it, but for those between marks."""
    cue = inner.cue
    if cue is None:
        return False
    spoken = inner.content if inner.place != "before" else []
    front = cue.doc.char_span(outer.start, cue.idx, alignment_mode="contract")
    return front is None or not any(
        t.tag_ in FINITE
        and t.dep_ not in {"relcl", "advcl", "aux", "auxpass"}
        and not any(s <= t.idx < e for s, e in spoken)
        for t in front
    )


def _relays(outer: Report, inner: Report) -> bool:
    """ "X stressed A, Y said", "“A,” X told Z, according to Y": Y's content is X's whole
    speech act, cue and all, so Y only relays."""
    if outer.frame not in {"parenthetical", "according"} or inner.cue is None or inner is outer:
        return False
    tame = inner.frame in {"infinitive", "prepositional"} or inner.kind != "speech"
    if tame or modal(inner.cue) is not None:
        return False  # "would ask banks to report" is no speech of its own
    if not (outer.start <= inner.cue.idx < outer.content[0][1] and inner.start >= outer.start):
        return False
    if inner.source_span is not None and inner.source_span[0] < outer.start - 1:
        return False
    if not _opens(outer, inner):
        return False
    if inner.place == "before":
        return inner.end >= outer.content[0][1] - 2
    # What follows the inner cue is only hearer, place and time: no clause of Y's own.
    rest = inner.cue.doc.char_span(inner.cue.idx, outer.content[0][1], alignment_mode="expand")
    return rest is not None and not any(t.tag_ in FINITE and t.i != inner.cue.i for t in rest)


def _published(outer: Report) -> bool:
    """Whether it is a medium that passes words on: it says nothing itself."""
    source = outer.source
    if source is None:
        return True
    start, stop = noun_phrase(source)
    sort = lemma(source) in speakers("media") and source.text.islower()
    return sort or any(
        t.text[:1].isupper() and t.lower_ in speakers("media_words") for t in source.doc[start:stop]
    )


def _clip(report: Report, end: int) -> None:
    """The relay's own cue is no part of the quote, though the parser may have run into it."""
    clipped = [(s, min(e, end)) for s, e in report.content if s < end]
    report.content = clipped or report.content


def _relayed(reports: list[Report]) -> list[Report]:
    """Drop the reports that only relay, and note with the quote who relayed it."""
    ordered = sorted(reports, key=lambda r: r.start)
    starts = [r.start for r in ordered]
    dropped: set[int] = set()
    for outer in ordered:
        if outer.frame not in {"parenthetical", "according"}:
            continue
        first = bisect_left(starts, outer.start)
        for inner in ordered[first : bisect_right(starts, outer.end)]:
            if inner.relayed_by is None and id(inner) not in dropped and _relays(outer, inner):
                plain = outer.frame == "parenthetical" and not inner.marked and not inner.direct
                if plain and not _published(outer):
                    continue  # "Orr told them it was late, an aide said": both are told
                inner.relayed_by = outer
                _clip(inner, outer.content[0][1])
                dropped.add(id(outer))
                break
    return [r for r in reports if id(r) not in dropped]


def _without_nested(page: QuotePage, reports: list[Report]) -> tuple[list[Report], list[Report]]:
    """The article's own reports, without what lies within another's content; and of that, what
    somebody says there in a clause with its own cue: "said Orr had told her | he was ready"."""
    kept: list[Report] = []
    within: list[Report] = []
    around: list[Report] = []  # those kept that may still reach over the next one
    for report in sorted(reports, key=lambda r: (r.start, -r.end)):
        around = [r for r in around if r.end > report.start]
        outer = next((other for other in around if _within(report, other)), None)
        if outer is None:
            kept.append(report)
            around.append(report)
        elif told_there(page, report, outer):
            report.relayed_by = report.relayed_by or outer
            within.append(report)
    return kept, within


def _adding(reports: list[Report]) -> None:
    """ "The mayor said the town could not pay, noting that the bridge was unsafe": who goes on with
    a participle is whoever spoke in front of it, and not the subject of what was said."""
    told: dict[int, list[Report]] = {}  # by the first word of the cue's sentence
    for r in reports:
        if r.cue is not None and r.cue.tag_ in FINITE and r.kind == "speech":
            told.setdefault(r.cue.sent.start, []).append(r)
    for report in reports:
        cue, source = report.cue, report.source
        if cue is None or source is None or cue.tag_ != "VBG" or lemma(cue) == "say":
            continue
        before = [
            r
            for r in told.get(cue.sent.start, ())
            if r.cue is not None
            and r.cue.i < cue.i
            and r.end <= cue.idx
            and any(s <= source.idx < e for s, e in r.content)
        ]
        if before and before[-1].source is not None and cue.doc[cue.i - 1].text == ",":
            report.source = before[-1].source
            report.source_span = before[-1].source_span


def _within(inner: Report, outer: Report) -> bool:
    if outer.kind == "attitude" and inner.kind == "speech":
        return False  # a mind doesn't swallow what was said
    return inner is not outer and all(
        any(s >= a and e <= b for a, b in outer.content) for s, e in inner.content
    )


def _a_sentence(page: QuotePage, one: Marked) -> bool:
    """Whether a stretch without a cue is words spoken rather than a title: it ends as a
    sentence does, or the paragraph ended it."""
    inner = page.text[one.inner_start : one.inner_end].rstrip(" '’”\n")  # "He said, ‘Go.’”
    return not one.closed or inner[-1:] in ".?!…," or page.text[one.end : one.end + 1] in ".?!"


def _chained(page: QuotePage, reports: list[Report]) -> list[Report]:
    """Marked sentences without a cue of their own that go on from the quote before."""
    taken = {n for r in reports for n in r.marked}
    named = _named_at_the_end(page, reports)
    waiting = sorted(reports, key=lambda r: r.end, reverse=True)
    last: Report | None = None
    added: list[Report] = []
    for number, one in enumerate(page.outer):
        while waiting and waiting[-1].end <= one.start:
            last = _later(last, waiting.pop())
        if number in taken or not page.starts_fresh(one) or not _a_sentence(page, one):
            continue
        if one.inner_end <= one.inner_start:
            continue  # marks that were taken off
        if number in named:
            report = direct_report(page, number, None, None, "chain")
            report.follows = named[number]
            added.append(report)
            continue
        source = by_sentence_before(page, number) if _alone(page, number, last) else None
        if source is not None:
            last = direct_report(page, number, None, source, "chain")
            added.append(last)
            continue
        if last is None or page.before(one.start).endswith(":"):
            continue  # "As the mayor put it: “…”": the clause that leads in says whose it is
        gap = page.paragraph_of(one.start) - page.paragraph_of(last.end - 1)
        if gap > 1 or (gap == 1 and page.before(one.start)):
            continue
        report = direct_report(page, number, None, None, "chain")
        report.follows = last if last.follows is None else last.follows
        added.append(report)
        last = report
    return added


def _alone(page: QuotePage, number: int, last: Report | None) -> bool:
    """Whether no quote stands in the paragraph in front of marked words, a sentence of their own,
    that the words could go on from."""
    one = page.outer[number]
    if last is not None and page.paragraph_of(last.end - 1) == one.paragraph:
        return False
    long = len(page.text[one.start : one.end].split()) >= _A_SENTENCE
    return one.closed and long and page.sentence_like(one)


_A_SENTENCE: Final = 5  # words


def runs_on(page: QuotePage, number: int) -> bool:
    """Whether marked words go on in the next paragraph, as the press sets a quote of several:
    each opens with a mark, only the last is closed."""
    one = page.outer[number]
    if one.closed or number + 1 >= len(page.outer):
        return False
    following = page.outer[number + 1]
    if following.paragraph != one.paragraph + 1 or following.double != one.double:
        return False
    ends = page.text[one.end : page.paragraphs[one.paragraph][1]].strip()
    return not ends and not page.before(following.start)


def _named_at_the_end(page: QuotePage, reports: list[Report]) -> dict[int, Report]:
    """Numbers of the stretches without a cue in a run of paragraphs whose last one says who
    speaks, with the report of that one."""
    owners = {n: r for r in reports if r.direct for n in r.marked}
    found: dict[int, Report] = {}
    run: list[int] = []
    for number in range(len(page.outer)):
        owner = owners.get(number)
        if owner is not None and run and owner.source is not None and owner.follows is None:
            found.update((one, owner) for one in run)
        if owner is not None:
            run = []
        elif page.starts_fresh(page.outer[number]):
            run.append(number)
        if not runs_on(page, number):
            run = []
    return found


_ECHO: Final = 2  # words: a single one between inner marks is echoed, not said


def _nested(page: QuotePage, reports: list[Report]) -> list[Report]:
    """Quotes within quotes that have a cue of their own: "“My father told me, ‘Go,’ and I
    went,” she said." The one who is quoted relays them."""
    holders = {n: r for r in reports for n in r.marked}
    found: list[Report] = []
    for one in page.nested:
        holder = holders.get(page.marked_at(one.start))
        told = inner_cue(page, one) if one.depth == 1 else None
        words = page.text[one.inner_start : one.inner_end].split()
        if holder is None or told is None or len(words) < _ECHO:
            continue
        cue, source = told
        if lemma(source) in documents():
            continue
        found.append(
            Report.of(
                page,
                cue,
                [(one.start, one.end)],
                "nested",
                source,
                direct=True,
                relayed_by=holder,
            )
        )
    return found


def _later(one: Report | None, other: Report) -> Report:
    """Which of two reports was the last word before what follows: the one whose cue or
    content stands further on."""

    def reach(report: Report) -> int:
        return max(report.end, report.cue_span[1] if report.cue_span else 0)

    return other if one is None or reach(other) >= reach(one) else one
