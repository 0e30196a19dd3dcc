"""The gate's items told otherwise: what a rule knows by heart, it loses here.

Each kind changes one thing of a marked-up item and leaves its answers right: other names,
other countries, another verb of the same class, other weekdays, a dateline more or less. The
offsets are read anew from the changed markup. Everything is drawn from the seed and the
item's id, so a run can be repeated.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from readout.evaluation.bearers import Culture
from readout.evaluation.markup import Block
from readout.evaluation.renaming import other_names, substituted
from readout.lexicon.countries import states

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAY = re.compile(rf"\b({'|'.join(_WEEKDAYS)})(?=s?\b)")
_MONTHS = (
    "January February March April May June July August September October November December Jan "
    "Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
# A text that tells days otherwise than by their names can't be moved by changing those.
_DATED = re.compile(
    rf"\b(?:{'|'.join(_MONTHS.split())})\b|\b[Ww]eekends?\b|\b\d{{4}}\b|\b\d+(?:st|nd|rd|th)\b|\b\d+/\d+"
)
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?(?: week)?")
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z.’' -]+|[A-Z]\w+)(?:, [A-Z][\w. ]+)?(?: \([\w /]+\))? ?[—–-]+ (?=\S)"
)
_AT_FIELD = re.compile(r"\|\s*at~?=")
_SHORTEST = 40  # a shorter first line is a headline


@dataclass(frozen=True, slots=True)
class Swaps:
    """Words that may stand for each other; tests/gate/swaps.toml."""

    cultures: tuple[Culture, ...]
    reporting: Mapping[str, tuple[str, ...]]
    meeting: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
    datelines: tuple[str, ...]


Change = Callable[[Block, Swaps, random.Random], Block | None]


def perturbed(block: Block, kind: str, swaps: Swaps, seed: int) -> Block | None:
    """The item with one thing changed; None when it has no such thing."""
    rng = random.Random(f"{seed}/{kind}/{block.ident}")
    changed = KINDS[kind](block, swaps, rng)
    return changed if changed is not None and changed.lines != block.lines else None


def _of_text(line: str) -> bool:
    return not line.startswith(("q: ", "m: ", "@ "))


def _with(block: Block, lines: Sequence[str] | None) -> Block | None:
    return None if lines is None else replace(block, lines=tuple(lines))


def _names(block: Block, swaps: Swaps, rng: random.Random) -> Block | None:
    return _with(block, other_names(block.lines, swaps.cultures, rng))


def _countries(block: Block, swaps: Swaps, rng: random.Random) -> Block | None:
    """Each state for another: name, adjective, people, capital. A state of which the text
    names a palace or a ministry stays: those have no counterpart elsewhere."""
    text = "\n".join(x for x in block.lines if _of_text(x))
    told = [
        s
        for s in states()
        if _stands_in(text, (s.name, *s.names, s.adjective, s.capital, *_SHORT.get(s.code, ())))
    ]
    calm = [s for s in told if not _stands_in(text.lower(), s.metonyms)]
    free = [s for s in states() if s not in told and not any(w.startswith("the ") for w in s.words)]
    changes: dict[str, str] = {}
    for old, new in zip(calm, rng.sample(free, len(calm)), strict=True):
        for name in (old.name, *old.names):
            changes |= {f"the {name}": new.name, name: new.name}
        for name in _SHORT.get(old.code, ()):
            # "the US" is a noun, "the US president" is not.
            changes |= {f"the {name}": f"the {new.adjective}", name: new.adjective}
        changes |= {old.adjective: new.adjective, old.people: new.people, old.capital: new.capital}
    return _with(block, substituted(block.lines, changes)) if changes else None


# Short names that are used as adjectives.
_SHORT = {"US": ("US", "U.S."), "GB": ("UK", "U.K.")}


def _stands_in(text: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text) for w in words)


def _verbs(block: Block, swaps: Swaps, rng: random.Random) -> Block | None:
    """Another cue of the same class, another way to say that people met."""
    body = "\n".join(x for x in block.lines if _of_text(x))

    def cue(found: re.Match[str]) -> str:
        choice = swaps.reporting.get(found[2])
        return f"{{{found[1]} {rng.choice(choice)}}}" if choice else found[0]

    changed = re.sub(r"\{(q\d*) (\w+)\}", cue, body)
    done: set[str] = set()
    for pattern, others in swaps.meeting:
        for found in list(pattern.finditer(changed)):
            if found[1] not in done:
                done.add(found[1])
                new = found.expand(rng.choice(others))
                changed = changed.replace(found[0], new, 1) if found[0] in changed else changed
    if changed == body:
        return None
    answers = [x for x in block.lines if not _of_text(x)]
    # Talks may be held by telephone; only "met" says that nobody did.
    answers = [re.sub(r"\s*\|\s*format=in_person", "", x) for x in answers] if done else answers
    return _with(block, [*changed.split("\n"), *answers])


def _weekdays(block: Block, swaps: Swaps, rng: random.Random) -> Block | None:
    """The whole item some days later or earlier, publication included."""
    text = "\n".join(x for x in block.lines if _of_text(x))
    stamp = next((x[2:].strip() for x in block.lines if x.startswith("@ ")), None)
    published = date.fromisoformat(stamp) if stamp and stamp != "none" else block.published
    if stamp == "none" or not published or not _WEEKDAY.search(text) or _DATED.search(text):
        return None
    if any(re.search(r"\d{4}-\d\d month|\d{4} year", x) for x in block.lines):
        return None
    days = rng.choice([k for k in range(-6, 7) if k])
    lines = [f"@ {published + timedelta(days=days)}"]
    weeks = _monday(published + timedelta(days=days)) - _monday(published)
    for line in block.lines:
        if line.startswith("m: "):
            lines.append(_ISO.sub(lambda f: _moved(f[0], days, weeks), line))
        elif not line.startswith("@ "):
            lines.append(
                _WEEKDAY.sub(lambda f: _WEEKDAYS[(_WEEKDAYS.index(f[1]) + days) % 7], line)
            )
    return _with(block, lines)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _moved(told: str, days: int, weeks: timedelta) -> str:
    by = weeks if told.endswith(" week") else timedelta(days=days)
    return re.sub(r"\d{4}-\d\d-\d\d", lambda f: str(date.fromisoformat(f[0]) + by), told)


def _dateline(block: Block, swaps: Swaps, rng: random.Random) -> Block | None:
    """Taken away where one stands, added where none does. An added one makes the place
    of a meeting that told none disputable: a reader may take it from there or not."""
    lines = list(block.lines)
    first = next((i for i, x in enumerate(lines) if _of_text(x) and len(x) > _SHORTEST), None)
    if first is None:
        return None
    if found := _DATELINE.match(lines[first]):
        town = found[0].split(",")[0].split(" (")[0].rstrip(" —–-")
        rest = lines[first][found.end() :]
        elsewhere = rest + "".join(x for i, x in enumerate(lines) if i != first and _of_text(x))
        needed = any(town.lower() in x.lower() for x in lines if x.startswith("m: "))
        if needed and town.lower() not in elsewhere.lower():
            return None
        lines[first] = rest
        return _with(block, lines)
    told = rng.choice(swaps.datelines)
    lines[first] = told + lines[first]
    town = told.split(",")[0].split(" (")[0].rstrip(" —–-").title()
    return _with(
        block,
        [
            f"{x} | at~={town}" if x.startswith("m: ") and not _AT_FIELD.search(x) else x
            for x in lines
        ],
    )


KINDS: dict[str, Change] = {
    "names": _names,
    "countries": _countries,
    "verbs": _verbs,
    "weekdays": _weekdays,
    "dateline": _dateline,
}
