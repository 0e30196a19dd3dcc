"""Settings: one frozen object, read from `READOUT_*` environment variables, and where these
say nothing from the file `settings.env` in the home folder.

The fields below are the only definition: what is taken and refused, and docs/settings.md,
come from them. Airflow's own connections (`smtp_default`) are not settings of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    SettingsConfigDict,
)

from readout.errors import ConfigError, did_you_mean
from readout.home import HOME, given_environment
from readout.home import ROOT as ROOT  # where everybody takes it from
from readout.places import LAKE, Lake, Place, place
from readout.settingtypes import (
    DEFAULT_MODEL,
    DEFAULT_POLL_CRON,
    DataPlace,
    Folder,
    Line,
    Pair,
    Seconds,
    address,
    addresses,
    bare_address,
    cron,
    domain,
    lake_address,
    memory,
    model,
    pairs,
    web_address,
)

PREFIX: Final = "READOUT_"
# Names that begin like ours and mean something to others: the containers' (docker/), what the
# launcher tells its processes, and whatever the tests and the bench go by.
_NOT_OURS: Final = re.compile(
    r"READOUT_(CONFIG|ADMIN_PASSWORD|START|AIRFLOW_DB|TEST_\w+|BENCH_\w+)"
)


class Settings(BaseModel):
    """Where things lie and how far they may go.

    Made by hand it reads nothing from the environment; `load_settings` does. Paths are
    absolute. Times are seconds or days, as the name says. `model_copy` doesn't check what it
    is given; `changed` does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    home: Folder = Field(
        default=HOME,
        description="folder of everything made at run time: warehouse, snapshot, archive, "
        "Airflow's own files; and of `settings.env`",
    )
    feeds: Folder = Field(
        default=HOME / "feeds.opml",
        description="OPML file with the feeds to poll; unset: `feeds.opml` in the home",
    )
    watches: Folder = Field(
        default=HOME / "watches.yaml",
        description="YAML file, or a folder of them, with who must hear of which meetings; "
        "unset: `watches.yaml` in the home",
    )
    warehouse: Annotated[SecretStr, AfterValidator(lake_address)] | None = Field(
        default=None,
        description="a lake instead of a file in the home: `ducklake:postgres:host=… dbname=…` "
        "([why and how](scale.md)); needs `READOUT_DATA`",
    )
    data: DataPlace | None = Field(
        default=None,
        description="a folder that all machines see, or `s3://bucket/folder`, for what tasks hand "
        "each other, the archive, and the lake's tables; unset: the home",
    )
    base_url: Annotated[str, AfterValidator(web_address)] = Field(
        default="http://127.0.0.1:8080",
        description="where readers reach the web pages; links in mails begin with it",
    )
    poll_cron: Annotated[str, AfterValidator(cron)] = Field(
        default=DEFAULT_POLL_CRON, description="how often `poll_feeds` looks for feeds that are due"
    )
    poll_shortest_seconds: int = Field(
        default=300, ge=1, le=86_400, description="a feed is asked no more often than this"
    )
    poll_longest_seconds: int = Field(
        default=21_600,
        ge=1,
        le=2_592_000,
        description="a feed that works is asked no less often than this",
    )
    contact: Line = Field(
        default="https://example.org/readout",
        description="address or page in the user agent, so that a site's owner can reach you",
    )
    host_gap_seconds: Seconds = Field(
        default=1.0, description="least time between two requests to one host"
    )
    host_requests: int = Field(
        default=1, ge=1, le=32, description="requests to one host at the same time"
    )
    fetch_seconds: float = Field(
        default=30.0,
        ge=0.1,
        le=600,
        allow_inf_nan=False,
        description="longest time for one request, from first to last byte",
    )
    allow_hosts: Annotated[frozenset[Pair], NoDecode, BeforeValidator(pairs)] = Field(
        default=frozenset(),
        description="`host:port` pairs, comma between, that may be fetched although their "
        "address is private; for feeds in an intranet",
    )
    archive_days: int = Field(
        default=30,
        ge=0,
        le=36_500,
        description="how long fetched pages are kept as they came, each as often as its text "
        "changed; 0 keeps none",
    )
    archive_megabytes: int = Field(
        default=20_000,
        ge=0,
        le=100_000_000,
        description="how large the kept pages may grow together: the oldest go first",
    )
    journal_days: int = Field(
        default=90,
        ge=8,
        le=36_500,
        description="how long each poll of a feed and each load is remembered; articles, quotes, "
        "meetings and mails are kept for ever",
    )
    spacy_model: Annotated[str, AfterValidator(model)] = Field(
        default=DEFAULT_MODEL, description="an installed English spaCy pipeline"
    )
    reader: Literal["learned", "rules"] = Field(
        default="learned",
        description="who decides what is a meeting and whose words a quote is: the trained reader "
        "with the rules, or the rules alone",
    )
    extract_seconds: float = Field(
        default=10.0,
        ge=0.1,
        le=3_600,
        allow_inf_nan=False,
        description="CPU time after which an article is given up: about 300,000 characters with "
        "the small pipeline; a larger pipeline needs more",
    )
    review_in_airflow: bool = Field(
        default=False,
        description="whether `review_meetings` asks people of doubtful meetings by itself, as "
        "Airflow's Required Actions; the page Review asks at any time",
    )
    memory_limit: Annotated[str, AfterValidator(memory)] = Field(
        default="1GB", description="memory that DuckDB may take: a number and a unit"
    )
    threads: int = Field(
        default=2, ge=1, le=256, description="threads that DuckDB may take; a load takes one"
    )
    operator: Annotated[str, AfterValidator(bare_address)] = Field(
        default="operator@localhost",
        description="who is told of feeds, queues and tasks that fail, and of a mail server that "
        "was down",
    )
    operator_settle_seconds: Seconds = Field(
        default=600,
        description="how long a trouble's mail waits for others that begin with it: a whole "
        "outage is one mail, and what is over before is none",
    )
    sender: Annotated[str, AfterValidator(address)] = Field(
        default="readout@localhost",
        alias="READOUT_FROM",  # `from` is no name that a field can have
        description="the sender of alerts; a name may stand before the address: "
        "`Müller, Redaktion <alerts@paper.example>`",
    )
    reply_to: Annotated[str, AfterValidator(addresses)] | None = Field(
        default=None,
        description="where answers to alerts go, one address or several; unset: to the sender",
    )
    smtp_host: Line | None = Field(
        default=None,
        description="mail server, where Airflow has no connection `smtp_default`. Neither set: "
        "mails wait in the home's `mail`",
    )
    smtp_port: int = Field(default=25, ge=1, le=65_535, description="its port")
    smtp_login: Line | None = Field(default=None, description="its login")
    smtp_password: SecretStr | None = Field(default=None, description="its password")
    smtp_tls: Literal["none", "starttls", "tls"] = Field(
        default="starttls",
        description="`none`, `starttls` (required then) or `tls` from the first byte",
    )
    mail_domain: Annotated[str, AfterValidator(domain)] = Field(
        default="readout.localdomain", description="the right side of the mails' Message-IDs"
    )
    mail_witness: Folder | None = Field(
        default=None,
        description="a folder (Maildir or one file a message) that gets a copy of every mail; "
        "with it no crash leaves a doubt whether a mail went out "
        "([why](decisions/0006-outbox.md))",
    )
    channels: Folder = Field(
        default=HOME / "channels.json",
        description="where messages go besides mail, with their secrets (`readout channel add`); "
        "unset: `channels.json` in the home",
    )
    mail_settle_seconds: Seconds = Field(
        default=900.0, description="how long such a copy may take to arrive"
    )
    secret: SecretStr | None = Field(
        default=None,
        min_length=8,
        description="signs unsubscribe and feed links; the launcher makes one and keeps it "
        "under `READOUT_HOME`",
    )

    @model_validator(mode="before")
    @classmethod
    def _in_the_home(cls, given: Any) -> Any:
        """What lies in the home unless it is told otherwise."""
        if isinstance(given, dict) and (home := given.get("home")) is not None:
            return {
                "feeds": Path(home) / "feeds.opml",
                "watches": Path(home) / "watches.yaml",
                "channels": Path(home) / "channels.json",
                **given,
            }
        return given

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.poll_longest_seconds < self.poll_shortest_seconds:
            raise ValueError(
                f"READOUT_POLL_LONGEST_SECONDS ({self.poll_longest_seconds}) is less than "
                f"READOUT_POLL_SHORTEST_SECONDS ({self.poll_shortest_seconds})"
            )
        if self.warehouse is not None and self.data is None:
            raise ValueError(
                "READOUT_WAREHOUSE names a lake, and READOUT_DATA doesn't say where its tables lie"
            )
        if self.warehouse is None and (self.data or "").startswith("s3://"):
            raise ValueError(
                "READOUT_DATA is an object store, which only a lake (READOUT_WAREHOUSE) reads"
            )
        return self

    def changed(self, **values: Any) -> Settings:
        """A copy with other values, checked like the first ones.

        Raises:
            pydantic.ValidationError: one of them is refused.
        """
        kept = {field: getattr(self, field) for field in Settings.model_fields}
        return Settings(**(kept | values))

    @property
    def lake(self) -> Lake | None:
        """The lake that is the warehouse; None: a file is (`warehouse_file`)."""
        if self.warehouse is None or self.data is None:
            return None
        catalogue = self.warehouse.get_secret_value().removeprefix(LAKE)
        return Lake(catalogue, str(self._shared / "lake"))

    @property
    def warehouse_file(self) -> Path:
        """The file only the loader opens."""
        return self.home / "warehouse" / "warehouse.duckdb"

    @property
    def snapshot(self) -> Path:
        """The published copy that everybody reads; of a lake there is none."""
        return self.home / "readout.duckdb"

    @property
    def search_index(self) -> Path:
        """The index of words beside the snapshot (readout.storage.searchindex)."""
        return self.home / "search.sqlite"

    @property
    def frozen(self) -> Path:
        """The folder of snapshots that were frozen to be cited."""
        return self.home / "snapshots"

    @property
    def _shared(self) -> Place:
        return place(self.data) if self.data is not None else self.home

    @property
    def staging(self) -> Place:
        return self._shared / "staging"

    @property
    def batches(self) -> Place:
        return self._shared / "batches"

    @property
    def archive(self) -> Place:
        return self._shared / "archive"

    @property
    def own_watches(self) -> Path:
        """Where watches that are made on a page are kept, a file each."""
        return self.home / "watches.d"


