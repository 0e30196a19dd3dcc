"""Feeds and OPML of the sample newsroom, one writer per format.

RSS 2.0 (rssboard.org/rss-specification), Atom (RFC 4287), RSS 1.0/RDF with Dublin Core
(web.resource.org/rss/1.0), JSON Feed 1.1 (jsonfeed.org/version/1.1), OPML 2.0. They take
stories newest first and give bytes in UTF-8.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import groupby
from xml.etree import ElementTree as ET

from readout.sample.stories import Outlet, Story

ATOM = "http://www.w3.org/2005/Atom"
DC = "http://purl.org/dc/elements/1.1/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS1 = "http://purl.org/rss/1.0/"

ET.register_namespace("dc", DC)
ET.register_namespace("rdf", RDF)

CONTENT_TYPES = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "rdf": "application/rdf+xml",
    "json": "application/feed+json",
}


def write_feed(outlet: Outlet, stories: Sequence[Story], base_url: str) -> bytes:
    """The outlet's feed in its own format.

    Args:
        stories: the outlet's stories, newest first; may be empty.
        base_url: scheme and host without a slash at the end, put before every path.
    """
    writers: dict[str, Callable[[Outlet, Sequence[Story], str], bytes]] = {
        "rss": _rss,
        "atom": _atom,
        "rdf": _rdf,
        "json": _json_feed,
    }
    return writers[outlet.feed_type](outlet, stories, base_url)


def opml(outlets: Sequence[Outlet], base_url: str) -> bytes:
    """A subscription list: one folder per section, one outline per feed. `sourceKind` says
    who speaks (independent, agency, official), `outlet` is the publisher as readers know it."""
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    _leaf(head, "title", "Readout: the sample newsroom")
    body = ET.SubElement(root, "body")
    by_folder = sorted(outlets, key=lambda outlet: outlet.folder)
    for folder, members in groupby(by_folder, key=lambda outlet: outlet.folder):
        section = ET.SubElement(body, "outline", text=folder, title=folder)
        for outlet in members:
            ET.SubElement(
                section,
                "outline",
                type="rss",
                text=outlet.name,
                title=outlet.name,
                xmlUrl=base_url + outlet.feed,
                htmlUrl=base_url + outlet.home,
                category=f"/{folder}",
                outlet=outlet.name,
                sourceKind=outlet.source_kind,
            )
    return _document(root)


def _rss(outlet: Outlet, stories: Sequence[Story], base_url: str) -> bytes:
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _leaf(channel, "title", outlet.name)
    _leaf(channel, "link", base_url + outlet.home)
    _leaf(channel, "description", outlet.tagline)
    _leaf(channel, "language", "en")
    _leaf(channel, "ttl", "30")
    for story in stories:
        item = ET.SubElement(channel, "item")
        _leaf(item, "title", story.title)
        _leaf(item, "link", base_url + story.path)
        # The guid is no link: it stays when a server moves to another port.
        _leaf(item, "guid", _identity(story), isPermaLink="false")
        _leaf(item, "pubDate", format_datetime(story.published))
        _leaf(item, "category", story.section)
        for author in story.authors:
            _leaf(item, f"{{{DC}}}creator", author)
        _leaf(item, "description", story.summary)
    return _document(root)


def _atom(outlet: Outlet, stories: Sequence[Story], base_url: str) -> bytes:
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en"})
    _leaf(root, "title", outlet.name)
    _leaf(root, "subtitle", outlet.tagline)
    _leaf(root, "id", f"tag:newsroom.example,2023:{outlet.key}")
    ET.SubElement(root, "link", rel="alternate", type="text/html", href=base_url + outlet.home)
    ET.SubElement(
        root, "link", rel="self", type="application/atom+xml", href=base_url + outlet.feed
    )
    newest = stories[0].published if stories else datetime(2023, 6, 1, tzinfo=UTC)
    _leaf(root, "updated", newest.isoformat())
    for story in stories:
        entry = ET.SubElement(root, "entry")
        _leaf(entry, "title", story.title)
        _leaf(entry, "id", _identity(story))
        ET.SubElement(entry, "link", rel="alternate", type="text/html", href=base_url + story.path)
        _leaf(entry, "published", story.published.isoformat())
        _leaf(entry, "updated", story.published.isoformat())
        for author in story.authors or (outlet.name,):
            _leaf(ET.SubElement(entry, "author"), "name", author)
        ET.SubElement(entry, "category", term=story.section)
        _leaf(entry, "summary", story.summary)
    return _document(root)


def _rdf(outlet: Outlet, stories: Sequence[Story], base_url: str) -> bytes:
    root = ET.Element(f"{{{RDF}}}RDF", {"xmlns": RSS1})
    channel = ET.SubElement(root, "channel", {f"{{{RDF}}}about": base_url + outlet.feed})
    _leaf(channel, "title", outlet.name)
    _leaf(channel, "link", base_url + outlet.home)
    _leaf(channel, "description", outlet.tagline)
    items = ET.SubElement(ET.SubElement(channel, "items"), f"{{{RDF}}}Seq")
    for story in stories:
        link = base_url + story.path
        ET.SubElement(items, f"{{{RDF}}}li", {f"{{{RDF}}}resource": link})
        item = ET.SubElement(root, "item", {f"{{{RDF}}}about": link})
        _leaf(item, "title", story.title)
        _leaf(item, "link", link)
        _leaf(item, "description", story.summary)
        _leaf(item, f"{{{DC}}}date", story.published.isoformat())
        _leaf(item, f"{{{DC}}}creator", ", ".join(story.authors) or outlet.name)
    return _document(root)


def _json_feed(outlet: Outlet, stories: Sequence[Story], base_url: str) -> bytes:
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": base_url + outlet.home,
        "feed_url": base_url + outlet.feed,
        "description": outlet.tagline,
        "language": "en-GB",
        "items": [
            {
                "id": _identity(story),
                "url": base_url + story.path,
                "title": story.title,
                "summary": story.summary,
                "content_text": story.summary,
                "date_published": story.published.isoformat(),
                "authors": [{"name": author} for author in story.authors],
                "tags": [story.section, *story.tags],
            }
            for story in stories
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _identity(story: Story) -> str:
    return f"tag:newsroom.example,2023:{story.outlet.key}/{story.slug}"


def _leaf(parent: ET.Element, tag: str, text: str, **attributes: str) -> None:
    ET.SubElement(parent, tag, attributes).text = text


def _document(root: ET.Element) -> bytes:
    ET.indent(root)
    text: str = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()
