"""Buttons of a meeting's page: what they decide is kept for the next resolution, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle

from tests.resolution.newsweek import load_week, relations

HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    made = Settings(
        home=tmp_path, feeds=tmp_path / "f.opml", watches=tmp_path / "w.yaml", memory_limit="512MB"
    )
    made.watches.write_text("watches: []\n", encoding="utf-8")
    for article in load_week():
        write_bundle(made.staging, "test", relations(article))
    load_bundles(made, "test")
    resolve_meetings(made)
    return made


@pytest.fixture
def client(signed_in_to, settings: Settings) -> Iterator[TestClient]:
    with signed_in_to(settings.home) as made:
        yield made


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with open_snapshot(settings) as snapshot:
        return snapshot.connection.execute(sql).fetchall()


def two(settings: Settings) -> tuple[str, str]:
    """Two meetings, the first with more than one article."""
    found = rows(
        settings,
        "SELECT meeting_id, count(DISTINCT a.article_id) AS n FROM meeting_links AS l "
        "JOIN assertions AS a ON a.mention_id = l.mention_id WHERE l.kind = 'linked' "
        "GROUP BY meeting_id ORDER BY n DESC, meeting_id",
    )
    assert int(str(found[0][1])) > 1
    return str(found[0][0]), str(found[-1][0])


def press(client: TestClient, ident: str, **form: str) -> int:
    answer = client.post(f"/readout/meetings/{ident}/decide", data=form, headers=HERE)
    return answer.status_code


def test_merge_fix_and_undo_from_the_page(client: TestClient, settings: Settings) -> None:
    one, other = two(settings)
    before = len(rows(settings, "SELECT * FROM meetings"))
    assert press(client, one, verb="merge", what=other) == 303
    page = client.get(f"/readout/meetings/{one}?kept=1").text
    assert "Taken down." in page
    assert rows(settings, "SELECT * FROM meeting_decisions") == []  # not before a resolution
    resolve_meetings(settings)
    assert len(rows(settings, "SELECT * FROM meetings")) == before - 1
    assert rows(settings, "SELECT kind, made_by FROM meeting_decisions") == [("merge", "mara")]

    assert press(client, one, verb="fix", what="place", value="the old mint") == 303
    resolve_meetings(settings)
    place = f"SELECT place FROM meetings WHERE meeting_id = '{one}'"
    assert rows(settings, place) == [("the old mint",)]
    assert "Set by hand" in client.get(f"/readout/meetings/{one}").text

    for _ in range(2):  # the newest decision first
        assert press(client, one, verb="undo") == 303
        resolve_meetings(settings)
    assert rows(settings, place) != [("the old mint",)]
    assert len(rows(settings, "SELECT * FROM meetings")) == before


def test_an_article_is_taken_out_by_its_button(client: TestClient, settings: Settings) -> None:
    one, _ = two(settings)
    page = client.get(f"/readout/meetings/{one}").text
    assert page.count("Not of this meeting") > 1
    (article, *_), *_ = rows(
        settings,
        "SELECT a.article_id FROM meeting_links AS l JOIN assertions AS a "
        f"ON a.mention_id = l.mention_id WHERE l.meeting_id = '{one}' ORDER BY a.published_at DESC",
    )
    assert press(client, one, verb="split", what=str(article)) == 303
    before = len(rows(settings, "SELECT * FROM meetings"))
    resolve_meetings(settings)
    assert len(rows(settings, "SELECT * FROM meetings")) == before + 1


def test_a_verdict_is_a_labelled_pair_and_counts(client: TestClient, settings: Settings) -> None:
    one, other = two(settings)
    assert press(client, one, verb="apart", what=other) == 303
    resolve_meetings(settings)
    with open_snapshot(settings) as snapshot:
        (pair,) = snapshot.rows("meetings/pairs")
    assert pair["same"] is False
    assert pair["mention"]["participants"][0]["name"]
    assert pair["mention"]["evidence"]


@pytest.mark.parametrize(
    "form, told",
    [
        ({"verb": "merge", "what": "no-such-meeting"}, "No meeting has this id"),
        ({"verb": "fix", "what": "date", "value": "soon"}, "That is no date"),
        ({"verb": "fix", "what": "colour", "value": "red"}, "No such field can be set"),
        ({"verb": "forget"}, "No such decision"),
        ({"verb": "undo"}, "Nothing was decided"),
    ],
)
def test_what_cannot_be_decided_is_said(
    client: TestClient, settings: Settings, form: dict[str, str], told: str
) -> None:
    one, _ = two(settings)
    answer = client.post(f"/readout/meetings/{one}/decide", data=form, headers=HERE)
    assert answer.status_code == 400
    assert told in answer.text


@pytest.mark.parametrize(
    "headers", [{"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}]
)
def test_a_form_of_another_site_is_refused(
    client: TestClient, settings: Settings, headers: dict[str, str]
) -> None:
    one, other = two(settings)
    answer = client.post(
        f"/readout/meetings/{one}/decide", data={"verb": "merge", "what": other}, headers=headers
    )
    assert answer.status_code == 403
    resolve_meetings(settings)
    assert rows(settings, "SELECT * FROM meeting_decisions") == []


def test_nobody_decides_without_a_login(anonymous: TestClient) -> None:
    answer = anonymous.post("/readout/meetings/x/decide", data={"verb": "undo"}, headers=HERE)
    assert answer.status_code == 401
