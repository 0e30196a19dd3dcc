"""The wordings by which news tells that a meeting was called off, put off or moved.

Each day of a sentence stands in its text as a numbered sign, ⟦0⟧; see `changes`.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from readout.model import ChangeKind

Role = Literal["old", "new", "said"]

# Kinds of expression that can name the day of a meeting.
DAYS: Final = frozenset({"date", "weekday", "day", "weekend", "unit", "month"})
DAY: Final = r"⟦(\d+)⟧"
OCCASION: Final = (
    r"(?:meetings?|talks?|visits?|trips?|tours?|journeys?|audiences?|appointments?|summits?|dinners?"
    r"|lunch(?:eon)?"
    r"|breakfast|calls?|conversations?|encounters?|sessions?|consultations?|negotiations?|rounds?"
    r"|discussions?|get-togethers?|sit-downs?|receptions?|hearings?|invitations?)"
)
BE: Final = r"(?:has|have|had|was|were|is|are|be|been|being|got|gets)"
PLANNED: Final = (
    r"(?:planned|set|scheduled|due|fixed|foreseen|slated|arranged|booked|intended|meant|supposed"
    r"|called|convened|agreed|pencilled in|penciled in|timetabled|earmarked|expected)"
)
HELD: Final = (
    r"(?:be held|take place|happen|start|begin|open|meet"
    r"|have (?:been held|taken place|started|begun|met))"
)
OFF: Final = r"(?:cancell?ed|called off|scrapped|axed|abandoned|dropped|ditched|aborted|scratched)"
PUT_OFF: Final = (
    r"(?:postponed|put off|delayed|deferred|adjourned|suspended|put on hold|put on ice|shelved"
    r"|pushed back|put back|set back|washed out|rained (?:off|out)|snowed (?:off|out)|fogged off)"
)
MOVED: Final = (
    r"(?:moved(?: up| forward| back)?|rescheduled|re-scheduled|shifted|brought forward|advanced"
    r"|pulled forward|pushed forward|rearranged|changed)"
)
FILL: Final = r"(?:[\w’'\-⟦⟧]+ ){0,6}?"


def _kinds(*rows: tuple[ChangeKind, str]) -> tuple[tuple[ChangeKind, str], ...]:
    """The rows with their first part typed."""
    return rows


# A predicate behind the noun: "the meeting … has been called off".
BEHIND: Final[tuple[tuple[ChangeKind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in _kinds(
        ("cancelled", rf"\b{BE} (?:\w+ ){{0,2}}?{OFF}\b"),
        ("cancelled", r"\b(?:is|are|was|were) (?:now |all )?off\b(?! (?:to|the|limits))"),
        ("cancelled", r"\b(?:has |have |had )?(?:fallen|fell) through\b"),
        (
            "cancelled",
            r"\b(?:will|would|is|are|can|could)(?: not|n['’]t)"
            r"(?: now| longer| after all| going to)? "
            r"(?:go ahead|take place|happen|be held|be going ahead|proceed"
            r"|going ahead|taking place|happening|proceeding)\b",
        ),
        ("cancelled", r"\b(?:will|would) no longer (?:go ahead|take place|happen|be held)\b"),
        ("postponed", rf"\b{BE} (?:\w+ ){{0,2}}?{PUT_OFF}\b"),
        (
            "postponed",
            r"\b(?:will|would|is to|are to) (?:now |only )?(?:take place|be held|happen|go ahead)"
            r" (?:at (?:a|some) later|at another (?:time|date)|on another (?:day|date)"
            r"|later(?=[,.;]|$| (?:in the|than)))",
        ),
        ("moved", rf"\b{BE} (?:\w+ ){{0,2}}?{MOVED}\b"),
        ("moved", r"\b(?:has |have |had |will )?slip(?:s|ped)? (?:back )?(?:from|to|by|into)\b"),
    )
)
# A predicate in front of it: "cancelled her meeting", "put off Thursday's talks".
BEFORE: Final[tuple[tuple[ChangeKind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(rf"{pattern} {FILL}(?P<noun>{OCCASION})\b"))
    for kind, pattern in _kinds(
        (
            "cancelled",
            r"\b(?:cancel(?:s|led|ed|ling|ing)?|call(?:s|ed|ing)? off|scrap(?:s|ped|ping)?)",
        ),
        (
            "cancelled",
            r"\b(?:axe[sd]?|abandon(?:s|ed)?|drop(?:s|ped)|ditch(?:es|ed)?|abort(?:s|ed)?)",
        ),
        ("cancelled", r"\b(?:pull(?:s|ed|ing)?|back(?:s|ed|ing)?|drop(?:s|ped)?) out of"),
        ("cancelled", r"\bwithdr(?:ew|awn|aws) from"),
        ("cancelled", r"\bcancell?ation of"),
        ("cancelled", r"\bturn(?:s|ed)? down(?= (?:the |her |his |their )?⟦)"),
        ("postponed", r"\b(?:postponement|deferral|adjournment) of"),
        ("cancelled", r"\b(?:will|would)(?: not|n['’]t) (?:attend|come to|travel to|make it to)"),
        (
            "postponed",
            r"\b(?:postpon(?:e|es|ed|ing)|put(?:s|ting)? off|delay(?:s|ed)?|defer(?:s|red)?"
            r"|adjourn(?:s|ed)?|suspend(?:s|ed)?|shelve[sd]?|push(?:es|ed)? back|put(?:s)? back)",
        ),
        (
            "moved",
            r"\b(?:move[sd]?(?: up| forward| back)?|reschedul(?:e|es|ed)|shift(?:s|ed)?"
            r"|br(?:ing|ings|ought) forward|advance[sd])",
        ),
        # "put Thursday's talks off", "have brought their meeting in Oslo forward"
    )
)
NOUN: Final = rf"{FILL}(?P<noun>{OCCASION})\b[^.;⟦]{{0,80}}?"
APART: Final[tuple[tuple[ChangeKind, re.Pattern[str]], ...]] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in _kinds(
        ("cancelled", rf"\bcall(?:s|ed)? {NOUN} off\b"),
        # With a day, of a plan that was known; without one it may deny a rumour.
        (
            "cancelled",
            rf"\bthere (?:will|would) be no (?P<noun>{OCCASION}) (?:between|with)\b[^.;]*?⟦",
        ),
        ("postponed", rf"\b(?:put|push(?:es|ed)?) {NOUN} (?:off|back|on hold)\b"),
        ("moved", rf"\b(?:br(?:ing|ings|ought)|move[sd]?|pull(?:s|ed)?) {NOUN} (?:forward|up)\b"),
    )
)
IT_OFF: Final = re.compile(
    r"\b(?:call(?:s|ed)? (?:it|the (?:meeting|trip|visit|talks)) off|cancell?ed it)\b"
)
# A verb of meeting itself on another day than was said.
SHIFTED: Final = re.compile(
    r"\bwill (?:both |only |then )?now\b|\binstead\b|\brather than ⟦"
    r"|\b(?:earlier|later) than (?:first |originally |initially |previously )?"
    r"(?:planned|announced|scheduled|expected|foreseen|thought|agreed)\b"
    r"|\b(?:and )?not ⟦\d+⟧,? as\b|\band not ⟦|\b(?:originally|initially|first|previously) "
    rf"{PLANNED}\b|\bhad been (?:\w+ )?{PLANNED}\b|\b(?:early|late)r?\b than\b"
    r"|\bmake up for (?:\w+ )?postponed\b|\bafter (?:their|the) (?:first|earlier) appointment\b"
)
# "Scrapped plans to | meet B", "will no longer travel to Oslo to | see B", "decided against |
# meeting B".
PLANS_OFF: Final = re.compile(
    r"\b(?:cancel(?:s|led|ed)?|call(?:s|ed)? off|scrap(?:s|ped)?|abandon(?:s|ed)?|drop(?:s|ped)"
    r"|ditch(?:es|ed)?|shelve[sd]?)(?: \w+){0,2}? plans? to (?:\w+ )?$"
    r"|\b(?:will|would|is|are) no longer (?:travel|fly|go|come|head|be travelling)\b[^.;]*? to $"
    r"|\b(?:decided|chosen|chose|opted) against $"
)
WAS_TO: Final = re.compile(
    r"\b(?:was|were|had been|had) (?:due |supposed |meant |scheduled |planned |set )?to\b"
)
# What is told so is told afterwards.
AT_LAST: Final = re.compile(
    r"\bat (?:the last (?:minute|moment)|(?:very )?short notice)\b"
    r"|\b(?:hours|minutes|shortly|just|moments) before\b|\bthe day before\b"
)
# "Has cancelled a meeting planned for Monday": news of a day to come.
JUST_NOW: Final = re.compile(
    rf"\b(?:has|have|is|are)(?: \w+){{0,3}}? (?:{OFF}|{PUT_OFF}|pulled out|withdrawn|been)\b"
)
STILL_ON: Final = re.compile(
    r"\b(?:not|never|n['’]t) (?:be |been |yet )?(?:cancell?ed|called off|postponed)\b"
)

SAID: Final = (
    rf"\b(?:said|says|announced|told [^.,;⟦]{{0,40}}|confirmed|reported|wrote|declared|stated|added"
    rf"|denied|rejected|informed)(?: late| early| in [^.,;⟦]{{0,30}})? {DAY}",
    rf"{DAY} (?:late |early )?(?:cancel|call(?:ed|s) off|scrap|postpon|put|delay|defer|dropp"
    r"|axed|abandon|moved|moves|resched|announc|said|den[iy]|reject|pulled|backed|brought)\w*",
)
OLD: Final = (
    rf"\b(?:from|instead of|rather than|and not|not|no longer|originally|initially) (?:for )?{DAY}",
    rf"(?<!re)(?<!re-)(?<!now )\b{PLANNED}(?: to {HELD})?(?: [\w’'\-]+){{0,4}}?(?: for)? {DAY}",
    rf"\b(?:announced|promised|invited) for {DAY}",
    r"\b(?:cancel|call|scrap|abandon|drop|ditch|shelve)\w*(?: off)?(?: \w+){0,2}? plans? to "
    rf"[^.;⟦]*? {DAY}",
    rf"\b(?:was|were|had been|had)(?: only| originally| first)?"
    rf" (?:to|due|supposed|meant)\b[^.;⟦]*? {DAY}",
)
NEW: Final = (
    rf"\b(?:is|are|was|were) now {PLANNED}(?: to {HELD})?(?: for)? {DAY}",
    rf"\b(?:to|until|till) {DAY}",
    rf"\bre-?scheduled [^.;⟦]*?for {DAY}",
    rf"\b(?:will|shall|would|is to|are to|agreed to|plans? to)(?! not|n['’]t| no longer| be no)\b"
    rf"[^.;⟦]*? {DAY}",
    rf"{DAY},? instead\b",
)
OF_NOUN: Final = rf"{DAY} (?:[\w\-]+ ){{0,3}}?{OCCASION}\b"
# "It had been planned for Friday.", said in a sentence of its own.
BEFOREHAND: Final = re.compile(
    rf"^(?:it|they|this|the {OCCASION}|the two|both) (?:had|was|were)(?: been)?"
    rf"(?: originally| first| initially| previously| at first)?(?: been)? "
    rf"(?:{PLANNED}|to (?:have )?\w+)(?: to {HELD})?[^.;⟦]*? {DAY}"
)
ONCE_OFF: Final = re.compile(
    rf"^(?:it|they|this|the {OCCASION}) (?:had|has) (?:already |once )?been {PUT_OFF}\b"
)
COUNT: Final = r"(?P<n>a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})"
BY: Final = re.compile(rf"\bby {COUNT} (?P<unit>day|week)s?\b")
THAN: Final = re.compile(
    rf"\b{COUNT} (?P<unit>day|week)s? (?P<way>earlier|later|early|late|sooner)\b"
)
FORWARD: Final = re.compile(r"\b(?:forward|earlier|moved? up|moves up|advanced?|early|sooner)\b")
