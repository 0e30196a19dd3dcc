"""The stories of the sample newsroom, as they lie in seeds/newsroom/.

A story is a Markdown-like file: YAML front matter between two `---` lines (outlet, slug,
title, authors, published, section, and at will summary, layout, tags, body_from), then
paragraphs parted by empty lines. A paragraph that begins with `## ` is a subheading; in the
layout `live`, `@ 14:05` opens a post of a live blog; in the layout `table`, the cells of a
row are parted by ` | `.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, Literal

import yaml

from readout.errors import ConfigError
from readout.home import DATA

NEWSROOM = DATA / "seeds" / "newsroom"

BlockKind = Literal["paragraph", "heading", "post", "row"]
_SENTENCE_ENDS = (".", "!", "?", "”", "’", '"', "…", ":")


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a body. `cells` is filled for a row of a table only."""

    kind: BlockKind
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlet:
    """One invented outlet; the fields are those of seeds/newsroom/outlets.yaml."""

    key: str
    name: str
    kind: str
    source_kind: str
    folder: str
    tagline: str
    page: str
    feed: str
    feed_type: Literal["rss", "atom", "json", "rdf"]
    template: str
    dated_by: Literal["json-ld", "meta", "text"]
    zone: timezone

    @property
    def home(self) -> str:
        return f"/{self.key}/"


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one outlet. `published` is aware, in the outlet's own zone; `path` is
    the page's path on the newsroom's server."""

    outlet: Outlet
    number: int
    slug: str
    title: str
    authors: tuple[str, ...]
    published: datetime
    section: str
    summary: str
    blocks: tuple[Block, ...]
    layout: Literal["plain", "live", "table"] = "plain"
    tags: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return self.outlet.page.format(
            year=f"{self.published:%Y}",
            month=f"{self.published:%m}",
            day=f"{self.published:%d}",
            section=self.section.lower().replace(" ", "-"),
            slug=self.slug,
            number=self.number,
        )

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The running text, without subheadings, times of posts and table cells."""
        return tuple(block.text for block in self.blocks if block.kind == "paragraph")


def load_outlets(folder: Path = NEWSROOM) -> tuple[Outlet, ...]:
    """Read `outlets.yaml`, in file order.

    Raises:
        ConfigError: the file is missing, isn't YAML or lacks a field.
    """
    path = folder / "outlets.yaml"
    try:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))
        return tuple(Outlet(**{**row, "zone": _zone(row["zone"])}) for row in rows)
    except (OSError, yaml.YAMLError, TypeError, KeyError, ValueError) as cause:
        raise ConfigError(
            "The outlets of the sample newsroom can't be read", resource=str(path), why=cause
        ) from cause


def load_stories(folder: Path = NEWSROOM) -> tuple[Story, ...]:
    """Read all stories, oldest first.

    Raises:
        ConfigError: a story has no front matter, lacks a field, names an unknown outlet or
            has a time without a zone; the message names the file.
    """
    outlets = {outlet.key: outlet for outlet in load_outlets(folder)}
    stories = [
        _read_story(path, number, outlets)
        for number, path in enumerate(sorted((folder / "stories").glob("*.md")), start=40_100)
    ]
    return tuple(sorted(stories, key=lambda story: (story.published, story.path)))


def _zone(offset: str) -> timezone:
    moment = datetime.fromisoformat(f"2023-06-01T00:00:00{offset}")
    return timezone(moment.utcoffset() or timedelta(0))


def _read_story(path: Path, number: int, outlets: dict[str, Outlet]) -> Story:
    try:
        opening, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
        if opening:
            raise ValueError("text before the front matter")
        meta: dict[str, Any] = yaml.safe_load(head)
        outlet = outlets[meta["outlet"]]
        # Quoted in the file: YAML's own timestamps lose the zone, and with it the
        # newsroom's own "today".
        published = datetime.fromisoformat(meta["published"])
        if published.tzinfo is None:
            raise ValueError("`published` has no time zone")
        blocks = _borrowed(DATA / meta["body_from"]) if "body_from" in meta else _blocks(body)
        if not blocks:
            raise ValueError("the story has no text")
        first = next(block.text for block in blocks if block.kind == "paragraph")
        return Story(
            outlet=outlet,
            number=number,
            slug=meta["slug"],
            title=meta["title"],
            authors=tuple(meta.get("authors") or ()),
            published=published.astimezone(outlet.zone),
            section=meta["section"],
            summary=meta.get("summary") or first,
            blocks=blocks,
            layout=meta.get("layout", "plain"),
            tags=tuple(meta.get("tags") or ()),
        )
    except (OSError, yaml.YAMLError, ValueError, KeyError, TypeError, StopIteration) as cause:
        raise ConfigError(
            "A story of the sample newsroom can't be read", resource=str(path), why=repr(cause)
        ) from cause


def _blocks(body: str) -> tuple[Block, ...]:
    found: list[Block] = []
    for chunk in body.split("\n\n"):
        text = " ".join(chunk.split())
        if not text:
            continue
        if text.startswith("## "):
            found.append(Block("heading", text[3:]))
        elif text.startswith("@ "):
            found.append(Block("post", text[2:]))
        elif " | " in text:
            # A row of a table is one line each, even where they stand in one chunk.
            for line in chunk.strip().splitlines():
                found.append(Block("row", line, tuple(cell.strip() for cell in line.split(" | "))))
        else:
            found.append(Block("paragraph", text))
    return tuple(found)


def _borrowed(path: Path) -> tuple[Block, ...]:
    """A text with one paragraph a line, kept to the letter; a line that ends like no
    sentence, or is wholly in quotation marks, is a subheading."""
    found: list[Block] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            quoted_whole = line.startswith("‘") and line.endswith("’")
            is_heading = quoted_whole or not line.endswith(_SENTENCE_ENDS)
            found.append(Block("heading" if is_heading else "paragraph", line))
    return tuple(found)
