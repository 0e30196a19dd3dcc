"""`readout feeds`: the list of feeds, what a poll would find, one feed polled or tried now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from readout.errors import ConfigError, WarehouseError

if TYPE_CHECKING:
    from readout.config import Settings
    from readout.sources.feeds.opml import Listing
    from readout.storage.results import PollingStatesRow

ListFile = Annotated[
    Path | None, typer.Option("--feeds", help="the OPML file; READOUT_FEEDS when absent")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table")]
Which = Annotated[str, typer.Argument(help="its id or the beginning of it, its URL, or its title")]
Every = Annotated[
    int | None,
    typer.Option(min=0, max=43_200, help="minutes between two polls; 0: learnt from the feed"),
]
Language = Annotated[
    str | None, typer.Option(help="of its articles, like en; empty: told by each text")
]
_POLLS, _ENTRIES = 10, 20  # that `show` prints


def attach(app: typer.Typer) -> None:
    group = typer.Typer(no_args_is_help=True, help="The list of feeds, and its feeds one by one.")
    app.add_typer(group, name="feeds")
    _attach_changes(group)
    _attach_views(group)
    _attach_wishes(group)


def _settings(file: Path | None) -> Settings:
    from readout.config import load_settings

    settings = load_settings()
    return settings.changed(feeds=file) if file else settings


def _listed(settings: Settings, *, strict: bool = False) -> list[Listing]:
    """The list as far as it can be read; what can't is told. `strict`: one wrong line is an
    error, as when the list is about to be written again, without that line."""
    from readout.sources.feeds.listfile import load_list

    problems: list[str] | None = None if strict else []
    listed = load_list(settings.feeds, problems)
    for problem in problems or ():
        print(f"readout: {problem}", file=sys.stderr)
    return listed


def _meant(listed: list[Listing], which: str) -> list[int]:
    """Where in the list the feed stands.

    Raises:
        ConfigError: nowhere, or at several places.
    """
    from readout.errors import did_you_mean
    from readout.storage.keys import key

    exact = [n for n, f in enumerate(listed) if which in (f.url, f.title)]
    begins = [
        n for n, f in enumerate(listed) if len(which) >= 4 and key(f.url).startswith(which.lower())
    ]
    found = exact or begins
    if not found:
        near = did_you_mean(which, [name for f in listed for name in (f.url, f.title) if name])
        raise ConfigError(
            f"No such feed on the list{near}", resource=which, mend="readout feeds list shows them"
        )
    return found


def _attach_changes(group: typer.Typer) -> None:
    @group.command()
    def add(
        url: Annotated[str, typer.Argument(help="of a feed, or of a page that names one")],
        section: Annotated[str | None, typer.Option(help="folder in the list")] = None,
        outlet: Annotated[str, typer.Option(help="whom readers name as the publisher")] = "",
        kind: Annotated[str, typer.Option(help="press, agency, official …")] = "press",
        every_feed: Annotated[
            bool, typer.Option("--all", help="every feed that the page names")
        ] = False,
        every: Every = None,
        language: Language = None,
        name: Annotated[str | None, typer.Option(help="what you call it")] = None,
        feeds: ListFile = None,
    ) -> None:
        """Find the feed behind an address, read it once, and put it on the list."""
        import asyncio

        from readout.rendering.words import counted
        from readout.sources.feeds.listfile import save_list
        from readout.sources.feeds.opml import Listing
        from readout.steps.feedchecks import find_feeds

        settings = _settings(feeds)
        listed = _listed(settings, strict=True) if settings.feeds.exists() else []
        found, others = asyncio.run(find_feeds(settings, url, every=every_feed))
        added: list[tuple[str, str | None]] = []
        for feed in found:
            if any(listing.url == feed.url for listing in listed):
                print(f"{feed.url} is on the list already")
                continue
            listing = Listing(
                feed.url, name or feed.title, section, outlet, _kind(kind), home=feed.home
            )
            listed.append(_with(listing, every, language))
            told = f"{feed.format}, {counted(feed.entries, 'entry', 'entries')}"
            print(f"added {listing.title or feed.url} ({told}): {feed.url}")
            added.append((feed.url, section))
        save_list(settings.feeds, listed)
        _audit(settings, "feed added", *added)
        for link in others:
            print(f"the page also names {link.title or 'a feed'} ({link.format}): {link.url}")

    @group.command(name="set")
    def set_(
        which: Which,
        every: Every = None,
        kind: Annotated[str | None, typer.Option(help="press, agency, official …")] = None,
        language: Language = None,
        paused: Annotated[
            bool | None, typer.Option("--paused/--no-paused", help="rest, or go on")
        ] = None,
        name: Annotated[str | None, typer.Option(help="what you call it")] = None,
        outlet: Annotated[str | None, typer.Option(help="whom readers name as publisher")] = None,
        section: Annotated[str | None, typer.Option(help="folder in the list")] = None,
        feeds: ListFile = None,
    ) -> None:
        """Change what the list says of one feed; in force with the next poll_feeds."""
        from dataclasses import replace

        from readout.sources.feeds.listfile import save_list

        settings = _settings(feeds)
        listed = _listed(settings, strict=True)
        changed: list[tuple[str, str | None]] = []
        for place in _meant(listed, which):
            listing = _with(listed[place], every, language)
            given = {"title": name, "outlet": outlet, "section": section, "paused": paused}
            given["source_kind"] = _kind(kind) if kind else None
            listing = replace(listing, **{k: v for k, v in given.items() if v is not None})  # type: ignore[arg-type]
            listed[place] = listing
            print(f"{listing.title or listing.url}: {_told_settings(listing)}")
            changed.append((listing.url, _told_settings(listing)))
        save_list(settings.feeds, listed)
        _audit(settings, "feed set", *changed)

    @group.command()
    def remove(which: Which, feeds: ListFile = None) -> None:
        """Take a feed off the list; its articles stay."""
        from readout.rendering.words import counted
        from readout.sources.feeds.listfile import save_list

        settings = _settings(feeds)
        listed = _listed(settings, strict=True)
        gone = set(_meant(listed, which))
        save_list(settings.feeds, [f for n, f in enumerate(listed) if n not in gone])
        _audit(settings, "feed removed", *((listed[n].url, None) for n in sorted(gone)))
        print(f"removed {len(gone)} of {counted(len(listed), 'feed')}")

    @group.command(name="import")
    def import_(
        file: Annotated[Path, typer.Argument(help="OPML of another program")],
        feeds: ListFile = None,
    ) -> None:
        """Add the feeds of an OPML file to the list; those that are on it stay as they are.

        A line that is wrong is told, and the others come in. Exit code 1: no feed was in it.
        """
        from readout.rendering.words import counted
        from readout.sources.feeds.listfile import load_list, save_list

        settings = _settings(feeds)
        listed = _listed(settings, strict=True) if settings.feeds.exists() else []
        known = {listing.url for listing in listed}
        problems: list[str] = []
        theirs = load_list(file, problems)
        for problem in problems:
            print(f"readout: {problem}", file=sys.stderr)
        fresh = [listing for listing in theirs if listing.url not in known]
        if fresh:
            save_list(settings.feeds, [*listed, *fresh])
            _audit(settings, "feed added", *((f.url, str(file)) for f in fresh))
        print(f"added {counted(len(fresh), 'feed')}; the list has {len(listed) + len(fresh)}")
        if not theirs:
            raise typer.Exit(1)


def _audit(settings: Settings, action: str, *changed: tuple[str, str | None]) -> None:
    """Note what was done to the list: address of a feed, and what it is told now."""
    import getpass

    from readout.steps.auditing import change, keep_change

    for url, told in changed:
        keep_change(settings, change(action, url, told, by=getpass.getuser(), way="command"))


def _kind(text: str) -> str:
    from readout.errors import did_you_mean

    kind = text.lower()
    if kind not in ("official", "press") and (
        near := did_you_mean(kind, ("official", "press"), least=0.8)
    ):
        raise ConfigError(f"That is no kind of source{near}", resource=f"--kind {text}")
    return kind


def _with(listing: Listing, every: int | None, language: str | None) -> Listing:
    from dataclasses import replace

    if every is not None:
        listing = replace(listing, poll_minutes=every or None)
    if language is not None:
        if language and not (len(language) == 2 and language.isascii() and language.isalpha()):
            raise ConfigError(
                "That is no language",
                resource=f"--language {language}",
                mend="give two letters: en",
            )
        listing = replace(listing, language=language.lower() or None)
    return listing


def _told_settings(listing: Listing) -> str:
    told = [listing.source_kind]
    told.append(f"every {listing.poll_minutes} min" if listing.poll_minutes else "polled as learnt")
    if listing.language:
        told.append(f"in {listing.language}")
    if listing.paused:
        told.append("paused")
    return ", ".join(told)


def _attach_views(group: typer.Typer) -> None:
    @group.command(name="list")
    def list_(feeds: ListFile = None, as_json: AsJson = False) -> None:
        """The feeds of the list, with the state of their polling where they have been polled."""
        from readout.cli.feedpages import listed_row, print_feeds
        from readout.rendering.words import counted
        from readout.storage.keys import key

        settings = _settings(feeds)
        states = _states(settings)
        rows = [listed_row(listing, states.get(key(listing.url))) for listing in _listed(settings)]
        print_feeds(rows, f"{counted(len(rows), 'feed')} in {settings.feeds}", as_json=as_json)

    @group.command()
    def show(which: Which, feeds: ListFile = None, as_json: AsJson = False) -> None:
        """One feed: its health, its last polls and newest entries, and what to do."""
        from readout.cli.feedpages import print_feed
        from readout.storage.keys import key
        from readout.storage.snapshot import open_snapshot

        settings = _settings(feeds)
        listed = _listed(settings)
        place = _meant(listed, which)[0]
        ident = key(listed[place].url)
        with open_snapshot(settings) as snapshot:
            found = snapshot.rows("pages/feed", ident=ident)
            polls = snapshot.rows("pages/feed_polls", ident=ident, limit=_POLLS)
            entries = snapshot.rows("pages/feed_entries", ident=ident, limit=_ENTRIES)
        if not found:
            raise ConfigError(
                "The feed was not polled yet",
                resource=listed[place].url,
                mend=f"readout feeds poll {ident[:8]}",
            )
        print_feed(found[0], polls, entries, as_json=as_json)

    @group.command()
    def check(
        urls: Annotated[
            list[str] | None, typer.Argument(help="feeds to check; all of the list when absent")
        ] = None,
        feeds: ListFile = None,
        as_json: AsJson = False,
    ) -> None:
        """Poll without keeping anything, and say what was found. Exit code 1 when a feed failed."""
        import asyncio

        from readout.cli.feedpages import checked_row, print_feeds
        from readout.rendering.words import counted
        from readout.steps.feedchecks import check_feeds

        settings = _settings(feeds)
        wanted = urls or [listing.url for listing in _listed(settings)]
        found = asyncio.run(check_feeds(settings, wanted))
        told = f"{counted(len(found), 'feed')} polled, nothing kept"
        print_feeds([checked_row(one) for one in found], told, as_json=as_json)
        for one in found if not as_json else ():
            # Below the table, where a command keeps to one line.
            if one.problem and one.problem.mend:
                print(f"→ {one.url}: {one.problem.mend}")
        if any(one.problem for one in found):
            raise typer.Exit(1)

    @group.command()
    def export(
        file: Annotated[Path | None, typer.Argument(help="stdout when absent")] = None,
        feeds: ListFile = None,
    ) -> None:
        """Write the list as OPML, sections as folders, for another program."""
        from readout.sources.feeds.opml import write_opml

        content = write_opml(_listed(_settings(feeds)))
        if file is None:
            sys.stdout.buffer.write(content)
        else:
            file.write_bytes(content)


def _attach_wishes(group: typer.Typer) -> None:
    @group.command()
    def poll(which: Which, feeds: ListFile = None) -> None:
        """Poll one feed now, due or not, and keep what it shows. Exit code 1 when it failed.

        The pages of new entries are fetched by the next fetch_articles, within ten minutes.
        """
        from readout.cli.feedpages import tell
        from readout.steps.feedwishes import poll_now

        tell(poll_now(_settings(feeds), which))

    @group.command()
    def retry(
        url: Annotated[str, typer.Argument(help="of a page that failed, or of a feed")],
        feeds: ListFile = None,
    ) -> None:
        """Try a page or a feed again now, though it was given up. Exit code 1 when it failed.

        An article that was read is looked at again; a changed text is a new revision.
        """
        from readout.cli.feedpages import tell
        from readout.steps.feedwishes import retry_now

        tell(retry_now(_settings(feeds), url))


def _states(settings: Settings) -> dict[str, PollingStatesRow]:
    """Key of a feed -> the state of its polling; empty while nothing has been published, or when
    it can't be read, which is told."""
    from readout.storage.snapshot import open_snapshot

    try:
        with open_snapshot(settings) as snapshot:
            return {row["feed_id"]: row for row in snapshot.rows("polling/states")}
    except WarehouseError as cause:
        if settings.snapshot.is_file():
            print(f"readout: without how each feed does: {cause}", file=sys.stderr)
        return {}
