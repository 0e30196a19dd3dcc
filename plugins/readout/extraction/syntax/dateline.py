"""What an agency's story opens with: "OSLO, March 12 (Newswire) -", "Dakar –".

It is no part of the sentence behind it. Left in, it makes the parser find a subject where
none is ("NAIROBI — the director, Ana Roe, said"), so a text is cut behind it before parsing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from readout.lexicon.countries import capitals, countries
from readout.lexicon.zones import zone_of_place

_PARAGRAPHS: Final = 3  # a headline and a byline may stand before it
_TOKENS: Final = 100
_KNOWN: Final = "readout.dateline"
_CAPITALS: Final = "A-ZÀ-ÖØ-Þ"
_MONTH: Final = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\ )?"
_NUMBER: Final = r"\d{1,2}(?:st|nd|rd|th)?"
_SIGN: Final = r"(?:--?|[–—―:|])"
_DATELINE: Final = re.compile(
    rf"""\s*(?:\([^)\n]{{2,30}}\)\s*{_SIGN}\s*)?(?:
        (?P<loud>[{_CAPITALS}][{_CAPITALS}.'’/ -]{{2,30}}[{_CAPITALS}])
      | (?P<calm>[{_CAPITALS}][\w’'-]+(?:\ (?:[{_CAPITALS}][\w’'-]+|de|la|el|es)){{0,3}})
    )
    (?P<land>,\ [{_CAPITALS}][\w.]+(?:\ [{_CAPITALS}][\w.]+)?)??
    (?P<day>(?:,|\.|\ [|–—-])\ {_WEEKDAY}
        (?i:{_MONTH}\ {_NUMBER}|{_NUMBER}\ {_MONTH})(?:,?\ \d{{4}})?)?
    \s*(?P<agency>
        (?:\([^)\n]{{2,40}}\)|,\ [{_CAPITALS}]{{2,12}}\b|(?:\.\s*)?/[^/\n]{{2,20}}/)\s*)?
    (?:(?P<sign>{_SIGN})(?:\s+|(?<=[—―])(?=\S)|(?<=--)(?=\S))
      | (?P<bare>(?<=/)\.\s+|(?<=/\ )|(?<=[{_CAPITALS}]\)\ )))
    (?P<next>\S)""",
    re.VERBOSE,
)

# Of a dateline that lost its sign on the way through a page: "CONAKRY The opposition …".
_BARE: Final = re.compile(
    rf"\s*(?P<loud>[{_CAPITALS}][{_CAPITALS}.'’ -]{{2,30}}[{_CAPITALS}])"
    rf"\s+(?P<next>[{_CAPITALS}][a-zà-ÿ])"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """`[start, end)` in characters, the blank behind it included; `city` is where it was
    filed, `city_span` lies in the text."""

    start: int
    end: int
    city: str
    city_span: tuple[int, int]

    def covers(self, at: int) -> bool:
        return self.start <= at < self.end


def find_dateline(text: str) -> Dateline | None:
    """The dateline of a story: at the start of one of its first paragraphs."""
    start = 0
    for _ in range(_PARAGRAPHS):
        found = _DATELINE.match(text, start)
        if found is not None and _is_place(found):
            name = "loud" if found["loud"] else "calm"
            return Dateline(start, found.start("next"), found[name], found.span(name))
        bare = _BARE.match(text, start)
        if bare is not None and _is_city(bare["loud"].lower()):
            return Dateline(start, bare.start("next"), bare["loud"], bare.span("loud"))
        line_end = text.find("\n", start)
        if line_end < 0:
            return None
        start = line_end + 1
    return None


def _is_city(name: str) -> bool:
    return name in capitals() or (name not in countries() and zone_of_place(name) is not None)


def _is_place(found: re.Match[str]) -> bool:
    """In capitals a dash is enough. "MINISTER: We met" is somebody who speaks, "Lund – who
    was there –" a person; what looks so needs an agency, a day or a place that is known."""
    city = (found["loud"] or found["calm"]).lower()
    known = city in capitals() or (found["land"] or "").lstrip(", ").lower() in countries()
    dated = bool(found["agency"] or found["day"])
    if found["bare"] is not None:  # "ROME, Mar 15 (ANSO) The premier", "MOSCOW, March 15 /TAZ/."
        return bool(found["agency"] and found["day"]) and found["next"].isupper()
    if found["loud"] and found["sign"] != ":":
        return True
    if found["calm"] and not found["agency"] and found["sign"] == ":":
        return False
    return dated or (known and found["next"].isupper())


def dateline_of(doc: Doc) -> Dateline | None:
    """The dateline of a parsed text, looked for once, in its first tokens: spaCy puts the text
    together anew whenever it is asked."""
    if _KNOWN not in doc.user_data:
        doc.user_data[_KNOWN] = find_dateline(doc[: min(len(doc), _TOKENS)].text)
    known: Dateline | None = doc.user_data[_KNOWN]
    return known
