"""The walk of life that a stated role belongs to, and which walks keep two namesakes apart."""

from __future__ import annotations

from functools import lru_cache

from readout.resolution.names import words_of

# Only words that speak for one walk of life: a president or captain may be of anything.
_WORDS: dict[str, frozenset[str]] = {
    "state": frozenset(
        "minister premier chancellor secretary senator governor mayor ambassador envoy diplomat "
        "lawmaker congressman congresswoman taoiseach king queen emir sultan undersecretary mp "
        "mep councillor parliamentarian legislator ministerial foreign monarch presidential "
        "politician statesman republican democrat democratic labour conservative".split()
    ),
    "business": frozenset(
        "ceo cfo coo founder co-founder tycoon billionaire investor entrepreneur businessman "
        "businesswoman financier banker industrialist magnate shareholder trader".split()
    ),
    "sport": frozenset(
        "coach striker midfielder defender goalkeeper footballer cricketer hurler golfer boxer "
        "sprinter batsman bowler winger jockey referee umpire quarterback pitcher swimmer "
        "cyclist racer wrestler gymnast".split()
    ),
    "arts": frozenset(
        "singer actor actress musician painter novelist poet composer rapper comedian sculptor "
        "dancer filmmaker guitarist drummer playwright pianist conductor".split()
    ),
    "science": frozenset(
        "professor scientist physicist biologist economist historian researcher lecturer "
        "epidemiologist astronomer chemist mathematician".split()
    ),
    "trade": frozenset(
        "plumber farmer teacher nurse driver fisherman carpenter electrician baker shopkeeper "
        "builder mechanic postman waiter student pupil pensioner resident victim suspect "
        "defendant".split()
    ),
    "faith": frozenset("bishop archbishop cardinal rabbi imam pastor pope priest vicar".split()),
    "press": frozenset("journalist reporter editor columnist presenter broadcaster".split()),
}
# Walks that one life often joins: a tycoon becomes president, a professor minister.
_JOINED = frozenset(
    {frozenset(p) for p in (("state", "business"), ("state", "science"), ("business", "science"))}
    | {frozenset(p) for p in (("state", "press"), ("arts", "press"), ("state", "faith"))}
)


@lru_cache(maxsize=16384)
def domain_of(role: str | None) -> str | None:
    """The walk of life that a role tells; None when it tells none or several."""
    if not role:
        return None
    found = {d for w in words_of(role) for d, words in _WORDS.items() if w in words}
    return found.pop() if len(found) == 1 else None


def domains_clash(one: str | None, other: str | None) -> bool:
    """Whether these two walks of life speak against one person."""
    if one is None or other is None or one == other:
        return False
    return frozenset((one, other)) not in _JOINED
