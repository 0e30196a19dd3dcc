"""From the bytes of a feed to its entries: RSS, RDF, Atom, CDF by feedparser, JSON Feed by us.

The only module that imports feedparser. Its sanitising and its URI resolution are off: they
take three quarters of its time, and are the business of whoever prints. What it is given is
decoded here (byte order mark → header → declaration → utf-8 → windows-1252) and has lost its
entity declarations, so no bomb and no external entity ever reaches a parser.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from email.utils import parseaddr
from itertools import pairwise
from typing import Any, Final

import feedparser

from readout.model import Entry, FeedDocument
from readout.sources.charsets import charset_of, decode_markup
from readout.sources.feeds.cpulimit import CpuTimeUp, cpu_limit
from readout.sources.feeds.dates import DateReader
from readout.sources.feeds.entrykeys import distinct_keys, entry_key
from readout.sources.feeds.jsonfeed import looks_like_json, parse_json_feed
from readout.sources.feeds.links import Origin, chosen, origin_of, resolved
from readout.sources.feeds.markuproot import root_start
from readout.sources.feeds.plaintext import (
    as_text,
    may_be_broken,
    one_line,
    repaired_references,
)
from readout.sources.feeds.wellformed import read_wellformed

MAX_ENTRIES: Final = 5_000
MAX_TAGS: Final = 300_000
"""Start and end tags; 5,000 entries of ten elements each have a third of it."""

PARSE_SECONDS: Final = 10.0
"""CPU time; 5,000 entries take two."""

_DOCTYPE: Final = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_ENTITY: Final = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b", re.IGNORECASE)
_ITEM: Final = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
_ITEM_END: Final = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MARKUP: Final = re.compile(r"\s*(?:<!DOCTYPE\s+html|<html[\s>])", re.IGNORECASE)
_CHANNEL: Final = re.compile(r"(?:<\?xml[^>]*\?>\s*)?<channel[\s>]", re.IGNORECASE)
_EMPTY_LINK: Final = re.compile(
    r"<link\s*/>|<link>(?:\s|<!\[CDATA\[\s*\]\]>)*</link\s*>", re.IGNORECASE
)
_ATOM: Final = "http://www.w3.org/2005/Atom"
_MEDIA: Final = "http://search.yahoo.com/mrss"
_PREFIX: Final = re.compile(r"""xmlns:([\w-]{1,30})\s*=\s*["']([^"'<>]{1,200})["']""")
_RSS: Final = re.compile(r"<(?:rss|rdf:RDF)[\s>]", re.IGNORECASE)
_MAIL: Final = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>()]+")
# What feedparser guesses of a plain title; the guess is its, whoever reads the markup.
_looks_like_html: Final = feedparser.mixin._FeedParserMixin.looks_like_html
_PERIODS: Final = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def parse_feed(content: bytes, content_type: str | None, url: str) -> FeedDocument:
    """Read a feed.

    Args:
        content: the decompressed body.
        content_type: the HTTP header, for its charset; what it says of the format is not
            believed.
        url: where the content came from in the end; base of relative links.

    Returns:
        At most `MAX_ENTRIES` entries in document order, with distinct keys. Never fails:
        what can't be read has no entries and a `problem`.
    """
    decoded, encoding = decode_markup(content, charset_of(content_type))
    text = decoded.lstrip("\ufeff \t\r\n")
    if not text:
        return _nothing("the document is empty")
    if looks_like_json(text):
        return parse_json_feed(text, url, most=MAX_ENTRIES)
    if "<" not in text[:2000]:
        return _nothing("the document is no markup")
    if _MARKUP.match(text) and not _ITEM.search(text):
        return _nothing("the document is a web page, not a feed")
    try:
        with cpu_limit(PARSE_SECONDS):
            text = _without_declarations(text)
            data = content if text is decoded and encoding == "utf-8" else None
            if data is None or may_be_broken(data):
                text = repaired_references(text)
                data = content if text is decoded and data is not None else None
            if (
                not _too_many_tags(text)
                and (sure := read_wellformed(text, url, _looks_like_html, data)) is not None
                and len(sure["entries"]) <= MAX_ENTRIES
            ):
                return _document(sure, text, url, cut=False, lost=0)
            text, cut = _cut(text)
            if _too_many_tags(text):
                return _nothing(f"the document has more than {MAX_TAGS:,} tags")
            text = _told_apart(_CONTROL.sub("", text))
            found, lost = _salvaged(text, url)
            return _document(found, text, url, cut=cut, lost=lost)
    except CpuTimeUp:
        return _nothing(f"reading the document took more than {PARSE_SECONDS:g} s")


def _nothing(problem: str) -> FeedDocument:
    return FeedDocument(format="unknown", title=None, link=None, entries=(), problem=problem)


def _without_declarations(text: str) -> str:
    """Take the document type, and with it every entity, out of the prologue."""
    head_end = root_start(text)
    head = text[:head_end]
    found = _DOCTYPE.search(head)
    if not found and not _ENTITY.search(head):
        return text
    declaration = re.match(r"\s*<\?xml[^>]*\?>", head)
    return (declaration[0] if declaration else "") + text[head_end:]


def _too_many_tags(text: str) -> bool:
    return len(text) > MAX_TAGS and text.count("<") > MAX_TAGS


def _cut(text: str) -> tuple[str, bool]:
    """End the text behind its last allowed entry, so that a longer one is never parsed."""
    if len(text) < 50 * MAX_ENTRIES or text.count("<") < MAX_ENTRIES:
        return text, False
    for number, found in enumerate(_ITEM.finditer(text)):
        if number == MAX_ENTRIES:
            return text[: found.start()], True
    return text, False


def _told_apart(text: str) -> str:
    """Rename what feedparser takes for the same: of an RSS item the link of Atom's name space
    (mostly to a feed or a second form of the page) for its own link, and the caption of a picture
    for the description. An empty link goes, as the guid is one then."""
    root = text[root_start(text) :][:5000]
    text = _EMPTY_LINK.sub("", text) if "<link" in text else text
    for prefix, space in _PREFIX.findall(root.partition(">")[0]):
        if space == _ATOM and _RSS.match(root):
            text = _renamed(text, prefix, "link", "otherlink", attributes=True)
        elif space.rstrip("/") == _MEDIA:
            text = _renamed(text, prefix, "description", "caption", attributes=False)
    return text


def _renamed(text: str, prefix: str, name: str, other: str, *, attributes: bool) -> str:
    # feedparser forgets the text of an unknown element that has attributes.
    kept = r"\2" if attributes else ""
    pattern = rf"<(/?){re.escape(prefix)}:{name}((?:\s[^<>]*?)?)(/?)>"
    return re.sub(pattern, rf"<\1{prefix}:{other}{kept}\3>", text)


def _salvaged(text: str, url: str) -> tuple[Any, int]:
    """What feedparser finds, and how many entries were left out because they broke it."""
    try:
        return _feedparser(text, url), 0
    except Exception:
        starts = [found.start() for found in _ITEM.finditer(text)]
    if not starts:
        return {}, 0
    head = text[: starts[0]]
    last = list(_ITEM_END.finditer(text))
    tail = text[last[-1].end() :] if last else ""
    pieces = [text[a:b] for a, b in pairwise([*starts, last[-1].end() if last else len(text)])]
    entries: list[Any] = []
    whole: Any = {}
    lost = 0
    # Halved until the broken ones stand alone: hundreds of good ones cost a few parses.
    waiting = [pieces]
    while waiting:
        part = waiting.pop()
        try:
            whole = _feedparser(f"{head}{''.join(part)}{tail}", url)
            entries.extend(whole.get("entries") or ())
        except Exception:
            if len(part) == 1:
                lost += 1
            else:
                middle = len(part) // 2
                waiting += [part[middle:], part[:middle]]
    return {**whole, "entries": entries}, lost


def _feedparser(text: str, url: str) -> Any:
    # feedparser would open a str that looks like a path or a URL: it gets a stream.
    headers = {"content-type": "application/xml; charset=utf-8"}
    # Joining every element's base is a fifth of its work, and only xml:base changes one.
    if url and "xml:base" in text:
        headers["content-location"] = url
    return feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers=headers,
    )


def _document(found: Any, text: str, url: str, *, cut: bool, lost: int) -> FeedDocument:
    feed = found.get("feed") or {}
    items = list(found.get("entries") or ())[:MAX_ENTRIES]
    version = found.get("version") or ("cdf" if items and _CHANNEL.match(text) else "")
    language = _told(feed, "language") or _told(_detail(feed), "language") or None
    home = _told(feed, "link") or None
    if (stated := found.get("states_base")) is None:
        stated = "xml:base" in text
    origin = origin_of(url, home, language, stated=stated)
    dates = DateReader()
    entries = distinct_keys(_entry(item, origin, dates) for item in items)
    problem = dates.remark()
    if cut:
        problem = f"only the first {MAX_ENTRIES:,} entries were read"
    elif lost:
        told = "one entry is" if lost == 1 else f"{lost:,} entries are"
        problem = f"{told} broken and left out"
    elif found.get("bozo") and (told := found.get("bozo_exception")) and not _harmless(told):
        problem = f"the markup is broken: {one_line(str(told))[:200]}"
    if not version and not entries:
        web = re.search(r"<(?:html|body|head)[\s>]", text[:5000], re.IGNORECASE)
        problem = "the document is a web page, not a feed" if web else "the document is no feed"
    return FeedDocument(
        format=version or "unknown",
        title=_title(feed),
        link=resolved(home, url),
        entries=tuple(entries),
        language=_told(feed, "language") or None,
        ttl_minutes=_ttl(feed),
        problem=problem,
    )


def _harmless(told: object) -> bool:
    return type(told).__name__ in ("CharacterEncodingOverride", "NonXMLContentType")


def _title(node: Mapping[str, Any]) -> str | None:
    kind = _detail(node).get("type")
    return as_text(node.get("title"), markup=kind not in (None, "text/plain"), most=500)


def _told(node: Mapping[str, Any], name: str) -> str:
    """The text stored under a name; what has attributes where none belong is stored as they are."""
    value = node.get(name)
    return value if isinstance(value, str) else ""


def _detail(node: Mapping[str, Any]) -> Mapping[str, Any]:
    # An element of an unknown name is stored under it, and may so take any place.
    detail = node.get("title_detail")
    return detail if isinstance(detail, dict) else {}


def _entry(item: Any, origin: Origin, dates: DateReader) -> Entry:
    guid = one_line(_told(item, "id")) or None
    link = _link(item, origin)
    title = _title(item)
    # `.get("updated")` of feedparser falls back to `published`; the raw key does not.
    published, created, updated = (
        dates.read(dict.get(item, name)) for name in ("published", "created", "updated")
    )
    summary = as_text(item.get("summary") or item.get("media_caption"), markup=True, most=4000)
    return Entry(
        key=entry_key(guid, link, title, published or created or updated, summary),
        guid=guid,
        link=link,
        title=title,
        published=published or created or updated,
        updated=updated,
        authors=_authors(item),
        summary=summary,
    )


def _link(item: Any, origin: Origin) -> str | None:
    spoken = _told(_detail(item), "language") or origin.language or ""
    language = spoken.lower()[:2] or None
    for link in (
        chosen([one for one in item.get("links") or () if isinstance(one, dict)], language),
        item.get("link"),
        _href(item.get("otherlink")),
    ):
        if found := resolved(link, origin.base):
            return found
    return None


def _href(link: object) -> object:
    # Without attributes it is its text.
    return link.get("href") if isinstance(link, dict) else link


def _authors(item: Any) -> tuple[str, ...]:
    details = item.get("authors") or ([item["author_detail"]] if item.get("author_detail") else [])
    names = [one_line(_told(d, "name")) for d in details if isinstance(d, dict)]
    # feedparser knows only short top-level domains; what it cut a name out of is read anew.
    whole = one_line(_told(item, "author"))
    if len(names) <= 1 and "@" in whole and _MAIL.search(whole):
        names = [_without_mail(whole)]
    if not any(names):
        names = [whole]
    return tuple(dict.fromkeys(name for name in names if name))


def _without_mail(text: str) -> str:
    """The name beside a mail address, in RFC 822's spellings and others'; the address itself
    where there is none."""
    name, _ = parseaddr(text)
    rest = one_line(_MAIL.sub(" ", text)).strip(" <>(),;:")
    return one_line(name) or rest or text


def _ttl(feed: Mapping[str, Any]) -> int | None:
    """Minutes that the feed asks between two polls: `ttl`, else the syndication module."""
    try:
        if feed.get("ttl"):
            return max(0, int(float(feed["ttl"])))
        period = str(feed.get("sy_updateperiod") or "").strip().lower()
        if period in _PERIODS:
            frequency = float(feed.get("sy_updatefrequency") or 1)
            return int(_PERIODS[period] / frequency) if frequency >= 1 else None
    except (ValueError, TypeError, OverflowError):
        pass
    return None
