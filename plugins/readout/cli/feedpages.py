"""How `readout feeds` prints the list and one feed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from readout.sources.feeds.opml import Listing
    from readout.steps.feedchecks import Found
    from readout.steps.feedwishes import Done
    from readout.storage.results import (
        PagesFeedEntriesRow,
        PagesFeedPollsRow,
        PagesFeedRow,
        PollingStatesRow,
    )


def print_feeds(rows: Sequence[dict[str, Any]], caption: str, *, as_json: bool) -> None:
    """The list, or the checks of it, as a table or as JSON."""
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    from rich.console import Console

    from readout.rendering.fitting import Column, Fitted
    from readout.rendering.tables import cell

    # The address stands under the title: a column of its own would leave no room.
    others = [name for name in (rows[0] if rows else ()) if name not in ("title", "url")]
    others = [name for name in others if any(row[name] is not None for row in rows)]
    columns = [Column("feed"), *(Column(name.replace("_", " ")) for name in others)]
    cells = [
        [
            "\n".join(cell(str(row[name])) for name in ("title", "url") if row[name]),
            *(_cell(name, row[name]) for name in others),
        ]
        for row in rows
    ]
    console = Console()
    if rows:
        console.print(Fitted(columns, cells))
    console.print(caption, markup=False, highlight=False, soft_wrap=True)


def _cell(name: str, value: Any) -> str:
    from readout.rendering.tables import cell

    if value is None:
        return ""
    return str(value)[:8] if name == "id" else cell(str(value))


def print_feed(
    feed: PagesFeedRow,
    polls: Sequence[PagesFeedPollsRow],
    entries: Sequence[PagesFeedEntriesRow],
    *,
    as_json: bool,
) -> None:
    """One feed with its polls, its entries and what to do."""
    from readout.rendering.feed_advice import advice

    todo = advice(feed, polls)
    if as_json:
        told = {"feed": feed, "what_to_do": todo, "polls": polls, "entries": entries}
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return
    from rich.console import Console

    from readout.rendering.tables import cell, plain_table
    from readout.rendering.words import counted, moment_words

    console = Console()
    success = moment_words(feed["last_success_at"]) or "never"
    following = moment_words(feed["next_poll_at"])
    health = feed["shown_health"] + (f": {cell(feed['reason'])}" if feed["reason"] else "")
    lines = [
        cell(feed["feed"]),
        f"  {feed['url']}   id {feed['feed_id']}",
        f"  {health}",
        f"  {counted(feed['entries'], 'entry', 'entries')}, {feed['waiting']} waiting, "
        f"{feed['given_up']} given up; polled every {feed['every_minutes']} min, last success "
        f"{success}, next {following} UTC",
    ]
    for line in lines:
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    for line in todo:
        console.print(f"  → {line}", markup=False, highlight=False, soft_wrap=True)
    shown = [{k: v for k, v in row.items() if k not in ("bytes", "seconds")} for row in polls]
    if shown:
        console.print(plain_table("polls", shown, "Last polls"))
    names = ("first_seen_at", "title", "state", "problem")
    if entries:
        every: Sequence[Mapping[str, object]] = entries
        rows = [{name: entry[name] for name in names} for entry in every]
        console.print(plain_table("entries", rows, "Newest entries"))


def tell(done: Done) -> None:
    """Print what came of a wish; exit code 1 when it is no better than before."""
    from readout.rendering.words import counted, moment_words

    failed = False
    if done.feed and done.poll:
        feed, poll = done.feed, done.poll
        entries = counted(poll["entries"], "entry", "entries")
        told = f"{poll['outcome'].replace('_', ' ')}, {entries}, {poll['new_entries']} new"
        failed = poll["outcome"] in ("temporary", "soft", "hard")
        if poll["problem"]:
            told = str(poll["problem"]) if failed else f"{told} ({poll['problem']})"
        print(f"{feed['feed']}: {told}")
        print(f"next poll {moment_words(feed['next_poll_at'])} UTC")
    for entry in done.entries:
        problem = entry["problem"] or entry["look_problem"]
        failed = failed or problem is not None
        read = f"read, {entry['characters'] or 0:,} characters, {entry['page_kind']}"
        print(f"{entry['headline'] or entry['title']}: {problem or read}")
    if done.entries and not failed:
        print("extract_facts reads a new text within half an hour; readout run does it at once")
    if failed:
        raise typer.Exit(1)


def listed_row(listing: Listing, state: PollingStatesRow | None) -> dict[str, Any]:
    """One feed of the list with what its polling says (a row of `sql/polling/states.sql`)."""
    from readout.storage.keys import key

    return {
        "id": key(listing.url),
        "section": listing.section,
        "title": listing.title or (state["title"] if state else None),
        "outlet": listing.publisher(),
        "kind": listing.source_kind,
        "every_minutes": listing.poll_minutes,
        "language": listing.language,
        "health": "paused" if listing.paused else _health(listing, state),
        "next_poll": None if listing.paused else _told(state["next_poll_at"] if state else None),
        "url": listing.url,
    }


def _health(listing: Listing, state: PollingStatesRow | None) -> str:
    if not state:
        return "not polled yet"
    told = [state["health"], state["reason"]]
    if state["url"] != listing.url:
        told.append(f"moved to {state['url']}")
    return ": ".join(part for part in told if part)


def checked_row(found: Found) -> dict[str, Any]:
    """What one dry poll found."""
    return {
        "url": found.url,
        "title": found.title,
        "format": found.format,
        "entries": found.entries,
        "newest": _told(found.newest),
        "every": _span(found.interval_seconds),
        "status": found.status,
        "problem": _problem(found),
    }


def _problem(found: Found) -> str | None:
    problem = found.problem
    if problem is None:
        return found.remark
    return problem.what + (f": {problem.why}" if problem.why else "")


def _told(moment: Any) -> str | None:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None


def _span(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"
