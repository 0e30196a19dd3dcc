"""The way without an extractor: which pages it reads, and that it leaves alone what is doubtful."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring
from readout.model import Body
from readout.sources.pages import blocks, container
from readout.sources.pages.bodies import extract_body

STORY = [
    f"On day {n} the delegation from region {n} met the council in hall {n}, and “we made "
    f"progress on point {n}, ‘slowly’ as ever”, the envoy told reporters."
    for n in range(12)
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in STORY)


def read(inner: str) -> list[str] | None:
    tree = document_fromstring(f"<html><body><main><h1>Talks</h1>{inner}</main></body></html>")
    return container.story(blocks.leaves(tree))


PLAIN = {
    "paragraphs": f"<div>{PARAGRAPHS}</div>",
    "an advertisement": "<div>"
    + "".join(f"<p>{line}</p><div class=x>Advertisement</div>" for line in STORY)
    + "</div>",
    "a list of links": f"<div>{PARAGRAPHS}<div class=y><a href=/1>Bridge opens</a> <a href=/2>Snow falls</a></div></div>",
    "share buttons": f"<div>{PARAGRAPHS}<div class='social bar'>Send it to all friends</div></div>",
    "a box for each three": "<div>"
    + "".join(
        f"<div class=box>{''.join(f'<p>{s}</p>' for s in STORY[n : n + 3])}</div>"
        for n in (0, 3, 6, 9)
    )
    + "</div>",
    "when it was printed": "<section><div class=when>Published on 4 March 2026 at 10:32 GMT, updated 11:54"
    f"</div><div>{PARAGRAPHS}</div></section>",
    "hidden words": f"<div>{PARAGRAPHS}<div style='display: none'>Send this story to a friend</div></div>",
}


@pytest.mark.parametrize("layout", PLAIN)
def test_a_plain_page_needs_no_extractor(layout: str) -> None:
    assert read(PLAIN[layout]) == STORY


def test_lists_breaks_and_quotations_keep_their_lines() -> None:
    inner = (
        f"<div>{PARAGRAPHS}<p>He said:<br>“We go.”<br><b>She</b> stayed.</p><h3>What now</h3>"
        "<ul><li>One point <b>more</b></li><li>Two points</li></ul><blockquote><p>So be it.</p></blockquote></div>"
    )
    more = ["He said:", "“We go.”", "She stayed.", "What now", "- One point more", "- Two points"]
    assert read(inner) == [*STORY, *more, "So be it."]


DOUBTFUL = {
    "too short": f"<div><p>{STORY[0]}</p><p>{STORY[1]}</p></div>",
    "text without a tag": f"<div>{PARAGRAPHS}The envoy left on the same evening, and said no more.</div>",
    "text after an element": f"<div>{PARAGRAPHS}<hr>The envoy left on the same evening.</div>",
    "a box of text": f"<div>{PARAGRAPHS}<div>The envoy left on the same evening.</div></div>",
    "a table": f"<div>{PARAGRAPHS}<table><tr><td>The envoy left on the same evening</td></tr></table></div>",
    "blocks in a list": f"<div>{PARAGRAPHS}<ul><li><div>The envoy</div><div>left</div></li></ul></div>",
    "a hidden paragraph": f"<div>{PARAGRAPHS}<p style='display:none'>The envoy left then.</p></div>",
    "a second story": f"<div>{PARAGRAPHS}<h1>More</h1><p>The envoy left on the same evening.</p></div>",
    "half of it elsewhere": f"<div><section>{PARAGRAPHS}</section></div><form><div class=b>{PARAGRAPHS.replace('region', 'county')}</div></form>",
    "a lead that is no paragraph": f"<section><div>The envoy left {STORY[0]}</div><div>{PARAGRAPHS}</div></section>",
    "boxes marked as side matter": "<div>"
    + "".join(
        f"<div class=related-box>{''.join(f'<p>{s}</p>' for s in STORY[n : n + 3])}</div>"
        for n in (0, 3, 6, 9)
    )
    + "</div>",
}


@pytest.mark.parametrize("layout", DOUBTFUL)
def test_what_is_doubtful_is_left_to_the_extractor(layout: str) -> None:
    assert read(DOUBTFUL[layout]) is None


def test_a_lead_above_it_belongs_to_it_and_an_invitation_does_not() -> None:
    lead = "The delegation met the council for days, and progress was made on many of the points."
    inner = f"<section><p>{lead}</p><div>{PARAGRAPHS}</div></section>"
    assert read(inner) == [lead, *STORY]
    other = "<p>Enter your address below and receive tomorrow’s headlines before anybody else.</p>"
    assert read(f"<section>{other}<div>{PARAGRAPHS}</div></section>") == STORY


def test_the_reader_says_which_way_it_went() -> None:
    for layout, reader in (
        (PLAIN["paragraphs"], "container"),
        (DOUBTFUL["a table"], "trafilatura"),
    ):
        html = f"<html><body><main><h1>Talks</h1>{layout}</main></body></html>".encode()
        body = extract_body(html, url="https://www.outlet.test/news/talks")
        assert isinstance(body, Body)
        assert body.why["text"] == reader
        assert all(line in body.text for line in STORY)


def test_signs_without_width_go() -> None:
    inner = f"<div>{PARAGRAPHS}<p>The en\xadvoy\u200b left\u2060 then, and the coun\xadcil with him.</p></div>"
    html = f"<html><body><main><h1>Talks</h1>{inner}</main></body></html>".encode()
    text = extract_body(html, url="https://www.outlet.test/news/talks").text
    assert text.endswith("The envoy left then, and the council with him.")
