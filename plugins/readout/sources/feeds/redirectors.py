"""Addresses that only send their reader on, and carry in themselves where to.

News alerts, search engines and social networks count clicks that way. The page behind such a link
is the target's; asking the redirector would tell it who reads, and many answer a program with a
page of consent instead.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl

import ada_url

from readout.sources.urls import absolute_url

# Host (with everything below it), path, and the parameters in which the target may stand.
_REDIRECTORS: Final = (
    (re.compile(r"(?:^|\.)google\.[a-z.]{2,6}$"), "/url", ("url", "q")),
    (re.compile(r"(?:^|\.)bing\.com$"), "/news/apiclick.aspx", ("url",)),
    (re.compile(r"(?:^|\.)facebook\.com$"), "/l.php", ("u",)),
    (re.compile(r"(?:^|\.)instagram\.com$"), "/", ("u",)),
    (re.compile(r"(?:^|\.)duckduckgo\.com$"), "/l/", ("uddg",)),
    (re.compile(r"(?:^|\.)youtube\.com$"), "/redirect", ("q",)),
    (re.compile(r"^out\.reddit\.com$"), "", ("url",)),
    (re.compile(r"^t\.umblr\.com$"), "/redirect", ("z",)),
    (re.compile(r"\.safelinks\.protection\.outlook\.com$"), "", ("url",)),
    (re.compile(r"(?:^|\.)linkedin\.com$"), "/redir/redirect", ("url",)),
    (re.compile(r"(?:^|\.)slack-redir\.net$"), "/link", ("url",)),
)
# One of these is in every host above. The entries of a feed are of few hosts, so that each is
# looked at once; parsing every address costs twenty times as much.
_WORDS: Final = (
    *("google", "bing.com", "facebook", "instagram", "duckduckgo", "youtube", "reddit", "umblr"),
    *("outlook", "linkedin", "slack"),
)
_GOOGLE_NEWS: Final = re.compile(r"^/(?:rss/)?(?:articles|read)/(CBM[\w-]{10,2000})", re.ASCII)
_ADDRESS: Final = re.compile(rb"https?://[\x21-\x7e]{4,2000}")
_MOST_HOPS: Final = 3


def unwrapped(url: str) -> str:
    """The address behind the redirectors that `url` names; `url` itself where it is none, or
    where its target does not stand in it."""
    for _ in range(_MOST_HOPS):
        host = url.split("/", 3)[2] if "://" in url else url
        if not _may_redirect(host, "?" in url) or (target := _target(url)) is None:
            return url
        url = target
    return url


@lru_cache(maxsize=4096)
def _may_redirect(host: str, asks: bool) -> bool:
    """Whether a target may stand in an address of this host, in its query if it has one."""
    small = host.lower()
    return any(word in small for word in _WORDS) if asks else "news.google" in small


def _target(url: str) -> str | None:
    try:
        parsed = ada_url.URL(url)
    except (ValueError, UnicodeError):
        return None
    if parsed.hostname == "news.google.com":
        return _in_google_news(parsed.pathname)
    for host, path, names in _REDIRECTORS:
        if host.search(parsed.hostname) and (not path or parsed.pathname == path):
            values = dict(reversed(parse_qsl(parsed.search.lstrip("?"))))
            for name in names:
                if target := absolute_url(values.get(name, "")):
                    return target
    return None


def _in_google_news(path: str) -> str | None:
    """Of its older addresses, whose last part is a message that holds the target; the newer ones
    hold a number that Google alone can read."""
    found = _GOOGLE_NEWS.match(path)
    if found is None:
        return None
    try:
        message = base64.urlsafe_b64decode(found[1] + "=" * (-len(found[1]) % 4))
    except (binascii.Error, ValueError):
        return None
    target = _ADDRESS.search(message)
    return absolute_url(target[0].decode("ascii")) if target else None
