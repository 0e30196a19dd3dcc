"""Title, authors, dates and address of a page, and which source won for each.

Sources in order of trust: JSON-LD, `<meta>`, the visible page; the feed entry that led
here is a further vote. JSON-LD alone was right more often than the guesses of extraction
libraries (title .82 against .69, authors .83 against .77 on 257 pages), and its times
are exact to the minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from lxml.html import HtmlElement

from readout.model import Entry
from readout.sources.pages import dates, jsonld
from readout.sources.pages.address import page_address
from readout.sources.urls import absolute_url, host_and_port, registered_domain

_PUBLISHED: Final = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time",
    "datepublished", "parsely-pub-date", "sailthru.date", "publish-date", "pubdate", "publishdate",
    "dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "cxenseparse:recs:publishtime",
    "last-published", "date", "article.published", "publication_date", "displaydate",
)  # fmt: skip
_MODIFIED: Final = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "dcterms.modified",
)
_AUTHOR: Final = (
    "author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "cxenseparse:author",
    "article:author",
    "twitter:creator:name",
)
_SITE: Final = ("og:site_name", "application-name", "twitter:site:name")

_SUFFIX: Final = re.compile(r"\s+[|\-–—·•»:]\s+")
_BY: Final = re.compile(
    r"^\s*(?:by|von|par|por|di|door|af|av|autor|author|text)\b[:\s]+", re.IGNORECASE
)
_AND: Final = re.compile(r"\s*(?:;|\||\n|,\s+and\s+|\s+(?:and|und|et|y|og|och|oraz|&)\s+)\s*")
_NOT_NAME: Final = re.compile(
    r"https?:|www\.|@|\d{2}|^\W*$|^\(|^[a-z]+(?:-[a-z]+)+$|^(?:admin|null|none|undefined|unknown)$",
    re.IGNORECASE,
)
_QUOTES: Final = str.maketrans("‘’“”„«»", '\'\'"""""')


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. `why`: field → `json-ld`, `meta`, `page`, `feed`, `url`.
    `free` is what the publisher says of access: False behind a paywall, None unsaid;
    `node` is what the JSON-LD has of the article."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    url: str | None = None
    language: str | None = None
    free: bool | None = None
    is_article: bool = False
    headings: tuple[str, ...] = ()
    description: str | None = None
    node: jsonld.Node = field(default_factory=dict)
    why: dict[str, str] = field(default_factory=dict)


def squash(text: str | None) -> str:
    """One line, single blanks."""
    return " ".join((text or "").split())


def plain(text: str) -> str:
    """For comparing: one line, lower case, straight quotation marks."""
    return squash(text).translate(_QUOTES).lower()


def _metas(tree: HtmlElement) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = squash(element.get("content"))
        key = element.get("property") or element.get("name") or element.get("itemprop")
        if key and content:
            found.setdefault(key.strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], keys: Iterable[str]) -> str | None:
    return next((metas[k][0] for k in keys if k in metas), None)


def _without_site(title: str, references: Iterable[str], site_names: set[str]) -> str:
    """Cut a site's name off a title: where what remains is a heading of the page, or what
    is cut is the name of the site."""
    known = {plain(r) for r in references}
    for match in _SUFFIX.finditer(title):
        if plain(title[: match.start()]) in known:
            return title[: match.start()]
    parts = list(_SUFFIX.finditer(title))
    if parts and plain(title[parts[-1].end() :]) in site_names:
        return title[: parts[-1].start()]
    return title


