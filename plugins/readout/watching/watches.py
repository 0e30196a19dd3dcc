"""Watches: who must hear of what, as written in `watches.yaml`.

One file or a folder of files. The model below is the only definition: the checks, the JSON
Schema for editors (`seeds/watches.schema.json`) and the documentation come from it.
"""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Final, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from readout.addresses import CHANNEL, channel_name, is_channel, read_address
from readout.model import Status

Kind = Literal[
    "new", "status", "date", "place", "participant", "duration", "denied", "contradicted",
    "withdrawn",
]  # fmt: skip
Schedule = Literal["immediate", "hourly", "daily", "weekly"]
Weekday = Literal[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"
]  # fmt: skip

KINDS: Final[tuple[str, ...]] = get_args(Kind)
WEEKDAYS: Final[tuple[str, ...]] = get_args(Weekday)
TOLD_BY_DEFAULT: Final[tuple[Kind, ...]] = (
    "new", "status", "date", "place", "denied", "withdrawn",
)  # fmt: skip
MAILS_A_DAY: Final = 50

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def _one_line(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("must be one line without control characters")
    if not text.strip():
        raise ValueError("is empty")
    return text.strip()


def _address(text: str) -> str:
    """The address alone: a name before it is the user's, and says nothing to a server. Or
    `channel:NAME`."""
    if is_channel(text.strip()):
        return CHANNEL + channel_name(text.strip())
    return read_address(text).addr_spec


def _listed(value: Any) -> Any:
    """`where: Beijing` is `where: [Beijing]`."""
    return value if isinstance(value, list | tuple) or value is None else [value]


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as cause:
        raise ValueError(f"{name[:60]!r} is no time zone (like Europe/Berlin, UTC)") from cause
    return name


def _clock(value: Any) -> Any:
    if isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d(:00)?", value):
        return time.fromisoformat(value if len(value) > 4 else value.zfill(5))
    if isinstance(value, time):
        return value
    raise ValueError(f"{str(value)[:40]!r} is no time of day (like 07:30)")


Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_listed)]
Address = Annotated[str, AfterValidator(_address)]
Clock = Annotated[time, BeforeValidator(_clock)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Party(Strict):
    """Whom to look for. A plain text is any of the first three by name."""

    person: Line | None = Field(None, description="name; a single word matches any name with it")
    body: Line | None = Field(None, description="an organisation, e.g. World Bank")
    country: Line | None = Field(
        None, description="also whoever acts for it, its bodies and metonyms"
    )
    role: Line | None = Field(None, description="words of the role, e.g. foreign minister")
    name: Line | None = Field(None, description="any kind: what a plain text means")

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:
        return {"name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _some(self) -> Party:
        if not any((self.person, self.body, self.country, self.role, self.name)):
            raise ValueError("names nobody: give a person, body, country or role")
        return self

    def told(self) -> str:
        """In words, for the rule that a mail states."""
        named = self.name or self.person or self.body or self.country
        if named and self.role:
            return f"{named} ({self.role})"
        return named or f"any {self.role}"


Parties = Annotated[tuple[Party, ...], BeforeValidator(_listed)]


class QuietHours(Strict):
    """No mail between these times of day, in the watch's time zone."""

    start: Clock = Field(alias="from", description="like 22:00")
    end: Clock = Field(alias="to", description="like 07:00; may lie on the next day")


class Watch(Strict):
    """One watch. All that is given must hold; within a list, one of it must."""

    name: Annotated[Line, Field(max_length=100)] = Field(description="stands in every mail")
    who: Parties = Field((), description="one of these takes part")
    with_: Parties = Field((), alias="with", description="and one of these, another party")
    mentioned: bool = Field(
        False, description="`who` and `with` need only be named in the sentence, not take part"
    )
    where: Lines = Field((), description="place, or the country of a place")
    topic: Lines = Field(
        (), description="a word or phrase in the topic or sentence; tax* matches taxes"
    )
    status_at_least: Literal["possible", "likely", "scheduled", "under_way", "held"] = "possible"
    confidence_at_least: float = Field(0.0, ge=0, le=1)
    changes: Annotated[tuple[Kind, ...], BeforeValidator(_listed)] = TOLD_BY_DEFAULT
    digest_only: Annotated[tuple[Kind, ...], BeforeValidator(_listed)] = Field(
        (), description="kinds of change that wait for the daily digest"
    )
    outlets: Lines = Field((), description="reported by one of these")
    language: Lines = Field((), description="of the article, like en")
    recipients: Annotated[tuple[Address, ...], BeforeValidator(_listed), Field(min_length=1)] = (
        Field(description="mail addresses, or `channel:NAME` of a channel")
    )
    when: Schedule = "immediate"
    at: Clock = Field(time(7, 0), description="time of day of a daily or weekly digest")
    weekday: Weekday = "monday"
    timezone: Annotated[str, AfterValidator(_zone)] = "UTC"
    quiet_hours: QuietHours | None = None
    mails_a_day: int = Field(
        MAILS_A_DAY, ge=1, le=100_000, description="more than 50 only when you say so here"
    )
    enabled: bool = True

    def parties(self) -> tuple[Party, ...]:
        """Everybody whom it names."""
        return (*self.who, *self.with_)

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def kinds(self) -> frozenset[str]:
        return frozenset(self.changes) | frozenset(self.digest_only)


class WatchFile(Strict):
    """The whole of a `watches.yaml`."""

    watches: tuple[Watch, ...]


STATUSES: Final[tuple[str, ...]] = get_args(Status)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a watch file, for editors.

    What the reader takes and the model's own schema would refuse (a plain text for a
    party, one value for a list, a time of day as HH:MM) is added here.
    """
    made = WatchFile.model_json_schema(by_alias=True, mode="validation")
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    made["title"] = "Readout watches"
    party = made["$defs"]["Party"]
    made["$defs"]["Party"] = {"anyOf": [{"type": "string", "maxLength": 200}, party]}
    for owner in ("Watch", "QuietHours"):
        for field in made["$defs"][owner]["properties"].values():
            if field.get("type") == "array":
                listed = {k: field.pop(k) for k in ("items", "type", "minItems") if k in field}
                field["anyOf"] = [listed, listed["items"]]
            if field.get("format") == "time":
                del field["format"]
                field["pattern"] = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
                if "default" in field:
                    field["default"] = "07:00"
    return made