class _Environment(Settings, BaseSettings):
    """The same, read from the environment and from `settings.env`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", populate_by_name=True
    )

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *given: Any, **more: Any
    ) -> tuple[EnvSettingsSource]:
        return (_Given(settings_cls),)


class _Given(EnvSettingsSource):
    def _load_env_vars(self) -> Mapping[str, str | None]:
        return {name.lower(): value for name, value in given_environment().items()}


def variable(field: str) -> str:
    """The environment variable of a field."""
    return Settings.model_fields[field].alias or PREFIX + field.upper()


def load_settings() -> Settings:
    """Read the settings from the environment and the home's `settings.env`.

    Raises:
        ConfigError: a value is wrong, or a variable is none of ours; one sentence for each.
    """
    return _loaded(tuple(sorted(given_environment().items())))


@lru_cache(maxsize=4)
def _loaded(given: tuple[tuple[str, str], ...]) -> Settings:
    """The settings of one environment: every article asks, and checking takes a millisecond."""
    faults = [
        (name, f"is no setting of Readout{did_you_mean(name, _names(), prefix=PREFIX)}")
        for name, _ in given
        if name.startswith(PREFIX) and name not in _names() and not _NOT_OURS.fullmatch(name)
    ]
    try:
        found = _Environment()
    except ValidationError as error:
        faults += [_fault(dict(e)) for e in error.errors(include_url=False)]
    if not faults:
        return found
    if len(faults) == 1:
        name, told = faults[0]
        raise ConfigError(
            f"The setting {name} {told}" if name else told, mend=_mend([name] if name else [])
        )
    raise ConfigError(
        f"{len(faults)} settings are wrong",
        why="".join(f"\n  {name} {told}" for name, told in faults) + "\n",
        mend=_mend([name for name, _ in faults if name]),
    )


def _names() -> list[str]:
    return [variable(field) for field in Settings.model_fields]


def _fault(error: dict[str, Any]) -> tuple[str, str]:
    """The variable with its value, and what is wrong with it."""
    kind, why = error["type"], error.get("ctx") or {}
    told = str(error["msg"]).removeprefix("Value error, ")
    if not error["loc"]:
        return "", told
    place = str(error["loc"][0])
    name = place if place.startswith(PREFIX) else variable(place)
    given = given_environment().get(name, str(error.get("input")))
    if kind in ("int_parsing", "int_type", "int_from_float"):
        told = "is no whole number"
    elif kind in ("float_parsing", "float_type", "finite_number"):
        told = "is no number"
    elif kind in ("bool_parsing", "bool_type"):
        told = "must be yes or no"
    elif kind == "greater_than_equal":
        told = f"must be at least {why['ge']:g}"
    elif kind == "less_than_equal":
        told = f"must be at most {why['le']:g}"
    elif kind in ("too_short", "string_too_short"):
        told = f"must have at least {why['min_length']} characters"
    elif kind == "literal_error":
        allowed = [str(word) for word in get_args(Settings.model_fields[place].annotation)]
        told = f"must be {', '.join(allowed[:-1])} or {allowed[-1]}{did_you_mean(given, allowed)}"
    secret = "SecretStr" in str(Settings.model_fields.get(place, ""))
    if secret or repr(given) in told:
        return name, told
    short = given if len(given) <= 80 else given[:79] + "…"
    return f"{name}={short if short.isprintable() else repr(short)}", told


def _mend(faults: list[str]) -> str:
    names = " ".join(fault.partition("=")[0] for fault in faults)
    return f"correct it, or unset {names}" if names else "see docs/settings.md"
