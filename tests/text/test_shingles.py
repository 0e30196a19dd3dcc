import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.text.shingles import SAMPLE, containment, same_copy, sketch

WIRE = " ".join(
    f"On day {n} the minister of region {n} told reporters that plan number {n} would be "
    f"put before the council after the talks in town {n}."
    for n in range(12)
)
OTHER = " ".join(
    f"Match {n} ended in a draw when striker {n} missed a late penalty in minute {n + 40}."
    for n in range(12)
)


@pytest.mark.parametrize(
    "a, b, same",
    [
        (WIRE, WIRE, True),
        (WIRE, "NAIROBI (Agency) — " + WIRE[: len(WIRE) // 2] + " More follows.", True),
        (WIRE, WIRE.replace("told reporters", "said"), True),
        (WIRE, OTHER, False),
        (WIRE, "", False),
        ("", "", False),
        ("Two short lines agree here.", "Two short lines agree here.", True),
        ("Two short lines agree here.", "Nothing of that kind stands there.", False),
    ],
)
def test_same_copy(a: str, b: str, same: bool) -> None:
    assert same_copy(a, b)[0] is same


CALL = (
    "President Joan Calder spoke today with {title} {name} of {land}. The leaders reaffirmed the "
    "strong friendship between their two countries and discussed efforts to strengthen "
    "cooperation on trade, climate and security. The President thanked the {title} for his "
    "support and underscored the importance of close coordination with allies and partners."
)
RESULT = (
    "In the match of the day {home} beat {away} by two goals to one. The winner was scored by "
    "striker {name} in the last minute of a game that had begun late because of the rain, and "
    "the crowd went home happy after an evening that few will forget in a hurry."
)
MORI = CALL.format(title="Prime Minister", name="Kenji Mori", land="Sorland")
SKARN = RESULT.format(home="Skarn United", away="Halvik Rovers", name="Tom Birk")


@pytest.mark.parametrize(
    "a, b, same",
    [
        (MORI, CALL.format(title="Chancellor", name="Olaf Brandt", land="Estmark"), False),
        (MORI, CALL.format(title="King", name="Amir Fadel", land="Tarsa Island"), False),
        (SKARN, RESULT.format(home="Port Tarsa", away="Real Estmark", name="Ivo Lund"), False),
        (MORI, "SORLAND (Agency) - " + MORI.replace("close coordination", "coordination"), True),
        (MORI, MORI[: MORI.index("The President thanked")], True),
        (SKARN, SKARN.replace("striker Tom Birk", "Birk, who is 30,"), True),
    ],
)  # fmt: skip
def test_one_template_filled_in_twice_is_no_copy(a: str, b: str, same: bool) -> None:
    assert same_copy(a, b)[0] is same


def test_a_sketch_holds_one_window_in_four() -> None:
    words = " ".join(f"w{n}" for n in range(8_003))
    assert 0.9 < len(sketch(words)) * SAMPLE / 8_000 < 1.1
    assert all(0 <= h < 2**64 and h % SAMPLE == 0 for h in sketch(words))


@given(st.text(), st.text())
def test_containment_is_symmetric_and_bounded(a: str, b: str) -> None:
    x, y = sketch(a), sketch(b)
    assert containment(x, y) == containment(y, x)
    assert 0.0 <= containment(x, y) <= 1.0


@given(st.text(alphabet="ab \n", max_size=80))
def test_case_and_line_breaks_do_not_matter(text: str) -> None:
    assert sketch(text) == sketch(text.upper().replace(" ", "\n"))
