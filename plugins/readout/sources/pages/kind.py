"""Whether a page is an article, or one of the things that stand in an article's place."""

from __future__ import annotations

import re
from typing import Final

from readout.lexicon.promotions import notice

BANNER_WORDS: Final = 80
"""Beside a text of this length a word of consent is a banner over a short article, and “not
found” a word of the story: a page that only asks or excuses itself has that as its body."""

SHORT_WORDS: Final = 200
"""A longer text is an article whatever words it uses: articles about cookies exist."""

FEW_WORDS: Final = 8
"""Fewer, and no sentence among them: a name and a greeting, not an article."""

_SENTENCE: Final = re.compile(r"[.!?…。！？।۔]")
_MANY_LINKS: Final = 40
_CONSENT: Final = notice("consent")
_PAYWALL: Final = notice("paywall")
_ERROR: Final = notice("error")
_SUBSCRIBE: Final = re.compile(r"\bsubscri(?:be|ption)\b", re.IGNORECASE)


def page_kind(
    text: str,
    *,
    ending: str,
    title: str | None,
    page_text: str,
    free: bool | None,
    is_article: bool,
    links: int,
    paragraphs: int,
) -> str:
    """`article`, `paywall`, `consent`, `error`, `listing` or `empty`.

    Args:
        text: the extracted body; `ending` the last it had before its lines were cleaned, as
            an invitation to subscribe is one of those.
        page_text: visible text of the whole page, for what is said beside the body.
        free: what the publisher's JSON-LD says of access (False: behind a paywall).
        is_article: whether the page's metadata call it an article.
        links: links on the page; paragraphs: lines of running text in the body.

    Rules go by length first: a long body is an article.
    """
    words = len(text.split())
    listing = not is_article and paragraphs < 3 and links > _MANY_LINKS
    if words >= SHORT_WORDS:
        # A publisher marks every story of a subscription site as not free; a text that
        # ends in a request to subscribe was cut, one that doesn't was given in full.
        cut = free is False and _asks_to_pay(ending)
        return "paywall" if cut else "listing" if listing else "article"
    if free is False:
        return "paywall"
    if not is_article:
        if _ERROR.search(title or "") or (words < BANNER_WORDS and _ERROR.search(page_text[:1500])):
            return "error"
        if _CONSENT.search(f"{title or ''}\n{page_text[:3000]}" if words < BANNER_WORDS else text):
            return "consent"
    if words < FEW_WORDS and not is_article and not _SENTENCE.search(text):
        return "listing" if listing else "empty"
    if _asks_to_pay(ending) or (is_article and words < 120 and _PAYWALL.search(page_text[-3000:])):
        return "paywall"
    return "listing" if listing else "article"


def _asks_to_pay(ending: str) -> bool:
    return bool(_PAYWALL.search(ending[-300:]) or _SUBSCRIBE.search(ending[-100:]))
