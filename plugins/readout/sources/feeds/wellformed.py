"""Well-formed RSS, RDF and Atom read by lxml, twenty times as fast as feedparser.

What it gives is what feedparser would give, key by key, of the keys that `parsing` reads; and
where it isn't sure of that it gives nothing, and feedparser is asked. Of feedparser it knows how
each element is named (namespaces it knows by any prefix, names in small letters), which of two
titles or summaries holds, what happens to a text on its way, and which elements have a meaning
there at all: one with a meaning that isn't dealt with here is a doubt, and so is markup where a
text should stand, a namespace declared below the root, and everything that is not well-formed.

`tests/sources/feeds/test_wellformed.py` holds both equal, on feeds and on damaged feeds;
`python -m bench feeds --feeds FOLDER` on any others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape
from typing import Any, Final
from urllib.parse import urljoin

from lxml import etree

from readout.sources.feeds.markuproot import root_start

ATOM: Final = "http://www.w3.org/2005/Atom"
_ATOM_OLD: Final = "http://purl.org/atom/ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS_1: Final = "http://purl.org/rss/1.0/"
_ATOM_LINK: Final = f"{{{ATOM}}}link"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"

# Whose elements have a meaning, by the prefix under which it is known. Written small.
_SPACES: Final = {
    "": "",
    ATOM.lower(): "",
    _ATOM_OLD: "",
    RSS_1: "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.georss.org/georss": "georss",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/commentapi/": "wfw",
    "http://purl.org/rss/1.0/modules/threading/": "thr",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://webns.net/mvcb/": "admin",
    "http://podlove.org/simple-chapters": "psc",
    RDF: "rdf",
    _XHTML: "xhtml",
}
# Other names of the formats' own space, which nothing here means to know.
_STRANGE: Final = re.compile(
    r"userland\.com/rss|harvard\.edu/tech/rss|my\.netscape\.com|example\.com/|uri/of/echo|"
    r"purl\.org/(?:echo|pie|rss/1\.0/modules/rss091)"
)
_MEDIA: Final = "http://search.yahoo.com/mrss"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEANT: Final = _names(
    "abstract admin_errorreportsto admin_generatoragent author body category cc_license channel "
    "cloud content content_encoded contributor copyright created creativecommons_license "
    "dc_author dc_contributor dc_creator dc_date dc_description dc_language dc_publisher "
    "dc_rights dc_subject dc_title dcterms_created dcterms_issued dcterms_modified "
    "dcterms_valid description email enclosure entry expirationdate feed "
    "feedburner_browserfriendly fullitem generator georss_box georss_line georss_point "
    "georss_polygon georss_where georssgeom gml_exterior gml_linearring gml_linestring "
    "gml_point gml_polygon gml_pos gml_poslist guid height homepage id image info issued item "
    "itunes_author itunes_block itunes_category itunes_email itunes_explicit itunes_image "
    "itunes_keywords itunes_link itunes_name itunes_owner itunes_subtitle itunes_summary "
    "keywords language lastbuilddate link managingeditor media_category media_content "
    "media_credit media_description media_group media_keywords media_license media_player "
    "media_rating media_restriction media_thumbnail media_title modified name newlocation "
    "psc_chapter psc_chapters pubdate published rights rss source subtitle summary tagline tags "
    "textinput title updated uri url webmaster where width xhtml_body"
)
"""The elements that feedparser deals with by name (`_start_…` and `_end_…` of its parser)."""

# Names that would be stored where something is read.
_TAKEN: Final = _names("author_detail authors date links media_caption otherlink title_detail")
# What is dealt with there and touches nothing that is read.
_HARMLESS: Final = _names(
    "category keywords cloud enclosure copyright rights generator webmaster expirationdate "
    "subtitle tagline dc_contributor dc_language dc_publisher dc_rights dc_subject "
    "dcterms_valid georss_point itunes_block itunes_category itunes_explicit itunes_image "
    "itunes_keywords itunes_subtitle media_category media_content media_credit media_group "
    "media_keywords media_license media_player media_rating media_restriction media_thumbnail "
    "admin_errorreportsto admin_generatoragent itunes_link psc_chapters psc_chapter"
)
# Texts, which may hold markup of their own.
_TEXTS: Final = _names(
    "rights subtitle copyright tagline dc_rights itunes_subtitle info feedburner_browserfriendly"
)
_PERSON: Final = _names("name email uri url homepage itunes_name itunes_email")
_DATES: Final = _names(
    "pubdate published lastbuilddate updated modified created dc_date dcterms_modified "
    "dcterms_issued dcterms_created"
)
_OF_FEED: Final = ("ttl", "sy_updateperiod", "sy_updatefrequency")
_BOXES: Final = {
    "image": frozenset(("title", "link", "description", "url", "width", "height")),
    "textinput": frozenset(("title", "link", "description", "name")),
}

_TYPES: Final = {
    "text": "text/plain",
    "plain": "text/plain",
    "html": "text/html",
    "xhtml": "application/xhtml+xml",
}
_PLAIN: Final = "text/plain"
_HTML: Final = "text/html"
_INLINE: Final = "application/xhtml+xml"
_KNOWN_TYPES: Final = (_PLAIN, _HTML, _INLINE)
_ATOM_VERSIONS: Final = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
_RSS_VERSIONS: Final = {
    "0.91": "rss091u",
    "0.92": "rss092",
    "0.93": "rss093",
    "0.94": "rss094",
}

_C1: Final = re.compile("[\x80-\x9f]")
_CP1252: Final = {
    code: text for code in range(0x80, 0xA0) if (text := bytes([code]).decode("cp1252", "ignore"))
}
_DECLARED: Final = re.compile(r"""xmlns(?::([^\s=<>"']+))?\s*=\s*["']([^"']*)""")
_BASE: Final = re.compile(r"base\s*=")
_BASE_LARGE: Final = re.compile(r"BASE\s*=")
_DEFAULT: Final = re.compile(r"""xmlns\s*=\s*["']([^"']*)""")
_SLASHES: Final = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)/*")
# Joining changes nothing in these.
_ABSOLUTE: Final = re.compile(
    r"https?://[\w.:-]+(?:/[\w./,:~%@!$&'*+=-]*(?:\?[\w./,:~%@!$&'*+=-]+)?)?", re.ASCII
)
_QUERY: Final = re.compile(r"&([A-Za-z0-9_]+);")
_EMPTY_LINK: Final = re.compile(
    r"<link\s*/>|<link>(?:\s|<!\[CDATA\[\s*\]\]>)*</link\s*>", re.IGNORECASE
)
_HEAD: Final = 5000
_UNCUT: Final = 8000
_MOST_ATTRIBUTES: Final = 200
_MAIL_AND_NAME: Final = re.compile(
    r"[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z]{2,4}(?: \((?P<name>[^()@<>]+)\))?"
)
_MAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")

