"""`readout doctor`: what is well and what isn't, each failure with the command that mends it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import typer

from readout.cli import health
from readout.cli.health import Finding
from readout.errors import ConfigError, ReadoutError
from readout.home import ROOT

if TYPE_CHECKING:
    from readout.config import Settings
    from readout.watching.watches import Watch

EXITS = {"ok": 0, "warning": 1, "failed": 2}


def attach(app: typer.Typer) -> None:
    @app.command()
    def doctor(
        as_json: Annotated[bool, typer.Option("--json", help="for a monitor")] = False,
    ) -> None:
        """Say what is well and what isn't: running, Dags, feeds, queues, mail, disk, packages.

        Exit code 0: all well; 1: warnings; 2: something fails.
        """
        from readout.config import load_settings

        settings = load_settings()
        findings = list(examine(settings))
        state = max((f.state for f in findings), key=EXITS.__getitem__, default="ok")
        if as_json:
            told = {"state": state, "home": str(settings.home)}
            told["at"] = datetime.now(UTC).isoformat(timespec="seconds")
            rows = [asdict(f) for f in findings]
            typer.echo(json.dumps({**told, "findings": rows}, ensure_ascii=False, indent=1))
        else:
            marks = {"ok": "✓", "warning": "!", "failed": "✗"}
            for f in findings:
                mend = f"   → {f.mend}" if f.mend else ""
                typer.echo(f"{marks[f.state]} {f.check}: {f.told}{mend}")
        raise typer.Exit(EXITS[state])


def examine(settings: Settings) -> Iterator[Finding]:
    """Run every check; one that breaks is a finding itself."""
    for name, check in _CHECKS.items():
        try:
            yield from check(settings)
        except ReadoutError as error:
            told = error.what + (f" [{error.resource}]" if error.resource else "")
            yield Finding(name, "failed", f"{told}: {error.why or ''}".rstrip(": "), error.mend)
        except Exception as cause:  # a doctor that dies helps nobody
            yield Finding(name, "failed", f"{type(cause).__name__}: {cause}")


def _python(settings: Settings) -> Iterator[Finding]:
    version = ".".join(map(str, sys.version_info[:3]))
    if not (3, 11) <= sys.version_info[:2] <= (3, 12):
        yield Finding(
            "python", "failed", f"{version} is not 3.11 or 3.12", "rm -rf .venv; make run"
        )
    else:
        yield Finding("python", "ok", version)


def _packages(settings: Settings) -> Iterator[Finding]:
    from packaging.requirements import Requirement

    wrong = []
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if not line[:1].isalnum():
            continue
        pinned = Requirement(line.rstrip(" \\"))
        if pinned.marker and not pinned.marker.evaluate():
            continue
        try:
            installed = metadata.version(pinned.name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{pinned.name} is missing")
            continue
        if not pinned.specifier.contains(installed, prereleases=True):
            wrong.append(f"{pinned.name} is {installed}, pinned {pinned.specifier}")
    if wrong:
        yield Finding(
            "packages", "warning", "; ".join(wrong[:5]), "rm -rf .venv; make run (or make test)"
        )
    else:
        yield Finding("packages", "ok", "as pinned in requirements.txt")


def _plugin_folder(settings: Settings) -> Iterator[Finding]:
    path = ROOT / "plugins" / ".airflowignore"
    lines = path.read_text(encoding="utf-8").split() if path.is_file() else []
    if "readout/" in lines:
        yield Finding(".airflowignore", "ok", "plugins/readout is left alone by Airflow")
    else:
        yield Finding(
            ".airflowignore",
            "failed",
            "without it Airflow runs every module of the library under its bare name",
            "echo readout/ > plugins/.airflowignore",
        )


def _home(settings: Settings) -> Iterator[Finding]:
    probe = settings.home / f".probe-{os.getpid()}"
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
        probe.write_text("x", encoding="utf-8")
        probe.unlink()
    except OSError as cause:
        mend = "free disk space, mend its rights, or set READOUT_HOME"
        yield Finding("home", "failed", f"{settings.home}: {cause.strerror}", mend)
        return
    from readout.steps.overseeing import full_disk

    for told, mend in full_disk(settings.home).values():
        yield Finding("home", "warning", f"{settings.home}: {told}", mend)
        return
    free = os.statvfs(settings.home)
    left = free.f_bavail * free.f_frsize / 1e9
    yield Finding("home", "ok", f"{settings.home}, {left:,.0f} GB free")


def _ports(settings: Settings) -> Iterator[Finding]:
    """The usual port, before a start; while it runs it holds its own."""
    from readout.launcher.holding import running

    if running(settings.home) is not None:
        return
    with socket.socket() as probe:
        probe.settimeout(0.5)
        taken = probe.connect_ex(("127.0.0.1", 8080)) == 0
    told = "8080 is taken: a start takes a free one, or give --port" if taken else "8080 is free"
    yield Finding("port", "ok", told)


def _warehouse(settings: Settings) -> Iterator[Finding]:
    from readout.errors import WarehouseLocked
    from readout.storage.migrations import pending
    from readout.storage.warehouse import open_for_reading

    if settings.lake is not None:
        from readout.cli.shared import lake_findings

        yield from lake_findings(settings, settings.lake)
        return
    if not settings.warehouse_file.is_file():
        yield Finding("warehouse", "ok", f"{settings.warehouse_file}: not there yet", None)
        return
    try:
        with open_for_reading(settings.warehouse_file, settings) as con:
            waiting = [path.name for _, path in pending(con)]
            size = settings.warehouse_file.stat().st_size / 1e6
            yield Finding(
                "warehouse", "ok", f"{settings.warehouse_file}, {size:,.1f} MB, nobody holds it"
            )
    except WarehouseLocked as held:
        yield Finding("warehouse", "ok", f"being loaded now: {held.why}")
        return
    if waiting:
        yield Finding(
            "migrations", "warning", f"pending: {', '.join(waiting)}; the next load applies them"
        )
    else:
        yield Finding("migrations", "ok", "all applied, none changed")


def _snapshot(settings: Settings) -> Iterator[Finding]:
    from readout.launcher.holding import running
    from readout.storage.snapshot import open_snapshot, published_at

    made = published_at(settings)
    if made is None:
        mend = (
            "it comes with the first runs"
            if running(settings.home)
            else health.start_command(settings)
        )
        yield Finding("snapshot", "warning", "nothing was published yet", mend)
        return
    with open_snapshot(settings) as snapshot:
        snapshot.connection.execute("SHOW TABLES")
    from readout.rendering.words import ago_words

    told = f"{settings.lake or settings.snapshot}, published {ago_words(made, datetime.now(UTC))}"
    yield Finding("snapshot", "ok", told)


def _feeds(settings: Settings) -> Iterator[Finding]:
    from readout.sources.feeds.opml import read_opml

    if not settings.feeds.is_file():
        yield Finding(
            "feed list", "failed", f"no feed list at {settings.feeds}", "readout feeds add URL"
        )
        return
    listed = read_opml(settings.feeds.read_bytes())
    state = "ok" if listed else "warning"
    yield Finding("feed list", state, f"{len(listed)} in {settings.feeds}")


def _watches(settings: Settings) -> Iterator[Finding]:
    from readout.watching.watchfiles import load_watches

    if not settings.watches.exists():
        yield Finding(
            "watches", "warning", f"none at {settings.watches}: no alerts", "see docs/alerts.md"
        )
        return
    watches = load_watches(settings.watches, settings.own_watches)
    yield Finding("watches", "ok", f"{len(watches)} in {settings.watches}")


def _channels(settings: Settings) -> Iterator[Finding]:
    """The channels, and those that a watch names and nobody has added."""
    from readout.addresses import channel_name, is_channel
    from readout.steps.channels import channels
    from readout.watching.watchfiles import load_watches

    known = channels(settings)
    watches: Sequence[Watch] = ()
    if settings.watches.exists():
        with contextlib.suppress(ConfigError):  # told of the watches themselves
            watches = load_watches(settings.watches, settings.own_watches)
    named = {channel_name(r) for w in watches if w.enabled for r in w.recipients if is_channel(r)}
    for name in sorted(named - known.keys()):
        yield Finding(
            "channels",
            "failed",
            f"a watch tells channel:{name}, and there is none: its alerts stay queued",
            f"readout channel add {name} ADDRESS",
        )
    if known and settings.channels.stat().st_mode & 0o077:
        yield Finding(
            "channels",
            "warning",
            f"others can read {settings.channels}, which holds secrets",
            f"chmod 600 {settings.channels}",
        )
    if known:
        listed = ", ".join(f"{c.name} ({c.kind})" for c in known.values())
        yield Finding("channels", "ok", f"{listed}; readout channel test NAME tries one")


def _model(settings: Settings) -> Iterator[Finding]:
    from readout.text.parsing import pipeline

    try:  # a package, or a folder that holds one
        found = pipeline(settings.spacy_model)
    except (OSError, ImportError, ValueError) as cause:
        yield Finding(
            "language model",
            "failed",
            f"{settings.spacy_model} can't be loaded: {cause}".splitlines()[0],
            "unset READOUT_SPACY_MODEL, or install that package into .venv",
        )
        return
    told = f"{settings.spacy_model} {found.meta['version']} ({', '.join(found.pipe_names)})"
    yield Finding("language model", "ok", told)


_CHECKS: dict[str, Callable[[Settings], Iterator[Finding]]] = {
    "running": health.at_work,
    "tasks": health.open_troubles,
    "waiting": health.what_waits,
    "mail": health.mail,
    "channels": _channels,
    "home": _home,
    "warehouse": _warehouse,
    "snapshot": _snapshot,
    "feed list": _feeds,
    "watches": _watches,
    "port": _ports,
    "python": _python,
    "packages": _packages,
    ".airflowignore": _plugin_folder,
    "language model": _model,
}
