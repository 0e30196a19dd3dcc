"""What extractors get wrong, by the layout of the page. Each layout carries the same story."""

import json

import pytest
from lxml.html import document_fromstring
from readout.model import Body
from readout.sources.pages.blocks import leaves, without_links
from readout.sources.pages.bodies import extract_body

URL = "https://www.outlet.test/news/talks"
STORY = [
    f"On day {n} the delegation from region {n} met the council in hall {n}, and “we made "
    f"progress on point {n}, ‘slowly’ as ever”, the envoy told reporters."
    for n in range(12)
]
OTHER = [
    f"In town {n} the mayor opened bridge {n} and thanked the builders of it, who had worked "
    f"through winter {n} without a day of rest, as she put it."
    for n in range(12)
]
NAV = "<header><nav><ul>" + "<li><a href=/s>Section</a></li>" * 9 + "</ul></nav></header>"
FOOT = "<footer><p>Copyright 2026 Outlet. All rights reserved.</p></footer>"


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def posts(tag: str, around: str) -> str:
    pairs = [STORY[n : n + 2] for n in range(0, len(STORY), 2)]
    return "".join(
        f"<{tag} id=post-{n}><time>10:0{n}</time>{around.format(paragraphs(pair))}"
        f"<div class=share><a href=#>Share this post</a></div></{tag}>"
        for n, pair in enumerate(pairs)
    )


TEASERS = "".join(
    f"<div class=teaser><h3><a href=/n/{n}>The mayor opens a bridge again</a></h3><p>{line}</p></div>"
    for n, line in enumerate(OTHER)
)
CARDS = "".join(
    f"<div class=card><a href=/n/{n}><h3>The mayor opens a bridge again</h3><p>{line}</p></a></div>"
    for n, line in enumerate(OTHER)
)
LAYOUTS = {
    "live blog of div": f"<main><h1>Talks</h1>{posts('div', '<div class=post-body>{}</div>')}</main>",
    "live blog of article": f"<main><h1>Talks</h1><div>{posts('article', '<div>{}</div>')}</div></main>",
    "live blog of li": f"<main><h1>Talks</h1><ol>{posts('li', '<div class=lx>{}</div>')}</ol></main>",
    "live blog of section": f"<div><h1>Talks</h1>{posts('section', '{}')}</div>",
    "a div for each paragraph": "<div id=c><h1>Talks</h1>"
    + "".join(f"<div class=par>{line}</div>" for line in STORY)
    + "</div>",
    "line breaks": f"<div id=c><h1>Talks</h1><div>{'<br><br>'.join(STORY)}</div></div>",
    "font in a layout table": "<table><tr><td>"
    + "<a href=/>Front page</a><br>" * 5
    + f"</td><td><font><b>Talks</b><br><br>{'<br><br>'.join(STORY)}</font></td></tr></table>",
    "wrappers of odd names": "<div class=has-sidebar><div class=comments-enabled><form>"
    + f"<h1>Talks</h1>{paragraphs(STORY)}</form></div></div>",
    "teasers after it": f"<main><div><h1>Talks</h1><div>{paragraphs(STORY)}</div></div><div>{TEASERS}</div></main>",
    "cards after it": f"<main><article><h1>Talks</h1>{paragraphs(STORY)}</article>{CARDS}</main>",
    "the next story below": f"<main><article><h1>Talks</h1><div>{paragraphs(STORY)}</div></article>"
    f"<article><h1>Bridges</h1><div>{paragraphs(OTHER)}</div></article></main>",
    "comments": f"<main><article><h1>Talks</h1>{paragraphs(STORY)}</article><section id=comments>"
    + "".join(f"<div class=comment><p>{line}</p></div>" for line in OTHER)
    + "</section></main>",
    "a newsletter box in it": f"<main><article><h1>Talks</h1>{paragraphs(STORY[:6])}"
    "<div class=newsletter-signup><p>All you need to know, each morning in your inbox.</p></div>"
    f"{paragraphs(STORY[6:])}</article></main>",
    "headlines of others in it": f"<main><article><h1>Talks</h1>{paragraphs(STORY[:6])}"
    "<h3><a href=/n/7>Mayor opens seventh bridge in a year</a></h3>"
    "<p><a href=/n/8>What the bridges have cost the town</a></p>"
    f"{paragraphs(STORY[6:])}</article></main>",
    "amp": f"<main><h1>Talks</h1><div>{'<amp-ad></amp-ad>'.join(paragraphs([x]) for x in STORY)}</div></main>",
}


