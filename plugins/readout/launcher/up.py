"""`readout up`: the whole product on this machine, until Ctrl-C."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from types import FrameType
from typing import NoReturn

from rich.console import Console

from readout.config import ROOT, Settings
from readout.errors import ConfigError, ReadoutError, TemporaryError
from readout.home import DATA, keep_environment, kept_environment
from readout.launcher import backing, chain
from readout.launcher.airflow_api import AirflowApi
from readout.launcher.backing import Backing
from readout.launcher.environment import (
    HOST,
    Ports,
    Secrets,
    airflow_environment,
    free_port,
    load_secrets,
    port_for,
    smtp_connection,
)
from readout.launcher.holding import Holding
from readout.launcher.processes import SERVICES, Family, Service, end_left_over, worker
from readout.launcher.summary import print_summary
from readout.launcher.upkeep import Upkeep, patiently
from readout.rendering.words import counted

# A machine that is busy with other things takes minutes (seen: five, at a load of 20).
STARTUP_SECONDS = 600.0
# How many tasks a Celery worker for `fetch` and `nlp` does at once.
WORKER_SLOTS = 2

_Say = Callable[[str], None]
"""Shows what is being waited for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Ports asked for: 0 takes any free one, None the usual one or, if taken, a free one."""

    ui: int | None = None
    newsroom: int | None = None
    mail: int | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What `readout up` was asked for.

    Attributes:
        feeds: the user's OPML; None with `sample`, or for the one of the last start.
        sample: serve and poll the sample newsroom, catch the mail.
        once: end when the first chain of runs is through.
        workers: with `--scale`: how many Celery workers besides the loader's; 0: without.
    """

    home: Path
    feeds: Path | None
    sample: bool
    once: bool
    ports: Wanted
    timeout: float = 900.0
    workers: int = 0


def up(options: Options, console: Console) -> None:
    """Start, do the main job once, tell, and (unless `once`) stay until a signal.

    Once it runs nothing but a signal ends it: a task that fails is told and tried again at
    its next run, a process that ends is started again.

    Raises:
        ReadoutError: a port is taken, Airflow doesn't start; with `once` also: a process
            ended, a task failed, the time is up.
    """
    started = time.monotonic()
    try:
        options.home.mkdir(parents=True, exist_ok=True)
        holding = Holding(options.home)
    except OSError as cause:
        raise ConfigError(
            "The home folder can't be written",
            resource=str(options.home),
            why=cause.strerror,
            mend="free disk space or mend its rights, or give another: --home FOLDER",
        ) from cause
    with holding:
        if left := end_left_over(options.home):
            console.print(
                f"ended {counted(left, 'process', 'processes')} that an earlier start had left here"
            )
        ports = Ports(
            port_for(options.ports.ui, 8080, "--port"),
            _newsroom_port(options) if options.sample else 0,
            port_for(options.ports.mail, 8025, "--mail-port") if options.sample else 0,
        )
        made = load_secrets(options.home)
        product = _product(options, ports)
        backed = _backing(options, made)
        if backed is not None:
            product |= _in_the_lake(options, backed)
        keep_environment(options.home, product)
        env = airflow_environment(options.home, ports, made, product, backed)
        holding.tell(url=f"http://{HOST}:{ports.ui}", sample=options.sample)
        family = Family(options.home, env)
        _raise_on_signals()
        try:
            with console.status("starting") as status:
                if backed is not None:
                    status.update("starting PostgreSQL and the broker")
                    backing.start(family, options.home, backed)
                    _move_in(options, env, console)
                api = _start(family, options, ports, made, status.update)
                upkeep = Upkeep(api, family, lambda line: console.print(line, highlight=False))
                _do_the_job(api, upkeep, options, status.update, console)

            def summed_up() -> None:
                print_summary(
                    console,
                    Settings(
                        home=options.home,
                        feeds=Path(env["READOUT_FEEDS"]),
                        watches=Path(env["READOUT_WATCHES"]),
                    ).changed(
                        warehouse=env.get("READOUT_WAREHOUSE") or None,
                        data=env.get("READOUT_DATA") or None,
                    ),
                    url=f"http://{HOST}:{ports.ui}",
                    password=made.admin_password,
                    sample=options.sample,
                    mail_server=_has_mail_server(env, api),
                    once=options.once,
                    seconds=time.monotonic() - started,
                    peak_bytes=family.peak_bytes,
                )

            patiently(summed_up, upkeep, once=options.once)
            if not options.once:
                console.print("\nRunning. Ctrl-C ends it.")
                while True:
                    upkeep.round()
                    time.sleep(2.0)
        except ReadoutError:
            # A call that failed because its server has ended: the end is what must be told.
            family.check()
            raise
        except Stopped:
            console.print("stopping")
        finally:
            # A second Ctrl-C while stopping must not leave processes behind.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            family.stop()


