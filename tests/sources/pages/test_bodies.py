import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from readout.errors import ReadoutError, SoftError
from readout.model import Body
from readout.sources.pages.bodies import PageItem, extract_batch, extract_body, read_page
from readout.sources.pages.parsing import MAX_TAGS, decode, read
from readout.sources.pages.tidying import clean, tidy

URL = "https://www.outlet.test/news/talks"
STORY = [
    f"On day {n} the delegation from region {n} met the council in hall {n}, and “we made "
    f"progress on point {n}, ‘slowly’ as ever”, the envoy told reporters."
    for n in range(9)
]
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in STORY)


def page(body: str, head: str = "<title>Talks</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def text_of(html: bytes) -> list[str]:
    return extract_body(html, url=URL).text.split("\n")


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Talks</h1>{PARAGRAPHS}</article>",
        f"<nav><a href=/>Home</a></nav><main><h1>Talks</h1>{PARAGRAPHS}</main><footer>© Outlet</footer>",
        # layout by a table: menu cell, text cell
        f"<table><tr><td><a href=/>Home</a></td><td><h1>Talks</h1>{PARAGRAPHS}</td></tr></table>",
        # a live blog: one container a post
        "<main>" + "".join(f"<div class=post><p>{p}</p></div>" for p in STORY) + "</main>",
        f"<article>{PARAGRAPHS}<blockquote class='twitter-tweet'><p>Words of somebody else here</p></blockquote></article>",
        f"<article>{PARAGRAPHS}<p>Read more: Other talks</p><p>Sign up to our newsletter</p></article>",
        f"<article>{PARAGRAPHS}</article><script>var x = '<p>not text</p>'</script>",
    ],
)
def test_paragraphs_are_lines_and_nothing_else_is(body: str) -> None:
    assert text_of(page(body)) == STORY


def test_short_extraction_falls_back_to_running_text() -> None:
    # Each post in a container whose class says “widget”: an extractor throws it out.
    posts = "".join(f"<div class='embed-widget'><p>{p}</p></div>" for p in STORY)
    assert set(STORY) <= set(text_of(page(f"<main><p>Live updates.</p>{posts}</main>")))


@pytest.mark.parametrize(
    "body, head, kind",
    [
        (
            "<article><h1>Before you continue</h1><p>We and our partners use cookies to store "
            "data on your device. Accept cookies and continue to the site.</p></article>",
            "<title>Before you continue</title>",
            "consent",
        ),
        ("<h1>Page not found</h1><p>Sorry, try our search.</p>", "<title>404</title>", "error"),
        ("<p>Checking your browser before you go on.</p>", "<title>Just a moment</title>", "error"),
        (
            f"<article>{STORY[0]}<p>To continue reading, subscribe now.</p></article>",
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"T",'
            '"isAccessibleForFree":"False"}</script>',
            "paywall",
        ),
        ("<div id=root></div>", "<title>App</title>", "empty"),
        (f"<article>{PARAGRAPHS}<p>We use cookies to bake, he said.</p></article>", "", "article"),
        (
            f"<article>{PARAGRAPHS * 2}</article>",
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":"T",'
            '"isAccessibleForFree":false}</script>',
            "article",
        ),
    ],
)
def test_page_kinds(body: str, head: str, kind: str) -> None:
    assert extract_body(page(body, head), url=URL).page_kind == kind


OG = '<meta property="og:type" content="article">'
BRIEF = "The council in Oslo said on Monday that the plan is no longer available for comment."
CLOSED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"T",'
    '"isAccessibleForFree":false}</script>'
)


