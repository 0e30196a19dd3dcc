"""`readout up` (the product), `readout run` (the chain once, without Airflow), `restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from readout.errors import ConfigError
from readout.home import SAMPLE_HOME, home_folder

Port = Annotated[
    int | None,
    typer.Option(help="0 takes any free port", min=0, max=65535, show_default="usual, or free"),
]


def attach(app: typer.Typer) -> None:
    app.command()(up)
    app.command()(run)
    app.command()(restore)


def up(
    feeds: Annotated[Path | None, typer.Option(help="OPML file with your feeds")] = None,
    sample: Annotated[bool, typer.Option("--sample", help="the sample newsroom, offline")] = False,
    once: Annotated[bool, typer.Option("--once", help="end when the first chain is done")] = False,
    home: Annotated[Path | None, typer.Option(help="folder for everything made here")] = None,
    port: Port = None,
    newsroom_port: Port = None,
    mail_port: Port = None,
    timeout: Annotated[float, typer.Option(help="seconds for the first chain")] = 900.0,
    scale: Annotated[
        bool, typer.Option("--scale", help="PostgreSQL, Celery and a lake (docs/scale.md)")
    ] = False,
    workers: Annotated[int, typer.Option(help="with --scale: besides the loader", min=1)] = 2,
) -> None:
    """Start everything on 127.0.0.1, do the main job, stay until Ctrl-C."""
    from rich.console import Console

    from readout.launcher.up import Options, Wanted
    from readout.launcher.up import up as start

    if sample and feeds:
        raise ConfigError("--sample brings its own feeds", mend="leave out --feeds or --sample")
    # The sample's usual home is a file's: `make run` goes on with it.
    sample_home = SAMPLE_HOME.with_name("sample-scale") if scale else SAMPLE_HOME
    options = Options(
        home=(home or (sample_home if sample else home_folder())).resolve(),
        feeds=feeds,
        sample=sample,
        once=once,
        ports=Wanted(port, newsroom_port, mail_port),
        timeout=timeout,
        workers=workers if scale else 0,
    )
    # Into a file or a pipe the tables get a width of their own: 80 columns cut every name.
    console = Console()
    start(options, console if console.is_terminal else Console(width=140))


def run(
    feeds: Annotated[Path | None, typer.Option(help="OPML file with your feeds")] = None,
) -> None:
    """Run the whole chain once in this process, without Airflow: for debugging."""
    from readout.config import load_settings
    from readout.home import keep_environment
    from readout.steps.chain import run_chain
    from readout.steps.overseeing import failing_feeds
    from readout.storage.snapshot import open_snapshot

    settings = load_settings()
    if feeds:
        settings = settings.changed(feeds=feeds.resolve())
    for name, line in run_chain(settings):
        typer.echo(f"{name}: {line}")
    if feeds:  # polled from now on, so every later command speaks of them
        keep_environment(settings.home, {"READOUT_FEEDS": str(settings.feeds)})
    with open_snapshot(settings) as snapshot:
        failing = failing_feeds(snapshot.rows("operating/failing_feeds"))
    for feed, (words, mend) in failing.items():
        typer.echo(f"! feed {feed}: {words}   → {mend}")


def restore() -> None:
    """Put a damaged warehouse aside and start again from the last published snapshot."""
    from readout.config import load_settings
    from readout.storage.publish import restore_from_snapshot

    aside = restore_from_snapshot(load_settings())
    typer.echo(f"restored from the snapshot; the damaged file is {aside}")
