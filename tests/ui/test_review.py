"""The page Review: what waits is judged, by a named person, and nothing is lost or done in silence."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.steps import asking_people, reviewing
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle

from tests.resolution.newsweek import load_week, relations

HERE = {"sec-fetch-site": "same-origin"}


def settings_of(home: Path) -> Settings:
    return Settings(home=home, feeds=home / "f.opml", watches=home / "w.yaml", memory_limit="512MB")


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose week of news is resolved."""
    made = settings_of(tmp_path_factory.mktemp("week"))
    made.watches.write_text("watches: []\n", encoding="utf-8")
    for article in load_week():
        write_bundle(made.staging, "test", relations(article))
    load_bundles(made, "test")
    resolve_meetings(made)
    return made.home


@pytest.fixture
def settings(week: Path, tmp_path: Path) -> Settings:
    return settings_of(shutil.copytree(week, tmp_path / "home"))


@pytest.fixture
def client(signed_in_to, settings: Settings) -> Iterator[TestClient]:
    with signed_in_to(settings.home) as made:
        yield made


def rows(settings: Settings, sql: str) -> list[tuple[object, ...]]:
    with open_snapshot(settings) as snapshot:
        return snapshot.connection.execute(sql).fetchall()


def shown(client: TestClient, of: str, skip: int = 0) -> dict[str, str]:
    """The hidden fields of the card that is shown; empty where nothing waits."""
    page = client.get(f"/readout/review?of={of}&skip={skip}").text
    form = page.partition('class="verdicts"')[2]
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))


def press(client: TestClient, fields: dict[str, str], verb: str, **more: str) -> str:
    """Press a button; returns the verdict's name."""
    form = fields | {"verb": verb} | more
    answer = client.post("/readout/review", data=form, headers=HERE)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("done=")[2]


def test_each_verdict_goes_on_to_the_next_and_is_kept_with_its_name(
    client: TestClient, settings: Settings
) -> None:
    seen = []
    for verb in ("right", "wrong_who", "wrong_day", "no_meeting"):
        fields = shown(client, "sample")
        assert fields["meeting"] not in seen  # judged, though no resolution has run
        seen.append(fields["meeting"])
        press(client, fields, verb, right="Ana Lima" if verb == "wrong_who" else "")
    assert rows(settings, "FROM meeting_decisions") == []
    resolve_meetings(settings)
    found = rows(
        settings,
        "SELECT DISTINCT kind, made_by, extractor_version IS NOT NULL, score BETWEEN 0 AND 1 "
        "FROM meeting_decisions ORDER BY kind",
    )
    kinds = ["no_meeting", "right", "wrong_day", "wrong_who"]
    assert found == [(kind, "mara", True, True) for kind in kinds]
    assert shown(client, "sample")["meeting"] not in seen  # nor afterwards
    page = client.get(f"/readout/meetings/{seen[1]}").text
    assert "Judged wrong in who took part" in page
    assert "Ana Lima" in page


def test_precision_is_counted_by_month_and_version(client: TestClient, settings: Settings) -> None:
    for verb in ("right", "right", "wrong_day", "no_meeting"):
        press(client, shown(client, "sample"), verb)
    resolve_meetings(settings)
    with open_snapshot(settings) as snapshot:
        report = run_report(snapshot, "precision", Filters())
    assert sum(r["judged"] for r in report.rows) == 4
    (row,) = report.rows
    assert (row["found"], row["right_in_full"], row["wrong_day"]) == (0.75, 0.5, 1)
    assert row["month"] == "2023-06"
    assert row["extractor_version"]
    assert "0.75" in client.get("/readout/precision").text


def test_no_meeting_is_out_of_force_until_it_is_taken_back(
    client: TestClient, settings: Settings
) -> None:
    fields = shown(client, "sample")
    of = f"SELECT withdrawn, status FROM meetings WHERE meeting_id = '{fields['meeting']}'"
    changes = "SELECT count(*) FROM meeting_changes"
    ((_, status),) = before = rows(settings, of)
    told = rows(settings, changes)
    verdict = press(client, fields, "no_meeting")
    for _ in range(2):  # the second looks at nothing new, and keeps what was judged
        resolve_meetings(settings)
        assert rows(settings, of) == [(True, status)]
    assert rows(settings, changes) == told  # no report is said to have taken it back
    assert "Judged to be no meeting" in client.get(f"/readout/meetings/{fields['meeting']}").text
    assert press(client, {"of": "sample"}, "undo", done=verdict) == "undone"
    resolve_meetings(settings)
    assert rows(settings, of) == before


def test_what_was_judged_holds_when_its_article_is_read_again(
    client: TestClient, settings: Settings
) -> None:
    fields = shown(client, "sample")
    press(client, fields, "no_meeting")
    resolve_meetings(settings)
    for article in load_week():
        write_bundle(settings.staging, "test", relations(article))
    load_bundles(settings, "test")
    resolve_meetings(settings)
    of = f"SELECT withdrawn FROM meetings WHERE meeting_id = '{fields['meeting']}'"
    assert rows(settings, of) == [(True,)]


