"""Whether a page is an article, or one of the things that stand in an article's place."""

from __future__ import annotations

import re
from typing import Final

BANNER_WORDS: Final = 80
"""Beside a text of this length a word of consent is a banner over a short article: a page
that only asks for consent has that text as its body."""

SHORT_WORDS: Final = 200
"""A longer text is an article whatever words it uses: articles about cookies exist."""

_CONSENT: Final = re.compile(
    r"\b(?:we (?:and our partners )?(?:use|value|care about)(?: your privacy| cookies)|"
    r"before you continue|accept (?:all )?(?:cookies|and continue)|your privacy (?:choices|matters)|"
    r"(?:manage|consent to|use of) cookies|wir verwenden cookies|einwilligung|"
    r"nous utilisons des cookies|utilizamos cookies|utilizziamo i cookie)\b",
    re.IGNORECASE,
)
_PAYWALL: Final = re.compile(
    r"\b(?:subscribe (?:now |today )?to (?:read|continue|keep reading|unlock)|to continue reading|"
    r"already a subscriber|subscribers? only|for subscribers|(?:this|the) (?:article|story|content) is "
    r"(?:for|reserved for|only available to) (?:our )?(?:subscribers|members)|"
    r"(?:log|sign) in or subscribe|register to (?:read|continue)|reserviert für abonnenten|"
    r"réservé aux abonnés|solo para suscriptores|per gli abbonati|subscribe)\b",
    re.IGNORECASE,
)
_ERROR: Final = re.compile(
    r"\b(?:page (?:not|cannot be|could not be|can(?:no|')t be) found|404|not found|"
    r"(?:no longer|isn['’]t|not) available|access denied|are you a (?:robot|human)|"
    r"verify (?:that )?you are (?:a )?human|checking your browser|(?:enable|requires?|turn on|need) javascript|"
    r"enable js|something went wrong|internal server error|service unavailable|"
    r"seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata)\b",
    re.IGNORECASE,
)


def page_kind(
    text: str,
    *,
    title: str | None,
    page_text: str,
    free: bool | None,
    is_article: bool,
    links: int,
    paragraphs: int,
) -> str:
    """`article`, `paywall`, `consent`, `error`, `listing` or `empty`.

    Args:
        text: the extracted body.
        page_text: visible text of the whole page, for what is said beside the body.
        free: what the publisher's JSON-LD says of access (False: behind a paywall).
        is_article: whether the page's metadata call it an article.
        links: links on the page; paragraphs: lines of running text in the body.

    Rules go by length first: a long body is an article.
    """
    words = len(text.split())
    beginning = f"{title or ''}\n{page_text[:3000]}"
    if words >= SHORT_WORDS:
        listing = not is_article and paragraphs < 3 and links > 40
        # A publisher marks every story of a subscription site as not free; a text that
        # ends in a request to subscribe was cut, one that doesn't was given in full.
        cut = free is False and _PAYWALL.search(text[-300:]) is not None
        return "paywall" if cut else "listing" if listing else "article"
    if free is False and words < SHORT_WORDS:
        return "paywall"
    if not is_article and _ERROR.search(beginning[:1500]):
        return "error"
    if not is_article and _CONSENT.search(beginning if words < BANNER_WORDS else text):
        return "consent"
    if _PAYWALL.search(text) or (words < 120 and _PAYWALL.search(page_text[-3000:]) and is_article):
        return "paywall" if words else "empty"
    if words == 0:
        return "empty"
    if not is_article and links > 40 and paragraphs < 3:
        return "listing"
    return "article"