@pytest.mark.parametrize(
    "body, head, kind",
    [
        (
            f"<article>{PARAGRAPHS * 2}<p>Subscribe to keep reading.</p></article>",
            CLOSED,
            "paywall",
        ),
        (f"<p>{STORY[0]}</p><p>Réservé aux abonnés</p>", OG, "paywall"),
        (f"<p>{STORY[0]}</p><p>Diesen Artikel jetzt weiterlesen</p>", OG, "paywall"),
        (f"<p>{STORY[0]}</p><p>Contenido exclusivo para suscriptores</p>", OG, "paywall"),
        ("<h1>Seite nicht gefunden</h1><p>Zur Startseite</p>", "", "error"),
        ("<h1>Página no encontrada</h1>", "<title>Error 404</title>", "error"),
        ("<p>Please verify you are human.</p>", "<title>outlet.test</title>", "error"),
        (
            "<p>Nous utilisons des cookies.</p><button>Continuer sans accepter</button>",
            "",
            "consent",
        ),
        # short, without a word of metadata, and still an article
        (f"<article><h1>Council</h1><p>{BRIEF}</p>{PARAGRAPHS[:900]}</article>", "", "article"),
        (f"<article><p>{BRIEF}</p></article>", OG, "article"),
        (f"<article><p>{STORY[0]}</p></article><footer>Subscribe | Log in</footer>", OG, "article"),
        (
            "<div>"
            + "".join(f"<h3><a href=/n/{n}>Story number {n} of the day</a></h3>" for n in range(60))
            + f"<p>{'word ' * 30}</p></div>",
            "",
            "listing",
        ),
    ],
)
def test_more_page_kinds(body: str, head: str, kind: str) -> None:
    assert extract_body(page(body, head), url=URL).page_kind == kind


@pytest.mark.parametrize(
    "html", [b"", b"   \n", b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n....", b"only words, no markup"]
)
def test_what_is_no_page_is_a_soft_error(html: bytes) -> None:
    with pytest.raises(SoftError, match=r"outlet\.test"):
        extract_body(html, url=URL)


@pytest.mark.parametrize(
    "raw, charset, expected",
    [
        ("“naïve”".encode(), None, "“naïve”"),
        ("“naïve”".encode("cp1252"), None, "“naïve”"),
        ("“naïve”".encode("cp1252"), "utf-8", "“naïve”"),
        ("“naïve”".encode("cp1252"), "ISO-8859-1", "“naïve”"),
        (b"\xef\xbb\xbf" + "“naïve”".encode(), "iso-8859-1", "“naïve”"),
        (
            '<meta charset="windows-1251">Привет'.encode("cp1251"),
            None,
            '<meta charset="windows-1251">Привет',
        ),
        ("Привет".encode("koi8-r"), "koi8-r", "Привет"),
        ("hé".encode(), "no-such-charset", "hé"),
        ("x".encode("utf-16"), None, "x"),
    ],
)
def test_decoding(raw: bytes, charset: str | None, expected: str) -> None:
    assert decode(raw, charset) == expected


def test_markup_bombs_are_cut() -> None:
    markup = read(b"<html><body>" + b"<b>x</b>" * (MAX_TAGS * 2) + b"</body></html>")
    assert markup.cut
    assert sum(1 for _ in markup.tree.iter()) <= MAX_TAGS + 10


def test_the_title_and_bylines_are_not_repeated() -> None:
    lines = ["Talks held", "By Ann Lee", *STORY, "Ann Lee is a reporter in Rome."]
    assert clean(lines, titles=["Talks held"], authors=["Ann Lee"]) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "“Read more books,” said the minister of the children she had met.",
        "Subscribers to the plan met the minister.",
        "Watching the talks, the envoy said nothing.",
        "Commenting on the vote, she called it a start.",
        "More from the coalition parties is expected of the minister, she said.",
        "Follow the money, the inspector said on the record.",
    ],
)
def test_sentences_that_begin_like_promotion_stay(line: str) -> None:
    assert clean([STORY[0], line, STORY[1]]) == [STORY[0], line, STORY[1]]


