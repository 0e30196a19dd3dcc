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
from html import escape
from typing import Any, Final

from lxml import etree

from readout.sources.feeds.feedframe import Frame
from readout.sources.feeds.feednames import (
    ATOM,
    ATOM_LINK,
    BOXES,
    DATES,
    HARMLESS,
    HTML,
    INLINE,
    KNOWN_TYPES,
    MEANT,
    OF_FEED,
    PERSON,
    PLAIN,
    RDF,
    SVG,
    TAKEN,
    TEXTS,
    TYPES,
    XHTML,
    XLINK,
    XML,
)
from readout.sources.feeds.xmlvalues import (
    DoubtError,
    attributes_of,
    beside_mail,
    escaped,
    fixed,
    items_of,
    joined,
    no_cdf,
    value_of,
)

_QUERY: Final = re.compile(r"&([A-Za-z0-9_]+);")
_EMPTY_LINK: Final = re.compile(
    r"<link\s*/>|<link>(?:\s|<!\[CDATA\[\s*\]\]>)*</link\s*>", re.IGNORECASE
)
_UNCUT: Final = 8000
_MAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")

Sniffer = Callable[[str], bool]


def read_wellformed(
    text: str, url: str, sniffer: Sniffer, data: bytes | None = None
) -> dict[str, Any] | None:
    """Read a feed that leaves no doubt.

    Args:
        text: the document, its entities and broken references gone.
        url: where it came from; what `xml:base` is relative to.
        sniffer: feedparser's own guess whether a plain text is HTML.
        data: the text in UTF-8, where there is one already.

    Returns:
        `feed`, `entries` and `version` as feedparser names them, with the keys that `parsing`
        reads, and `states_base`; None when feedparser must be asked.
    """
    if data is None:
        data = text.encode("utf-8", "replace")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(data, parser)
        return _Reader(text, data, url, root, sniffer).read()
    except (etree.XMLSyntaxError, ValueError, DoubtError):
        return None


