"""`readout up`: the whole product on this machine, until Ctrl-C."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import NoReturn

from rich.console import Console

from readout.config import ROOT, Settings
from readout.errors import ConfigError, ReadoutError
from readout.launcher import chain
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.environment import (
    HOST,
    Ports,
    Secrets,
    airflow_environment,
    free_port,
    load_secrets,
    smtp_connection,
)
from readout.launcher.processes import AIRFLOW, SERVICES, Family
from readout.launcher.summary import print_summary

STARTUP_SECONDS = 240.0

_Say = Callable[[str], None]
"""Shows what is being waited for."""


@dataclass(frozen=True, slots=True)
class Options:
    """What `readout up` was asked for.

    Attributes:
        feeds: the user's OPML; None with `sample`.
        sample: serve and poll the sample newsroom, catch the mail.
        once: end when the first chain of runs is through.
        ports: wanted ones; 0 takes any free port.
    """

    home: Path
    feeds: Path | None
    sample: bool
    once: bool
    ports: Ports
    timeout: float = 900.0


def up(options: Options, console: Console) -> None:
    """Start, do the main job once, tell, and (unless `once`) stay until a signal.

    Raises:
        ReadoutError: a port is taken, a process ended, a task failed, the time is up.
    """
    started = time.monotonic()
    options.home.mkdir(parents=True, exist_ok=True)
    with _only_one(options.home):
        ports = Ports(
            free_port(options.ports.ui, "--port"),
            _newsroom_port(options) if options.sample else 0,
            free_port(options.ports.mail, "--mail-port") if options.sample else 0,
        )
        made = load_secrets(options.home)
        env = airflow_environment(options.home, ports, made, _product(options, ports))
        family = Family(options.home / "logs", env)
        _raise_on_signals()
        try:
            with console.status("starting") as status:
                api = _start(family, options, ports, made, status.update)
                _do_the_job(api, family, options, status.update, console)
            print_summary(
                console,
                Settings(
                    home=options.home,
                    feeds=Path(env["READOUT_FEEDS"]),
                    watches=Path(env["READOUT_WATCHES"]),
                ),
                url=f"http://{HOST}:{ports.ui}",
                password=made.admin_password,
                mail=options.home / "mail" if options.sample else None,
                seconds=time.monotonic() - started,
                peak_bytes=family.peak_bytes,
            )
            if not options.once:
                console.print("\nRunning. Ctrl-C ends it.")
                while True:
                    family.check()
                    time.sleep(2.0)
        except ReadoutError:
            # A call that failed because its server has ended: the end is what must be told.
            family.check()
            raise
        except Stopped:
            console.print("stopping")
        finally:
            # A second Ctrl-C while stopping must not leave processes behind.
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)
            family.stop()


class Stopped(BaseException):
    """Ctrl-C or SIGTERM: the user wants an end, nothing is wrong."""


def _raise_on_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise Stopped

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Keeps a second `readout up` off the same home folder.

    Raises:
        ConfigError: one is running.
    """
    path = home / "up.lock"
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as cause:
            file.seek(0)
            pid = file.read().strip() or "unknown"
            raise ConfigError(
                "Readout is already running on this folder",
                resource=str(home),
                why=f"process {pid} holds it",
                mend=f"use that one, or end it: kill {pid}",
            ) from cause
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _newsroom_port(options: Options) -> int:
    """The newsroom's port: for 0 the one it had at the last start, if that is free. Its stories'
    addresses hold the port, so under another one they would all be new articles.

    Raises:
        ConfigError: the wanted port is taken.
    """
    feeds = options.home / "sample-feeds.opml"
    if options.ports.newsroom == 0 and feeds.is_file():
        last = re.search(r"127\.0\.0\.1:(\d+)/", feeds.read_text(encoding="utf-8"))
        if last:
            with contextlib.suppress(ConfigError):
                return free_port(int(last[1]), "--newsroom-port")
    return free_port(options.ports.newsroom, "--newsroom-port")


