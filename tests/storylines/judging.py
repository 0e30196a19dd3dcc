"""Whether the meetings and the tellings of a storyline are those that a reader must get.

A storyline is right in full when each expected meeting is there with exactly its participants,
status, day and place, when no other is, when everything due was told in order and nothing
else, and when no meeting joins articles that speak of different ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

Row = dict[str, Any]
_TITLES = frozenset(
    {"the", "mr", "mrs", "ms", "dr", "general", "bishop", "cardinal", "patriarch", "sheikh"}
)


@dataclass
class Judgement:
    """What came of one storyline; `faults` are sentences, empty when it is right in full."""

    ident: str
    kind: str
    faults: list[str] = field(default_factory=list)
    due: int = 0
    told: int = 0
    false: int = 0
    extra: int = 0
    merged: int = 0
    meetings: int = 0
    right: int = 0


def judge(story: Row, outcome: dict[str, list[Row]]) -> Judgement:
    """Compare what came of a storyline with what it expects."""
    ids = {a["id"] for a in story["articles"]}
    meetings = [m for m in outcome["meetings"] if set(m["pages"] or ()) & ids]
    known = {m["meeting_id"] for m in meetings}
    tellings = [
        t for t in outcome["tellings"] if t["article_id"] in ids or t["meeting_id"] in known
    ]
    made = Judgement(story["id"], story["kind"])
    about = {a["id"]: set(a["about"]) for a in story["articles"]}
    for meeting in meetings:
        told = [about[p] for p in meeting["pages"] if p in about]
        if set(meeting["pages"]) - ids or any(not a & b for a in told for b in told):
            made.merged += 1
            made.faults.append(f"wrongly merged: {_shown(meeting)}")
    _judge_meetings(story["meetings"], meetings, tellings, made)
    return made


def _judge_meetings(
    wants: Sequence[Row], meetings: list[Row], tellings: list[Row], made: Judgement
) -> None:
    chosen = _assigned(wants, meetings)
    of: dict[int, list[Row]] = defaultdict(list)
    for meeting in meetings:
        if all(meeting is not m for m in chosen.values()):
            made.extra += 1
            made.faults.append(f"one too many: {_shown(meeting)}")
            best = max(range(len(wants)), key=lambda i: (_shared(wants[i], meeting), -i))
            of[best].append(meeting)
    for number, want in enumerate(wants):
        optional = "optional" in want["flags"]
        mine = [*([chosen[number]] if number in chosen else []), *of[number]]
        told = [t for t in tellings if t["meeting_id"] in {m["meeting_id"] for m in mine}]
        told = [t for t in told if t["state"] != "held"]
        if optional:
            extra = [t for t in told if t["meeting_id"] in {m["meeting_id"] for m in of[number]}]
            made.false += len(extra)
            continue
        made.meetings += 1
        made.due += len(want["changes"])
        if number not in chosen:
            made.faults.append(f"missing: {want['participants']} {want['status']}")
            continue
        wrong = _wrong(want, chosen[number])
        made.right += not set(wrong) & {"who", "status", "day"}
        if wrong:
            made.faults.append(f"{', '.join(wrong)} wrong: {_shown(chosen[number])}")
        _judge_tellings(want, told, made)


def _judge_tellings(want: Row, told: list[Row], made: Judgement) -> None:
    left = list(told)
    last = None
    for due in want["changes"]:
        hit = next((t for t in left if any(_tells(d, t) for d in _ways(due))), None)
        if hit is None:
            made.faults.append(f"not told: {due}")
            continue
        left.remove(hit)
        made.told += 1
        if last is not None and hit["created_at"] < last:
            made.faults.append(f"told too early: {due}")
        last = hit["created_at"]
    done = [t for t in told if t not in left]
    for telling in left:
        if _harmless(want, telling, done):
            done.append(telling)
        else:
            made.false += 1
            made.faults.append(
                f"wrongly told: {telling['kind']} {telling['old_value']} → {telling['new_value']}"
            )


def _assigned(wants: Sequence[Row], meetings: list[Row]) -> dict[int, Row]:
    """The meeting for each expected one, the best choice as a whole."""
    best: tuple[float, dict[int, Row]] = (-1.0, {})
    slots: list[Row | None] = [*meetings, *([None] * len(wants))]
    for choice in permutations(slots, len(wants)):
        pairs = {i: m for i, m in enumerate(choice) if m is not None and _shared(wants[i], m)}
        score = sum(_likeness(wants[i], m) for i, m in pairs.items())
        if score > best[0]:
            best = score, pairs
    return best[1]


def _likeness(want: Row, got: Row) -> float:
    wrong = _wrong(want, got)
    weight = 0.5 if "optional" in want["flags"] else 1.0
    return weight * (
        1
        + _shared(want, got)
        + 4 * ("who" not in wrong)
        + 2.5 * ("day" not in wrong)
        + ("status" not in wrong)
        + 0.5 * ("place" not in wrong)
    )


def _shared(want: Row, got: Row) -> int:
    names = {_name(n) for n in got["who"] or ()}
    return sum(any(_name(a) in names for a in alts) for alts in want["participants"])


def _wrong(want: Row, got: Row) -> list[str]:
    """Which of the expected values a meeting hasn't."""
    names = [_name(n) for n in got["who"] or ()]
    wanted = [{_name(a) for a in alts} for alts in want["participants"]]
    who = len(names) == len(wanted) and all(any(n in alts for n in names) for alts in wanted)
    day = got["start_day"].isoformat() if got["start_day"] else None
    if "gone" in want["flags"]:
        off = got["withdrawn"] or got["status"] in ("denied", "cancelled")
        return [*(() if who else ("who",)), *(() if off else ("status",))]
    denied = bool(got["contradicted"] or got["denied_by"] or got["status"] == "denied")
    whole = got["end_day"] in (None, got["start_day"])
    right = {
        "who": who,
        "status": want["status"] is None or got["status"] in want["status"],
        "day": want["days"] is None or (day in want["days"] and whole),
        "place": want["places"] is None or any(_within(p, got["place"]) for p in want["places"]),
        "denied": denied == ("denied" in want["flags"]),
        "copies": all(
            got[f.partition("=")[0]] == int(f.partition("=")[2]) for f in want["flags"] if "=" in f
        ),
    }
    return [name for name, ok in right.items() if not ok]


