import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.model import Body
from readout.sources.pages.item import PageItem
from readout.sources.pages.readings import read_pages
from readout.sources.pages.revisions import Stored, revision_hash, text_hash
from readout.sources.pages.sitelines import line_hash
from readout.sources.pages.workers import BodyWorkers

TEXT = "\n".join(
    [
        "Ana Lima met Jo Berg in Oslo on Monday for two hours.",
        "“We agree on the main points,” she said after the talks.",
        "The ministers will meet again in June, their offices said.",
    ]
)
LINES = TEXT.split("\n")
SITE = "Support our independent journalism with a donation today."


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("\n", "\n\n"),
        TEXT.replace(" met ", "  met "),
        TEXT.replace("“", '"').replace("”", '"'),
        "Updated at 10:32 GMT on 4 March 2026\n" + TEXT,
        "Last updated 3 hours ago\n" + TEXT,
        TEXT + "\n3 min read",
        "Stand: 04.03.2026, 10:32 Uhr\n" + TEXT,
        TEXT + "\nMinister opens a bridge in the north\nWhat the talks have cost",
        TEXT + "\n" + SITE,
    ],
)
def test_what_is_no_edit(changed: str) -> None:
    assert text_hash(changed, frozenset({line_hash(SITE)})) == text_hash(TEXT)


@pytest.mark.parametrize(
    "changed",
    [
        TEXT.replace("Monday", "Tuesday"),
        TEXT.replace("two hours", "three hours"),
        TEXT.replace(
            "We agree on the main points,” she said", "We agree,” on the main points, she said"
        ),
        "\n".join(LINES[:2]),
        "\n".join([*LINES, "CORRECTION: An earlier version misstated a figure."]),
        "\n".join([LINES[0] + " The figure was corrected.", *LINES[1:]]),
        "\n".join(
            [
                *LINES,
                "Updated talks are planned for 2027, the minister told reporters in Oslo on Monday.",
            ]
        ),
        "\n".join([LINES[1], LINES[0], LINES[2]]),
    ],
)
def test_what_is_an_edit(changed: str) -> None:
    assert text_hash(changed) != text_hash(TEXT)


def test_a_site_line_learnt_between_two_looks_is_no_edit() -> None:
    before = Stored(text_hash(f"{TEXT}\n{SITE}"), f"{TEXT}\n{SITE}")
    now = Body(text=TEXT)
    assert revision_hash(now, before, frozenset({line_hash(SITE)})) == before.text_hash


@pytest.mark.parametrize("kind", ["paywall", "consent", "error", "empty", "listing"])
def test_a_page_that_shows_less_today_is_no_edit(kind: str) -> None:
    before = Stored(text_hash(TEXT), TEXT)
    shown = Body(text=LINES[0], page_kind=kind)
    assert revision_hash(shown, before, frozenset()) == before.text_hash


def test_the_whole_text_after_a_teaser_is_an_edit() -> None:
    before = Stored(text_hash(LINES[0]), LINES[0], page_kind="paywall")
    assert revision_hash(Body(text=TEXT), before, frozenset()) == text_hash(TEXT)


@given(st.text())
def test_any_text_has_a_hash_of_its_own_kind(text: str) -> None:
    assert len(text_hash(text)) == 20
    assert text_hash(text) == text_hash(text + "\n")


def page(lines: list[str], extra: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head><title>Talks</title></head><body><article><h1>Talks</h1>{body}{extra}</article></body></html>".encode()


def story(n: int) -> list[str]:
    return [
        f"On day {i} of story {n} the envoy met the council, and “point {i} is settled”, she said."
        for i in range(9)
    ]


def test_a_batch_is_read_compared_and_sketched() -> None:
    site = "Support our independent newsroom with a gift today"
    url = "https://one.test/{}"
    items = [PageItem(str(n), url.format(n), page([*story(n), site])) for n in range(3)]
    items.append(PageItem("bad", url.format("bad"), b"%PDF-1.4"))
    with BodyWorkers(1) as pool:
        first = read_pages(items, pool=pool)
        previous = {
            r.id: Stored(r.text_hash or "", r.body.text, r.body.page_kind) for r in first if r.body
        }
        edited = [*story(1)[:8], "The talks were broken off at noon, the council said later."]
        again = read_pages(
            [
                PageItem("0", url.format(0), page([*story(0), "Updated 5 minutes ago"])),
                PageItem("1", url.format(1), page(edited)),
            ],
            pool=pool,
            previous=previous,
        )
    assert [r.id for r in first] == ["0", "1", "2", "bad"]
    assert first[3].body is None
    assert all(r.changed and r.text_hash and len(r.shingles) > 8 for r in first[:3])
    assert all(line_hash(site) in r.lines for r in first[:3]), "a site's lines are taken uncut"
    assert first[0].body
    assert first[0].body.text.split("\n") == story(0)
    assert [r.changed for r in again] == [False, True]
    assert again[0].text_hash == first[0].text_hash
