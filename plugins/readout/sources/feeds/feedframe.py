"""The frame of a feed: its version, the elements that hold entries, name spaces and bases."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any, Final

from readout.sources.feeds.feednames import (
    ATOM,
    ATOM_LINK,
    ATOM_OLD,
    ATOM_VERSIONS,
    MEANT,
    MEDIA,
    RDF,
    RSS_1,
    RSS_VERSIONS,
    SPACES,
    STRANGE,
    TAKEN,
    XHTML,
    XML,
)
from readout.sources.feeds.markuproot import root_start
from readout.sources.feeds.xmlvalues import DoubtError, items_of, joined

_DECLARED: Final = re.compile(rb"""xmlns(?::([^\s=<>"']+))?\s*=\s*["']([^"']*)""")
# Patterns that begin with a word are searched for twice as fast as `find` finds the word.
_BASE: Final = re.compile(rb"base")
_BASE_LARGE: Final = re.compile(rb"BASE")
_IS: Final = re.compile(rb"\s*=")
_HEAD: Final = 5000


class Frame:
    """One document.

    Attributes:
        data: its UTF-8, in which a search takes a third of the time.
        url: what a base is relative to; empty where none is stated, as feedparser isn't told then.
        base: what the links of the element at hand are relative to.
        atom: whether it is Atom; space: its name space; spaces: those declared at the root.
    """

    def __init__(self, text: str, data: bytes, url: str, root: Any) -> None:
        self.text = text
        self.data = data
        self._bases = [found.start() for found in _BASE.finditer(data)]
        self.states_base = any(data.startswith(b"xml:", max(0, n - 4)) for n in self._bases)
        self.url = url if self.states_base else ""
        self.base = ""
        self.root = root
        self.atom = root.tag in (f"{{{ATOM}}}feed", f"{{{ATOM_OLD}}}feed")
        self.space = root.nsmap.get(None)
        self.spaces: dict[str | None, str] = root.nsmap
        self.names: dict[str, str] = {}

    def check_spaces(self) -> None:
        """No prefix means two things, and none of those known means another."""
        own = {prefix: space for prefix, space in self.spaces.items() if prefix}
        start = root_start(self.text)
        head = self.text[start : start + _HEAD].partition(">")[0]
        declared = [
            (prefix.decode(), space.decode()) for prefix, space in _DECLARED.findall(self.data)
        ]
        below = [found for found in declared if found[0]]
        for prefix, space in own.items():
            if f"xmlns:{prefix}" not in head or (prefix, space) not in below:
                raise DoubtError
            below.remove((prefix, space))
        standard = set(SPACES.values())
        for prefix, space in set(below):
            known = SPACES.get(space.lower())
            if prefix in own or (known if known is not None else prefix) not in (prefix, ""):
                raise DoubtError
            if known is None and (prefix in standard or space in own.values()):
                raise DoubtError
            if known == "" and (prefix in standard or space != ATOM):
                raise DoubtError
        defaults = [space.lower() for prefix, space in declared if not prefix]
        if None in self.spaces:
            defaults.remove(self.spaces[None].lower())
        for space in {*defaults, *(space.lower() for _, space in below)}:
            if STRANGE.search(space):
                raise DoubtError
        if any(space != XHTML and space in SPACES for space in defaults):
            raise DoubtError
        mapped = {SPACES.get(space.lower()) for space in own.values()}
        unknown = set()
        for name, uri in self.spaces.items():
            space = uri.lower()
            known = SPACES.get(space)
            if known is None:
                if STRANGE.search(space) or space in unknown or name in mapped:
                    raise DoubtError
                unknown.add(space)
            elif name in standard and known != name:
                raise DoubtError

    def check_bases(self, root_base: str) -> None:
        """Without a base at the root every one below it would hold for what follows it, too."""
        if root_base:
            return
        data = self.data
        for place in chain(self._bases, (found.start() for found in _BASE_LARGE.finditer(data))):
            if data[place - 1] in b" \t\r\n:" and _IS.match(data, place + len(b"base")):
                raise DoubtError

    def based(self, element: Any, base: str) -> str:
        """What the links in an element are relative to."""
        if not element.attrib:
            return base
        stated = _stated(element, "base")
        found = joined(base, base if stated is None else stated)
        if found and not found.startswith(("http://", "https://")):
            raise DoubtError
        return found

    def layout(self) -> tuple[str, list[Any], str]:
        """The version, the elements that hold the feed's own and its entries, the entry's tag."""
        root = self.root
        spaces = {space.lower() for space in self.spaces.values()}
        if root.tag == "rss":
            if RSS_1 in spaces or None in self.spaces:
                raise DoubtError
            tags = [child.tag for child in root]
            if tags != ["channel"] and set(tags) != {"item"}:
                raise DoubtError
            stated = {name.lower(): value for name, value in items_of(root)}.get("version", "")
            version = RSS_VERSIONS.get(stated) or ("rss20" if stated.startswith("2.") else "rss")
            return version, list(root) if tags == ["channel"] else [root], "item"
        if self.atom:
            space = self.spaces.get(None)
            if RSS_1 in spaces or root.tag != f"{{{space}}}feed":
                raise DoubtError
            if space == ATOM:
                version = "atom10"
            elif ATOM.lower() in spaces:
                raise DoubtError
            else:
                version = ATOM_VERSIONS.get(root.get("version", ""), "atom")
            return version, [root], f"{{{space}}}entry"
        if root.tag == f"{{{RDF}}}RDF":
            if ATOM.lower() in spaces or self.spaces.get(None) != RSS_1:
                raise DoubtError
            tags = [child.tag for child in root]
            channel = [child for child in root if child.tag == f"{{{RSS_1}}}channel"]
            # The channel first, and then nothing but pictures, search fields and items.
            if len(channel) != 1 or tags[0] != channel[0].tag:
                raise DoubtError
            return "rss10", [channel[0], root], f"{{{RSS_1}}}item"
        raise DoubtError

    def language(self, element: Any, inherited: str | None) -> str | None:
        stated = _stated(element, "lang")
        return inherited if stated is None else stated or None

    def name(self, element: Any) -> str:
        """How feedparser calls an element: `prefix_name`, in small letters."""
        tag = element.tag
        known = self.names.get(tag)
        if known is not None:
            return known
        space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        local = local.lower()
        prefix = SPACES.get(space.lower())
        if not local.isascii() or (not space and self.root.tag != "rss"):
            raise DoubtError
        if prefix is None:
            prefix = (element.prefix or "").lower()
        elif not prefix and element.prefix and not self.atom:
            # Atom's in RSS: its link is told apart where its prefix is declared at the root.
            if space != ATOM or (local == "link" and tag != ATOM_LINK):
                raise DoubtError
            if local == "link":
                return "otherlink" if element.prefix in self.spaces else "link"
        name = f"{prefix}_{local}" if prefix else local
        if name == "media_description":
            if tag.rpartition("}")[2] != "description" or space.rstrip("/") != MEDIA:
                raise DoubtError
            if element.prefix not in self.spaces:
                raise DoubtError
            name = "media_caption"
        else:
            strange = space.lower() not in SPACES and element.prefix not in self.spaces
            if (name in MEANT and strange) or (name in TAKEN and name != "otherlink"):
                raise DoubtError
        self.names[tag] = name
        return name


def _stated(element: Any, name: str) -> str | None:
    """The attribute `xml:NAME` or NAME of an element.

    Raises:
        DoubtError: it is there twice.
    """
    stated = None
    for key, value in items_of(element):
        if key == XML + name or key.lower() == name:
            if stated is not None:
                raise DoubtError
            stated = value
    return stated
