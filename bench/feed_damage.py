"""Damage to feeds, by a seed: elements that repeat, move, change their name or stand where
they mean something else; attributes, name spaces and single characters.

What it puts in are the elements of RSS, RDF, Atom and their extensions in many forms, so that one
feed meets another's habits.
"""

from __future__ import annotations

import random
import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)([A-Za-z][\w:.-]*)([^<>]*?)(/?)>")
_ROOT: Final = re.compile(r"<(?:rss|feed|rdf:RDF)\b[^>]*")
_DECLARED: Final = re.compile(r"xmlns(:\w+)?=(['\"])[^'\"]*\2")

# ruff: noqa: E501
# fmt: off
ELEMENTS: Final = (
    '<title>Other title</title>',
    '<title/>',
    '<title>  </title>',
    "<title type='html'>A &lt;b&gt;bold&lt;/b&gt;</title>",
    '<dc:title>DC</dc:title>',
    '<media:title>MT</media:title>',
    "<media:content url='x'><media:title>mt &amp;amp; x</media:title><media:description type='html'>md</media:description></media:content>",
    "<media:group><media:description>gd</media:description><media:thumbnail url='u'/></media:group>",
    '<media:description>direct</media:description>',
    '<link>http://x.example/1</link>',
    '<link/>',
    '<link></link>',
    '<link> </link>',
    "<link href='http://x.example/2'/>",
    "<link rel='alternate' type='text/html' href='/rel'/>",
    "<link rel='self' href='http://x.example/self'/>",
    "<link rel='ALTERNATE' hreflang='de' href='http://x.example/de'/>",
    "<link type='html' href='//y.example/z'/>",
    "<link href=''/>",
    "<link href='http:////x.example///a'>text</link>",
    "<link url='http://u.example/'/>",
    '<link>http://x.example/?a=1&amp;b;=2</link>',
    '<link><![CDATA[ ]]></link>',
    '<LINK>http://up.example</LINK>',
    '<link ></link>',
    "<atom:link href='http://a.example/feed' rel='self'/>",
    "<atom:link rel='alternate' href='http://a.example/alt'/>",
    '<atom:link>http://a.example/text</atom:link>',
    "<a10:link xmlns:a10='http://www.w3.org/2005/Atom' href='http://a10.example/'/>",
    '<atom:updated>2020-01-01T00:00:00Z</atom:updated>',
    '<atom:author><atom:name>AN</atom:name></atom:author>',
    '<guid>http://g.example/1</guid>',
    "<guid isPermaLink='false'>gid</guid>",
    "<guid isPermaLink='true'>http://g.example/2</guid>",
    '<guid/>',
    '<id>tag:x,1</id>',
    '<id>urn:2</id>',
    "<guid ispermalink='False'>x</guid>",
    '<description>D1</description>',
    '<description/>',
    '<description>a &lt;p&gt;b&lt;/p&gt;</description>',
    '<description><p>naked</p></description>',
    '<summary>S1</summary>',
    "<summary type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x <b>y</b> &amp; z</div></summary>",
    "<summary type='html'>&lt;i&gt;s&lt;/i&gt;</summary>",
    '<itunes:summary>IS</itunes:summary>',
    '<content:encoded><![CDATA[<p>CE</p>]]></content:encoded>',
    "<content type='html'>&lt;p&gt;C&lt;/p&gt;</content>",
    "<content type='xhtml'><div>1</div><div>2</div></content>",
    "<content type='image/png'>abc</content>",
    "<content src='x'/>",
    '<dc:description>dcd</dc:description>',
    '<abstract>abs</abstract>',
    '<body>b</body>',
    "<xhtml:body xmlns:xhtml='http://www.w3.org/1999/xhtml'><p>x</p></xhtml:body>",
    '<pubDate>Sun, 01 Mar 2026 12:00:00 GMT</pubDate>',
    '<pubdate>2026-03-02</pubdate>',
    '<dc:date>2026-03-03T00:00:00Z</dc:date>',
    '<updated>2026-03-04T00:00:00Z</updated>',
    '<published>2026-03-05T00:00:00+02:00</published>',
    '<dcterms:created>2020-01-01</dcterms:created>',
    '<date>2019-01-01</date>',
    '<lastBuildDate>Mon, 02 Mar 2026 12:00:00 +0100</lastBuildDate>',
    '<issued>2018</issued>',
    '<modified>2018-01-02T00:00:00Z</modified>',
    '<created>2017-05-05</created>',
    '<author>a@b.example (Ann B)</author>',
    '<author>Plain Name</author>',
    '<author><name>N1</name><email>n1@x.org</email></author>',
    '<author><name>N2</name><uri>http://u</uri></author>',
    '<author><email>only@mail.org</email></author>',
    '<author/>',
    '<author>x@y.com</author>',
    '<dc:creator>Cre Ator</dc:creator>',
    '<dc:creator>c@d.media (Long)</dc:creator>',
    '<itunes:author>IA</itunes:author>',
    '<contributor><name>Con</name></contributor>',
    '<managingEditor>m@e.org</managingEditor>',
    '<name>stray</name>',
    '<email>stray@x.org</email>',
    "<source url='http://s.example'>Src</source>",
    "<source><title>ST</title><id>sid</id><link href='http://s.example/'/><updated>2001-01-01T00:00:00Z</updated></source>",
    '<image><url>http://i</url><title>IT</title><link>http://il</link></image>',
    '<image>http://i.example/p.png</image>',
    '<image><url>u</url></image>',
    '<textInput><title>TT</title><name>q</name><link>http://tl</link></textInput>',
    '<foo>bar</foo>',
    "<foo a='1'>bar<title>in foo</title></foo>",
    "<x:y xmlns:x='urn:q'>z</x:y>",
    "<dc:foo xmlns:dc='urn:other'>z</dc:foo>",
    "<site xmlns='com-wordpress:feed'>1</site>",
    '<authors>as</authors>',
    '<links>ls</links>',
    '<title_detail>td</title_detail>',
    "<enclosure url='http://e' type='audio/mpeg'/>",
    '<category>c</category>',
    "<category term='t'/>",
    '<language>fr</language>',
    '<dc:language>de</dc:language>',
    '<ttl>30</ttl>',
    "<ttl x='1'>30</ttl>",
    '<sy:updatePeriod>daily</sy:updatePeriod>',
    "<rights type='xhtml'><div>r</div></rights>",
    '<geo:lat>1.0</geo:lat>',
    '<georss:point>1 2</georss:point>',
    '<thr:total>3</thr:total>',
    '<title>caf\xc3\xa9 \x93q\x94</title>',
    '<title>AT&amp;amp;T &amp;#8217; </title>',
    '<title>a<!-- c -->b</title>',
    '<title><![CDATA[x < y & z]]></title>',
    '<title>&#55357;&#56832;</title>',
    '<title>\xe9\u0107</title>',
    '<?pi x?>',
    '<!-- comment -->',
    "<svg xmlns='http://www.w3.org/2000/svg'><title>svg</title></svg>",
    "<media:credit role='x'>cr</media:credit>",
    '<category><title>t in c</title></category>',
    '<itunes:owner><itunes:name>on</itunes:name><itunes:email>o@e.org</itunes:email></itunes:owner>',
    "<psc:chapters><psc:chapter title='x'/></psc:chapters>",
    '<info>i</info>',
    '<tagline>tg</tagline>',
    '<rdf:li>x</rdf:li>',
    '<items/>',
    '<item/>',
    '<entry/>',
    '<channel/>',
    "<links href='x'/>",
    "<otherlink href='http://o.example'/>",
    '<feed/>',
    '<media:caption>mc</media:caption>',
    "<link rel='alternate' xml:lang='fr' href='http://x.example/xl'/>",
)
ATTRIBUTES: Final = (
    " xml:lang='de'",
    " lang='fr'",
    " xml:base='http://base.example/d/'",
    " base='http://b2.example/'",
    " type='html'",
    " type='xhtml'",
    " type='text'",
    " TYPE='HTML'",
    " href='http://at.example/'",
    " lastmod='2020-01-01'",
    " rdf:about='http://about.example/'",
    " isPermaLink='false'",
    " mode='escaped'",
    " mode='base64'",
    " xmlns='http://www.w3.org/2005/Atom'",
    " xmlns=''",
    " xmlns:dc='http://purl.org/dc/elements/1.1/'",
    " xmlns:media='http://search.yahoo.com/mrss/'",
    " xmlns:q='http://purl.org/rss/1.0/'",
    " version='0.91'",
    " xml:lang=''",
    " x='1'",
    " thr:count='3'",
    " rel='self'",
    " xmlns:content='http://purl.org/rss/1.0/modules/content/'",
    " xmlns:atom='http://www.w3.org/2005/Atom'",
    " xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'",
)
# fmt: on
_SPACES: Final = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "dcterms": "http://purl.org/dc/terms/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "georss": "http://www.georss.org/georss",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "thr": "http://purl.org/syndication/thread/1.0",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "psc": "http://podlove.org/simple-chapters",
}
_NAMES: Final = [
    *(found[1] for one in ELEMENTS if (found := re.match(r"<([\w:]+)", one))),
    *("rss", "RSS", "Item", "TITLE", "dc:Creator", "pubDATE", "media:Description", "div", "svg"),
]
_SIGNS: Final = (
    "  ",
    " x ",
    "&amp;",
    "&#8217;",
    "\n\n",
    "\u00e9",
    "\x93",
    "\u2019",
    "&lt;b&gt;",
    "]]",
)