def _product(options: Options, ports: Ports) -> dict[str, str]:
    """The product's own settings for this start."""
    if not options.sample:
        told = {}
        if options.feeds:
            if not options.feeds.is_file():
                raise ConfigError(
                    "There is no such feed list",
                    resource=str(options.feeds),
                    mend="give an OPML file: readout up --feeds my.opml",
                )
            told["READOUT_FEEDS"] = str(options.feeds.resolve())
        else:
            told["READOUT_FEEDS"] = os.environ.get("READOUT_FEEDS") or str(
                options.home / "feeds.opml"
            )
        told["READOUT_WATCHES"] = os.environ.get("READOUT_WATCHES") or str(
            options.home / "watches.yaml"
        )
        return told
    from readout.sample.newsroom import write_opml

    feeds = options.home / "sample-feeds.opml"
    write_opml(feeds, f"http://{HOST}:{ports.newsroom}")
    return {
        "READOUT_FEEDS": str(feeds),
        "READOUT_WATCHES": str(ROOT / "seeds" / "watches.yaml"),
        "READOUT_ALLOW_HOSTS": f"{HOST}:{ports.newsroom}",
        "READOUT_HOST_GAP_SECONDS": "0",
        "READOUT_OPERATOR": "operator@readout.example",
        "READOUT_FROM": "readout@readout.example",
        "AIRFLOW_CONN_SMTP_DEFAULT": smtp_connection(ports.mail),
        # The catcher's folder shows which mails were taken, so a crash leaves no doubt.
        "READOUT_MAIL_WITNESS": str(options.home / "mail"),
        "READOUT_MAIL_SETTLE_SECONDS": "10",
    }


def _start(family: Family, options: Options, ports: Ports, made: Secrets, say: _Say) -> AirflowApi:
    """Start everything and wait until it is healthy."""
    if options.sample:
        python = [sys.executable, "-m"]
        family.start(
            "newsroom", [*python, "readout.sample.newsroom", "--port", str(ports.newsroom)]
        )
        family.start(
            "mailbox",
            [
                *(*python, "readout.sample.mailbox", "--port", str(ports.mail)),
                *("--folder", str(options.home / "mail")),
            ],
        )
    say("preparing Airflow's database")
    family.run("airflow-db", [*AIRFLOW, "db", "migrate"])
    for name, command in SERVICES.items():
        family.start(name, command)
    api = AirflowApi(f"http://{HOST}:{ports.ui}", "admin", made.admin_password)
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        family.check()
        states = api.healthy()
        waiting = [name for name, state in states.items() if state != "healthy"]
        if states and not waiting:
            break
        say("starting Airflow: " + (", ".join(waiting) or "api-server"))
        if time.monotonic() > deadline:
            raise ReadoutError(
                "Airflow did not become healthy",
                resource=str(family.logs),
                why=", ".join(waiting) or "the API server does not answer",
                mend="readout doctor",
            )
        time.sleep(0.5)
    return api


def _do_the_job(
    api: AirflowApi, family: Family, options: Options, say: _Say, console: Console
) -> None:
    """Pool, Dags, one chain of runs from poll to mail."""

    def beat() -> None:
        family.check()
        family.measure()

    api.make_pool("warehouse", 1, "DuckDB has one writer: every task that opens the file")
    say("waiting for the Dags")
    deadline = time.monotonic() + STARTUP_SECONDS
    expected = {path.stem for path in (ROOT / "dags").glob("*.py")} - {"wiring"}
    while not expected <= set(api.dags()):
        beat()
        errors = api.import_errors()
        if errors:
            raise ReadoutError("A Dag file can't be read", why=errors[0])
        if time.monotonic() > deadline:
            raise ReadoutError(
                "Airflow did not find all Dags", why=", ".join(expected - set(api.dags()))
            )
        time.sleep(0.5)
    since = datetime.now(UTC)
    # From the end to the start, so that no link misses the event of the one before it.
    order = [*(expected - set(chain.CHAIN)), *reversed(chain.CHAIN)]
    paused = api.dags()
    for dag in order:
        if paused.get(dag, True):
            api.unpause(dag)
    run = api.trigger("poll_feeds")
    say("poll_feeds")

    def told(link: chain.Link) -> None:
        console.print(f"  {link.dag}: {'done' if link.news else 'nothing new'}", highlight=False)
        following = list(chain.CHAIN)[list(chain.CHAIN).index(link.dag) + 1 :]
        if following:
            say(following[0])

    chain.follow(api, run, since, beat=beat, told=told, timeout=options.timeout)
