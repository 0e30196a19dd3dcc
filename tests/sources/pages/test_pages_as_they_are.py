"""What users of extractors report: each kind with the case that was tried first and siblings.

Every layout carries the same six sentences. The first row of a kind was found by trying, the
others were written before anything was mended.
"""

from __future__ import annotations

import pytest
from readout.errors import SoftError
from readout.model import Body
from readout.sources.http.redirects import refresh_target
from readout.sources.pages.bodies import extract_body
from readout.sources.pages.sitelines import learn

URL = "https://www.paper.example/2023/06/19/fee.html"
TITLE = "Vasko halves harbour fee"
STORY = [
    "Prime Minister Irena Vasko met the fishing union in Halvik on Monday and promised to halve the harbour fee before the autumn season begins.",
    "The union had asked for the cut since March, when the price of diesel rose by a third and eleven boats were sold to owners abroad.",
    "“We heard you, and we will act before the herring come,” Ms Vasko said after the talks, which lasted two hours in the old customs house.",
    "Tom Birk, who leads the union, said his members would vote on the offer by Friday, and that he expected them to accept it with little debate.",
    "The opposition called the plan too late. Its leader, Clara Voss, said the treasury had known of the losses for a year and had done nothing.",
    "Harbour fees bring the state about nine million a year, most of it from Halvik and two smaller ports on the northern coast of the country.",
]
LEAD, REST = STORY[0], STORY[1:]