_READ_ATTRIBUTES: Final = _names("rel type href hreflang url uri base lang mode src ispermalink")

Sniffer = Callable[[str], bool]


class _DoubtError(Exception):
    """Not to be read here. Never leaves the module."""


def read_wellformed(text: str, url: str, sniffer: Sniffer) -> dict[str, Any] | None:
    """Read a feed that leaves no doubt.

    Args:
        text: the document, its entities and broken references gone.
        url: where it came from; what `xml:base` is relative to.
        sniffer: feedparser's own guess whether a plain text is HTML.

    Returns:
        `feed`, `entries` and `version` as feedparser names them, with the keys that `parsing`
        reads; None when feedparser must be asked.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
        return _Reader(text, url, root, sniffer).read()
    except (etree.XMLSyntaxError, ValueError, _DoubtError):
        return None


def _fixed(text: str) -> str:
    """A text as feedparser stores it: what was encoded twice is decoded, and the characters that
    no charset has are those of windows-1252."""
    text = text.strip()
    if text.isascii():
        return text
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _C1.search(text) else text


def _value(element: Any) -> str:
    """The text of an element that has nothing but text."""
    if len(element):
        raise _DoubtError
    text = element.text
    return _fixed(text) if text else ""


def _items(element: Any) -> list[tuple[str, str]]:
    # lxml's time grows with their square.
    if len(element.attrib) > _MOST_ATTRIBUTES:
        raise _DoubtError
    items: list[tuple[str, str]] = element.attrib.items()
    return items


def _attributes(element: Any) -> dict[str, str]:
    """Names in small letters; those of a namespace, where they have none here, by their own."""
    found = {}
    for name, value in _items(element):
        if name.startswith("{"):
            name = "xml:" + name[len(_XML) :] if name.startswith(_XML) else name.rpartition("}")[2]
            if name.lower() in _READ_ATTRIBUTES:
                raise _DoubtError
        name = name.lower()
        if name in found:
            raise _DoubtError
        found[name] = value.lower() if name in ("rel", "type") else value
    return found


def _frame(element: Any) -> None:
    """The attributes of CDF, where an item's address and date are."""
    for name, _ in _items(element):
        if name.lower() in ("lastmod", "href"):
            raise _DoubtError


