"""Interviews printed as a script: "PENCE: We will go." – one line, one quote, no marks needed.

Or as questions and answers: "How was it?", and in the next paragraph "Reis: It was long."

The head of a script's line is set in capitals: a name with a title in front ("SEN. ANN LOWE
(D-VT)") or behind ("ERIN WATTS, ANCHOR"), an office alone ("THE PRESIDENT"), or only that
somebody asks.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import dropwhile
from typing import Final

from readout.extraction.find.speech.reports import Report, Turn
from readout.extraction.syntax.quotepage import QuotePage
from readout.lexicon.meetings import is_short_title, party_words
from readout.lexicon.quotes import speakers
from readout.lexicon.words import listed

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶŁĻĽŃŅŇŌŐŒŔŘŚŞŠȘŤȚŪŮŰŲŹŻŽ"
_WORD: Final = rf"[{_CAPITAL}][{_CAPITAL}.’'-]+"
_LINE: Final = re.compile(
    rf"[\"“”']?(?P<name>(?:{_WORD} ){{0,4}}[{_CAPITAL}][{_CAPITAL}’'-]{{2,}})"
    rf"(?P<title>(?:, [{_CAPITAL}][{_CAPITAL}.,’' -]{{2,60}})?)"
    r"(?: \([^)]{1,40}\))?: +(?=\S)|(?P<asks>Q)(?::| ) *(?=[A-Z“\"])"
)
_LEAST: Final = 3  # lines of this form before a text counts as a script
_ASKERS: Final = listed("speech.transcripts.askers")
_HONORIFICS: Final = listed("names.honorifics")


def transcript(page: QuotePage) -> list[Report]:
    """The spoken lines of a text that holds at least three of them."""
    lines: list[tuple[int, re.Match[str]]] = []
    for low, high in page.paragraphs:
        match = _LINE.match(page.text, low, high)
        if match is not None:
            lines.append((high, match))
    if len(lines) < _LEAST:
        return _briefing(page) or _interview(page)
    found: list[Report] = []
    told: dict[str, Turn] = {}
    ends = [end for end, _ in lines]
    parts = [end for _, end in page.paragraphs if ends[0] <= end <= ends[-1]]
    dense = len(lines) >= _SHARE * len(parts)
    for at, (end, match) in enumerate(lines):
        name_start, name_end = match.span("asks" if match["asks"] else "name")
        span = page.trim(match.end(), end)
        if span is None:
            continue
        found.append(
            Report(
                [span],
                None,
                None,
                page.doc[page.token_before(name_end)],
                (name_start, name_end),
                "direct_colon",
                marked=[
                    n for n, m in enumerate(page.outer) if m.start < end and m.end > name_start
                ],
                direct=True,
                turn=_turn(match, told),
            )
        )
        if dense and at + 1 < len(lines):
            found.extend(_going_on(page, found[-1], end, ends[at + 1]))
    return found


def _going_on(page: QuotePage, first: Report, start: int, stop: int) -> list[Report]:
    """The paragraphs behind a script's line, up to the one with the next: the same one speaks."""
    between = [(low, high) for low, high in page.paragraphs if start < high < stop]
    between = [(low, high) for low, high in between if not page.text.startswith(_Q, low)]
    found = [_spoken(page, low, high, "direct_chain") for low, high in between]
    for report in found:
        if report is not None:
            report.follows = first
    return [report for report in found if report is not None]


_HEAD: Final = re.compile(
    r"(?P<name>[A-Z][\w’'-]+(?: (?:of |the |and )?[A-Z][\w’'-]+){0,4}): +(?=[A-Z“\"‘])"
)
_Q: Final = ("Q.", "Q ", "Q:", "[", "(")  # who asks, and what is told of the scene
_SHARE: Final = 0.5  # of the paragraphs of a script that begin with who speaks
_OFTEN: Final = 3  # lines of one head before a text counts as a briefing