def _title(
    ld: str | None,
    ld_names: list[str],
    metas: dict[str, list[str]],
    h1: list[str],
    page: str,
    url: str,
    feed: str | None,
) -> tuple[str | None, str]:
    """The JSON-LD headline, unless heading, social title and the JSON-LD's own `name` agree
    on another one: then `headline` holds the shortened title for search engines."""
    names = {plain(n) for k in _SITE for n in metas.get(k, ())}
    whole = absolute_url(url)
    host = host_and_port(whole)[0] if whole else ""
    names |= {host, host.removeprefix("www."), (registered_domain(url) or "").partition(".")[0]}
    heads = [*h1, *([ld] if ld else []), *([feed] if feed else [])]
    social = _first(metas, ("og:title", "twitter:title"))
    social = _without_site(social, heads, names) if social else None
    printed = next((h for h in h1 if social and plain(h) == plain(social)), None)
    if ld and not (printed and plain(printed) in {plain(n) for n in ld_names}):
        return _without_site(ld, h1, names), "json-ld"
    if printed:
        return printed, "page"
    if social:
        return social, "meta"
    if len(h1) == 1 and len(h1[0].split()) > 2:
        return h1[0], "page"
    if feed:
        return feed, "feed"
    if page:
        return _without_site(page, heads, names), "page"
    return (h1[0], "page") if h1 else (None, "none")


def clean_authors(raw: Iterable[str]) -> tuple[str, ...]:
    """Names without “By”, addresses and repetitions; “A, B and C” becomes three.

    A comma divides only between parts of two words or more: “Smith, John” is one name,
    and what follows a name after a comma is often an office (“Political Editor”).
    """
    names: list[str] = []
    for text in raw:
        for part in _AND.split(_BY.sub("", squash(text))):
            pieces = [p.strip() for p in part.split(",")]
            divided = len(pieces) > 1 and all(2 <= len(p.split()) <= 4 for p in pieces)
            for name in pieces if divided else [part]:
                name = _BY.sub("", name).strip(" ,.;:|-–—")
                if not name or len(name) > 80 or _NOT_NAME.search(name):
                    continue
                if name.lower() not in {n.lower() for n in names}:
                    names.append(name)
    return tuple(names[:20])


def _bylines(tree: HtmlElement) -> list[str]:
    """Names marked up as the author: rel=author links, itemprop, byline classes."""
    found: list[str] = []
    for element in tree.iter("a", "span", "div", "p", "address"):
        marks = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".split()
        classes = (element.get("class") or "").lower()
        if "author" in marks or re.search(
            r"(?:^|[\s_-])(?:byline|author)(?:[_-]*name)?s?(?:$|\s)", classes
        ):
            text = squash(element.text_content())
            if text and len(text.split()) <= 12:
                found.append(text)
                if len(found) == 10:
                    break
    # An outer element repeats its inner ones: keep the shortest that say it.
    return [t for t in dict.fromkeys(found) if not any(o != t and o in t for o in found)]


def _published(
    ld: str | None, metas: dict[str, list[str]], tree: HtmlElement, url: str, hint: Entry | None
) -> tuple[datetime | None, str]:
    """The moment and its source, in the zone that anything on the page tells it in."""
    found, source, others = _moment(ld, metas, tree, url, hint)
    if found is None or found.utcoffset():
        return found, source
    # Programs write UTC; which day "today" is, the reader's stamp tells: 9:30 pm -04:00.
    stamps = [*others, *(dates.parse_moment(e.get("datetime")) for e in _some_times(tree))]
    for moment in stamps:
        if moment is not None and moment.utcoffset() and abs(moment - found) < timedelta(minutes=2):
            return moment, source
    return found, source


def _some_times(tree: HtmlElement) -> Iterator[HtmlElement]:
    return islice(tree.iter("time"), 10)