def test_a_verdict_is_taken_back_before_a_resolution_too(
    client: TestClient, settings: Settings
) -> None:
    fields = shown(client, "sample")
    verdict = press(client, fields, "wrong_day", right="2023-06-01")
    assert shown(client, "sample")["meeting"] != fields["meeting"]
    press(client, fields, "undo", done=verdict)
    assert shown(client, "sample")["meeting"] == fields["meeting"]
    day = f"SELECT start_day FROM meetings WHERE meeting_id = '{fields['meeting']}'"
    was = rows(settings, day)
    resolve_meetings(settings)
    assert rows(settings, day) == was
    again = client.post("/readout/review", data={"verb": "undo", "done": verdict}, headers=HERE)
    assert again.status_code == 400


def test_the_right_day_is_set_by_the_same_verdict(client: TestClient, settings: Settings) -> None:
    fields = shown(client, "sample")
    day = (
        f"SELECT CAST(start_day AS VARCHAR) FROM meetings WHERE meeting_id = '{fields['meeting']}'"
    )
    was = rows(settings, day)
    verdict = press(client, fields, "wrong_day", right="2023-06-01")
    resolve_meetings(settings)
    assert rows(settings, day) == [("2023-06-01",)]
    press(client, fields, "undo", done=verdict)
    resolve_meetings(settings)
    assert rows(settings, day) == was


def test_pairs_are_judged_the_same_or_not(client: TestClient, settings: Settings) -> None:
    with open_snapshot(settings) as snapshot:
        pairs, total = reviewing.waiting(settings, snapshot, "links", 50)
    assert total == len(pairs) > 0
    first = shown(client, "links")
    assert (first["meeting"], first["other"]) == (pairs[0].meeting, pairs[0].other)
    press(client, first, "not_same")
    with open_snapshot(settings) as snapshot:
        assert reviewing.waiting(settings, snapshot, "links", 50)[1] == total - 1
    resolve_meetings(settings)
    with open_snapshot(settings) as snapshot:
        assert reviewing.waiting(settings, snapshot, "links", 50)[1] == total - 1
    assert rows(settings, "SELECT kind, made_by FROM meeting_decisions") == [("apart", "mara")]


def test_skipping_keeps_nothing(client: TestClient, settings: Settings) -> None:
    first = shown(client, "sample")
    press(client, first, "skip")
    assert shown(client, "sample", skip=1)["meeting"] != first["meeting"]
    assert list(settings.staging.glob("ready/resolve*")) == []


@pytest.mark.parametrize(
    "form, told",
    [
        ({"verb": "perhaps"}, "No such verdict"),
        ({"verb": "right", "meeting": "nobody"}, "No meeting in force has this id"),
        ({"verb": "wrong_day", "right": "soon"}, "That is no day"),
        ({"verb": "undo", "done": "0" * 32}, "no such verdict to take back"),
    ],
)
def test_what_can_t_be_kept_is_told(client: TestClient, form: dict[str, str], told: str) -> None:
    fields = shown(client, "sample")
    answer = client.post("/readout/review", data=fields | form, headers=HERE)
    assert answer.status_code == 400
    assert told in answer.text


def test_a_form_of_another_site_is_refused(client: TestClient) -> None:
    fields = shown(client, "sample") | {"verb": "right"}
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert client.post("/readout/review", data=fields, headers=elsewhere).status_code == 403


def test_what_airflow_asks_is_plain_text_and_its_answers_are_the_same_verdicts(
    client: TestClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviewing, "CLEAR", 1.1)  # every meeting is doubtful then
    asked = asking_people.questions(settings, "meetings")
    assert 0 < len(asked) <= asking_people.MOST
    assert all("\n" not in q["subject"] for q in asked)
    assert asking_people.answered(settings, asked[0], {"chosen_options": ["Skip"]}) == "skipped"
    answer = {
        "chosen_options": ["Wrong who"],
        "params_input": {"right": "only Lima"},
        "responded_by_user": {"id": "7", "name": "noor"},
    }
    assert asking_people.answered(settings, asked[0], answer) == "wrong_who, says noor"
    assert asking_people.questions(settings, "meetings")[0]["meeting"] == asked[1]["meeting"]
    pair = asking_people.questions(settings, "links")[0]
    told = asking_people.answered(settings, pair, answer | {"chosen_options": ["Same meeting"]})
    assert told == "same, says noor"
    resolve_meetings(settings)
    assert asking_people.answered(
        settings, pair, answer | {"chosen_options": ["Same meeting"]}
    ).startswith("nothing kept: Both ids are of one meeting already")
    assert set(rows(settings, "SELECT kind, object, made_by FROM meeting_decisions")) >= {
        ("wrong_who", "only Lima", "noor")
    }


def test_words_of_the_web_are_no_markup_in_a_question() -> None:
    assert asking_people._plain("a *b*\n# [c](d) <i>") == r"a \*b\* \# \[c\]\(d\) \<i\>"