def _ways(due: str) -> list[str]:
    whole = ("new:", "date:", "place:", "participant:")
    return [due] if due.startswith(whole) else due.split("/")


def _tells(due: str, telling: Row) -> bool:
    kind, _, value = due.partition(":")
    if kind in ("new", "status"):
        return telling["kind"] == kind and telling["new_value"] in value.split("/")
    if kind == "date":
        old, _, new = value.partition("->")
        same = telling["kind"] == "date" and telling["new_value"] == new
        return same and old in ("*", telling["old_value"])
    if kind == "participant":
        return telling["kind"] == kind and _name(telling["new_value"] or "") == _name(value)
    if kind == "place":
        return telling["kind"] == kind and _within(value, telling["new_value"])
    if kind == "denied":
        return telling["kind"] in ("denied", "contradicted")
    return bool(telling["kind"] == kind)


def _harmless(want: Row, telling: Row, told: Sequence[Row]) -> bool:
    """Not due, but true and told once."""
    if any(_tells(m, telling) for m in want["may"]):
        return True
    kind, new = telling["kind"], telling["new_value"]
    if any(t["kind"] == kind and t["new_value"] == new for t in told):
        return False
    if kind == "place":
        return want["places"] is None or any(_within(p, new) for p in want["places"])
    if kind == "date":
        return telling["old_value"] is None and new in (want["days"] or [new])
    if kind == "participant":
        return any(_name(new or "") == _name(a) for alts in want["participants"] for a in alts)
    return kind in ("denied", "contradicted") and "denied" in want["flags"]


def _plain(text: str | None) -> str:
    letters = unicodedata.normalize("NFKD", text or "")
    letters = "".join(c for c in letters if not unicodedata.combining(c)).lower()
    return " ".join(re.sub(r"[^\w]+", " ", letters.replace("’", "").replace("'", "")).split())


def _name(text: str) -> str:
    words = _plain(text).split()
    while len(words) > 1 and words[0] in _TITLES:
        words.pop(0)
    return " ".join(words)


def _within(wanted: str, given: str | None) -> bool:
    return f" {_plain(wanted)} " in f" {_plain(given)} "


def _shown(meeting: Row) -> str:
    who = " + ".join(meeting["who"] or ())
    return f"{who} | {meeting['status']} | {meeting['start_day']} | {meeting['place']}"