def _moment(
    ld: str | None, metas: dict[str, list[str]], tree: HtmlElement, url: str, hint: Entry | None
) -> tuple[datetime | None, str, list[datetime]]:
    """The moment, its source, and every other moment that was stated."""
    candidates: list[tuple[datetime, str]] = []

    def offer(text: str | None, source: str) -> None:
        moment = dates.parse_moment(text)
        if moment and dates.plausible(moment):
            candidates.append((moment, source))

    offer(ld, "json-ld")
    offer(_first(metas, _PUBLISHED), "meta")
    if hint and hint.published and dates.plausible(hint.published):
        candidates.append((hint.published, "feed"))
    if not candidates:
        for element in tree.iter("time"):
            offer(element.get("datetime") or element.get("content"), "page")
            if candidates:
                break
    if not candidates and (day := dates.in_url(url)) and dates.plausible(day):
        candidates.append((day, "url"))
    if not candidates:
        return None, "none", []
    every = [moment for moment, _ in candidates]
    best = candidates[0]
    # One source against two that agree is outvoted: templates stamp “now” or the epoch.
    for moment, source in candidates[1:]:
        others = [m for m, _ in candidates if abs(m - moment) <= timedelta(days=1)]
        if len(others) >= 2 and abs(best[0] - moment) > timedelta(days=1):
            return moment, source, every
    # A bare day gives way to a moment of about that day.
    if best[0].time() == datetime.min.time():
        for moment, source in candidates[1:]:
            if moment.time() != datetime.min.time() and abs(moment - best[0]) <= timedelta(days=1):
                return moment, source, every
    return *best, every


def _is_free(all_nodes: list[jsonld.Node]) -> bool | None:
    for node in all_nodes:
        value = node.get("isAccessibleForFree")
        if value is not None and jsonld.is_article(node):
            return str(value).strip().lower() in ("true", "1", "http://schema.org/true")
    return None


def read_metadata(
    tree: HtmlElement, json_ld: Iterable[str], *, url: str, hint: Entry | None = None
) -> Metadata:
    """Read what a parsed page says of itself.

    Args:
        tree: root of the whole page, not yet pruned.
        json_ld: texts of its JSON-LD scripts.
        url: where the page was fetched from.
        hint: the feed entry that led to it.

    Published times keep the zone they were stated in; a missing zone is read as UTC.
    """
    all_nodes = jsonld.nodes(jsonld.parse(json_ld))
    node = jsonld.article(all_nodes) or {}
    metas = _metas(tree)
    h1 = [t for e in tree.iter("h1") if (t := squash(e.text_content()))][:5]
    page_title = squash(next((e.text_content() for e in tree.iter("title")), ""))
    why: dict[str, str] = {}

    title, why["title"] = _title(
        jsonld.text_of(node.get("headline")),
        [n for k in ("name", "alternativeHeadline") if (n := jsonld.text_of(node.get(k)))],
        metas,
        h1,
        page_title,
        url,
        hint.title if hint else None,
    )
    by_id = jsonld.identified(all_nodes)
    authors: tuple[str, ...] = ()
    for source in ("json-ld", "meta", "page", "feed"):
        # Only as far as needed: the page's bylines are a walk over the whole tree.
        if source == "json-ld":
            raw = jsonld.names(node.get("author") or node.get("creator"), by_id)
        elif source == "meta":
            raw = [v for k in _AUTHOR for v in metas.get(k, ())][:10]
        elif source == "page":
            raw = _bylines(tree)
        else:
            raw = list(hint.authors) if hint else []
        if authors := clean_authors(raw):
            why["authors"] = source
            break
    published, why["published"] = _published(
        jsonld.text_of(node.get("datePublished") or node.get("dateCreated")), metas, tree, url, hint
    )
    modified = None
    for source, text in (
        ("json-ld", jsonld.text_of(node.get("dateModified"))),
        ("meta", _first(metas, _MODIFIED)),
    ):
        moment = dates.parse_moment(text)
        if moment and dates.plausible(moment):
            modified, why["modified"] = moment, source
            break
    address, why["url"] = page_address(tree, url, _first(metas, ("og:url",)))
    return Metadata(
        title=title,
        authors=authors,
        published=published,
        modified=modified,
        url=address,
        language=squash(tree.get("lang") or tree.get("xml:lang")).lower()[:2] or None,
        free=_is_free(all_nodes),
        is_article=bool(node) or _first(metas, ("og:type",)) == "article",
        headings=tuple(h1),
        description=_first(metas, ("og:description", "description")),
        node=node,
        why={k: v for k, v in why.items() if v != "none"},
    )