def damaged(text: str, chance: random.Random) -> str:
    """The feed with one to five changes."""
    if chance.random() < 0.8:
        text = _with_spaces(text, chance)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        tags = list(_TAG.finditer(text))
        if tags:
            text = _changed(text, chance.choice(tags), chance)
    return text


def _with_spaces(text: str, chance: random.Random) -> str:
    """Declare at the root, mostly, what the elements need."""
    root = _ROOT.search(text)
    if root is None:
        return text
    there = set(re.findall(r"xmlns:([\w-]+)", root[0]))
    more = "".join(
        f" xmlns:{prefix}='{space}'"
        for prefix, space in _SPACES.items()
        if prefix not in there and chance.random() < 0.9
    )
    return text[: root.end()].rstrip("/") + more + text[root.end() :]


def _changed(text: str, tag: re.Match[str], chance: random.Random) -> str:
    kind = chance.random()
    start, end = tag.span()
    name_end = start + 1 + len(tag[2])
    if kind < 0.45:
        at = end if chance.random() < 0.7 else start
        return text[:at] + chance.choice(ELEMENTS) + text[at:]
    if kind < 0.6 and not tag[1]:
        return text[:name_end] + chance.choice(ATTRIBUTES) + text[name_end:]
    closing = text.find(f"</{tag[2]}>", end)
    if kind < 0.7 and closing > 0 and not tag[1]:
        name = chance.choice(_NAMES)
        behind = closing + 2
        return (
            text[: start + 1] + name + text[name_end:behind] + name + text[behind + len(tag[2]) :]
        )
    if kind < 0.8 and closing > 0 and not tag[1]:
        last = closing + len(tag[2]) + 3
        piece, text = text[start:last], text[:start] + text[last:]
        places = list(_TAG.finditer(text))
        if chance.random() < 0.7 and places:
            at = chance.choice(places).end()
            text = text[:at] + piece * chance.choice((1, 2)) + text[at:]
        return text
    if kind < 0.86:
        return text[:end] + chance.choice(_SIGNS) + text[end:]
    if kind < 0.9:
        return text[:start] + text[end:]
    if kind < 0.95:
        return _DECLARED.sub(lambda m: m[0] if chance.random() < 0.8 else "", text, count=5)
    at = chance.randrange(len(text))
    return text[:at] + chance.choice(("<", ">", "&", "'", "x", "")) + text[at + 1 :]