def paras(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def page(body: str, head: str = "<meta charset=utf-8>", lang: str = "en") -> bytes:
    return (
        f"<!DOCTYPE html><html lang={lang}><head>{head}<title>{TITLE}</title></head>"
        f"<body>{body}</body></html>"
    ).encode()


def article(inner: str) -> bytes:
    return page(f"<article><h1>{TITLE}</h1>{inner}</article>")


def read(html: bytes, charset: str | None = None, url: str = URL) -> Body:
    return extract_body(html, url=url, charset=charset)


def lines(html: bytes) -> list[str]:
    return [line.removeprefix("- ") for line in read(html).text.split("\n")]


# ------------------------------------------------- words glued, and what stands bare

DATED = f"HALVIK (Quillon) — {LEAD}"
GLUED = {
    "strong, then div": f"<div><strong>By Ana Lopez</strong><div>{DATED}</div></div>{paras(REST)}",
    "link, then div": f"<div><a href=/a>Ana Lopez</a><div>{DATED}</div></div>{paras(REST)}",
    "span, then p": f"<div><span>By Ana Lopez</span><p>{DATED}</p></div>{paras(REST)}",
    "em in a section, then p": f"<section><em>By Ana Lopez</em><p>{DATED}</p></section>{paras(REST)}",
    "div, then text": f"<div><div>By Ana Lopez</div>{DATED}</div>{paras(REST)}",
    "time, then div": f"<div><b>Halvik desk</b><time>19 June 2023</time><div>{DATED}</div></div>{paras(REST)}",
}


@pytest.mark.parametrize("layout", GLUED)
def test_a_block_starts_a_line(layout: str) -> None:
    found = lines(article(GLUED[layout]))
    assert DATED in found
    assert [line for line in found if line in REST] == REST


BARE = {
    "section before ul": f"<section>{LEAD}<ul><li>{STORY[1]}</li></ul>{STORY[2]}</section>{paras(STORY[3:])}",
    "div before ul": f"<div>{LEAD}<ul><li>{STORY[1]}</li><li>{STORY[2]}</li></ul></div>{paras(STORY[3:])}",
    "between paragraphs": f"<div><p>{LEAD}</p>{STORY[1]}<p>{STORY[2]}</p>{STORY[3]}</div>{paras(STORY[4:])}",
    "after blockquote": f"<div>{LEAD}<blockquote>{STORY[1]}</blockquote>{STORY[2]}</div>{paras(STORY[3:])}",
    "in an inline element": f"<section><b>{LEAD}</b><span class=paywall>{paras(REST)}</span></section>",
    "with inline marks": f"<section>{LEAD.replace('Halvik', '<b>Halvik</b>')}<ol><li>{STORY[1]}</li></ol></section>{paras(STORY[2:])}",
}


@pytest.mark.parametrize("layout", BARE)
def test_text_without_a_paragraph_is_text(layout: str) -> None:
    assert lines(article(BARE[layout])) == STORY


# ------------------------------------------------------------------- twice and hidden

TWICE = {
    "desktop and mobile": f"<div class=desktop-only>{paras(STORY)}</div><div class=mobile-only>{paras(STORY)}</div>",
    "print version": f"<div>{paras(STORY)}</div><div class=print>{paras(STORY, 'div')}</div>",
    "three": f"<section>{paras(STORY)}</section>" * 3,
    "lead and whole": f"<div class=intro>{paras(STORY[:2])}</div><div>{paras(STORY)}</div>",
}


@pytest.mark.parametrize("layout", TWICE)
def test_a_body_printed_twice_is_read_once(layout: str) -> None:
    assert lines(article(TWICE[layout])) == STORY


FIRST, LAST = paras(STORY[:3]), paras(STORY[3:])
HIDDEN = {
    "display none": f"{FIRST}<div class=read-more-content style='display:none'>{LAST}</div>",
    "display none !important": f"{FIRST}<section style='color:red; display : none !important'>{LAST}</section>",
    "aria-hidden": f"{FIRST}<div aria-hidden=true class=more>{LAST}</div>",
    "each paragraph": FIRST + "".join(f"<p style='display:none'>{line}</p>" for line in STORY[3:]),
    "details": f"{FIRST}<details><summary>Read more</summary>{LAST}</details>",
    "visibility": f"{FIRST}<div style='visibility:hidden;height:0'>{LAST}</div>",
    "class": f"{FIRST}<div class='hidden collapsed'>{LAST}</div>",
}


@pytest.mark.parametrize("layout", HIDDEN)
def test_what_read_more_shows_is_text(layout: str) -> None:
    assert lines(article(HIDDEN[layout])) == STORY


@pytest.mark.parametrize(
    "extra",
    [
        "<div style='display:none' class=modal><p>Send this story to a friend whom it may please.</p></div>",
        "<div style='display:none'><p>Thank you for your message, which we will read with care and answer soon.</p></div>",
        "<div aria-hidden=true class=newsletter><p>Get the news of the harbour in your inbox each morning at seven.</p></div>",
    ],
)
def test_what_is_hidden_beside_the_story_is_not(extra: str) -> None:
    assert lines(article(paras(STORY) + extra)) == STORY
    assert lines(page(f"<article><h1>{TITLE}</h1>{paras(STORY)}</article>{extra}")) == STORY


NOSCRIPT = {
    "article": f"<h1>{TITLE}</h1><div id=app>Loading…</div><noscript><article>{paras(STORY)}</article></noscript>",
    "div": f"<div id=root></div><noscript><div><h1>{TITLE}</h1>{paras(STORY)}</div></noscript>",
    "within the article": f"<article><h1>{TITLE}</h1><noscript>{paras(STORY)}</noscript></article>",
    "in capitals": f"<DIV ID=app></DIV><NOSCRIPT><H1>{TITLE}</H1>{paras(STORY)}</NOSCRIPT>",
}


@pytest.mark.parametrize("layout", NOSCRIPT)
def test_what_is_written_for_readers_without_scripts(layout: str) -> None:
    assert lines(page(NOSCRIPT[layout])) == STORY


def test_a_request_for_scripts_is_no_text() -> None:
    asks = "<noscript><p>Please enable JavaScript in your browser to read this site as it was meant.</p></noscript>"
    assert lines(page(f"{asks}<article><h1>{TITLE}</h1>{paras(STORY)}</article>")) == STORY


# -------------------------------------------------------------------------- footnotes


@pytest.mark.parametrize(
    "marked, plain",
    [
        ("Vasko<sup>[2]</sup> met", "Vasko met"),
        ("Vasko<sup>1</sup> met", "Vasko met"),
        ("Vasko<sup><a href='#fn3'>3</a></sup> met", "Vasko met"),
        ("Vasko<sup class=ref>†</sup> met", "Vasko met"),
        ("Vasko<sup>[a]</sup><sup>[b]</sup> met", "Vasko met"),
        ("Vasko bought 20 m<sup>2</sup> and met", "Vasko bought 20 m2 and met"),
        ("Vasko of the 21<sup>st</sup> district met", "Vasko of the 21st district met"),
        ("Vasko spent 10<sup>6</sup> and met", "Vasko spent 106 and met"),
    ],
)
def test_footnote_marks_are_no_letters(marked: str, plain: str) -> None:
    story = paras([LEAD.replace("Vasko met", marked), *REST])
    assert lines(article(story))[0] == LEAD.replace("Vasko met", plain)


# ---------------------------------------------------------------------- other stories

OTHERS = [
    ("Storm nears Skarn", "President Marek Dol met the coast guard in Skarn on Friday."),
    ("Pope in Rome", "The Pope met Marek Dol on Friday and spoke with him for more than an hour."),
]


def teasers(form: str) -> str:
    return "".join(form.format(head=head, text=text) for head, text in OTHERS)


MAIN = f"<article><h1>{TITLE}</h1>{paras(STORY)}</article>"
TEASER = "<article class=teaser><h2>{head}</h2><p>{text}</p></article>"
AROUND = {
    "before and after": f"<main>{TEASER.format(head=OTHERS[0][0], text=OTHERS[0][1])}{MAIN}{TEASER.format(head=OTHERS[1][0], text=OTHERS[1][1])}</main>",
    "after, linked": f"<main>{MAIN}{teasers('<article><a href=/x><h3>{head}</h3></a><p>{text}</p></article>')}</main>",
    "within": f"<article><h1>{TITLE}</h1>{paras(STORY)}<section>{teasers(TEASER)}</section></article>",
    "without a class": f"<div>{MAIN}{teasers('<article><h2>{head}</h2><p>{text}</p></article>')}</div>",
    "section of cards": f"<main>{MAIN}<section><h2>More news</h2>{teasers('<article><h3><a href=/x>{head}</a></h3><p>{text}</p></article>')}</section></main>",
}


@pytest.mark.parametrize("layout", AROUND)
def test_the_teasers_of_other_stories_stay_out(layout: str) -> None:
    assert lines(page(AROUND[layout])) == STORY


def test_the_posts_of_a_live_blog_stay_in() -> None:
    posts = "".join(
        f"<article><h2>Post {n}</h2><p>{line}</p></article>" for n, line in enumerate(STORY)
    )
    found = lines(page(f"<main><h1>{TITLE}</h1>{posts}</main>"))
    assert [line for line in found if line in STORY] == STORY


# ------------------------------------------------------------------------- meta refresh


@pytest.mark.parametrize(
    "tag",
    [
        '<meta http-equiv="refresh" content="0;url=http://a.example/x">',
        '<meta content="0;url=http://a.example/x" http-equiv="refresh">',
        '<META content="1;URL=\'http://a.example/x\'" http-equiv="refresh">',
        "<meta http-equiv=refresh content=0;url=http://a.example/x>",
        "<noscript><meta name=x content='0; URL=http://a.example/x' http-equiv='Refresh'/></noscript>",
        '<meta http-equiv="refresh" content="0, http://a.example/x">',
        "<meta\nhttp-equiv = 'refresh'\ncontent = '0;  url = \"http://a.example/x\"'>",
        '<meta http-equiv="refresh" data-x=">" content="0;url=/x">',
    ],
)
def test_meta_refresh(tag: str) -> None:
    html = f"<html><head>{tag}</head></html>".encode()
    base = "http://a.example/" if "url=/x" in tag else "http://b.example/"
    assert refresh_target(html, base) == "http://a.example/x"


@pytest.mark.parametrize(
    "tag",
    [
        '<meta http-equiv="refresh" content="300">',
        '<meta http-equiv="refresh" content="300;url=http://a.example/x">',
        '<meta name="refresh" content="0;url=http://a.example/x">',
        '<!-- <meta http-equiv="refresh" content="0;url=http://a.example/x"> -->',
    ],
)
def test_no_meta_refresh(tag: str) -> None:
    assert refresh_target(f"<html><head>{tag}</head></html>".encode(), "http://b.example/") is None


# --------------------------------------------------------------------------- encodings

ACCENTED = [line.replace("Vasko", "Vaskó") for line in STORY]
LATIN = article(paras(ACCENTED)).replace(b"<meta charset=utf-8>", b"").decode().encode("cp1252")


@pytest.mark.parametrize(
    "html, charset",
    [
        (LATIN, None),
        (LATIN, "utf-8"),
        (LATIN.replace(b"<head>", b"<head><meta charset=utf-8>"), None),
        (LATIN.replace(b"<head>", b"<head><meta charset=utf-16>"), "utf-16"),
        (article(paras(ACCENTED)), "utf-16le"),
        (article(paras(ACCENTED)), "iso-8859-1"),
        (article(paras([*ACCENTED[:5], "@"])).replace(b"@", ACCENTED[5].encode("cp1252")), None),
    ],
)
def test_a_page_whose_label_is_wrong_or_missing(html: bytes, charset: str | None) -> None:
    assert read(html, charset).text.split("\n") == ACCENTED


def test_a_page_of_holes_is_told() -> None:
    holes = paras([line.replace("e", "\ufffd") for line in STORY])
    with pytest.raises(SoftError, match="can't be made out"):
        read(article(holes))
    few = read(article(paras([STORY[0].replace("Irena", "Ir\ufffdna"), *REST])))
    assert few.page_kind == "article"


# ---------------------------------------------------------------------- pages of no use


@pytest.mark.parametrize(
    "body",
    ["Hello", "<h1>Paper</h1><p>Home</p>", "<p>News Sport Weather</p>", "<div>Welcome to us</div>"],
)
def test_a_few_words_are_no_article(body: str) -> None:
    assert read(page(body), url="https://www.paper.example/").page_kind == "empty"


def test_a_short_item_is_an_article() -> None:
    assert (
        read(page(f"<article><h1>{TITLE}</h1><p>The fee will be halved.</p></article>")).page_kind
        == "article"
    )


@pytest.mark.parametrize(
    "bad", ["http://[half", "http://[::1", "//[x]/a", "http://a]b/", "https://x:99999999/"]
)
@pytest.mark.parametrize(
    "where",
    [
        "<link rel=canonical href='{}'>",
        "<base href='{}'>",
        "<meta property=og:url content='{}'>",
        "<a href='{}'>{}</a>",
        "<img src='{}'>",
    ],
)
def test_a_malformed_address_costs_no_page(bad: str, where: str) -> None:
    html = page(
        f"<article><h1>{TITLE}</h1>{paras(STORY)}</article>",
        where.format(bad, bad) + "<meta charset=utf-8>",
    )
    assert lines(html) == STORY


@pytest.mark.parametrize("url", ["http://[half/x", "", "::", "https://x:99999999/"])
def test_a_page_of_a_malformed_address_is_read(url: str) -> None:
    assert read(article(paras(STORY)), url=url).text.split("\n") == STORY


# --------------------------------------------------------------------- tables and lists

ROWS = [
    ("09:00", "Capitol", "The Prime Minister meets Chancellor Olaf Brandt of Estmark"),
    ("11:30", "Halvik", "Talks with the fishing union"),
    ("15:00", "Chancery", "Meeting with Clara Voss, leader of the opposition"),
    ("18:15", "Skarn", "Dinner with President Marek Dol"),
]
GRID = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
DIARIES = {
    "table": f"<table><tr><th>Hour</th><th>Place</th><th>What</th></tr>{GRID}</table>",
    "table of paragraphs": "<table>"
    + "".join("<tr>" + "".join(f"<td><p>{c}</p></td>" for c in row) + "</tr>" for row in ROWS)
    + "</table>",
    "list": "<ul>" + "".join(f"<li>{', '.join(row)}</li>" for row in ROWS) + "</ul>",
    "definitions": "<dl>" + "".join(f"<dt>{a}, {b}</dt><dd>{c}</dd>" for a, b, c in ROWS) + "</dl>",
}


@pytest.mark.parametrize("layout", DIARIES)
def test_a_diary_keeps_its_rows(layout: str) -> None:
    intro = "<p>The diary of the Prime Minister for Monday, 19 June 2023, as her office published it:</p>"
    text = read(
        page(f"<article><h1>Diary of the Prime Minister</h1>{intro}{DIARIES[layout]}</article>")
    ).text
    for row in ROWS:
        assert any(all(cell in line for cell in row) for line in text.split("\n")), row


# --------------------------------------------------------------------- background lines

SENTENCE = "Prime Minister Irena Vasko met Chancellor Olaf Brandt in Halvik on 12 June, their first talks since the two countries closed the strait to each other’s boats."


def story(n: int) -> str:
    return "\n".join(
        f"In town {n} the council heard speaker {i} on point {n * i} of its plan." for i in range(8)
    )


@pytest.mark.parametrize("pages, on", [(5, 2), (12, 3), (30, 3), (4, 2), (50, 6)])
def test_boilerplate_never_eats_news(pages: int, on: int) -> None:
    middle = [
        story(n).replace("\n", f"\n{SENTENCE}\n", 1) if n < on else story(n) for n in range(pages)
    ]
    ends = [f"{story(n)}\n{SENTENCE}" if n < on else story(n) for n in range(pages)]
    assert learn(middle) == frozenset()
    assert learn(ends) == frozenset()


# --------------------------------------------------------------------- what stands beside a text

ABOUT = "Ana Lopez is an associate professor of harbour law at the University of Halvik."
BESIDE = {
    "caption below its picture": f"<p><img src=/a.jpg><br><em>The old customs house</em></p>{paras(STORY)}",
    "caption in small": f"{paras(STORY[:2])}<p><a href=/b><img src=/b.jpg></a> <small>Tom Birk (R)</small></p>{paras(STORY[2:])}",
    "summary behind a tab": (
        f"<div class=tabs><div role=tabpanel class='tab-pane active'>{paras(STORY)}</div>"
        "<div role=tabpanel class=tab-pane><h3>Summary</h3><ul><li>Halvik’s fee is halved before "
        "autumn, says the premier to the fishing union.</li></ul></div></div>"
    ),
    "who the author is": f"{paras(STORY)}<p><em>{ABOUT}</em></p>",
    "two notes": f"{paras(STORY)}<p><em>{ABOUT}</em></p><p><i>Our harbour newsletter tells you every Friday what the boats bring.</i></p>",
    "invitations": f"{paras(STORY[:3])}<p>Is your boat for sale? Get in touch at desk@paper.example</p><p>Follow along with the latest updates below.</p>{paras(STORY[3:])}",
}


@pytest.mark.parametrize("layout", BESIDE)
def test_what_stands_beside_the_text_stays_out(layout: str) -> None:
    assert lines(article(BESIDE[layout])) == STORY


KEPT = {
    "italics in the midst": f"{paras(STORY[:3])}<p><em>{ABOUT}</em></p>{paras(STORY[3:])}",
    "not all in italics": f"{paras(STORY)}<p><em>Ana Lopez</em> is an associate professor of harbour law at Halvik.</p>",
    "news in italics": f"{paras(STORY)}<p><em>The prime minister will meet the union again on Friday in Skarn.</em></p>",
    "a picture in its paragraph": f"<p><img src=/a.jpg>{LEAD} <em>So far.</em></p>{paras(REST)}",
    "the story behind a tab": (
        f"<div><div role=tabpanel class='tab-pane active'>{paras(STORY[:1])}</div>"
        f"<div role=tabpanel class=tab-pane>{paras(REST)}</div></div>"
    ),
}


@pytest.mark.parametrize("layout", KEPT)
def test_what_looks_like_it_and_is_text_stays(layout: str) -> None:
    found = " ".join(lines(article(KEPT[layout])))
    assert all(line in found for line in STORY)
    if layout != "a picture in its paragraph" and "tab" not in layout:
        assert "Ana Lopez" in found or "Skarn" in found
