"""What the elements of feeds are called, and which of them have a meaning for feedparser."""

from __future__ import annotations

import re
from typing import Final

ATOM: Final = "http://www.w3.org/2005/Atom"
ATOM_OLD: Final = "http://purl.org/atom/ns#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RSS_1: Final = "http://purl.org/rss/1.0/"
ATOM_LINK: Final = f"{{{ATOM}}}link"
XHTML: Final = "http://www.w3.org/1999/xhtml"
SVG: Final = "http://www.w3.org/2000/svg"
XLINK: Final = "http://www.w3.org/1999/xlink"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"

# Whose elements have a meaning, by the prefix under which it is known. Written small.
SPACES: Final = {
    "": "",
    ATOM.lower(): "",
    ATOM_OLD: "",
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
    XHTML: "xhtml",
}
# Other names of the formats' own space, which nothing here means to know.
STRANGE: Final = re.compile(
    r"userland\.com/rss|harvard\.edu/tech/rss|my\.netscape\.com|example\.com/|uri/of/echo|"
    r"purl\.org/(?:echo|pie|rss/1\.0/modules/rss091)"
)
MEDIA: Final = "http://search.yahoo.com/mrss"


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
TAKEN: Final = _names("author_detail authors date links media_caption otherlink title_detail")
# What is dealt with there and touches nothing that is read.
HARMLESS: Final = _names(
    "category keywords cloud enclosure copyright rights generator webmaster expirationdate "
    "subtitle tagline dc_contributor dc_language dc_publisher dc_rights dc_subject "
    "dcterms_valid georss_point itunes_block itunes_category itunes_explicit itunes_image "
    "itunes_keywords itunes_subtitle media_category media_content media_credit media_group "
    "media_keywords media_license media_player media_rating media_restriction media_thumbnail "
    "admin_errorreportsto admin_generatoragent itunes_link psc_chapters psc_chapter"
)
# Texts, which may hold markup of their own.
TEXTS: Final = _names(
    "rights subtitle copyright tagline dc_rights itunes_subtitle info feedburner_browserfriendly"
)
PERSON: Final = _names("name email uri url homepage itunes_name itunes_email")
DATES: Final = _names(
    "pubdate published lastbuilddate updated modified created dc_date dcterms_modified "
    "dcterms_issued dcterms_created"
)
OF_FEED: Final = ("ttl", "sy_updateperiod", "sy_updatefrequency")
BOXES: Final = {
    "image": frozenset(("title", "link", "description", "url", "width", "height")),
    "textinput": frozenset(("title", "link", "description", "name")),
}

TYPES: Final = {
    "text": "text/plain",
    "plain": "text/plain",
    "html": "text/html",
    "xhtml": "application/xhtml+xml",
}
PLAIN: Final = "text/plain"
HTML: Final = "text/html"
INLINE: Final = "application/xhtml+xml"
KNOWN_TYPES: Final = (PLAIN, HTML, INLINE)
ATOM_VERSIONS: Final = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
RSS_VERSIONS: Final = {
    "0.91": "rss091u",
    "0.92": "rss092",
    "0.93": "rss093",
    "0.94": "rss094",
}

READ_ATTRIBUTES: Final = _names("rel type href hreflang url uri base lang mode src ispermalink")
