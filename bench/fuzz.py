"""Generated inputs against everything that reads what strangers send: none may raise, and the
time must grow with the length and no faster.

    python -m bench fuzz

Dates, addresses, encodings, bytes of feeds, small pages. Each is a sound input with pieces of
others and of rubbish put in, from a seed that is told, so that a failure can be run again
(READOUT_FUZZ_SEED). A page's own error is an answer, not a fault.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable, Iterator

from readout.errors import ReadoutError
from readout.sources.charsets import decode
from readout.sources.feeds.dates import DateReader
from readout.sources.feeds.opml import feed_address
from readout.sources.feeds.parsing import parse_feed
from readout.sources.feeds.plaintext import as_text
from readout.sources.feeds.redirectors import unwrapped
from readout.sources.http.redirects import refresh_target
from readout.sources.pages.address import untwinned
from readout.sources.pages.bodies import extract_body
from readout.sources.pages.dates import parse_moment
from readout.sources.urls import canonical_url, registered_domain
from readout.text.normalise import same_length
from readout.text.shingles import same_copy

from bench.figures import Figure

SEED = int(os.environ.get("READOUT_FUZZ_SEED") or 1)
COUNTS = {"dates": 5_000, "addresses": 60_000, "encodings": 45_000, "feeds": 2_000, "pages": 1_000}
MOST_GROWTH = 3.0
"""Time of a text twice as long, as a share of the time of the text: two is linear."""

_DATES = (
    *(
        "Wed, 21 Jun 2023 09:00:00 GMT",
        "2023-06-21T09:00:00+02:00",
        "21.06.2023 9:05",
        "03/04/2023",
    ),
    *(
        "21 juin 2023",
        "2023年6月21日",
        "1687338000",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59Z",
    ),
    *(
        "June 21, 2023 2:20 PM EST",
        "Wed Jun 21 09:00:00 +0100 2023",
        "12:30",
        "-1",
        "٢١ يونيو ٢٠٢٣",
    ),
)
_URLS = (
    *(
        "https://a.example/b?c=d#e",
        "http://[::1]:80/x",
        "http://[half",
        "//x/y",
        "feed:https://a.b/c",
    ),
    *(
        "https://www.google.com/url?q=http%3A%2F%2F%5Bx",
        "http://ä.example/ü",
        "javascript:x",
        "http:\\\\a",
    ),
    *(
        "https://news.google.com/rss/articles/CBMiE2h0dHBzOi8vcC5leGFtcGxlL2HSAQA",
        "http://1.2.3.4.5/",
        "a@b",
    ),
)
_TEXTS = (
    "Café “naïve” – Łódź",
    "日本語のニュース",
    "plain words",
    "\ufeff<a>",
    "😀 emoji",
    "\x00\x1b",
)
_ITEM = (
    "<item><title>T &#55357;&#56832; x</title><link>/a</link><guid>http://a.example/1</guid>"
    "<pubDate>{}</pubDate><author>a@b.press (N)</author>"
    "<description>d &lt;b&gt;</description></item>"
)
_PAGE = (
    "<html><head><title>T</title><link rel=canonical href='{}'><meta http-equiv=refresh content=9>"
    "</head><body><article><h1>T</h1><div><b>By A</b><p>The minister met the union in Halvik on "
    "Monday and said that nothing was agreed.<sup>[1]</sup></p>text<ul><li>a<li>b</ul></div><table>"
    "<tr><td>09:00<td>She meets the chancellor of it</table>"
    "<p style='display:none'>x</p></article></body></html>"
)
_RUBBISH = (
    *(
        "<",
        ">",
        "&",
        '"',
        "'",
        "</",
        "<!--",
        "<![CDATA[",
        "]]>",
        "&#xD800;",
        "&#0;",
        "\x00",
        "\ud83d",
    ),
    *(
        "\ufffd",
        "²",
        "①",
        "٣",
        "%",
        "%zz",
        "[",
        "]",
        "://",
        "@",
        "\n",
        " ",
        "0" * 30,
        "é",
        "\u202e",
        "{",
        "}",
    ),
)


def _broken(text: str, pieces: tuple[str, ...], chance: random.Random) -> str:
    for _ in range(chance.randint(0, 4)):
        at = chance.randint(0, len(text))
        match chance.randint(0, 3):
            case 0:
                text = text[:at] + chance.choice(_RUBBISH) + text[at:]
            case 1:
                text = text[:at] + text[at + chance.randint(1, 12) :]
            case 2:
                text = text[:at] + chance.choice(pieces) + text[at:]
            case _:
                end = at + chance.randint(1, 20)
                text = text[:at] + text[at:end] * chance.randint(2, 4) + text[end:]
    return text


def _dates(chance: random.Random) -> str:
    return _broken(chance.choice(_DATES), _DATES, chance)


def _addresses(chance: random.Random) -> str:
    return _broken(chance.choice(_URLS), _URLS, chance)


def _encodings(chance: random.Random) -> bytes:
    text = _broken(chance.choice(_TEXTS), _TEXTS, chance)
    coding = chance.choice(("utf-8", "utf-16", "utf-16-be", "cp1252", "koi8-r", "shift_jis"))
    content = text.encode(coding, "replace") if "\ud83d" not in text else os.fsencode("x")
    return content + chance.randbytes(chance.randint(0, 6))


def _feeds(chance: random.Random) -> bytes:
    items = "".join(_ITEM.format(_dates(chance)) for _ in range(chance.randint(0, 3)))
    text = f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>"
    return _broken(text, (*_URLS, *_DATES), chance).encode("utf-8", "surrogatepass")


def _pages(chance: random.Random) -> bytes:
    text = _broken(_PAGE.format(_addresses(chance)), (*_TEXTS, _PAGE), chance)
    return text.encode("utf-8", "surrogatepass")


def _read_date(text: str) -> None:
    DateReader().read(text)
    parse_moment(text)


def _read_address(text: str) -> None:
    canonical_url(text, "https://a.example/b")
    registered_domain(text)
    feed_address(text)
    unwrapped(text)
    untwinned(text)


def _read_bytes(content: bytes) -> None:
    text, _ = decode(content, ("utf-8", "utf-16"))
    as_text(text, markup=True)
    assert len(same_length(text)) == len(text)
    same_copy(text, text[::-1])


def _read_feed(content: bytes) -> None:
    parse_feed(content, None, "https://a.example/feed")


def _read_page(content: bytes) -> None:
    refresh_target(content, "https://a.example/b")
    try:
        extract_body(content, url="https://a.example/b")
    except ReadoutError:
        return


Case = tuple[Callable[[random.Random], str | bytes], Callable[..., None]]
CASES: dict[str, Case] = {
    "dates": (_dates, _read_date),
    "addresses": (_addresses, _read_address),
    "encodings": (_encodings, _read_bytes),
    "feeds": (_feeds, _read_feed),
    "pages": (_pages, _read_page),
}


def failures(name: str, count: int, seed: int = SEED) -> Iterator[str]:
    """Run `count` inputs of a kind; yields each input that raised, and what it raised."""
    make, read = CASES[name]
    chance = random.Random(f"{name}{seed}")
    for _ in range(count):
        made = make(chance)
        try:
            read(made)
        except Exception as cause:
            yield f"{name}: {made!r}: {cause!r}"


def _long_feed(times: int) -> bytes:
    items = "".join(_ITEM.format("21 Jun 2023") for _ in range(300 * times))
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def _long_page(times: int) -> bytes:
    head, middle, end = _PAGE.partition("<div>")
    inner, close, tail = end.partition("</div>")
    return "".join((head, (middle + inner + close) * (120 * times), tail)).encode()


LONG: dict[str, Case] = {
    "feeds": (_long_feed, _read_feed),  # type: ignore[dict-item]
    "pages": (_long_page, _read_page),  # type: ignore[dict-item]
    "encodings": (lambda times: b"\xe9 caf\xc3\xa9 " * (40_000 * times), _read_bytes),  # type: ignore[dict-item,operator]
}


def growth(name: str) -> float:
    """How many times as long a text takes that is twice as long."""
    make, read = LONG[name]

    def seconds(times: int) -> float:
        content = make(times)  # type: ignore[arg-type]
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            read(content)
            best = min(best, time.process_time() - start)
        return best

    return seconds(2) / seconds(1)


def run() -> list[Figure]:
    figures = []
    for name, count in COUNTS.items():
        found = list(failures(name, count))
        print(*found[:5], sep="\n", file=sys.stderr)
        note = f"{count:,} inputs, seed {SEED}"
        figures.append(Figure(f"fuzz: {name} that raised", len(found), "inputs", 0, "less", note))
    for name in LONG:
        figures.append(
            Figure(f"fuzz: {name}, twice as long", growth(name), "times", MOST_GROWTH, "less")
        )
    return figures
