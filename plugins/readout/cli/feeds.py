"""`readout feeds`: the list of feeds, and what a poll of them would find."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from readout.config import Settings, load_settings
from readout.errors import ConfigError, WarehouseError
from readout.sources.feeds.listfile import load_list, save_list
from readout.sources.feeds.opml import Listing, read_opml, write_opml
from readout.steps.feedchecks import Found, check_feeds, find_feeds
from readout.storage.keys import key

Row = dict[str, Any]
ListFile = Annotated[
    Path | None, typer.Option("--feeds", help="the OPML file; READOUT_FEEDS when absent")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table")]


def attach(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="The list of feeds: add, list, check, remove.")
    app.add_typer(group, name="feeds")
    _attach_changes(group)
    _attach_views(group)


def _settings(file: Path | None) -> Settings:
    settings = load_settings()
    return settings.changed(feeds=file) if file else settings


def _attach_changes(group: typer.Typer) -> None:
    @group.command()
    def add(
        url: Annotated[str, typer.Argument(help="of a feed, or of a page that names one")],
        section: Annotated[str | None, typer.Option(help="folder in the list")] = None,
        outlet: Annotated[str, typer.Option(help="whom readers name as the publisher")] = "",
        kind: Annotated[str, typer.Option(help="press, agency, official …")] = "press",
        every: Annotated[
            bool, typer.Option("--all", help="every feed that the page names")
        ] = False,
        feeds: ListFile = None,
    ) -> None:
        """Find the feed behind an address, read it once, and put it on the list."""
        settings = _settings(feeds)
        listed = load_list(settings.feeds) if settings.feeds.exists() else []
        found, others = asyncio.run(find_feeds(settings, url, every=every))
        for feed in found:
            if any(listing.url == feed.url for listing in listed):
                print(f"{feed.url} is on the list already")
                continue
            listed.append(
                Listing(feed.url, feed.title, section, outlet, kind.lower(), home=feed.home)
            )
            told = f"{feed.format}, {feed.entries} entries"
            print(f"added {feed.title or feed.url} ({told}): {feed.url}")
        save_list(settings.feeds, listed)
        for link in others:
            print(f"the page also names {link.title or 'a feed'} ({link.format}): {link.url}")

    @group.command()
    def remove(
        which: Annotated[str, typer.Argument(help="the URL, or the exact title")],
        feeds: ListFile = None,
    ) -> None:
        """Take a feed off the list; its articles stay."""
        settings = _settings(feeds)
        listed = load_list(settings.feeds)
        kept = [listing for listing in listed if which not in (listing.url, listing.title)]
        if len(kept) == len(listed):
            raise ConfigError(
                "No such feed on the list", resource=which, mend="readout feeds list shows them"
            )
        save_list(settings.feeds, kept)
        print(f"removed {len(listed) - len(kept)} of {len(listed)} feeds")

    @group.command(name="import")
    def import_(
        file: Annotated[Path, typer.Argument(help="OPML of another program")],
        feeds: ListFile = None,
    ) -> None:
        """Add the feeds of an OPML file to the list; those that are on it stay as they are."""
        settings = _settings(feeds)
        listed = load_list(settings.feeds) if settings.feeds.exists() else []
        known = {listing.url for listing in listed}
        fresh = [listing for listing in load_list(file) if listing.url not in known]
        save_list(settings.feeds, [*listed, *fresh])
        print(f"added {len(fresh)} feeds; the list has {len(listed) + len(fresh)}")


def _attach_views(group: typer.Typer) -> None:
    @group.command(name="list")
    def list_(feeds: ListFile = None, as_json: AsJson = False) -> None:
        """The feeds of the list, with the state of their polling where they have been polled."""
        settings = _settings(feeds)
        states = _states(settings)
        rows = [
            _listed(listing, states.get(key(listing.url), {}))
            for listing in load_list(settings.feeds)
        ]
        _show(rows, as_json, f"{len(rows)} feeds in {settings.feeds}")

    @group.command()
    def check(
        urls: Annotated[
            list[str] | None, typer.Argument(help="feeds to check; all of the list when absent")
        ] = None,
        feeds: ListFile = None,
        as_json: AsJson = False,
    ) -> None:
        """Poll without keeping anything, and say what was found. Exit code 1 when a feed failed."""
        settings = _settings(feeds)
        wanted = urls or [listing.url for listing in load_list(settings.feeds)]
        found = asyncio.run(check_feeds(settings, wanted))
        _show([_checked(one) for one in found], as_json, f"{len(found)} feeds polled, nothing kept")
        if any(one.problem for one in found):
            raise typer.Exit(1)

    @group.command()
    def export(
        file: Annotated[Path | None, typer.Argument(help="stdout when absent")] = None,
        feeds: ListFile = None,
    ) -> None:
        """Write the list as OPML, sections as folders, for another program."""
        content = write_opml(load_list(_settings(feeds).feeds))
        read_opml(content)
        if file is None:
            sys.stdout.buffer.write(content)
        else:
            file.write_bytes(content)


def _states(settings: Settings) -> dict[str, Row]:
    """Key of a feed -> the state of its polling; empty while nothing has been published."""
    from readout.storage.snapshot import open_snapshot

    try:
        with open_snapshot(settings) as snapshot:
            return {row["feed_id"]: row for row in snapshot.rows("polling/states")}
    except WarehouseError:
        return {}


def _listed(listing: Listing, state: Row) -> Row:
    return {
        "section": listing.section,
        "title": listing.title or state.get("title"),
        "outlet": listing.publisher(),
        "kind": listing.source_kind,
        "health": _health(listing, state),
        "next_poll": _told(state.get("next_poll_at")),
        "url": listing.url,
    }


def _health(listing: Listing, state: Row) -> str:
    if not state:
        return "not polled yet"
    told = [state["health"], state["reason"]]
    if state["url"] != listing.url:
        told.append(f"moved to {state['url']}")
    return ": ".join(part for part in told if part)


def _checked(found: Found) -> Row:
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


def _told(moment: datetime | None) -> str | None:
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None


def _span(seconds: int | None) -> str | None:
    if seconds is None:
        return None
    return f"{seconds // 60} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def _show(rows: Sequence[Row], as_json: bool, caption: str) -> None:
    if as_json:
        print(json.dumps(list(rows), ensure_ascii=False, indent=1))
        return
    table = Table(caption=caption, caption_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    # The address stands under the title: a column of its own would leave no room.
    table.add_column("feed", overflow="fold")
    others = [name for name in (rows[0] if rows else ()) if name not in ("title", "url")]
    for name in others:
        table.add_column(name.replace("_", " "))
    for row in rows:
        name = f"{row['title']}\n{row['url']}" if row["title"] else str(row["url"])
        cells = ("" if row[other] is None else str(row[other]) for other in others)
        table.add_row(escape(name), *(escape(cell) for cell in cells))
    Console().print(table)