def _briefing(page: QuotePage) -> list[Report]:
    """Questions and answers with who speaks in front of each: "Spokesperson: We have noted it.",
    "Harbour News: Will you go?". One of them has the word again and again, and most paragraphs
    are turns, each of whole sentences."""
    lines: list[tuple[int, int, re.Match[str]]] = []
    for number, (low, high) in enumerate(page.paragraphs):
        match = _HEAD.match(page.text, low, high)
        if match is not None and page.text[low:high].rstrip()[-1:] in {".", "?", "!", "”", '"'}:
            lines.append((number, high, match))
    names = Counter(match["name"] for _, _, match in lines)
    if len(names) < _TURNS or max(names.values()) < _OFTEN:
        return []
    if len(lines) < _SHARE * (lines[-1][0] - lines[0][0] + 1):
        return []
    found: list[Report] = []
    for _, high, match in lines:
        start, end = match.span("name")
        report = _spoken(page, match.end(), high, "direct_colon")
        if report is not None:
            report.source, report.source_span = page.doc[page.token_before(end)], (start, end)
            report.turn = _sort_of_turn(match["name"])
            found.append(report)
    return found


def _sort_of_turn(label: str) -> Turn | None:
    """Whether a head tells somebody's office, or a medium or another body; None for a name."""
    words = [word.lower() for word in label.split()]
    if words[-1] in party_words("people") | party_words("offices") | speakers("anonymous"):
        return Turn(desc=label)
    known = speakers("media_words") | speakers("bodies") | party_words("bodies")
    return Turn(body=label) if any(word in known for word in words) else None


_ANSWER: Final = re.compile(r"(?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}): +(?=\S)")
_TURNS: Final = 2  # answers of one person before a text counts as an interview


def _interview(page: QuotePage) -> list[Report]:
    """The answers of a text whose paragraphs ask and answer by turns: "Reis: We will build it."
    behind one that ends with a question mark. What stands between an answer and the next
    question goes on with the answer."""
    answers: list[tuple[int, re.Match[str]]] = []
    for number, (low, high) in enumerate(page.paragraphs[1:], 1):
        match = _ANSWER.match(page.text, low, high)
        if match is not None and _asks(page, number - 1):
            answers.append((number, match))
    names = Counter(match["name"] for _, match in answers)
    answers = [(n, match) for n, match in answers if names[match["name"]] >= _TURNS]
    found: list[Report] = []
    for at, (number, match) in enumerate(answers):
        start, end = match.span("name")
        head = page.doc[page.token_before(end)]
        first = _spoken(page, match.end(), page.paragraphs[number][1], "direct_colon")
        if first is None or head.pos_ not in {"PROPN", "NOUN"}:
            continue
        first.source, first.source_span = head, (start, end)
        found.append(first)
        following = answers[at + 1][0] if at + 1 < len(answers) else number + 1
        for low, high in page.paragraphs[number + 1 : following - 1]:
            more = _spoken(page, low, high, "direct_chain")
            if more is not None:
                more.follows = first
                found.append(more)
    return found


def _asks(page: QuotePage, number: int) -> bool:
    low, high = page.paragraphs[number]
    return page.text[low:high].rstrip().endswith("?")


def _spoken(page: QuotePage, start: int, end: int, frame: str) -> Report | None:
    span = page.trim(start, end)
    if span is None:
        return None
    marked = [n for n, m in enumerate(page.outer) if m.start < end and m.end > start]
    return Report([span], None, None, None, None, frame, marked=marked, direct=True)


def _turn(match: re.Match[str], told: dict[str, Turn]) -> Turn:
    """Who has the word by the head of a line; a surname alone is whoever bore it before."""
    words = [w for w in (match["asks"] or match["name"]).split() if w != "THE"]
    if match["asks"] or all(_plain(w) in _ASKERS for w in words):
        return Turn(desc=" ".join(words).lower() if len(words[0]) > 1 else "question")
    titles = party_words("offices") | party_words("honorifics")
    name = list(dropwhile(lambda w: _plain(w) in titles or is_short_title(w), words))
    office = [w for w in words[: len(words) - len(name)] if _plain(w) not in _HONORIFICS]
    behind = (match["title"] or "").strip(", ").split(",")[0]
    turn = Turn(tuple(name), " ".join(office) or behind, desc=" ".join(words).lower())
    if len(name) == 1:
        return told.get(name[0], turn)
    if name:
        told[name[-1]] = turn
    return turn


def _plain(word: str) -> str:
    return word.lower().rstrip(".")
