import pytest
from readout.errors import SoftError
from readout.model import Body
from readout.sources.sitelines import learn, line_hash, strip, strip_site_lines

FOOT = "Outlet 7 is a member of the press council."


def story(n: int) -> str:
    return "\n".join(f"Paragraph {i} of story {n} tells what happened there." for i in range(8))


def test_a_line_on_two_pages_belongs_to_the_site() -> None:
    repeated = learn([f"{story(1)}\n{FOOT}", f"{FOOT}\n{story(2)}", story(3)])
    assert repeated == {line_hash(FOOT)}
    assert strip(f"{story(1)}\n{FOOT}", repeated) == story(1)


@pytest.mark.parametrize(
    "pages",
    [
        [],
        [story(1)],
        [story(1), story(1)],  # the same article at two addresses
        [story(1), story(1) + "\nA line was added in an edit."],
    ],
)
def test_twins_teach_nothing(pages: list[str]) -> None:
    assert learn(pages) == frozenset()


def test_long_background_paragraphs_stay() -> None:
    background = "word " * 61
    assert learn([f"{story(n)}\n{background}" for n in range(3)]) == frozenset()


def test_a_page_is_never_emptied() -> None:
    short = f"{FOOT}\nYes."
    assert strip(short, frozenset({line_hash(FOOT)})) == short


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