class _Reader:
    """One document. `entry` and what follows it are of the entry at hand."""

    def __init__(self, text: str, url: str, root: Any, sniffer: Sniffer) -> None:
        self.text = text
        # feedparser is told the address only where a base is to be joined with it.
        self.based = "xml:base" in text
        self.url = url if self.based else ""
        self.base = ""
        self.root = root
        self.sniffer = sniffer
        self.atom = root.tag in (f"{{{ATOM}}}feed", f"{{{_ATOM_OLD}}}feed")
        self.space = root.nsmap.get(None)
        self.spaces: dict[str | None, str] = root.nsmap
        self.names: dict[str, str] = {}
        self.of_entry: dict[str, Callable[[Any], None]] = {}
        self.feed: dict[str, Any] = {}
        self.empty_links = 0
        self.other_tags = False
        self.has_content = False
        self.entry: dict[str, Any] = {}
        self.titled = self.reset = self.media_title = self.author_in_text = False
        self.lang: str | None = None
        self.caption_depth = 0

    def read(self) -> dict[str, Any]:
        self._check_spaces()
        version, boxes, items = self._layout()
        entries: list[dict[str, Any]] = []
        root_lang = self._language(self.root, None)
        root_base = self._based(self.root, self.url)
        self._check_bases(root_base)
        for box in boxes:
            _frame(box)
            self.base = root_base if box is self.root else self._based(box, root_base)
            box_lang = root_lang if box is self.root else self._language(box, root_lang)
            self._feed_children(box, items, box_lang, entries)
        if root_lang and version != "rss10" and "language" not in self.feed:
            self.feed["language"] = root_lang.replace("_", "-")
        if self.empty_links and self.empty_links > len(_EMPTY_LINK.findall(self.text)):
            raise _DoubtError
        return {"feed": self.feed, "entries": entries, "version": version}

    # ---------------------------------------------------------------------------- the frame

    def _check_spaces(self) -> None:
        """No prefix means two things, and none of those known means another."""
        own = {prefix: space for prefix, space in self.spaces.items() if prefix}
        start = root_start(self.text)
        head = self.text[start : start + _HEAD].partition(">")[0]
        declared = _DECLARED.findall(self.text)
        below = [found for found in declared if found[0]]
        for prefix, space in own.items():
            if f"xmlns:{prefix}" not in head or (prefix, space) not in below:
                raise _DoubtError
            below.remove((prefix, space))
        standard = set(_SPACES.values())
        for prefix, space in set(below):
            known = _SPACES.get(space.lower())
            if prefix in own or (known if known is not None else prefix) not in (prefix, ""):
                raise _DoubtError
            if known is None and (prefix in standard or space in own.values()):
                raise _DoubtError
            if known == "" and (prefix in standard or space != ATOM):
                raise _DoubtError
        defaults = [space.lower() for prefix, space in declared if not prefix]
        if None in self.spaces:
            defaults.remove(self.spaces[None].lower())
        for space in {*defaults, *(space.lower() for _, space in below)}:
            if _STRANGE.search(space):
                raise _DoubtError
        if any(space != _XHTML and space in _SPACES for space in defaults):
            raise _DoubtError
        mapped = {_SPACES.get(space.lower()) for space in own.values()}
        unknown = set()
        for name, uri in self.spaces.items():
            space = uri.lower()
            known = _SPACES.get(space)
            if known is None:
                if _STRANGE.search(space) or space in unknown or name in mapped:
                    raise _DoubtError
                unknown.add(space)
            elif name in standard and known != name:
                raise _DoubtError

    def _check_bases(self, root_base: str) -> None:
        """Without a base at the root every one below it would hold for what follows it, too."""
        if root_base:
            return
        for pattern in (_BASE, _BASE_LARGE):
            for found in pattern.finditer(self.text):
                if self.text[found.start() - 1] in " \t\r\n:":
                    raise _DoubtError

    def _based(self, element: Any, base: str) -> str:
        """What the links in an element are relative to."""
        if not element.attrib:
            return base
        stated = base
        for name, value in _items(element):
            if name == _XML + "base" or name.lower() == "base":
                if stated is not base:
                    raise _DoubtError
                stated = value
        joined = _joined(base, stated)
        if joined and not joined.startswith(("http://", "https://")):
            raise _DoubtError
        return joined

    def _layout(self) -> tuple[str, list[Any], str]:
        """The version, the elements that hold the feed's own and its entries, the entry's tag."""
        root = self.root
        spaces = {space.lower() for space in self.spaces.values()}
        if root.tag == "rss":
            if RSS_1 in spaces or None in self.spaces:
                raise _DoubtError
            tags = [child.tag for child in root]
            if tags != ["channel"] and set(tags) != {"item"}:
                raise _DoubtError
            stated = {name.lower(): value for name, value in _items(root)}.get("version", "")
            version = _RSS_VERSIONS.get(stated) or ("rss20" if stated.startswith("2.") else "rss")
            return version, list(root) if tags == ["channel"] else [root], "item"
        if self.atom:
            space = self.spaces.get(None)
            if RSS_1 in spaces or root.tag != f"{{{space}}}feed":
                raise _DoubtError
            if space == ATOM:
                version = "atom10"
            elif ATOM.lower() in spaces:
                raise _DoubtError
            else:
                version = _ATOM_VERSIONS.get(root.get("version", ""), "atom")
            return version, [root], f"{{{space}}}entry"
        if root.tag == f"{{{RDF}}}RDF":
            if ATOM.lower() in spaces or self.spaces.get(None) != RSS_1:
                raise _DoubtError
            tags = [child.tag for child in root]
            channel = [child for child in root if child.tag == f"{{{RSS_1}}}channel"]
            # The channel first, and then nothing but pictures, search fields and items.
            if len(channel) != 1 or tags[0] != channel[0].tag:
                raise _DoubtError
            return "rss10", [channel[0], root], f"{{{RSS_1}}}item"
        raise _DoubtError

    def _language(self, element: Any, inherited: str | None) -> str | None:
        if not element.attrib:
            return inherited
        stated = None
        for name, value in _items(element):
            if name == _XML + "lang" or name.lower() == "lang":
                if stated is not None:
                    raise _DoubtError
                stated = value
        return inherited if stated is None else stated or None

    def _name(self, element: Any) -> str:
        """How feedparser calls an element: `prefix_name`, in small letters."""
        tag = element.tag
        known = self.names.get(tag)
        if known is not None:
            return known
        space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        local = local.lower()
        prefix = _SPACES.get(space.lower())
        if not local.isascii() or (not space and self.root.tag != "rss"):
            raise _DoubtError
        if prefix is None:
            prefix = (element.prefix or "").lower()
        elif not prefix and element.prefix and not self.atom:
            # Atom's in RSS: its link is told apart where its prefix is declared at the root.
            if space != ATOM or (local == "link" and tag != _ATOM_LINK):
                raise _DoubtError
            if local == "link":
                return "otherlink" if element.prefix in self.spaces else "link"
        name = f"{prefix}_{local}" if prefix else local
        if name == "media_description":
            if tag.rpartition("}")[2] != "description" or space.rstrip("/") != _MEDIA:
                raise _DoubtError
            if element.prefix not in self.spaces:
                raise _DoubtError
            name = "media_caption"
        else:
            strange = space.lower() not in _SPACES and element.prefix not in self.spaces
            if (name in MEANT and strange) or (name in _TAKEN and name != "otherlink"):
                raise _DoubtError
        self.names[tag] = name
        return name

    # ----------------------------------------------------------------------------- the feed

    def _feed_children(
        self, box: Any, item_tag: str, lang: str | None, entries: list[dict[str, Any]]
    ) -> None:
        root_of_rdf = box is self.root and not self.atom
        for child in box:
            if child.tag == item_tag:
                entries.append(self._item(child, lang))
            elif root_of_rdf:
                name = self._name(child)
                if name in _BOXES:
                    self._of_box(child, _BOXES[name])
                elif name != "channel":
                    raise _DoubtError
            else:
                self._of_feed(child, lang)

    def _of_feed(self, child: Any, lang: str | None) -> None:
        name = self._name(child)
        feed = self.feed
        if name == "title" and "title" not in feed:
            self._store_title(feed, child, lang)
        elif name == "link":
            self._link(feed, child)
        elif name == "id" and self.atom:
            self._identity(feed, child)
        elif name in ("language", "dc_language"):
            feed["language"] = _value(child)
        elif name in _OF_FEED:
            if child.attrib:
                raise _DoubtError
            feed[name] = _value(child)
        elif name in ("description", "dc_description", "summary", "itunes_summary"):
            self._inline_only(child)
            if "summary" in feed and not self.has_content:
                self.has_content = True
            elif name.endswith("summary"):
                feed["summary"] = ""
        elif name in _BOXES:
            self._of_box(child, _BOXES[name])
        elif name in ("author", "managingeditor", "dc_creator", "itunes_author"):
            self._persons_only(child)
        elif name in _DATES:
            _value(child)
        else:
            self._ignored(child, name)

    def _of_box(self, element: Any, names: frozenset[str]) -> None:
        """What has a title and a link of its own, as long as nothing else ends it."""
        for child in element:
            if len(child) or self._name(child) not in names:
                raise _DoubtError

    def _inline_only(self, child: Any) -> None:
        if len(child):
            if not self.atom or self._type(child, _PLAIN) != _INLINE:
                raise _DoubtError
            for inner in child.iterdescendants():
                self._inline_name(inner)

    def _inline_name(self, element: Any) -> str:
        """The name of an element of inline markup. Feedparser ends the element of the feed, not
        that of the text, where one of the text has such a name."""
        tag = element.tag
        space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        local = str(local).lower()
        if space == _SVG and not element.prefix:
            return local
        meant = local == "body" if space == _XHTML else local in MEANT or space != self.space
        if meant or local in ("svg", "math"):
            raise _DoubtError
        return local

    def _persons_only(self, element: Any) -> None:
        for child in element.iterdescendants():
            name = self._name(child)
            if len(child) or (name not in _PERSON and not self._idle(name)) or name in _OF_FEED:
                raise _DoubtError

    def _ignored(self, element: Any, name: str) -> None:
        """An element, with all that it holds, that touches nothing of what is read."""
        if name in _TEXTS:
            self._inline_only(element)
            return
        if name == "contributor" or (name == "itunes_owner" and not self.entry):
            self._persons_only(element)
            return
        if name in MEANT and name not in _HARMLESS:
            raise _DoubtError
        if name == "psc_chapter" and element.get("start") is None:
            raise _DoubtError
        if len(element):
            for child in element.iterdescendants():
                inner = self._name(child)
                if inner == "media_title":
                    self.media_title = True
                    if element.getparent() is not None and not self.entry:
                        raise _DoubtError
                    continue
                if inner == "media_caption":
                    self._caption(child)
                    continue
                if inner in _TAKEN or inner in _OF_FEED or inner == "otherlink":
                    raise _DoubtError
                if inner in MEANT and inner not in _HARMLESS:
                    raise _DoubtError
                if inner == "psc_chapter" and child.get("start") is None:
                    raise _DoubtError

    # -------------------------------------------------------------------------- the entries

    def _item(self, item: Any, lang: str | None) -> dict[str, Any]:
        entry: dict[str, Any] = {"links": []}
        self.entry = entry
        self.titled = self.reset = self.media_title = self.author_in_text = False
        self.caption_depth = 0
        self.lang = lang
        feed_base = self.base
        if item.attrib:
            _frame(item)
            self.base = self._based(item, feed_base)
            self.lang = self._language(item, lang)
            if about := item.get(f"{{{RDF}}}about"):
                entry["id"] = about
        of_entry = self.of_entry
        for child in item:
            handle = of_entry.get(child.tag)
            if handle is None:
                handle = of_entry[child.tag] = self._handler(child)
            handle(child)
        if self.media_title and (self.reset or not self.titled):
            raise _DoubtError
        self.has_content = False
        self.entry = {}
        self.base = feed_base
        return entry

    def _handler(self, child: Any) -> Callable[[Any], None]:
        if child.tag == _ATOM_LINK and not self.atom:
            return self._link_of_atom
        name = self._name(child)
        if found := _HANDLERS.get(name):
            bound: Callable[[Any], None] = found.__get__(self)
            return bound
        return lambda element: self._ignored(element, name)

    def _title(self, child: Any) -> None:
        if not self.titled:
            self._store_title(self.entry, child, self.lang)
            self.titled = bool(self.entry["title"])
        elif self.reset:
            raise _DoubtError
        else:
            self._inline_only(child)

    def _store_title(self, into: dict[str, Any], child: Any, lang: str | None) -> None:
        kind = _PLAIN
        if child.attrib:
            kind = self._type(child, _PLAIN)
            lang = self._language(child, lang)
        raw = self._content(child, kind)
        if kind == _PLAIN and not self.atom and ("&" in raw or "</" in raw) and self.sniffer(raw):
            kind = _HTML
        into["title"] = _fixed(raw)
        into["title_detail"] = {
            "type": kind,
            "language": lang.replace("_", "-") if lang else lang,
        }

    def _link_of_atom(self, child: Any) -> None:
        if self._name(child) == "link":
            self._link(self.entry, child)
        else:
            self._otherlink(child)

    def _link_of_entry(self, child: Any) -> None:
        self._link(self.entry, child)

    def _link(self, into: dict[str, Any], child: Any) -> None:
        if len(child):
            raise _DoubtError
        found = _attributes(child) if child.attrib else {}
        if not found and not (child.text or "").strip():
            self.empty_links += 1
            return
        rel = found.setdefault("rel", "alternate")
        kind = found.setdefault("type", "application/atom+xml" if rel == "self" else _HTML)
        href = found.get("url", found.get("uri", found.get("href")))
        if href or "href" in found:
            href = _joined(self._based(child, self.base), href or "")
            if rel == "alternate" and _TYPES.get(kind, kind) in (_HTML, _INLINE):
                into["link"] = href
        else:
            href = (child.text or "").strip()
            if href:
                href = _fixed(_joined(self._based(child, self.base), href))
            if self.entry:
                href = href.replace("&amp;", "&")
            href = _QUERY.sub(r"&\1", href)
            into["link"] = href
        if into is self.entry:
            into["links"].append({**found, "href": href})

    def _otherlink(self, child: Any) -> None:
        if len(child):
            raise _DoubtError
        if not child.attrib:
            self.entry["otherlink"] = _value(child)
        else:
            self.entry["otherlink"] = _attributes(child)

    def _guid(self, child: Any) -> None:
        self._identity(self.entry, child)

    def _identity(self, into: dict[str, Any], child: Any) -> None:
        if len(child):
            raise _DoubtError
        found = _attributes(child) if child.attrib else {}
        value = (child.text or "").strip()
        # In Atom, too, an id is the link where there is none: feedparser makes no difference.
        leads = found.get("ispermalink", "true") == "true"
        if leads and value:
            value = _joined(self._based(child, self.base), value)
        value = _fixed(value)
        into["id"] = value
        if leads:
            into.setdefault("link", value)

    def _published(self, child: Any) -> None:
        self.entry["published"] = _value(child)

    def _updated(self, child: Any) -> None:
        self.entry["updated"] = _value(child)

    def _created(self, child: Any) -> None:
        self.entry["created"] = _value(child)

    def _summary(self, child: Any) -> None:
        """The second of two is taken for the content and left, unless a content came before."""
        entry = self.entry
        if "summary" in entry and not self.has_content:
            self._inline_only(child)
            self.has_content = True
            return
        kind = self._type(child, _HTML) if child.attrib else _HTML
        entry["summary"] = _fixed(self._content(child, kind))

    def _body(self, child: Any) -> None:
        """What stands for the summary where there is none."""
        self.has_content = True
        kind = self._type(child, _PLAIN) if child.attrib else _PLAIN
        if "summary" not in self.entry:
            self.entry["summary"] = _fixed(self._content(child, kind))
        else:
            self._inline_only(child)

    def _caption(self, child: Any) -> None:
        if len(child):
            raise _DoubtError
        if any("<" in value or ">" in value for _, value in _items(child)):
            raise _DoubtError
        if not self.entry:
            return
        depth = sum(1 for _ in child.iterancestors())
        if not self.caption_depth or depth <= self.caption_depth:
            self.caption_depth = depth
            self.entry["media_caption"] = _value(child)

    def _source(self, child: Any) -> None:
        """Where an entry was taken from; what it holds is stored apart."""
        self.reset = True
        for part in child:
            name = self._name(part)
            if name == "title" or name in _TEXTS:
                self._inline_only(part)
            elif name in ("author", "contributor"):
                self._persons_only(part)
            elif len(part) or not (name in _DATES or name in ("id", "link") or self._idle(name)):
                raise _DoubtError

    def _idle(self, name: str) -> bool:
        return name in _HARMLESS or (name not in MEANT and name not in _TAKEN)

    def _picture(self, child: Any) -> None:
        for part in child:
            name = self._name(part)
            if name not in ("url", "link", "width", "height") or part.attrib or len(part):
                raise _DoubtError
        self.reset = True

    def _see_media_title(self, child: Any) -> None:
        if len(child):
            raise _DoubtError
        self.media_title = True

    def _author(self, child: Any) -> None:
        entry = self.entry
        listed = entry.setdefault("authors", [])
        if len(child):
            # Feedparser writes the parts of a second one over a first that was only text.
            if (child.text or "").strip() or self.author_in_text:
                raise _DoubtError
            self._person(child, listed)
        else:
            self.author_in_text = True
            text = _value(child)
            entry["author"] = text
            if "@" in text and not _MAIL.search(text):
                raise _DoubtError
            listed.append({"name": text if "@" not in text else _beside_mail(text)})
        if len(listed) > 1 and any(one["name"] is None for one in listed):
            raise _DoubtError

    def _person(self, child: Any, listed: list[dict[str, str | None]]) -> None:
        """The parts of an author of Atom."""
        parts: dict[str, str] = {}
        for part in child:
            name = self._name(part)
            if (part.tail or "").strip():
                raise _DoubtError
            if name in ("name", "email"):
                if name in parts or len(part):
                    raise _DoubtError
                parts[name] = (part.text or "").strip()
            elif name in ("uri", "url", "homepage"):
                if len(part):
                    raise _DoubtError
                parts["href"] = ""
            elif name in MEANT or name in _TAKEN or len(part):
                raise _DoubtError
        listed.append({"name": parts.get("name")})
        called, mail = parts.get("name"), parts.get("email")
        if mail and len(listed) > 1:
            raise _DoubtError
        told = f"{called} ({mail})" if called and mail else called or mail or ""
        self.entry["author"] = told
        if "@" in told and not _MAIL.search(told):
            raise _DoubtError

    # ------------------------------------------------------------------------------ content

    def _type(self, child: Any, usual: str) -> str:
        found = _attributes(child)
        kind = found.get("type", usual)
        kind = _TYPES.get(kind, kind)
        if kind not in _KNOWN_TYPES or found.get("mode") == "base64" or "src" in found:
            raise _DoubtError
        return kind

    def _content(self, child: Any, kind: str) -> str:
        """The content, its markup written out where it is inline."""
        if kind != _INLINE:
            if len(child):
                raise _DoubtError
            return (child.text or "").strip()
        if not self.atom:
            raise _DoubtError
        pieces = [_escaped(child.text or "")]
        for inner in child:
            self._write(inner, pieces)
        whole = "".join(pieces).strip()
        # Tags go in the end, so that their attributes count only where the text is cut first.
        if self.other_tags and len(whole) > _UNCUT:
            raise _DoubtError
        shown = [piece for piece in pieces if piece]
        while len(shown) > 1 and not shown[-1].strip():
            del shown[-1]
        while len(shown) > 1 and not shown[0].strip():
            del shown[0]
        # The one element that encloses all is no part of it.
        if (
            self.space == ATOM
            and len(child) == 1
            and shown
            and (shown[0] == "<div>" or shown[0].startswith("<div "))
            and shown[-1] == "</div>"
        ):
            return "".join(shown[1:-1]).strip()
        return whole

    def _write(self, element: Any, pieces: list[str]) -> None:
        local = self._inline_name(element)
        attributes = _attributes(element) if element.attrib else {}
        self.other_tags |= _XLINK in self.text or any(
            name[0] == "{" and not name.startswith(_XML) for name, _ in _items(element)
        )
        if local == "svg":
            # Feedparser knows where one begins by its name, and tells its space again.
            attributes = {"xmlns": _SVG, **attributes}
        told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        if "&#x27;" in told:
            told = told.replace("&#x27;", "'")
        pieces.append(f"<{local}{told}>")
        if element.text:
            pieces.append(_escaped(element.text))
        for child in element:
            self._write(child, pieces)
        pieces.append(f"</{local}>")
        if element.tail:
            pieces.append(_escaped(element.tail))


