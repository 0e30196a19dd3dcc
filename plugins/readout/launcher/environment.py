"""What the processes are told: folders, ports, secrets, the Airflow configuration.

Everything lies under the home folder; secrets are made once, readable by the owner only.
"""

from __future__ import annotations

import base64
import json
import os
import pwd
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from readout.config import ROOT
from readout.errors import ConfigError
from readout.home import kept_environment
from readout.launcher.backing import Backing

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports of one start; `newsroom` and `mail` only matter to the sample."""

    ui: int
    newsroom: int
    mail: int


@dataclass(frozen=True, slots=True)
class Secrets:
    """Made once for a home folder: the UI's password and three keys."""

    admin_password: str
    jwt_secret: str
    fernet_key: str
    readout_secret: str


def load_secrets(home: Path) -> Secrets:
    """Read `secrets.json` of a home folder, or make it (mode 0600).

    Raises:
        ConfigError: the file is there and damaged.
    """
    path = home / "secrets.json"
    if path.is_file():
        try:
            return Secrets(**json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, TypeError) as cause:
            raise ConfigError(
                "The secrets file is damaged",
                resource=str(path),
                why=cause,
                mend=f"rm {path}   (sessions in the UI end, nothing else is lost)",
            ) from cause
    made = Secrets(
        admin_password=secrets.token_urlsafe(12),
        jwt_secret=secrets.token_urlsafe(64),
        fernet_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        readout_secret=secrets.token_urlsafe(48),
    )
    home.mkdir(parents=True, exist_ok=True)
    _write_private(path, json.dumps({name: getattr(made, name) for name in made.__slots__}))
    return made


