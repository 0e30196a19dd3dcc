"""`readout doctor`: what is well and what isn't, each failure with the command that mends it."""

from __future__ import annotations

import json
import os
import smtplib
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib import metadata
from typing import Annotated

import typer
from packaging.requirements import Requirement

from readout.config import ROOT, Settings, load_settings
from readout.errors import ReadoutError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `state` is ok, warning (works, but look) or failed."""

    check: str
    state: str
    told: str
    mend: str | None = None


def attach(app: typer.Typer) -> None:
    @app.command()
    def doctor(
        as_json: Annotated[bool, typer.Option("--json", help="findings as JSON")] = False,
    ) -> None:
        """Check python, packages, folders, ports, warehouse, feeds, mail and language model."""
        findings = list(examine(load_settings()))
        if as_json:
            typer.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
        else:
            marks = {"ok": "✓", "warning": "!", "failed": "✗"}
            for f in findings:
                mend = f"   → {f.mend}" if f.mend else ""
                typer.echo(f"{marks[f.state]} {f.check}: {f.told}{mend}")
        if any(f.state == "failed" for f in findings):
            raise typer.Exit(1)


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
    settings.home.mkdir(parents=True, exist_ok=True)
    probe = settings.home / f".probe-{os.getpid()}"
    try:
        probe.write_text("x", encoding="utf-8")
        probe.unlink()
    except OSError as cause:
        yield Finding("home", "failed", f"{settings.home}: {cause.strerror}", "set READOUT_HOME")
        return
    free = os.statvfs(settings.home)
    left = free.f_bavail * free.f_frsize / 1e9
    state = "ok" if left > 1 else "warning"
    yield Finding("home", state, f"{settings.home}, {left:,.0f} GB free")


def _ports(settings: Settings) -> Iterator[Finding]:
    for port, what, option in (
        (8080, "UI", "--port"),
        (8765, "sample newsroom", "--newsroom-port"),
        (8025, "mail catcher", "--mail-port"),
    ):
        with socket.socket() as probe:
            probe.settimeout(0.5)
            taken = probe.connect_ex(("127.0.0.1", port)) == 0
        if taken:
            yield Finding(
                "port",
                "warning",
                f"{port} ({what}) is in use: by a running Readout, or another program",
                f"see ss -ltnp | grep {port}, or readout up {option} 0",
            )
        else:
            yield Finding("port", "ok", f"{port} ({what}) is free")


def _warehouse(settings: Settings) -> Iterator[Finding]:
    from readout.errors import WarehouseLocked
    from readout.storage.migrations import pending
    from readout.storage.warehouse import open_for_reading

    if not settings.warehouse.is_file():
        yield Finding("warehouse", "ok", f"{settings.warehouse}: not there yet", None)
        return
    try:
        with open_for_reading(settings.warehouse, settings) as con:
            waiting = [path.name for _, path in pending(con)]
            size = settings.warehouse.stat().st_size / 1e6
            yield Finding(
                "warehouse", "ok", f"{settings.warehouse}, {size:,.1f} MB, nobody holds it"
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
    if not settings.snapshot.is_file():
        yield Finding("snapshot", "warning", "nothing was published yet", "make run")
        return
    from readout.storage.warehouse import open_for_reading

    with open_for_reading(settings.snapshot, settings) as con:
        con.execute("SHOW TABLES")
    made = datetime.fromtimestamp(settings.snapshot.stat().st_mtime, UTC)
    yield Finding("snapshot", "ok", f"{settings.snapshot}, published {made:%Y-%m-%d %H:%M} UTC")


def _feeds(settings: Settings) -> Iterator[Finding]:
    from readout.sources.feeds.opml import read_opml

    if not settings.feeds.is_file():
        yield Finding(
            "feeds", "failed", f"no feed list at {settings.feeds}", "readout feeds add URL"
        )
        return
    listed = read_opml(settings.feeds.read_bytes())
    state = "ok" if listed else "warning"
    yield Finding("feeds", state, f"{len(listed)} in {settings.feeds}")


def _watches(settings: Settings) -> Iterator[Finding]:
    from readout.watching.watchfiles import load_watches

    if not settings.watches.exists():
        yield Finding(
            "watches", "warning", f"none at {settings.watches}: no alerts", "see docs/alerts.md"
        )
        return
    watches = load_watches(settings.watches)
    yield Finding("watches", "ok", f"{len(watches)} in {settings.watches}")


def _mail(settings: Settings) -> Iterator[Finding]:
    raw = os.environ.get("AIRFLOW_CONN_SMTP_DEFAULT")
    host, port = os.environ.get("READOUT_SMTP_HOST"), os.environ.get("READOUT_SMTP_PORT") or "25"
    if raw and raw.lstrip().startswith("{"):
        told = json.loads(raw)
        host, port = told.get("host"), str(told.get("port") or 25)
    if not host:
        yield Finding(
            "mail",
            "warning",
            "no mail server in the environment (the sample brings its own)",
            "export AIRFLOW_CONN_SMTP_DEFAULT (see README, Configure)",
        )
        return
    try:
        with smtplib.SMTP(host, int(port), timeout=5) as server:
            code, answer = server.noop()
        yield Finding(
            "mail", "ok", f"{host}:{port} answers {code} {answer.decode(errors='replace')}"
        )
    except (OSError, smtplib.SMTPException) as cause:
        yield Finding(
            "mail",
            "failed",
            f"{host}:{port} does not answer: {cause}",
            "start it, or mend AIRFLOW_CONN_SMTP_DEFAULT; alerts stay queued until then",
        )


def _model(settings: Settings) -> Iterator[Finding]:
    try:
        version = metadata.version(settings.spacy_model.replace("_", "-"))
    except metadata.PackageNotFoundError:
        yield Finding(
            "language model",
            "failed",
            f"{settings.spacy_model} is not installed",
            "unset READOUT_SPACY_MODEL, or install that package into .venv",
        )
        return
    from readout.text.parsing import pipeline

    names = pipeline(settings.spacy_model).pipe_names
    yield Finding("language model", "ok", f"{settings.spacy_model} {version} ({', '.join(names)})")


_CHECKS: dict[str, Callable[[Settings], Iterator[Finding]]] = {
    "python": _python,
    "packages": _packages,
    ".airflowignore": _plugin_folder,
    "home": _home,
    "port": _ports,
    "warehouse": _warehouse,
    "snapshot": _snapshot,
    "feeds": _feeds,
    "watches": _watches,
    "mail": _mail,
    "language model": _model,
}
