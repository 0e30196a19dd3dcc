"""OPML subscription lists in and out (OPML 2.0, opml.org/spec2.opml).

Folders become sections. Two attributes of ours, which other programs keep or ignore:
`outlet`, whom readers would name as the publisher, and `sourceKind`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from readout.errors import ConfigError
from readout.sources.feeds.plaintext import one_line
from readout.sources.urls import absolute_url, host_and_port, parse_address, registered_domain

MAX_BYTES: Final = 20_000_000
_FOLDER_MARK: Final = "/"
_MEND: Final = "correct that line; a minimal list is in seeds/feeds.opml"


@dataclass(frozen=True, slots=True)
class Listing:
    """One feed of a list. `url` is absolute http or https; `section` the folders, joined by
    `/`; `outlet` the publisher; `source_kind` e.g. press, agency, official; `line` of the
    file, 0 when it comes from none."""

    url: str
    title: str | None = None
    section: str | None = None
    outlet: str = ""
    source_kind: str = "press"
    home: str | None = None
    line: int = 0

    def publisher(self) -> str:
        """`outlet`, else the registered domain, else what the feed is called."""
        if self.outlet:
            return self.outlet
        host, _ = host_and_port(self.url)
        named = parse_address(host) is None and "." in host
        return (registered_domain(self.url) if named else self.title) or host


def read_opml(content: bytes, name: str = "the OPML file") -> list[Listing]:
    """The feeds of a list, in order, each URL once.

    Args:
        name: of the file, for errors.

    Raises:
        ConfigError: it is no OPML or holds a feed whose address is none; says the line.
    """
    if len(content) > MAX_BYTES:
        raise ConfigError("The feed list is too large", resource=name)
    found: dict[str, Listing] = {}
    seen_root: list[str] = []
    folders: list[tuple[str | None, bool]] = []
    opened: list[tuple[str, int]] = []
    parser = expat.ParserCreate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        opened.append((tag, parser.CurrentLineNumber))
        if not seen_root:
            seen_root.append(tag.lower())
            if tag.lower() != "opml":
                raise _wrong(name, parser.CurrentLineNumber, f"the root is <{tag}>, not <opml>")
        if tag.lower() != "outline":
            return
        values = {key.lower(): value.strip() for key, value in attributes.items()}
        label = values.get("title") or values.get("text") or None
        link = values.get("xmlurl")
        folders.append((label, link is None))
        if link is not None:
            listing = _listing(values, label, link, folders, name, parser.CurrentLineNumber)
            found.setdefault(listing.url, listing)

    def end(tag: str) -> None:
        opened.pop()
        if tag.lower() == "outline":
            folders.pop()

    def declared(*_: object) -> None:
        raise _wrong(name, parser.CurrentLineNumber, "it declares entities, which no list needs")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(content, True)
    except expat.ExpatError as cause:
        why = f"{expat.errors.messages[cause.code]} (column {cause.offset + 1})"
        if opened and "tag" in why:
            why += "; still open is <{}> of line {}".format(*opened[-1])
        raise _wrong(name, cause.lineno, why) from cause
    return list(found.values())


def _wrong(name: str, line: int, why: str) -> ConfigError:
    return ConfigError(
        "The feed list can't be read", resource=f"{name}, line {line}", why=why, mend=_MEND
    )


def _listing(
    values: dict[str, str],
    label: str | None,
    link: str,
    folders: Sequence[tuple[str | None, bool]],
    name: str,
    line: int,
) -> Listing:
    # `feed:` is a scheme of feed readers: feed:https://… and feed://… are both about.
    plain = re.sub(r"^feed:(?=https?:|//)", "", link, flags=re.IGNORECASE)
    url = absolute_url("https:" + plain if plain.startswith("//") else plain)
    if url is None:
        raise _wrong(name, line, f"xmlUrl={link[:200]!r} is no http or https address")
    section = _FOLDER_MARK.join(text for text, is_folder in folders if is_folder and text)
    return Listing(
        url=url,
        title=label,
        section=section or (values.get("category") or "").strip(_FOLDER_MARK).split(",")[0] or None,
        outlet=values.get("outlet", ""),
        source_kind=(values.get("sourcekind") or "press").lower(),
        home=values.get("htmlurl") or None,
        line=line,
    )


def write_opml(listings: Iterable[Listing], title: str = "Readout: feeds") -> bytes:
    """A list as OPML 2.0, UTF-8; what `read_opml` takes. Feeds of one section stand in its
    folder, in their order."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = title
    body = ET.SubElement(root, "body")
    folders: dict[str, ET.Element] = {"": body}
    for listing in listings:
        parent = _folder(folders, listing.section or "")
        ET.SubElement(parent, "outline", dict(_attributes(listing)))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _folder(folders: dict[str, ET.Element], section: str) -> ET.Element:
    if section not in folders:
        outer, _, inner = section.rpartition(_FOLDER_MARK)
        parent = _folder(folders, outer)
        folders[section] = ET.SubElement(parent, "outline", {"text": inner, "title": inner})
    return folders[section]


def _attributes(listing: Listing) -> Iterator[tuple[str, str]]:
    label = one_line(listing.title or "") or listing.url
    yield "type", "rss"
    yield "text", label
    yield "title", label
    yield "xmlUrl", listing.url
    if listing.home:
        yield "htmlUrl", listing.home
    if listing.outlet:
        yield "outlet", listing.outlet
    if listing.source_kind != "press":
        yield "sourceKind", listing.source_kind