def _write_private(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def port_for(wanted: int | None, usual: int, option: str) -> int:
    """The wanted port; where none is wanted the usual one, or any free one when it is taken.

    Raises:
        ConfigError: the wanted one is taken.
    """
    if wanted is not None:
        return free_port(wanted, option)
    try:
        return free_port(usual, option)
    except ConfigError:
        return free_port(0, option)


def free_port(wanted: int, option: str) -> int:
    """`wanted` when nobody listens there; any free one for 0.

    Raises:
        ConfigError: it is taken.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError as cause:
            raise ConfigError(
                "A port is taken",
                resource=f"{HOST}:{wanted}",
                why=cause.strerror,
                mend=f"end the program that holds it (ss -ltnp | grep {wanted}), "
                f"or give another: {option} PORT (0 takes any free one)",
            ) from cause
        return int(probe.getsockname()[1])


def airflow_environment(
    home: Path,
    ports: Ports,
    made: Secrets,
    extra: Mapping[str, str],
    backed: Backing | None = None,
) -> dict[str, str]:
    """The environment of every process of one start.

    Args:
        extra: what the caller adds (feeds, watches, allowed hosts); wins over the rest.
        backed: with `--scale`: the database and the broker that are started too.

    The user's own `READOUT_*`, `AIRFLOW_CONN_*` and proxy variables are kept, and so are those
    in the home's `settings.env`.
    """
    airflow = home / "airflow"
    # SQLite has one writer at a time; whoever waits gives up after 5 s by default, and a start
    # with a backlog of runs can keep it busy for longer than that (seen).
    database = f"sqlite:///{airflow / 'airflow.db'}?timeout=60"
    base = f"http://{HOST}:{ports.ui}"
    _write_private(airflow / "passwords.json", json.dumps({"admin": made.admin_password}))
    told = {
        "AIRFLOW_HOME": str(airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        # Airflow's LocalExecutor, which lets the scheduler rest while nothing happens.
        "AIRFLOW__CORE__EXECUTOR": "readout.ui.executor.RestingExecutor",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{base}/execution/",
        "AIRFLOW__CORE__FERNET_KEY": made.fernet_key,
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(airflow / "passwords.json"),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database,
        "AIRFLOW__API__HOST": HOST,
        "AIRFLOW__API__PORT": str(ports.ui),
        "AIRFLOW__API__BASE_URL": base,
        "AIRFLOW__API_AUTH__JWT_SECRET": made.jwt_secret,
        # Our Dags change with an upgrade, which is a start.
        "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
        "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "600",
        # A table of all Dags, which it prints twice a minute.
        "AIRFLOW__DAG_PROCESSOR__PRINT_STATS_INTERVAL": "3600",
        # Each is a fork of 77 MB, and ten files of some lines are soon read by one.
        "AIRFLOW__DAG_PROCESSOR__PARSING_PROCESSES": "1",
        # A chain is thirteen tasks, and the scheduler sleeps before each of them.
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.3",
        # Airflow notices a task's end at its last output or after this many seconds. As a rule
        # the output ends first; the default of 5 then kept the one slot of the warehouse.
        "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(airflow / "logs"),
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        # glibc gives threads arenas of their own and takes none of their memory back.
        "MALLOC_ARENA_MAX": "2",
        "READOUT_HOME": str(home),
        "READOUT_BASE_URL": base,
        "READOUT_SECRET": made.readout_secret,
    }
    if backed is not None:
        told |= _on_workers(backed)
    kept = {**kept_environment(home), **os.environ}
    ours = told["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"]
    told["READOUT_AIRFLOW_DB"] = kept.get("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", ours)
    told |= _past_the_proxy(kept) | _named_user(home)
    # A user's own variables win over our defaults; secrets and ports are this start's.
    chosen = {name: value for name, value in told.items() if name not in kept or name in _OURS}
    return {**kept, **chosen, **extra}


def _on_workers(backed: Backing) -> dict[str, str]:
    """What makes Celery workers run the tasks."""
    return {
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CORE__PARALLELISM": "16",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": backed.airflow(),
        "AIRFLOW__CELERY__BROKER_URL": backed.broker(),
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{backed.airflow()}",
        "AIRFLOW__OPERATORS__DEFAULT_QUEUE": "load",
        # A killed worker's tasks are given to another after this long, not after a day.
        "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT": "1500",
        "AIRFLOW__CELERY__WORKER_PREFETCH_MULTIPLIER": "1",
        "AIRFLOW__CELERY__TASK_ACKS_LATE": "True",
        # A worker that can't say within this that it begins drops the task, which is tried again
        # later: on a machine at a load of 20 the default of 5 s lost every second one (seen).
        "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "30",
    }


def _past_the_proxy(kept: Mapping[str, str]) -> dict[str, str]:
    """Our processes talk to each other on the loopback, which no proxy of the user's reaches."""
    given = kept.get("no_proxy") or kept.get("NO_PROXY") or ""
    names = [name.strip() for name in given.split(",") if name.strip()]
    told = ",".join(dict.fromkeys([*names, HOST, "localhost"]))
    return {"no_proxy": told, "NO_PROXY": told}


def _named_user(home: Path) -> dict[str, str]:
    """A name and a home for a user id that the machine has no entry for (containers give such):
    Airflow asks for both and ends without."""
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        return {"LOGNAME": "readout", "USER": "readout", "HOME": str(home)}
    return {}


_OURS = frozenset(
    (
        "no_proxy",
        "NO_PROXY",
        "READOUT_AIRFLOW_DB",
        "AIRFLOW_HOME",
        "AIRFLOW__API__HOST",
        "AIRFLOW__API__PORT",
        "AIRFLOW__API__BASE_URL",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL",
        "AIRFLOW__CORE__DAGS_FOLDER",
        "AIRFLOW__CORE__PLUGINS_FOLDER",
        "AIRFLOW__CORE__LOAD_EXAMPLES",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE",
        "READOUT_HOME",
        "READOUT_BASE_URL",
    )
)


def smtp_connection(port: int) -> str:
    """The Airflow connection to the mail catcher, as JSON."""
    return json.dumps(
        {
            "conn_type": "smtp",
            "host": HOST,
            "port": port,
            "extra": {
                "disable_ssl": True,
                "disable_tls": True,
                "from_email": "readout@readout.example",
            },
        }
    )
