"""URLs: made absolute, made canonical, and whose they are.

Parsing is WHATWG's (ada), so that `http:\\\\HOST/a/../b` means here what it means in a
browser. Registered domains come from the public suffix list that tldextract ships;
nothing is downloaded.
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote_plus

import ada_url

if TYPE_CHECKING:
    import tldextract

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Parameters that only tell who sent the reader. A prefix covers a family of them. Names
# that some sites use for content (id, page, ref, source) are handled by value below.
_TRACKING_PREFIXES = (
    "utm_",  # Urchin, Google Analytics
    "hsa_",
    "_hs",  # HubSpot
    "__hs",
    "gad_",  # Google Ads
    "mj_",  # Mailjet
    "pk_",
    "mtm_",
    "matomo_",
    "piwik_",
    "at_",  # Piano, BBC
    "ns_",  # comScore
    "oly_",  # Omeda
    "vero_",
    "guce_",  # Yahoo consent
    "__twitter",
    "wt_",
    "wt.",  # Webtrends
)
# fmt: off
_TRACKING_NAMES = frozenset(
    [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid",
        "twclid", "ttclid", "li_fat_id", "igsh", "igshid", "mc_cid", "mc_eid", "mkt_tok", "_ga",
        "_gl", "spm", "scm", "xtor", "ocid", "ncid", "cmpid", "cmp", "icid", "ito", "smid",
        "smtyp", "smprod", "wickedid", "rb_clickid", "s_cid", "s_kwcid", "ef_id", "guccounter",
        "feedtype", "feedname", "feed_id", "fb_ref", "fb_source", "action_object_map",
        "action_type_map", "fb_action_ids", "sref", "_openstat", "trk", "trkcampaign",
        "sc_campaign", "sc_channel", "sc_content", "sc_medium", "sc_country", "elqtrackid",
        "elqtrack", "__s", "ml_subscriber", "ml_subscriber_hash", "sharetoken",
        "share_id", "soc_src", "soc_trk", "taid", "traffic_source", "dm_i", "ck_subscriber_id",
        "epik", "nr_email_referer", "syclid", "srsltid", "_kx", "bbeml",
        "mibextid", "ref_src", "ref_url", "rdt_cid", "ndclid", "cvid", "_branch_match_id",
    ]
)
# Ambiguous names: tracking only when the value says how the reader came.
_BY_VALUE = frozenset(("ref", "src", "source", "from", "partner", "emc", "via", "referrer"))
_CARRIERS = frozenset(
    [
        "rss", "feed", "feeds", "atom", "rssfeed", "rss_feed", "rss2", "twitter", "facebook",
        "fb", "tw", "email", "newsletter", "social", "google", "googlenews", "linkedin",
        "whatsapp", "telegram",
    ]
)
# fmt: on

_HTTP = re.compile(r"https?:", re.IGNORECASE)
# In the normal form as it stands (but for the slash behind a bare host), as nearly all links of
# feeds are: a host of plain letters (no number, no punycode), no port, and of path and query only
# what stays as it is.
_NORMAL = re.compile(
    r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}"
    r"(?P<path>(?:/(?!\.|%2[eE])[\w.~!$&()*+,;=:@%-]*)+(?:\?[\w.~!$&()*+,;=:@/?%-]*)?)?",
    re.ASCII,
)


def absolute_url(link: str, base: str | None = None) -> str | None:
    """`link` as an absolute http or https URL in WHATWG's normal form, resolved against
    `base`; None when it is none (another scheme, a host that is no host, empty)."""
    text = link.strip()
    if not text:
        return None
    # The parser is another language's: making its object is a tenth of reading a feed.
    if (normal := _NORMAL.fullmatch(text)) and "xn--" not in text:
        return text if normal["path"] else f"{text}/"
    try:
        href = ada_url.URL(text, base).href if base else ada_url.URL(text).href
    except (ValueError, UnicodeError):
        return None
    return href if href.startswith(("http://", "https://")) else None


def canonical_url(link: str, base: str | None = None) -> str | None:
    """The form under which two links to one page are equal: absolute, without
    fragment, credentials and tracking parameters; the other parameters keep their order.
    None as in `absolute_url`."""
    href = absolute_url(link, base)
    if href is None:
        return None
    # Most links have nothing to take away, and parsing costs more than looking.
    if "?" not in href and "#" not in href and "@" not in href:
        return href
    url = ada_url.URL(href)
    url.hash = ""
    url.username = ""
    url.password = ""
    if url.search:
        kept = [part for part in url.search[1:].split("&") if part and not _is_tracking(part)]
        url.search = "&".join(kept)
    return str(url.href).removesuffix("#").removesuffix("?")


def _is_tracking(part: str) -> bool:
    name, _, value = part.partition("=")
    name = unquote_plus(name).lower()
    if name in _BY_VALUE:
        return unquote_plus(value).lower() in _CARRIERS
    return name in _TRACKING_NAMES or name.startswith(_TRACKING_PREFIXES)


@lru_cache(maxsize=4096)
def parse_address(host: str) -> Address | None:
    """The IP address that `host` is (brackets and a zone allowed), None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


@lru_cache(maxsize=8192)
def host_and_port(url: str) -> tuple[str, int]:
    """Host (IPv6 without brackets) and port, the scheme's own where none is written.

    Args:
        url: an absolute URL, as `absolute_url` gives it.
    """
    parsed = ada_url.URL(url)
    port = int(parsed.port) if parsed.port else (443 if parsed.protocol == "https:" else 80)
    return parsed.hostname.strip("[]"), port


@lru_cache(maxsize=8192)
def origin(url: str) -> str:
    """`scheme://host[:port]` of an absolute URL."""
    return str(ada_url.URL(url).origin)


@lru_cache(maxsize=1)
def _extractor() -> tldextract.TLDExtract:
    import tldextract  # 0.1 s, because it brings an HTTP client; most commands need no domain

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def registered_domain(url: str) -> str | None:
    """The domain that somebody registered (`bbc.co.uk` of `www.bbc.co.uk`). An IP
    address counts together with its port, a name without a dot by itself.
    None when the URL is none."""
    href = absolute_url(url)
    if href is None:
        return None
    host, port = host_and_port(href)
    if parse_address(host) is not None:
        return f"{host}:{port}"
    return _domain_of_host(host)


@lru_cache(maxsize=4096)
def _domain_of_host(host: str) -> str:
    found = _extractor()(host)
    if not found.suffix and "." in host:
        # The list's default rule: an unknown last label is a public suffix.
        return ".".join(host.split(".")[-2:])
    return f"{found.domain}.{found.suffix}" if found.domain and found.suffix else host


def same_site(one: str, other: str) -> bool:
    """True when both URLs lie on one registered domain."""
    domain = registered_domain(one)
    return domain is not None and domain == registered_domain(other)


def without_credentials(url: str) -> str:
    """The URL as it may stand in a log: no user name, no password."""
    if "@" not in url or not _HTTP.match(url.strip()):
        return url
    try:
        parsed = ada_url.URL(url.strip())
    except ValueError:
        return re.sub(r"//[^/]*@", "//", url)
    parsed.username = ""
    parsed.password = ""
    return str(parsed.href)