def _has_mail_server(env: Mapping[str, str], api: AirflowApi) -> bool:
    """Whether one is set, in either of the ways that the Dags look for."""
    if env.get("AIRFLOW_CONN_SMTP_DEFAULT") or env.get("READOUT_SMTP_HOST"):
        return True
    try:
        return bool(api.get("/connections/smtp_default").get("host"))
    except TemporaryError:
        raise
    except ReadoutError:  # there is no such connection
        return False


class Stopped(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal: the user wants an end, nothing is wrong."""


def _raise_on_signals() -> None:
    def stop(number: int, frame: FrameType | None) -> NoReturn:
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Whoever started us with nohup wants us to stay when the terminal closes.
        if signal.getsignal(number) is not signal.SIG_IGN or number != signal.SIGHUP:
            signal.signal(number, stop)


def _newsroom_port(options: Options) -> int:
    """The newsroom's port: unless one is wanted that it had at the last start, if that is free.
    Its stories' addresses hold the port, so under another one they would all be new articles.

    Raises:
        ConfigError: the wanted port is taken.
    """
    feeds = options.home / "sample-feeds.opml"
    if not options.ports.newsroom and feeds.is_file():
        last = re.search(r"127\.0\.0\.1:(\d+)/", feeds.read_text(encoding="utf-8"))
        if last:
            with contextlib.suppress(ConfigError):
                return free_port(int(last[1]), "--newsroom-port")
    return port_for(options.ports.newsroom, 8765, "--newsroom-port")


def _product(options: Options, ports: Ports) -> dict[str, str]:
    """The product's own settings for this start; they are kept, so that every command goes by
    them."""
    if not options.sample:
        return _own(options)
    from readout.sample.newsroom import write_opml

    feeds = options.home / "sample-feeds.opml"
    write_opml(feeds, f"http://{HOST}:{ports.newsroom}")
    return {
        "READOUT_FEEDS": str(feeds),
        "READOUT_WATCHES": str(DATA / "seeds" / "watches.yaml"),
        "READOUT_ALLOW_HOSTS": f"{HOST}:{ports.newsroom}",
        "READOUT_HOST_GAP_SECONDS": "0",
        "READOUT_OPERATOR": "operator@readout.example",
        "READOUT_FROM": "readout@readout.example",
        "AIRFLOW_CONN_SMTP_DEFAULT": smtp_connection(ports.mail),
        # The catcher's folder shows which mails were taken, so a crash leaves no doubt.
        "READOUT_MAIL_WITNESS": str(options.home / "mail"),
        "READOUT_MAIL_SETTLE_SECONDS": "10",
    }


def _own(options: Options) -> dict[str, str]:
    """Feeds and watches of the user's own.

    Raises:
        ConfigError: there is no feed list.
    """
    given: Mapping[str, str] = {**kept_environment(options.home), **os.environ}
    feeds = options.feeds or Path(given.get("READOUT_FEEDS") or options.home / "feeds.opml")
    watches = Path(given.get("READOUT_WATCHES") or options.home / "watches.yaml")
    if not feeds.is_file():
        raise ConfigError(
            "There is no such feed list",
            resource=str(feeds),
            mend="give an OPML file: readout up --feeds my.opml; or: readout feeds add URL",
        )
    return {"READOUT_FEEDS": str(feeds.resolve()), "READOUT_WATCHES": str(watches.resolve())}


def _backing(options: Options, made: Secrets) -> Backing | None:
    """The database and the broker to be started; a home that has them goes on with them.

    Raises:
        ConfigError: this environment lacks what `--scale` needs.
    """
    if not options.workers:
        if (options.home / "postgres").is_dir():
            raise ConfigError(
                "This home was begun with --scale",
                resource=str(options.home),
                mend="readout up --scale; or take its rows out: readout move file",
            )
        return None
    if find_spec("celery") is None or find_spec("psycopg") is None:
        raise ConfigError(
            "--scale needs packages that are not installed here",
            resource=sys.executable,
            mend="make scale; then .venv-scale/bin/readout up --scale …",
        )
    ports = kept_environment(options.home).get("READOUT_WAREHOUSE", "")
    last = re.search(r"port=(\d+)", ports)
    return backing.backing(
        made.readout_secret,
        _again_or_free(int(last[1]) if last else 5433),
        _again_or_free(6380),
    )


def _again_or_free(port: int) -> int:
    try:
        return free_port(port, "--scale")
    except ConfigError:
        return free_port(0, "--scale")


def _in_the_lake(options: Options, backed: Backing) -> dict[str, str]:
    given = {**kept_environment(options.home), **os.environ}
    return {
        "READOUT_WAREHOUSE": f"ducklake:postgres:{backed.catalogue()}",
        "READOUT_DATA": given.get("READOUT_DATA") or str(options.home / "shared"),
    }


def _move_in(options: Options, env: Mapping[str, str], console: Console) -> None:
    """What an embedded home has goes into its new lake."""
    from readout.storage.moving import move
    from readout.storage.postgres import published

    old = Settings(home=options.home)
    new = old.changed(warehouse=env["READOUT_WAREHOUSE"], data=env["READOUT_DATA"])
    assert new.lake is not None
    if not old.warehouse_file.is_file() or published(new.lake) is not None:
        return
    rows = sum(move(old, new).values())
    console.print(f"moved {rows:,} rows from {old.warehouse_file} into the lake", highlight=False)


def pools(workers: int = 0) -> dict[str, tuple[int, str]]:
    """Airflow's pools: name → slots, what for. `docker/prepare.py` makes the same.

    Args:
        workers: Celery workers that fetch and read; 0: LocalExecutor with four slots.
    """
    network = max(3, workers * WORKER_SLOTS - 1)
    return {
        "warehouse": (1, "one loader at a time: every task that opens the warehouse"),
        "network": (network, "tasks that wait for other hosts: they leave a slot to the others"),
    }


def _workers(many: int) -> dict[str, Service]:
    """One that loads, and `many` that fetch and read."""
    numbers = range(1, many + 1)
    others = {f"worker-{n}": worker(f"worker-{n}", "fetch,nlp", WORKER_SLOTS) for n in numbers}
    return {"worker-load": worker("worker-load", "load", 3), **others}


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
    family.run("airflow-db", "db", "migrate")
    services = SERVICES | (_workers(options.workers) if options.workers else {})
    for name, service in services.items():
        family.serve(name, service)
    api = AirflowApi(f"http://{HOST}:{ports.ui}", "admin", made.admin_password)
    deadline = time.monotonic() + STARTUP_SECONDS
    while True:
        family.check()
        states = api.healthy()
        # Not the triggerer, which we don't start: of an older home's it says "unhealthy".
        waiting = [n for n, state in states.items() if state != "healthy" and n != "triggerer"]
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
    api: AirflowApi, upkeep: Upkeep, options: Options, say: _Say, console: Console
) -> None:
    """Pools, Dags, one chain of runs from poll to mail."""

    def beat() -> None:
        if options.once:
            upkeep.family.check()
        else:
            upkeep.round()
        upkeep.family.measure()

    run, since = patiently(lambda: _set_going(api, options, beat, say), upkeep, once=options.once)
    say("poll_feeds")

    def told(link: chain.Link) -> None:
        console.print(f"  {link.dag}: {'done' if link.news else 'nothing new'}", highlight=False)
        following = list(chain.CHAIN)[list(chain.CHAIN).index(link.dag) + 1 :]
        if following:
            say(following[0])

    try:
        chain.follow(api, run, since, beat=beat, told=told, timeout=options.timeout)
    except ReadoutError as error:
        if options.once:
            raise
        console.print(f"  ! {error}", highlight=False, markup=False)
        console.print("  It is tried again at its next run; everything else goes on.")


def _set_going(
    api: AirflowApi, options: Options, beat: Callable[[], None], say: _Say
) -> tuple[str, datetime]:
    """Pools and Dags, then the first run of the chain: its id, and when it began. Safe to
    repeat."""
    for name, (slots, about) in pools(options.workers).items():
        api.make_pool(name, slots, about)
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
    return api.trigger("poll_feeds"), since
