"""What `review_meetings` asks in Airflow's Required Actions, and what an answer there means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from readout.config import Settings
from readout.errors import ConfigError
from readout.rendering.words import STATUS_WORDS, when_words, who_words
from readout.steps.reviewing import LINKED, Item, Queue, judge, link, waiting
from readout.storage.snapshot import open_snapshot

if TYPE_CHECKING:
    from readout.storage.results import MeetingsProposalsRow, ReviewMeetingsRow

# How much is asked at a time: a person's quarter of an hour.
MOST: Final = 8
# What an option of the Dag is as a verdict.
VERDICT_OF: Final = {
    "Right": "right",
    "Not a meeting": "no_meeting",
    "Wrong who": "wrong_who",
    "Wrong day": "wrong_day",
    "Same meeting": "same",
    "Not the same": "not_same",
}
_MARKS = re.compile(r"([\\`*_{}\[\]()#+.!|<>~-])")


def questions(settings: Settings, queue: str) -> list[dict[str, str]]:
    """What to ask now: `subject` and `body` (Markdown), and whom the answer is about."""
    with open_snapshot(settings) as snapshot:
        items, _ = waiting(settings, snapshot, cast(Queue, queue), MOST)
    base = settings.base_url.rstrip("/")
    return [_link_asked(item, base) if item.other else _asked(item, base) for item in items]


def answered(settings: Settings, question: Mapping[str, str], answer: Mapping[str, Any]) -> str:
    """Keep an answer.

    Args:
        answer: what Airflow hands on: `chosen_options`, `params_input`, `responded_by_user`.

    Returns:
        What was done, for the log.
    """
    chosen = (list(answer.get("chosen_options") or []) or ["Skip"])[0]
    verdict = VERDICT_OF.get(chosen)
    if verdict is None:
        return "skipped"
    by = (answer.get("responded_by_user") or {}).get("name")
    meeting, other = question["meeting"], question["other"]
    right = str((answer.get("params_input") or {}).get("right") or "").strip()[:200]
    with open_snapshot(settings) as snapshot:
        try:
            if verdict in LINKED:
                link(settings, snapshot, meeting, other, verdict, by=by, way="request")
            else:
                judge(settings, snapshot, meeting, verdict, right, by=by, way="request")
        except ConfigError as error:
            # Days may lie between question and answer: what it was about may be gone.
            return f"nothing kept: {error}"
    return f"{verdict}, says {by}"


def _asked(item: Item, base: str) -> dict[str, str]:
    row = cast("ReviewMeetingsRow", item.row)
    days = row["start_day"], row["end_day"], row["time_precision"]
    when = when_words(*days, row["start_time"], row["utc_offset"])
    place = f"{base}/readout/mentions/{row['mention_id']}"
    told = [STATUS_WORDS.get(row["status"], row["status"]), when, row["place"] or ""]
    return {
        "subject": _line(f"{who_words(row['participants'])}: read rightly?"),
        "body": f"{_plain(', '.join(t for t in told if t))}\n\n> {_plain(row['evidence'])}\n\n"
        f"{_plain(row['outlet'] or '')} · [in the article]({place})",
        "meeting": item.meeting,
        "other": "",
    }


def _link_asked(item: Item, base: str) -> dict[str, str]:
    row = cast("MeetingsProposalsRow", item.row)
    sentences = [
        f"> {_plain(told or '')}\n\n[the meeting]({base}/readout/meetings/{meeting})"
        for told, meeting in ((row["sentence"], item.meeting), (row["maybe_sentence"], item.other))
    ]
    return {
        "subject": _line(f"{row['who']}: one meeting or two?"),
        "body": "\n\n".join(sentences),
        "meeting": item.meeting,
        "other": item.other,
    }


def _line(text: str) -> str:
    return " ".join(text.split())[:200]


def _plain(text: str) -> str:
    """Words of the web in Markdown: nothing in them is markup."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
