import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.errors import SoftError
from readout.model import Body
from readout.sources.pages.sitelines import (
    learn,
    line_hash,
    lines_of,
    pages_needed,
    site_of,
    split,
    strip_site_lines,
)

FOOT = "Outlet 7 is a member of the press council"
BACKGROUND = (
    "The two governments broke off their talks in May after the border incident, and neither "
    "has sent an ambassador since."
)


def story(n: int, lines: int = 8) -> str:
    return "\n".join(f"Paragraph {i} of story {n} tells what happened there." for i in range(lines))


@pytest.mark.parametrize("pages, on", [(2, 2), (5, 2), (6, 3), (40, 3)])
def test_a_label_on_some_pages_belongs_to_the_site(pages: int, on: int) -> None:
    texts = [f"{story(n)}\n{FOOT}" if n < on else story(n) for n in range(pages)]
    assert learn(texts) == {line_hash(FOOT)}
    assert split(texts[0], learn(texts)) == (story(0), [FOOT])
    fewer = [f"{story(n)}\n{FOOT}" if n < on - 1 else story(n) for n in range(pages)]
    assert learn(fewer) == frozenset()


def test_a_background_sentence_that_a_newsroom_carries_along_stays() -> None:
    texts = [f"{story(n)}\n{BACKGROUND}" if n < 4 else story(n) for n in range(50)]
    assert learn(texts) == frozenset()


def test_a_sentence_at_the_foot_of_half_the_pages_is_the_sites() -> None:
    texts = [f"{story(n)}\n{BACKGROUND}" if n < 25 else story(n) for n in range(50)]
    assert learn(texts) == {line_hash(BACKGROUND)}
    assert split(texts[0], learn(texts)) == (story(0), [BACKGROUND])
    inside = f"{story(0)}\n{BACKGROUND}\n{story(1)}"
    assert split(inside, learn(texts)) == (inside, []), "in a story it is the story's"
    assert learn([f"{story(n)}\n{BACKGROUND}\n{story(n + 60)}" for n in range(50)]) == frozenset()


@pytest.mark.parametrize(
    "line", ["“We agreed,” said Lima.", 'He called it "a start".', "word " * 61]
)
def test_quotations_and_paragraphs_are_never_the_sites(line: str) -> None:
    assert learn([f"{story(n)}\n{line}" for n in range(9)]) == frozenset()


@pytest.mark.parametrize(
    "pages",
    [
        [],
        [story(1)],
        [story(1), story(1)],  # the same article at two addresses
        [story(1), story(1) + "\nA line was added in an edit."],
        # an update at a new address, with half of the old text
        [story(1), "\n".join([*story(1).split("\n")[:5], story(2, 4)])],
    ],
)
def test_twins_and_updates_teach_nothing(pages: list[str]) -> None:
    assert learn(pages) == frozenset()


def test_a_page_is_never_emptied() -> None:
    short = f"{FOOT}\nYes."
    assert split(short, frozenset({line_hash(FOOT)})) == (short, [])


def test_second_pass_keeps_order_errors_and_other_sites() -> None:
    error = SoftError("empty")
    results: list[tuple[str, str, Body | SoftError]] = [
        ("a", "https://www.one.test/1", Body(text=f"{story(1)}\n{FOOT}")),
        ("b", "https://one.test/x", error),
        ("c", "https://two.test/1", Body(text=f"{story(2)}\n{FOOT}")),
        ("d", "https://m.one.test/2", Body(text=f"{story(3)}\n{FOOT}")),
    ]
    found = strip_site_lines(results)
    assert [key for key, _ in found] == ["a", "b", "c", "d"]
    assert found[1][1] is error
    texts = [body.text for _, body in found if isinstance(body, Body)]
    assert texts == [story(1), f"{story(2)}\n{FOOT}", story(3)]


def test_lines_known_from_earlier_pages_are_cut_from_a_single_one() -> None:
    results: list[tuple[str, str, Body | SoftError]] = [
        ("a", "https://one.test/1", Body(text=f"{story(1)}\n{FOOT}"))
    ]
    known = {"one.test": frozenset({line_hash(FOOT)})}
    ((_, body),) = strip_site_lines(results, known)
    assert isinstance(body, Body)
    assert (body.text, body.why) == (story(1), {"site_lines": FOOT})


@pytest.mark.parametrize(
    "url, site",
    [
        ("https://www.bbc.co.uk/news", "bbc.co.uk"),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001"),
        ("http://intranet/a", "intranet"),
        ("not an address", ""),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert site_of(url) == site


@given(st.lists(st.text(alphabet="ab \n.“", max_size=60), max_size=6))
def test_stripping_only_takes_whole_lines(pages: list[str]) -> None:
    repeated = learn(pages)
    for page in pages:
        left = split(page, repeated)[0].split("\n")
        assert all(line in page.split("\n") for line in left)
        assert set(lines_of("\n".join(left))) <= set(lines_of(page))


def test_more_pages_never_need_fewer() -> None:
    for sentence in (True, False):
        needed = [pages_needed(n, sentence=sentence) for n in range(1, 200)]
        assert needed == sorted(needed)