class _Reader(Frame):
    """One document. `entry` and what follows it are of the entry at hand."""

    def __init__(self, text: str, data: bytes, url: str, root: Any, sniffer: Sniffer) -> None:
        super().__init__(text, data, url, root)
        self.sniffer = sniffer
        self.of_entry: dict[str, Callable[[Any], None]] = {}
        self.idle_tags: set[str] = set()
        self.feed: dict[str, Any] = {}
        self.empty_links = 0
        self.other_tags = False
        self.has_xlink: bool | None = None
        self.has_content = False
        self.entry: dict[str, Any] = {}
        self.titled = self.reset = self.media_title = self.author_in_text = False
        self.lang: str | None = None
        self.caption_depth = 0

    def read(self) -> dict[str, Any]:
        self.check_spaces()
        version, boxes, items = self.layout()
        entries: list[dict[str, Any]] = []
        root_lang = self.language(self.root, None)
        root_base = self.based(self.root, self.url)
        self.check_bases(root_base)
        for box in boxes:
            no_cdf(box)
            self.base = root_base if box is self.root else self.based(box, root_base)
            box_lang = root_lang if box is self.root else self.language(box, root_lang)
            self._feed_children(box, items, box_lang, entries)
        if root_lang and version != "rss10" and "language" not in self.feed:
            self.feed["language"] = root_lang.replace("_", "-")
        if self.empty_links and self.empty_links > len(_EMPTY_LINK.findall(self.text)):
            raise DoubtError
        return {
            "feed": self.feed,
            "entries": entries,
            "version": version,
            "states_base": self.states_base,
        }

    # ----------------------------------------------------------------------------- the feed

    def _feed_children(
        self, box: Any, item_tag: str, lang: str | None, entries: list[dict[str, Any]]
    ) -> None:
        root_of_rdf = box is self.root and not self.atom
        for child in box:
            if child.tag == item_tag:
                entries.append(self._item(child, lang))
            elif root_of_rdf:
                name = self.name(child)
                if name in BOXES:
                    self._of_box(child, BOXES[name])
                elif name != "channel":
                    raise DoubtError
            else:
                self._of_feed(child, lang)

    def _of_feed(self, child: Any, lang: str | None) -> None:
        name = self.name(child)
        feed = self.feed
        if name == "title" and "title" not in feed:
            self._store_title(feed, child, lang)
        elif name == "link":
            self._link(feed, child)
        elif name == "id" and self.atom:
            self._identity(feed, child)
        elif name in ("language", "dc_language"):
            feed["language"] = value_of(child)
        elif name in OF_FEED:
            if child.attrib:
                raise DoubtError
            feed[name] = value_of(child)
        elif name in ("description", "dc_description", "summary", "itunes_summary"):
            self._inline_only(child)
            if "summary" in feed and not self.has_content:
                self.has_content = True
            elif name.endswith("summary"):
                feed["summary"] = ""
        elif name in BOXES:
            self._of_box(child, BOXES[name])
        elif name in ("author", "managingeditor", "dc_creator", "itunes_author"):
            self._persons_only(child)
        elif name in DATES:
            value_of(child)
        else:
            self._ignored(child, name)

    def _of_box(self, element: Any, names: frozenset[str]) -> None:
        """What has a title and a link of its own, as long as nothing else ends it."""
        for child in element:
            if len(child) or self.name(child) not in names:
                raise DoubtError

    def _inline_only(self, child: Any) -> None:
        if len(child):
            if not self.atom or self._type(child, PLAIN) != INLINE:
                raise DoubtError
            for inner in child.iterdescendants():
                self._inline_name(inner)

    def _inline_name(self, element: Any) -> str:
        """The name of an element of inline markup. Feedparser ends the element of the feed, not
        that of the text, where one of the text has such a name."""
        tag = element.tag
        space, _, local = tag[1:].rpartition("}") if tag.startswith("{") else ("", "", tag)
        local = str(local).lower()
        if space == SVG and not element.prefix:
            return local
        meant = local == "body" if space == XHTML else local in MEANT or space != self.space
        if meant or local in ("svg", "math"):
            raise DoubtError
        return local

    def _persons_only(self, element: Any) -> None:
        for child in element.iterdescendants():
            name = self.name(child)
            if len(child) or (name not in PERSON and not self._idle(name)) or name in OF_FEED:
                raise DoubtError

    def _ignored(self, element: Any, name: str) -> None:
        """An element, with all that it holds, that touches nothing of what is read."""
        if name in TEXTS:
            self._inline_only(element)
            return
        if name == "contributor" or (name == "itunes_owner" and not self.entry):
            self._persons_only(element)
            return
        if name in MEANT and name not in HARMLESS:
            raise DoubtError
        if name == "psc_chapter" and element.get("start") is None:
            raise DoubtError
        if len(element):
            for child in element.iterdescendants():
                inner = self.name(child)
                if inner == "media_title":
                    self.media_title = True
                    if element.getparent() is not None and not self.entry:
                        raise DoubtError
                    continue
                if inner == "media_caption":
                    self._caption(child)
                    continue
                if inner in TAKEN or inner in OF_FEED or inner == "otherlink":
                    raise DoubtError
                if inner in MEANT and inner not in HARMLESS:
                    raise DoubtError
                if inner == "psc_chapter" and child.get("start") is None:
                    raise DoubtError

    # -------------------------------------------------------------------------- the entries

    def _item(self, item: Any, lang: str | None) -> dict[str, Any]:
        entry: dict[str, Any] = {"links": []}
        self.entry = entry
        self.titled = self.reset = self.media_title = self.author_in_text = False
        self.caption_depth = 0
        self.lang = lang
        feed_base = self.base
        if item.attrib:
            no_cdf(item)
            self.base = self.based(item, feed_base)
            self.lang = self.language(item, lang)
            if about := item.get(f"{{{RDF}}}about"):
                entry["id"] = about
        of_entry, idle = self.of_entry, self.idle_tags
        for child in item:
            tag = child.tag
            handle = of_entry.get(tag)
            if handle is None:
                if tag in idle and not len(child):
                    continue
                handle = self._handler(child)
            handle(child)
        if self.media_title and (self.reset or not self.titled):
            raise DoubtError
        self.has_content = False
        self.entry = {}
        self.base = feed_base
        return entry

    def _handler(self, child: Any) -> Callable[[Any], None]:
        name = self.name(child)
        handle: Callable[[Any], None]
        if child.tag == ATOM_LINK and not self.atom:
            handle = self._link_of_atom
        elif found := _HANDLERS.get(name):
            handle = found.__get__(self)
        else:
            # Half of a feed's elements: only what such a one holds is ever looked at.
            if self._idle(name) and name != "psc_chapter":
                self.idle_tags.add(child.tag)
            return lambda element: self._ignored(element, name)
        self.of_entry[child.tag] = handle
        return handle

    def _title(self, child: Any) -> None:
        if not self.titled:
            self._store_title(self.entry, child, self.lang)
            self.titled = bool(self.entry["title"])
        elif self.reset:
            raise DoubtError
        else:
            self._inline_only(child)

    def _store_title(self, into: dict[str, Any], child: Any, lang: str | None) -> None:
        kind = PLAIN
        if child.attrib:
            kind = self._type(child, PLAIN)
            lang = self.language(child, lang)
        raw = self._content(child, kind)
        if kind == PLAIN and not self.atom and ("&" in raw or "</" in raw) and self.sniffer(raw):
            kind = HTML
        into["title"] = fixed(raw)
        into["title_detail"] = {
            "type": kind,
            "language": lang.replace("_", "-") if lang else lang,
        }

    def _link_of_atom(self, child: Any) -> None:
        if self.name(child) == "link":
            self._link(self.entry, child)
        else:
            self._otherlink(child)

    def _link_of_entry(self, child: Any) -> None:
        self._link(self.entry, child)

    def _link(self, into: dict[str, Any], child: Any) -> None:
        if len(child):
            raise DoubtError
        found = attributes_of(child) if child.attrib else {}
        if not found and not (child.text or "").strip():
            self.empty_links += 1
            return
        rel = found.setdefault("rel", "alternate")
        kind = found.setdefault("type", "application/atom+xml" if rel == "self" else HTML)
        href = found.get("url", found.get("uri", found.get("href")))
        if href or "href" in found:
            href = joined(self.based(child, self.base), href or "")
            if rel == "alternate" and TYPES.get(kind, kind) in (HTML, INLINE):
                into["link"] = href
        else:
            href = (child.text or "").strip()
            if href:
                href = fixed(joined(self.based(child, self.base), href))
            if self.entry:
                href = href.replace("&amp;", "&")
            if "&" in href:
                href = _QUERY.sub(r"&\1", href)
            into["link"] = href
        if into is self.entry:
            into["links"].append({**found, "href": href})

    def _otherlink(self, child: Any) -> None:
        if len(child):
            raise DoubtError
        if not child.attrib:
            self.entry["otherlink"] = value_of(child)
        else:
            self.entry["otherlink"] = attributes_of(child)

    def _guid(self, child: Any) -> None:
        self._identity(self.entry, child)

    def _identity(self, into: dict[str, Any], child: Any) -> None:
        if len(child):
            raise DoubtError
        found = attributes_of(child) if child.attrib else {}
        value = (child.text or "").strip()
        # In Atom, too, an id is the link where there is none: feedparser makes no difference.
        leads = found.get("ispermalink", "true") == "true"
        if leads and value:
            value = joined(self.based(child, self.base), value)
        value = fixed(value)
        into["id"] = value
        if leads:
            into.setdefault("link", value)

    def _published(self, child: Any) -> None:
        self.entry["published"] = value_of(child)

    def _updated(self, child: Any) -> None:
        self.entry["updated"] = value_of(child)

    def _created(self, child: Any) -> None:
        self.entry["created"] = value_of(child)

    def _summary(self, child: Any) -> None:
        """The second of two is taken for the content and left, unless a content came before."""
        entry = self.entry
        if "summary" in entry and not self.has_content:
            self._inline_only(child)
            self.has_content = True
            return
        kind = self._type(child, HTML) if child.attrib else HTML
        entry["summary"] = fixed(self._content(child, kind))

    def _body(self, child: Any) -> None:
        """What stands for the summary where there is none."""
        self.has_content = True
        kind = self._type(child, PLAIN) if child.attrib else PLAIN
        if "summary" not in self.entry:
            self.entry["summary"] = fixed(self._content(child, kind))
        else:
            self._inline_only(child)

    def _caption(self, child: Any) -> None:
        if len(child):
            raise DoubtError
        if any("<" in value or ">" in value for _, value in items_of(child)):
            raise DoubtError
        if not self.entry:
            return
        depth = sum(1 for _ in child.iterancestors())
        if not self.caption_depth or depth <= self.caption_depth:
            self.caption_depth = depth
            self.entry["media_caption"] = value_of(child)

    def _source(self, child: Any) -> None:
        """Where an entry was taken from; what it holds is stored apart."""
        self.reset = True
        for part in child:
            name = self.name(part)
            if name == "title" or name in TEXTS:
                self._inline_only(part)
            elif name in ("author", "contributor"):
                self._persons_only(part)
            elif len(part) or not (name in DATES or name in ("id", "link") or self._idle(name)):
                raise DoubtError

    def _idle(self, name: str) -> bool:
        return name in HARMLESS or (name not in MEANT and name not in TAKEN)

    def _picture(self, child: Any) -> None:
        for part in child:
            name = self.name(part)
            if name not in ("url", "link", "width", "height") or part.attrib or len(part):
                raise DoubtError
        self.reset = True

    def _see_media_title(self, child: Any) -> None:
        if len(child):
            raise DoubtError
        self.media_title = True

    def _author(self, child: Any) -> None:
        entry = self.entry
        listed = entry.setdefault("authors", [])
        if len(child):
            # Feedparser writes the parts of a second one over a first that was only text.
            if (child.text or "").strip() or self.author_in_text:
                raise DoubtError
            self._person(child, listed)
        else:
            self.author_in_text = True
            text = value_of(child)
            entry["author"] = text
            if "@" in text and not _MAIL.search(text):
                raise DoubtError
            listed.append({"name": text if "@" not in text else beside_mail(text)})
        if len(listed) > 1 and any(one["name"] is None for one in listed):
            raise DoubtError

    def _person(self, child: Any, listed: list[dict[str, str | None]]) -> None:
        """The parts of an author of Atom."""
        parts: dict[str, str] = {}
        for part in child:
            name = self.name(part)
            if (part.tail or "").strip():
                raise DoubtError
            if name in ("name", "email"):
                if name in parts or len(part):
                    raise DoubtError
                parts[name] = (part.text or "").strip()
            elif name in ("uri", "url", "homepage"):
                if len(part):
                    raise DoubtError
                parts["href"] = ""
            elif name in MEANT or name in TAKEN or len(part):
                raise DoubtError
        listed.append({"name": parts.get("name")})
        called, mail = parts.get("name"), parts.get("email")
        if mail and len(listed) > 1:
            raise DoubtError
        told = f"{called} ({mail})" if called and mail else called or mail or ""
        self.entry["author"] = told
        if "@" in told and not _MAIL.search(told):
            raise DoubtError

    # ------------------------------------------------------------------------------ content

    def _type(self, child: Any, usual: str) -> str:
        found = attributes_of(child)
        kind = found.get("type", usual)
        kind = TYPES.get(kind, kind)
        if kind not in KNOWN_TYPES or found.get("mode") == "base64" or "src" in found:
            raise DoubtError
        return kind

    def _content(self, child: Any, kind: str) -> str:
        """The content, its markup written out where it is inline."""
        if kind != INLINE:
            if len(child):
                raise DoubtError
            return (child.text or "").strip()
        if not self.atom:
            raise DoubtError
        pieces = [escaped(child.text or "")]
        for inner in child:
            self._write(inner, pieces)
        whole = "".join(pieces).strip()
        # Tags go in the end, so that their attributes count only where the text is cut first.
        if self.other_tags and len(whole) > _UNCUT:
            raise DoubtError
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
        attributes = attributes_of(element) if element.attrib else {}
        if self.has_xlink is None:
            self.has_xlink = XLINK.encode() in self.data
        self.other_tags |= self.has_xlink or any(
            name[0] == "{" and not name.startswith(XML) for name, _ in items_of(element)
        )
        if local == "svg":
            # Feedparser knows where one begins by its name, and tells its space again.
            attributes = {"xmlns": SVG, **attributes}
        told = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
        if "&#x27;" in told:
            told = told.replace("&#x27;", "'")
        pieces.append(f"<{local}{told}>")
        if element.text:
            pieces.append(escaped(element.text))
        for child in element:
            self._write(child, pieces)
        pieces.append(f"</{local}>")
        if element.tail:
            pieces.append(escaped(element.tail))


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
