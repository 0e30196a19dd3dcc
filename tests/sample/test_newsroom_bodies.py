"""What Readout's own body extraction makes of the newsroom's pages: text, title, day, authors."""

from __future__ import annotations

import pytest
from readout.model import Body
from readout.sample.newsroom import Newsroom
from readout.sample.stories import Story, load_stories
from readout.sources.pages.bodies import PageItem, extract_batch

STORIES = load_stories()
FURNITURE = ("cookie", "newsletter", "Sample page of", "Accept all", "Most viewed", "Log in")


@pytest.fixture(scope="module")
def bodies() -> dict[str, Body]:
    room = Newsroom()
    room.base_url = "http://127.0.0.1:8765"
    items = [
        PageItem(story.slug, room.base_url + story.path, room.render(story).encode())
        for story in room.stories
    ]
    found = dict(extract_batch(items))
    assert all(isinstance(body, Body) for body in found.values()), found
    return found


def _slug(story: Story) -> str:
    return story.slug


@pytest.mark.parametrize("story", STORIES, ids=_slug)
def test_a_body_is_the_story(bodies: dict[str, Body], story: Story) -> None:
    body = bodies[story.slug]
    assert body.page_kind == "article"
    lines = body.text.splitlines()
    if story.layout == "table":
        # A diary's cells run together differently in every browser; its sentences do not.
        assert story.paragraphs[0] in body.text
    else:
        assert [p for p in story.paragraphs if p not in lines] == []
        # In the order of the page.
        assert [line for line in lines if line in story.paragraphs] == list(story.paragraphs)
    assert [word for word in FURNITURE if word in body.text] == []


@pytest.mark.parametrize("story", STORIES, ids=_slug)
def test_title_day_and_authors(bodies: dict[str, Body], story: Story) -> None:
    body = bodies[story.slug]
    assert body.title == story.title
    assert body.published is not None
    if story.outlet.dated_by == "text":
        assert body.published.date() == story.published.date()
    else:
        assert body.published == story.published
    assert body.language == "en"
    if story.authors != ("Courier staff and agencies",):
        assert body.authors == story.authors
