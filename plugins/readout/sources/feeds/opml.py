"""OPML subscription lists in and out (OPML 2.0, opml.org/spec2.opml).

Folders become sections. Attributes of ours, which other programs keep or ignore: `outlet`,
whom readers would name as the publisher; `sourceKind`, official or press; `pollMinutes`, a
fixed time between polls; `paused`, true while it rests. `language` is OPML's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html.entities import html5
from typing import Final
from xml.etree import ElementTree as ET
from xml.parsers import expat

from readout.errors import ConfigError, did_you_mean
from readout.sources.feeds.plaintext import one_line
from readout.sources.urls import absolute_url, host_and_port, parse_address, registered_domain

MAX_BYTES: Final = 20_000_000
_FOLDER_MARK: Final = "/"
_MEND: Final = "correct that line; a minimal list is in seeds/feeds.opml"
MOST_MINUTES: Final = 43_200  # a month
# Ours in the spelling that is written; theirs so that none is taken for a misspelt one of ours.
_OURS: Final = ("outlet", "sourceKind", "pollMinutes", "language", "paused")
_THEIRS: Final = frozenset(
    ("type", "text", "title", "xmlurl", "htmlurl", "description", "version", "category", "created")
)
# A host and what follows, without a scheme: `example.org/feed`, `localhost:8000/rss`.
_BARE: Final = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]|$)|[\w.-]+:\d+(?:[/?#]|$)")
# What an XML parser stumbles over and can only be meant one way.
_LOOSE: Final = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d+|#[xX][0-9A-Fa-f]+);)(\w+;)?|[\x00-\x08\x0b\x0c\x0e-\x1f]"
)
_KINDS: Final = ("official", "press")


@dataclass(frozen=True, slots=True)
class Listing:
    """One feed of a list. `url` is absolute http or https; `section` the folders, joined by
    `/`; `outlet` the publisher; `source_kind` e.g. press, agency, official; `poll_minutes`
    between two polls, None when learnt from the feed; `language` of its articles as two
    letters, None when told by each text; `line` of the file, 0 when it comes from none."""

    url: str
    title: str | None = None
    section: str | None = None
    outlet: str = ""
    source_kind: str = "press"
    home: str | None = None
    line: int = 0
    poll_minutes: int | None = None
    language: str | None = None
    paused: bool = False

    def publisher(self) -> str:
        """`outlet`, else the registered domain, else what the feed is called."""
        if self.outlet:
            return self.outlet
        host, _ = host_and_port(self.url)
        named = parse_address(host) is None and "." in host
        return (registered_domain(self.url) if named else self.title) or host


def read_opml(
    content: bytes, name: str = "the OPML file", problems: list[str] | None = None
) -> list[Listing]:
    """The feeds of a list, in order, each URL once.

    Args:
        name: of the file, for errors.
        problems: takes one sentence with its line for each line that is wrong; what is right
            of it and all others come in. None: the first wrong line is an error.

    Raises:
        ConfigError: it is no OPML, or a line is wrong and `problems` is None; says the line.
    """
    if len(content) > MAX_BYTES:
        raise ConfigError("The feed list is too large", resource=name)
    if problems is not None:
        content = _mended(content, name, problems)
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
            line = parser.CurrentLineNumber
            listing, wrong = _listing(values, label, link, folders, line)
            if wrong and problems is None:
                raise _wrong(name, line, wrong[0])
            if problems is not None:
                problems.extend(f"{name}, line {line}: {why}" for why in wrong)
            if listing is not None:
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


def _mended(content: bytes, name: str, problems: list[str]) -> bytes:
    """A list with what is no XML for want of an escape: `AT&T`, `&nbsp;`, a control character."""
    try:
        expat.ParserCreate().Parse(content, True)
        return content
    except expat.ExpatError as cause:
        mended = _LOOSE.sub(_escaped, content)
        if mended != content:
            problems.append(
                f"{name}, line {cause.lineno}: is no XML; mended by writing & as &amp; and "
                "leaving control characters out"
            )
        return mended


def _escaped(found: re.Match[bytes]) -> bytes:
    if found[0][:1] != b"&":
        return b""
    meant = html5.get((found[1] or b"").decode("ascii"))
    return (
        "".join(f"&#{ord(c)};" for c in meant).encode() if meant else b"&amp;" + (found[1] or b"")
    )


def _wrong(name: str, line: int, why: str) -> ConfigError:
    return ConfigError(
        "The feed list can't be read", resource=f"{name}, line {line}", why=why, mend=_MEND
    )


def _listing(
    values: dict[str, str],
    label: str | None,
    link: str,
    folders: Sequence[tuple[str | None, bool]],
    line: int,
) -> tuple[Listing | None, list[str]]:
    """The feed of one outline, as far as it can be read, and what is wrong with it."""
    url = feed_address(link)
    if url is None:
        return None, [f"xmlUrl={link[:200]!r} is no http or https address"]
    wrong = [
        f"the attribute {key} is none that is known{near}"
        for key in values
        if key not in _THEIRS and key not in {own.lower() for own in _OURS}
        if (near := did_you_mean(key, _OURS, least=0.8))
    ]
    section = _FOLDER_MARK.join(text for text, is_folder in folders if is_folder and text)
    kind = (values.get("sourcekind") or "press").lower()
    if kind not in _KINDS and (near := did_you_mean(kind, _KINDS, least=0.8)):
        wrong.append(f"sourceKind={kind[:40]!r}{near}")
    listing = Listing(
        url=url,
        title=label,
        section=section or (values.get("category") or "").strip(_FOLDER_MARK).split(",")[0] or None,
        outlet=values.get("outlet", ""),
        source_kind=kind,
        home=values.get("htmlurl") or None,
        line=line,
        poll_minutes=_minutes(values.get("pollminutes"), wrong),
        language=_language(values.get("language"), wrong),
        paused=_yes(values.get("paused"), wrong),
    )
    return listing, wrong


def feed_address(text: str) -> str | None:
    """The absolute address that a list means, None when it means none."""
    # `feed:` is a scheme of feed readers: feed:https://… and feed://… are both about; a host of
    # that name has a port behind it.
    plain = re.sub(r"^feed:(?!\d)", "", text.strip(), flags=re.IGNORECASE)
    if plain.startswith("//"):
        plain = "https:" + plain
    elif _BARE.match(plain):
        plain = "https://" + plain
    return absolute_url(plain)


def _minutes(text: str | None, wrong: list[str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_MINUTES:
        return int(text)
    wrong.append(f"pollMinutes={text[:40]!r} is no number of minutes (1 to {MOST_MINUTES:,})")
    return None


def _language(text: str | None, wrong: list[str]) -> str | None:
    if not text or text.lower() == "unknown":  # what OPML's own example says for none
        return None
    if re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z0-9]{2,8})*", text):
        return text[:2].lower()
    wrong.append(f"language={text[:40]!r} is no code of a language (like en, de-AT)")
    return None


def _yes(text: str | None, wrong: list[str]) -> bool:
    if text and text.lower() not in ("true", "false"):
        wrong.append(f"paused={text[:40]!r} must be true or false")
    return (text or "").lower() == "true"


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
    if listing.poll_minutes:
        yield "pollMinutes", str(listing.poll_minutes)
    if listing.language:
        yield "language", listing.language
    if listing.paused:
        yield "paused", "true"
