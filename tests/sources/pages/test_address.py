import pytest
from lxml.html import document_fromstring
from readout.sources.pages.address import page_address, untwinned

PAGE = "https://www.outlet.test/news/talks"


@pytest.mark.parametrize(
    "url, twin",
    [
        (PAGE, PAGE),
        (f"{PAGE}/amp", PAGE),
        (f"{PAGE}/amp/", PAGE),
        (f"{PAGE}?amp=1", PAGE),
        (f"{PAGE}?outputType=amp&id=7", f"{PAGE}?id=7"),
        (f"{PAGE}/print", PAGE),
        (f"{PAGE}.amp.html", f"{PAGE}.html"),
        (f"{PAGE}?utm_source=rss#top", PAGE),
        # pages of their own
        ("https://www.outlet.test/amp", "https://www.outlet.test/amp"),
        (
            "https://www.outlet.test/news/print-is-dead",
            "https://www.outlet.test/news/print-is-dead",
        ),
        (
            "https://www.outlet.test/news?print=edition",
            "https://www.outlet.test/news?print=edition",
        ),
        ("no address", "no address"),
    ],
)
def test_twins_fold_by_their_address(url: str, twin: str) -> None:
    assert untwinned(url) == twin


@pytest.mark.parametrize(
    "href, fetched, address, source",
    [
        (PAGE, f"{PAGE}/amp", PAGE, "canonical"),
        ("/news/talks?utm_campaign=x", f"{PAGE}/amp", PAGE, "canonical"),
        (PAGE, "https://m.outlet.test/news/talks", PAGE, "canonical"),
        ("https://elsewhere.test/talks", PAGE, PAGE, "url"),
        ("https://www.outlet.test/", PAGE, PAGE, "url"),
        ("javascript:void(0)", PAGE, PAGE, "url"),
        ("", f"{PAGE}?print=1", PAGE, "url"),
        ("http://127.0.0.1:9/a", "http://127.0.0.1:8/a", "http://127.0.0.1:8/a", "url"),
    ],
)
def test_a_page_names_itself_only_on_its_own_site(
    href: str, fetched: str, address: str, source: str
) -> None:
    tree = document_fromstring(f"<html><head><link rel=canonical href='{href}'></head></html>")
    assert page_address(tree, fetched) == (address, source)


def test_og_url_comes_second() -> None:
    tree = document_fromstring("<html><head></head><body>x</body></html>")
    assert page_address(tree, f"{PAGE}?view=full", PAGE) == (PAGE, "meta")
