"""The material of mini-articles, read from mini_news.toml: sorts of news with their people, bodies
and facts; names; and sentences that hold no quote though they look like one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Fact:
    """What is said: between marks (`now`, `and_now`, `again`), reported (`past`, `and_past`), cut
    in two (`front`, `back`), with partial marks, and as a thing that is described or called."""

    now: str
    and_now: str
    past: str
    and_past: str
    front: str
    back: str
    partial: str
    named: str
    called: str
    again: str


@dataclass(frozen=True)
class Scene:
    """One sort of news.

    Attributes:
        bare: the office in front of a name ("mayor").
        of: what stands behind "the mayor": "of Vintra".
        an_office: the office in an apposition.
        an_other: a description that is no office: "a nurse".
        leads: what the one is who leads the body.
        kept: what somebody did or underwent, as a predicate.
    """

    sort: str
    office: str
    bare: str
    of: str
    an_office: str
    an_other: str
    other: str
    title: str
    leads: str
    body: str
    the: str
    short: str
    initials: str
    doings: tuple[str, ...]
    body_doings: tuple[str, ...]
    kept: tuple[str, ...]
    facts: tuple[Fact, ...]
    background: tuple[str, ...]

    @property
    def the_body(self) -> str:
        return self.the + self.body


def _scene(row: dict[str, Any]) -> Scene:
    facts = tuple(Fact(**fact) for fact in row.pop("facts"))
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return Scene(**given, facts=facts)


_TABLE: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix("").with_name("mini_news.toml").read_text(encoding="utf-8")
)
WORDS: dict[str, list[str]] = {k: v for k, v in _TABLE.items() if k not in {"scenes", "names"}}
SCENES = tuple(_scene(row) for row in _TABLE["scenes"])


def _name(row: str) -> tuple[str, str, str]:
    given, family, sex = row.split("|")
    return given, family, sex


# Given name, family name, sex.
NAMES = tuple(_name(row) for row in _TABLE["names"])