def read(body: str, head: str = "") -> Body:
    page = f"<!DOCTYPE html><html><head><title>Talks</title>{head}</head><body>{NAV}{body}{FOOT}</body></html>"
    return extract_body(page.encode(), url=URL)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_paragraph_is_there_in_order_and_nothing_of_another_story(layout: str) -> None:
    found = read(LAYOUTS[layout])
    lines = [line.removeprefix("- ") for line in found.text.split("\n")]
    assert [line for line in lines if line in STORY] == STORY
    assert not [line for line in lines if line in OTHER or "bridge" in line]
    assert found.page_kind == "article"


def test_a_list_of_links_inside_is_cut_with_its_heading() -> None:
    box = "<h3>More on the talks</h3><ul>" + "".join(
        f"<li><a href=/n/{n}>The talks, part {n}</a></li>" for n in range(6)
    )
    body = f"<main><article><h1>Talks</h1>{paragraphs(STORY[:6])}{box}</ul>{paragraphs(STORY[6:])}</article></main>"
    assert read(body).text.split("\n") == STORY


def test_a_list_of_what_was_agreed_stays() -> None:
    points = "".join(f"<li>{line}</li>" for line in STORY[3:8])
    body = f"<main><article><h1>Talks</h1>{paragraphs(STORY[:3])}<ul>{points}</ul>{paragraphs(STORY[8:])}</article></main>"
    lines = [line.removeprefix("- ") for line in read(body).text.split("\n")]
    assert lines == STORY


def test_a_linked_sentence_is_no_headline_of_another_story() -> None:
    source = "https://council.test/minutes"
    tree = document_fromstring(
        f"<html><body><p><a href='{source}'>{STORY[0]}</a></p>"
        f"<p><a href='{source}'>What the bridges have cost</a></p></body></html>"
    )
    lines = [STORY[0], "What the bridges have cost"]
    assert without_links(lines, leaves(tree), tree) == STORY[:1]


def stated(text: str, **more: object) -> str:
    node = {"@type": "NewsArticle", "headline": "Talks", "articleBody": text, **more}
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def test_a_page_that_a_script_fills_in_has_the_text_it_states() -> None:
    found = read("<div id=root></div>", stated("<p>" + "</p><p>".join(STORY) + "</p>"))
    assert found.text.split("\n") == STORY
    assert found.why["text"] == "json-ld"


def test_a_live_blog_that_a_script_fills_in_has_its_posts() -> None:
    node = {
        "@type": "LiveBlogPosting",
        "headline": "Talks",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": f"Point {n}", "articleBody": line}
            for n, line in enumerate(STORY)
        ],
    }
    found = read(
        "<div id=root></div>", f"<script type='application/ld+json'>{json.dumps(node)}</script>"
    )
    assert [line for line in found.text.split("\n") if line in STORY] == STORY


@pytest.mark.parametrize(
    "body, more",
    [
        (f"<article><h1>Talks</h1>{paragraphs(STORY)}</article>", {}),  # the page shows it
        (f"<article>{paragraphs(STORY[:1])}</article>", {"isAccessibleForFree": False}),  # paywall
    ],
)
def test_stated_text_is_not_taken_where_the_page_shows_its_own(
    body: str, more: dict[str, object]
) -> None:
    found = read(body, stated("\n".join([*STORY, *OTHER]), **more))
    assert not set(OTHER) & set(found.text.split("\n"))
    assert found.why["text"] != "json-ld"


def test_half_a_surrogate_pair_and_nul_never_leave_a_page() -> None:
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Talks \\ud83d end",'
        '"author":{"name":"A\\u0000nn Lee"}}</script>'
    )
    found = read(f"<article><h1>Talks</h1>{paragraphs(STORY)}&#1;&#0;</article>", head)
    assert found.title == "Talks end"
    assert found.authors == ("Ann Lee",)
    found.text.encode()
    assert not set(map(chr, range(32))) - {"\n"} & set(found.text)
