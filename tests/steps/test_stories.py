import itertools
import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st
from readout.config import Settings
from readout.steps.stories import Overlap, assign_stories, group
from readout.storage.loader import load_bundles, loading
from readout.storage.staging import write_bundle
from readout.text.shingles import sketch

NOW = datetime.now(UTC).replace(tzinfo=None, microsecond=0) - timedelta(days=1)
WORDS = [f"{a}{b}" for a in ("ba", "de", "ki", "lo", "nu", "ra") for b in ("l", "m", "n", "s", "t")]


def prose(seed: int, words: int = 400) -> list[str]:
    chosen = random.Random(seed)
    return [chosen.choice(WORDS) + str(chosen.randrange(40)) for _ in range(words)]


def load(
    settings: Settings,
    *articles: tuple[str, str, list[str]],
    at: datetime = NOW,
    kind: str = "article",
) -> None:
    """Load (article id, outlet, words) in one transaction."""
    relations: dict[str, list[dict[str, object]]] = {
        "articles": [],
        "revisions": [],
        "shingles": [],
    }
    for key, outlet, words in articles:
        text = " ".join(words)
        relations["articles"].append(
            {
                "article_id": key,
                "url": f"http://{outlet}.test/{key}",
                "outlet": outlet,
                "source_kind": "press",
                "first_seen_at": at,
                "last_fetched_at": at,
                "looks": 1,
            }
        )
        relations["revisions"].append(
            {
                "revision_id": f"r-{key}",
                "article_id": key,
                "body": text,
                "text_hash": key,
                "page_kind": kind,
                "fetched_at": at,
                "body_version": "1",
            }
        )
        relations["shingles"] += [
            {"revision_id": f"r-{key}", "article_id": key, "hash": h} for h in sketch(text)
        ]
    write_bundle(settings.staging, "fetch_articles", relations)
    load_bundles(settings, "fetch_articles", then=assign_stories)


def stories(settings: Settings) -> dict[str, str]:
    with loading(settings, "look") as look:
        rows = look.connection.execute("SELECT article_id, story_id FROM articles").fetchall()
    return dict(rows)


def test_a_copy_joins_and_everybody_else_has_a_story_of_his_own(settings: Settings) -> None:
    wire, other = prose(1), prose(2)
    load(settings, ("b", "agency", wire), ("c", "daily", other))
    load(settings, ("a", "paper", ["LOCAL", "DATELINE", *wire[:250]]))
    assert stories(settings) == {"a": "a", "b": "a", "c": "c"}


def test_the_order_of_arrival_does_not_matter(tmp_path: Path, settings: Settings) -> None:
    wire = prose(3)
    copies = [("w", "agency", wire), ("x", "one", wire[:220]), ("y", "two", wire[200:])]
    found = []
    for number, order in enumerate(itertools.permutations(copies)):
        place = settings.changed(home=tmp_path / str(number))
        for article in order:
            load(place, article)
        found.append(stories(place))
    assert found == [{"w": "w", "x": "w", "y": "w"}] * 6


def test_a_roundup_does_not_tie_stories_together(settings: Settings) -> None:
    texts = [prose(seed, 300) for seed in range(10, 16)]
    load(settings, *((f"s{n}", f"outlet{n}", t) for n, t in enumerate(texts)))
    load(settings, ("roundup", "morning", [w for t in texts for w in t[:100]]))
    assert len(set(stories(settings).values())) == 7


@pytest.mark.parametrize(
    "outlet, share, days, kind, joined",
    [
        ("daily", 0.5, 0, "article", True),
        ("daily", 0.1, 0, "article", False),  # a shared paragraph
        ("agency", 0.3, 0, "article", False),  # the outlet's own background
        ("agency", 0.9, 0, "article", True),  # its update at a new address
        ("daily", 0.9, 30, "article", False),  # an anniversary
        ("daily", 0.9, 0, "listing", False),  # a section front
    ],
)
def test_what_counts_as_a_copy(
    settings: Settings, outlet: str, share: float, days: int, kind: str, joined: bool
) -> None:
    wire = prose(5)
    copied = int(len(wire) * share)
    load(settings, ("a", "agency", wire))
    text = wire[:copied] + prose(6, len(wire) - copied)
    load(settings, ("b", outlet, text), at=NOW + timedelta(days=days), kind=kind)
    assert (stories(settings)["b"] == "a") is joined


def test_texts_from_one_template_are_no_copies(settings: Settings) -> None:
    template = prose(30, 200)
    rows = [
        (f"{n:02}", f"outlet{n % 3}", [*template[:90], *prose(100 + n, 60), *template[90:]])
        for n in range(15)
    ]
    load(settings, *rows)
    assert len(set(stories(settings).values())) == 15
    load(settings, ("99", "agency", [*template[:90], *prose(104, 60)]))
    assert stories(settings)["99"] == "04", "what is not of the template still tells a copy"


def test_one_template_of_two_people_is_two_stories(settings: Settings) -> None:
    frame = prose(7, 120)
    one, other = (
        [*frame[:40], *names.split(), *frame[40:]]
        for names in ("Kenji Mori of Sorland met", "Olaf Brandt of Estmark met")
    )
    load(settings, ("a", "one", one), ("b", "two", other), ("c", "three", one))
    assert stories(settings) == {"a": "a", "b": "b", "c": "a"}


def test_a_copy_in_many_outlets_is_one_story(settings: Settings) -> None:
    wire = prose(31)
    load(settings, *((f"{n:02}", f"outlet{n}", wire[n : 300 + n]) for n in range(25)))
    assert set(stories(settings).values()) == {"00"}


def test_loading_again_changes_nothing(settings: Settings) -> None:
    wire = prose(7)
    for _ in range(2):
        load(settings, ("b", "agency", wire), ("a", "daily", wire[40:]))
    assert stories(settings) == {"a": "a", "b": "a"}


def test_old_sketches_are_forgotten(settings: Settings) -> None:
    load(settings, ("old", "agency", prose(8)), at=datetime(2020, 1, 1))
    load(settings, ("then", "daily", prose(9)), at=datetime(2020, 1, 2))
    assert len(sketches(settings)) == 2, "a replay of old news keeps its own"
    load(settings, ("new", "daily", prose(8)))
    assert sketches(settings) == {"new"}
    assert stories(settings) == {"old": "old", "then": "then", "new": "new"}


def sketches(settings: Settings) -> set[str]:
    with loading(settings, "look") as look:
        rows = look.connection.execute("SELECT DISTINCT article_id FROM shingles").fetchall()
    return {key for (key,) in rows}


KEYS = "abcdefgh"


@trying(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(st.sampled_from(KEYS), st.sampled_from(KEYS)).filter(lambda p: p[0] != p[1]),
        max_size=12,
    ),
    st.randoms(),
)
def test_groups_are_those_of_the_links_in_any_order(
    links: list[tuple[str, str]], chance: random.Random
) -> None:
    overlaps = [Overlap(a, b, 0.9, 0.9) for a, b in links]
    members = [(key, None) for key in KEYS]
    expected = group(members, overlaps)
    chance.shuffle(overlaps)
    assert group(members, overlaps) == expected
    for a, b in links:
        assert expected[a] == expected[b]
    for key, story in expected.items():
        assert story <= key
        assert expected[story] == story