def _escaped(text: str) -> str:
    return escape(text, quote=False)


def _joined(base: str, address: str) -> str:
    """As feedparser joins them: without slashes that are too many, empty where it can't."""
    if ":///" in address:
        address = _SLASHES.sub(r"\1", address)
    if not base or _ABSOLUTE.fullmatch(address):
        return address
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _beside_mail(text: str) -> str | None:
    """The name that feedparser finds beside a mail address; None where that isn't plain."""
    found = _MAIL_AND_NAME.fullmatch(text)
    return (found["name"] or "").strip() if found else None


_HANDLERS: Final[Mapping[str, Any]] = {
    "title": _Reader._title,
    "dc_title": _Reader._title,
    "media_title": _Reader._see_media_title,
    "link": _Reader._link_of_entry,
    "otherlink": _Reader._otherlink,
    "guid": _Reader._guid,
    "id": _Reader._guid,
    "pubdate": _Reader._published,
    "published": _Reader._published,
    "issued": _Reader._published,
    "dcterms_issued": _Reader._published,
    "updated": _Reader._updated,
    "modified": _Reader._updated,
    "lastbuilddate": _Reader._updated,
    "dc_date": _Reader._updated,
    "dcterms_modified": _Reader._updated,
    "created": _Reader._created,
    "dcterms_created": _Reader._created,
    "description": _Reader._summary,
    "dc_description": _Reader._summary,
    "summary": _Reader._summary,
    "itunes_summary": _Reader._summary,
    "content": _Reader._body,
    "content_encoded": _Reader._body,
    "media_caption": _Reader._caption,
    "source": _Reader._source,
    "image": _Reader._picture,
    "author": _Reader._author,
    "dc_creator": _Reader._author,
    "dc_author": _Reader._author,
    "itunes_author": _Reader._author,
}
