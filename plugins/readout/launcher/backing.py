"""The PostgreSQL and the Valkey (or Redis) that `readout up --scale` runs for itself.

Both are Debian's programs, on 127.0.0.1, with their files under the home and passwords made from
its secret. A newsroom that has its own servers starts Airflow's processes itself (docs/scale.md).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import pwd
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from readout.errors import ConfigError, ReadoutError
from readout.launcher.processes import Family

HOST: Final = "127.0.0.1"
USER: Final = "readout"
_START_SECONDS: Final = 60.0
_PLACES: Final = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin")


@dataclass(frozen=True, slots=True)
class Backing:
    """Where the two listen, and their passwords."""

    postgres_port: int
    broker_port: int
    postgres_password: str
    broker_password: str

    def catalogue(self) -> str:
        """The lake's database, as libpq takes it."""
        return (
            f"host={HOST} port={self.postgres_port} user={USER} dbname=lake "
            f"password={self.postgres_password}"
        )

    def airflow(self) -> str:
        """Airflow's own database, as SQLAlchemy takes it."""
        return (
            f"postgresql+psycopg2://{USER}:{self.postgres_password}"
            f"@{HOST}:{self.postgres_port}/airflow"
        )

    def broker(self) -> str:
        """The broker, as Celery takes it."""
        return f"redis://:{self.broker_password}@{HOST}:{self.broker_port}/0"


def backing(secret: str, postgres_port: int, broker_port: int) -> Backing:
    """The passwords follow from the home's secret, so they need no file of their own."""

    def made(purpose: str) -> str:
        return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()[:40]

    return Backing(postgres_port, broker_port, made("postgres"), made("broker"))


def program(name: str, package: str) -> str:
    """Where a program of PostgreSQL's or of the broker's lies.

    Raises:
        ConfigError: it isn't installed.
    """
    if found := shutil.which(name):
        return found
    for pattern in _PLACES:
        root, _, below = pattern.partition("*")
        folder = Path(root).parent if below else Path(pattern)
        globbed = sorted(folder.glob(pattern.removeprefix(f"{folder}/"))) if below else [folder]
        for place in reversed(globbed):
            if (place / name).is_file():
                return str(place / name)
    raise ConfigError(
        "A program that `--scale` starts is not installed",
        resource=name,
        mend=f"apt-get install {package}; or use your own servers (docs/scale.md)",
    )


def broker_program() -> str:
    """Valkey's server, or Redis's."""
    return shutil.which("valkey-server") or program("redis-server", "redis-server")


def missing() -> list[str]:
    """What isn't here, in words; empty where `--scale` can start its own servers."""
    told = []
    for name, package in (("postgres", "postgresql"), ("redis-server", "redis-server")):
        try:
            broker_program() if name == "redis-server" else program(name, package)
        except ConfigError as error:
            told.append(f"{error.resource} ({error.mend})")
    return told


def start(family: Family, home: Path, made: Backing) -> None:
    """Start both, and make the two databases.

    Raises:
        ConfigError: a program is missing, or the folder can't be used. ReadoutError: one of them
            doesn't answer.
    """
    _start_postgres(family, home / "postgres", made)
    _start_broker(family, home / "broker", made)
    _wait_for_postgres(family, made)


def _start_postgres(family: Family, folder: Path, made: Backing) -> None:
    as_user = _as_postgres(folder)
    data = folder / "data"
    if not (data / "PG_VERSION").is_file():
        given = folder / "password"
        given.write_text(made.postgres_password, encoding="utf-8")
        given.chmod(0o600)
        if as_user:
            shutil.chown(given, "postgres")
        command = [program("initdb", "postgresql"), "-D", str(data), "-U", USER, "-E", "UTF8"]
        command += ["--locale=C", "-A", "scram-sha-256", f"--pwfile={given}"]
        done = subprocess.run([*as_user, *command], capture_output=True, text=True, check=False)
        given.unlink()
        if done.returncode:
            raise ReadoutError(
                "PostgreSQL's files can't be made",
                resource=str(data),
                why=(done.stderr or done.stdout).strip().splitlines()[-1],
                mend=f"mend the folder's rights, or remove it when it is empty: {data}",
            )
    command = [program("postgres", "postgresql"), "-D", str(data), "-p", str(made.postgres_port)]
    # DuckLake knows a conflict by its English words (ducklake #1311).
    for setting in ("unix_socket_directories=", "lc_messages=C", "max_connections=200"):
        command += ["-c", setting]
    command += ["-c", f"listen_addresses={HOST}"]
    family.start("postgres", [*as_user, *command])


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then Debian's user for it does."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam("postgres")
    except KeyError as cause:
        raise ConfigError(
            "PostgreSQL doesn't run as root, and there is no user `postgres`",
            mend="apt-get install postgresql, or run Readout as another user",
        ) from cause
    shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o700)
    closed = [p for p in folder.parents if not p.stat().st_mode & 0o001]
    if closed:
        raise ConfigError(
            "The user `postgres` can't reach the home",
            resource=str(closed[0]),
            why="PostgreSQL doesn't run as root",
            mend=f"chmod o+x {closed[0]}, or give another: --home FOLDER",
        )
    # The signal that our own death sends is lost with a change of user, unless it is asked again.
    return [
        program("setpriv", "util-linux"),
        "--reuid=postgres",
        "--regid=postgres",
        "--init-groups",
        "--pdeathsig=INT",
    ]


def _start_broker(family: Family, folder: Path, made: Backing) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    given = folder / "broker.conf"
    lines = [
        f"bind {HOST}",
        f"port {made.broker_port}",
        f"requirepass {made.broker_password}",
        f"dir {folder}",
        # What was queued outlives a restart.
        "appendonly yes",
        "save 300 1",
        # A title of its own would overwrite the environment, by which we know our processes again.
        "set-proc-title no",
    ]
    given.touch(mode=0o600)
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    family.start("broker", [broker_program(), str(given)])


def _wait_for_postgres(family: Family, made: Backing) -> None:
    ready = [program("pg_isready", "postgresql-client"), "-q", "-h", HOST]
    ready += ["-p", str(made.postgres_port)]
    deadline = time.monotonic() + _START_SECONDS
    while subprocess.run(ready, check=False).returncode:
        family.check()
        if time.monotonic() > deadline:
            raise ReadoutError(
                "PostgreSQL doesn't answer",
                resource=f"{HOST}:{made.postgres_port}",
                why=family.log_end("postgres"),
            )
        time.sleep(0.2)
    psql = [program("psql", "postgresql-client"), "-h", HOST, "-p", str(made.postgres_port)]
    psql += ["-U", USER, "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1", "-c"]
    env = {**os.environ, "PGPASSWORD": made.postgres_password}
    asked = [*psql, "SELECT datname FROM pg_database"]
    told = subprocess.run(asked, env=env, capture_output=True, text=True, check=True).stdout
    for name in {"airflow", "lake"} - set(told.split()):
        subprocess.run([*psql, f"CREATE DATABASE {name}"], env=env, check=True)
