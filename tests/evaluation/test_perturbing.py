"""Items told otherwise: the change is made, and what was right is still the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

import pytest
from readout.config import ROOT
from readout.evaluation.bearers import draw, take_apart
from readout.evaluation.corpora import CORPORA, load_blocks, load_swaps
from readout.evaluation.markup import Block, read_blocks
from readout.evaluation.names import bare_words, same_person, words
from readout.evaluation.perturbing import KINDS, perturbed
from readout.evaluation.renaming import people_of

FOLDER = ROOT / "tests" / "gate"
SWAPS = load_swaps(FOLDER)
BLOCKS = [block for name in CORPORA for block in load_blocks(name, FOLDER)]


def block(text: str) -> Block:
    (only,) = read_blocks(text, "t", date(2024, 3, 13), frozenset({"quotes", "meetings"}))
    return only


def changed(text: str, kind: str, seed: int = 1) -> Block:
    found = perturbed(block(text), kind, SWAPS, seed)
    assert found is not None
    return found


def of_kind(kind: str) -> Iterator[tuple[Block, Block]]:
    for one in BLOCKS:
        if (other := perturbed(one, kind, SWAPS, 1)) is not None:
            yield one, other


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_item_of_the_gate_can_be_read(kind: str) -> None:
    number = 0
    for one, other in of_kind(kind):
        before, after = one.item(), other.item()
        assert (len(before.quotes), len(before.meetings)) == (
            len(after.quotes),
            len(after.meetings),
        )
        assert (before.text, before.published) != (after.text, after.published)
        number += 1
    assert number >= 100


def test_who_was_named_in_the_text_is_named_in_the_changed_one() -> None:
    for one, other in of_kind("names"):
        before, after = one.item(), other.item()
        for old, new in zip(people_of(one.lines), people_of(other.lines), strict=True):
            if set(bare_words(old)) <= set(words(before.text)):
                assert set(bare_words(new)) <= set(words(after.text)), (one.ident, old, new)


def test_most_people_of_the_gate_get_another_name() -> None:
    kept = given = 0
    for one, other in of_kind("names"):
        for old, new in zip(people_of(one.lines), people_of(other.lines), strict=True):
            kept += same_person(old, new)
            given += 1
    assert kept < given / 10


def test_the_same_seed_draws_the_same() -> None:
    for kind in KINDS:
        for one in BLOCKS[:40]:
            assert perturbed(one, kind, SWAPS, 3) == perturbed(one, kind, SWAPS, 3)


@pytest.mark.parametrize(
    "name, text, given, family, kind",
    [
        ("Anna Kovar", "Kovar said", "Anna", "Kovar", "plain"),
        ("Prime Minister Anna Kovar", "", "Anna", "Kovar", "plain"),
        ("Jan van den Berg", "Van den Berg", "Jan", "van den Berg", "particle"),
        ("Luo Jianming", "Luo", "Jianming", "Luo", "first"),
        ("Ana Ruiz Soto", "then Ruiz said", "Ana", "Ruiz Soto", "two"),
        ("Ana Maria Soto", "then Soto said", "Ana", "Soto", "plain"),
        ("Antony J. Blinken", "", "Antony", "Blinken", "plain"),
        ("King Harald", "", "Harald", "", "plain"),
        ("Mr Whitcombe", "", "", "Whitcombe", "plain"),
    ],
)
def test_a_name_is_taken_apart(name: str, text: str, given: str, family: str, kind: str) -> None:
    parts = take_apart(name, text)
    assert parts is not None
    assert (parts.given, parts.family, parts.kind) == (given, family, kind)


def test_a_name_keeps_its_kind_and_its_parts_change_together() -> None:
    text = (
        "{s Jan van den Berg} {q said} {c the dyke would hold}. Van den Berg’s wife met an Amir.\n"
        "q: Jan van den Berg"
    )
    found = changed(text, "names").item()
    name = found.quotes[0].speaker_name or ""
    family = name.partition(" ")[2]
    assert "Berg" not in found.text
    assert f"{family[:1].upper()}{family[1:]}’s wife" in found.text


def test_a_country_changes_with_its_adjective_and_its_capital() -> None:
    text = "A Kenyan envoy, {s Ana Roe}, {q told} Nairobi {c that Kenya was right}.\nq: Ana Roe"
    found = changed(text, "countries").item().text
    assert not any(w in found for w in ("Kenya", "Nairobi"))
    assert " ".join(found.split()[-2:]) == "was right."


def test_the_days_move_with_their_answers() -> None:
    text = "Ana Roe {t met} Bo Lund on Monday.\nm: Ana Roe + Bo Lund | held | 2024-03-11"
    for seed in range(6):
        found = changed(text, "weekdays", seed).item()
        (meeting,) = found.meetings
        assert meeting.start is not None
        assert f"{meeting.start:%A}" in found.text
        assert (found.published or date.min) - meeting.start == date(2024, 3, 13) - date(
            2024, 3, 11
        )


def test_dated_texts_keep_their_days() -> None:
    text = "Ana Roe {t met} Bo Lund on Monday, 11 March.\nm: Ana Roe + Bo Lund | held | 2024-03-11"
    assert perturbed(block(text), "weekdays", SWAPS, 1) is None


def test_a_dateline_comes_and_goes() -> None:
    plain = "Ana Roe {t met} Bo Lund on Monday to talk about the price of herring.\n"
    answer = "m: Ana Roe + Bo Lund | held | 2024-03-11"
    added = changed(plain + answer, "dateline").item()
    assert added.meetings[0].place_optional
    assert added.text.endswith("Ana Roe met Bo Lund on Monday to talk about the price of herring.")
    without = changed("RIGA (BNS) - " + plain + answer, "dateline").item()
    assert without.text + "\n" == plain.replace("{t met}", "met")
    needed = perturbed(block("RIGA — " + plain + answer + " | at=Riga"), "dateline", SWAPS, 1)
    assert needed is None


def test_verbs_of_one_class_stand_for_each_other() -> None:
    text = "Ana Roe {t met} Bo Lund. {s Lund} {q said} {c it rained}.\nq: Bo Lund\nm: Ana Roe + Bo Lund | held | none"
    told = {changed(text, "verbs", seed).item().text for seed in range(30)}
    assert all(" met Bo" not in t and "said" not in t for t in told)
    assert any("sat down with Bo Lund" in t for t in told)


def test_bearers_are_of_their_culture() -> None:
    rng = Random(1)
    for culture in SWAPS.cultures:
        one = draw(culture, "female", rng)
        assert one.given in culture.given["female"]
        assert one.full.split()
        if culture.kind == "first":
            assert one.full.startswith(one.family)
