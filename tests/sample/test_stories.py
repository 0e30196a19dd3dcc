"""The stories are what they claim to be, and expected.yaml says only what stands in them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import trafilatura
import yaml
from readout.config import ROOT
from readout.errors import ConfigError
from readout.sample.newsroom import Newsroom
from readout.sample.stories import NEWSROOM, Story, load_stories

STORIES = load_stories()
EXPECTED: dict[str, Any] = yaml.safe_load((NEWSROOM / "expected.yaml").read_text(encoding="utf-8"))
SEED = ROOT / "seeds" / "articles" / "000_63b0898204a347c1.txt"


@pytest.fixture(scope="module")
def newsroom() -> Newsroom:
    return Newsroom()


class _Structure(HTMLParser):
    """Collects the text, and fails on tags that aren't closed in order."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_the_newsroom_has_what_the_demo_needs() -> None:
    assert 18 <= len(STORIES) <= 24
    assert {story.outlet.feed_type for story in STORIES} == {"rss", "atom", "json", "rdf"}
    assert {story.outlet.source_kind for story in STORIES} >= {"official", "independent"}
    assert len({story.path for story in STORIES}) == len(STORIES)
    first, last = STORIES[0].published.date(), STORIES[-1].published.date()
    assert date(2023, 6, 12) <= first <= last <= date(2023, 6, 23)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_each_page_is_sound_html_and_holds_every_word(newsroom: Newsroom, story: Story) -> None:
    page = _Structure()
    page.feed(newsroom.render(story))
    page.close()
    assert page.open == []
    text = "".join(page.text)
    for block in story.blocks:
        for words in block.cells or (block.text,):
            assert words in text


@pytest.mark.parametrize(
    "story", [story for story in STORIES if story.layout == "plain"], ids=lambda story: story.slug
)
def test_trafilatura_finds_every_paragraph_as_one_line(newsroom: Newsroom, story: Story) -> None:
    body = trafilatura.extract(newsroom.render(story), include_comments=False)
    lines = body.splitlines()
    assert [paragraph for paragraph in story.paragraphs if paragraph not in lines] == []
    assert "cookie" not in body.lower()
    assert not any(word in body for word in ("newsletter", "Readout", "Accept all"))


def test_the_seed_article_comes_through_to_the_letter(newsroom: Newsroom) -> None:
    story = next(story for story in STORIES if story.slug == "blinken-opens-talks-with-wang")
    assert story.published.strftime("%A %Y-%m-%d") == "Monday 2023-06-19"
    body = trafilatura.extract(newsroom.render(story), include_comments=False)
    assert body.splitlines() == SEED.read_text(encoding="utf-8").splitlines()


def test_expected_covers_every_story_and_quotes_it_truly() -> None:
    assert set(EXPECTED) == {story.slug for story in STORIES}
    for story in STORIES:
        text = "\n".join(block.text for block in story.blocks)
        for quote in EXPECTED[story.slug]["quotes"]:
            assert quote["words"] in text
            assert quote["speaker"] is None or quote["speaker"].split()[-1] in text
        for meeting in EXPECTED[story.slug]["meetings"]:
            for name in meeting["participants"]:
                # Chinese names begin with the family name; one half at least must stand.
                assert any(part in text for part in name.split())
            assert all(place in text for place in meeting.get("place", "").split(" / "))


def test_every_status_and_format_of_the_demo_is_told_somewhere() -> None:
    meetings = [meeting for story in EXPECTED.values() for meeting in story["meetings"]]
    told = {meeting["status"] for meeting in meetings}
    assert told == {
        "possible", "likely", "scheduled", "under_way", "held", "postponed", "cancelled", "denied",
    }  # fmt: skip
    assert {meeting.get("format", "in_person") for meeting in meetings} == {
        "in_person", "call", "video",
    }  # fmt: skip


def test_watches_fit_the_newsroom() -> None:
    watches = yaml.safe_load((ROOT / "seeds" / "watches.yaml").read_text(encoding="utf-8"))
    names = {
        name
        for story in EXPECTED.values()
        for meeting in story["meetings"]
        for name in meeting["participants"]
    }
    assert len(watches["watches"]) == 3
    for watch in watches["watches"]:
        assert set(watch["who"]) | set(watch["with"]) <= names
        assert all(address.endswith(".example") for address in watch["recipients"])


HEAD = (
    'outlet: quillon\nslug: s\ntitle: T\nsection: World\npublished: "2023-06-14T14:20:00+00:00"\n'
)


@pytest.mark.parametrize(
    "content, word",
    [
        ("no front matter at all", "unpack"),
        (f"---\n{HEAD}---\n", "no text"),
        (f"---\n{HEAD}---\n".replace("+00:00", "") + "Text.", "no time zone"),
        (f"---\n{HEAD}---\n".replace("quillon", "nowhere") + "Text.", "nowhere"),
        (f"---\n{HEAD}---\n".replace("slug", "slog") + "Text.", "slug"),
        ("---\n: [\n---\nText.", "pars"),
    ],
)
def test_a_broken_story_is_named(tmp_path: Path, content: str, word: str) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "outlets.yaml").write_bytes((NEWSROOM / "outlets.yaml").read_bytes())
    (tmp_path / "stories" / "broken.md").write_text(content, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"broken\.md") as caught:
        load_stories(tmp_path)
    assert word in str(caught.value)


def test_markup_in_a_story_is_escaped(tmp_path: Path) -> None:
    (tmp_path / "stories").mkdir()
    (tmp_path / "outlets.yaml").write_bytes((NEWSROOM / "outlets.yaml").read_bytes())
    (tmp_path / "templates").symlink_to(NEWSROOM / "templates")
    head = HEAD.replace("title: T", "title: '</script><script>alert(1)</script>'")
    path = tmp_path / "stories" / "hostile.md"
    path.write_text(f"---\n{head}---\nA <img src=x onerror=alert(2)> here.", encoding="utf-8")
    newsroom = Newsroom(tmp_path)
    page = newsroom.render(newsroom.stories[0])
    assert "alert(1)" in page
    assert "<script>alert" not in page
    assert "<img" not in page


def test_a_release_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ConfigError, match="time zone"):
        Newsroom(until=datetime(2023, 6, 18))
    assert len(Newsroom(until=datetime(2023, 6, 14, 15, tzinfo=UTC)).released()) == 2