@pytest.mark.parametrize(
    "line",
    [
        "Updated at 10:32 GMT on 4 March 2026",
        "Last updated 3 hours ago",
        "5 min read",
        "10.32am",
        "Published: Wed, Mar 4th 2026, 10:00 a.m. EST",
        "Stand: 04.03.2026, 06:00 Uhr",
        "Mis à jour le 4 mars 2026 à 10h32",
        "Publicado el miércoles 4 de marzo de 2026 a las 10:32",
        "Published on 04/03/2026 - 10:32 GMT+1 • Updated 14:20",
        "March 4, 2026 10:32 am (Updated 11:54 am)",
        "Veröffentlicht 4. März 2026, zuletzt aktualisiert 6:00 Uhr",
        "Publié le 4 mars 2026 à 10h32, mis à jour le 5 mars 2026",
        "By Ann Lee and Jo Berg-Olsen",
        "Von Nina Magoley",
    ],
)
def test_stamps_and_bylines_go(line: str) -> None:
    assert clean([line, *STORY]) == STORY


@pytest.mark.parametrize(
    "line",
    [
        "A week ago, Blinken met Wang in Beijing.",
        "Vor 10 Jahren traf er Merkel.",
        "Published on Monday, the report counts 12 dead.",
        "Updated talks are planned for 2027.",
        "The plan of March 4, updated on March 5, failed.",
        "3 hours ago the court published it.",
        "By Monday the talks were over.",
        "By 2030 Norway wants to halve it.",
        "Stand by me, she said in 2019.",
        "In March 2026 they met at 10 Downing Street.",
    ],
)
def test_sentences_that_begin_like_stamps_stay(line: str) -> None:
    assert clean([line, *STORY]) == [line, *STORY]


def test_a_pull_quote_is_said_once() -> None:
    pulled = "“we made progress on point 4, ‘slowly’ as ever.”"
    assert clean([*STORY[:4], pulled, *STORY[4:]]) == STORY
    assert clean([*STORY[:5], pulled, *STORY[5:]]) == STORY
    far = [*STORY, pulled]
    assert clean(far) == far, "a saying that comes back at the end is the writer's choice"


def test_rows_of_figures_go_and_cells_of_prose_stay() -> None:
    assert tidy(f"| a | 3 |\n| 1 | {STORY[0]} |\nText.") == [STORY[0], "Text."]


def test_a_printed_summary_comes_first() -> None:
    summary = "The council and nine regions agree on a plan for the river, after a week of talks"
    html = page(
        f"<h1>Talks</h1><h2 class='article__subtitle'>{summary}</h2><article>{PARAGRAPHS}</article>"
    )
    assert text_of(html) == [summary, *STORY]


def test_a_summary_far_below_the_headline_is_another_story_s() -> None:
    summary = "The council and nine regions agree on a plan for the river, after a week of talks"
    below = f"<div class='article__subtitle'>{summary}</div>"
    html = (
        f"<html><head><meta name=description content='{summary}'></head><body><h1>Talks</h1>"
        f"<article>{PARAGRAPHS}</article>{below}</body></html>"
    )
    assert text_of(html.encode()) == STORY


def test_a_batch_keeps_order_and_drops_what_a_site_repeats() -> None:
    foot = "Outlet is owned by its readers in nine regions."
    items = [
        PageItem(str(n), f"https://outlet.test/{n}", page(f"<article>{own}<p>{foot}</p></article>"))
        for n in range(3)
        if (own := PARAGRAPHS.replace("region", f"province {n}"))
    ]
    items.insert(1, PageItem("bad", "https://outlet.test/bad", b""))
    results = extract_batch(items)
    assert [key for key, _ in results] == ["0", "bad", "1", "2"]
    assert isinstance(results[1][1], SoftError)
    texts = [r.text for _, r in results if isinstance(r, Body)]
    assert len(texts) == 3
    assert not any(foot in text for text in texts)


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(alphabet="<>/pdivtablescript \"'=&;x\x00é“”", max_size=300).map(str.encode)
)
def test_no_bytes_break_the_reader(html: bytes) -> None:
    result = read_page(PageItem("x", URL, b"<html><body>" + html))
    assert isinstance(result, (Body, ReadoutError))
    assert not isinstance(result, Body) or "\x00" not in result.text
