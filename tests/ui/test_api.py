"""The JSON API: a token, the rows of the pages, and a description that holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.rendering.exports import plain
from readout.steps import apitokens
from readout.steps.apitokens import bearer, make_token, revoke_token, tokens
from readout.storage.meanings import view_names
from readout.storage.reports import Filters, report_names, run_report
from readout.storage.snapshot import open_snapshot
from readout.ui.api import openapi

API = "/readout/api/v1"


@pytest.fixture(scope="module")
def token(world: Settings) -> str:
    return make_token(world, "test")


@pytest.fixture
def api(anonymous: TestClient, world: Settings, token: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """path → answer, asked with the token."""
    monkeypatch.setenv("READOUT_HOME", str(world.home))
    monkeypatch.setenv("READOUT_MEMORY_LIMIT", "512MB")
    anonymous.headers["Accept"] = "*/*"

    def ask(path: str, **query: Any) -> Any:
        return anonymous.get(
            f"{API}/{path}", params=query, headers={"Authorization": f"Bearer {token}"}
        )

    return ask


PATHS = sorted(openapi()["paths"])


@pytest.mark.parametrize("path", [*PATHS, f"{API.removeprefix('/readout')}/openapi.json"])
@pytest.mark.parametrize("header", [None, "Bearer forged", "Basic dGVzdDp0ZXN0", "Bearer"])
def test_nothing_without_a_token(
    anonymous: TestClient, api: Any, path: str, header: str | None
) -> None:
    headers = {"Authorization": header} if header else {}
    answer = anonymous.get(
        "/readout" + path.replace("{name}", "meetings").replace("{ident}", "meet-1"),
        headers=headers,
    )
    assert answer.status_code == 401
    assert "readout token add" in answer.json()["detail"]


@pytest.mark.parametrize("name", report_names())
def test_a_report_is_what_the_page_shows(api: Any, world: Settings, name: str) -> None:
    with open_snapshot(world) as snapshot:
        whole = run_report(snapshot, name, Filters())
    told = api(f"reports/{name}").json()
    assert told["rows"] == plain(whole.rows)
    assert told["total"] == len(whole.rows)
    assert told["columns"] == whole.columns
    pieces, offset = [], 0
    while offset is not None:
        piece = api(f"reports/{name}", limit=2, offset=offset).json()
        assert piece["total"] == told["total"]
        pieces += piece["rows"]
        offset = piece["next_offset"]
    assert pieces == told["rows"]
    assert api(f"reports/{name}", offset=10_000).json() == told | {"rows": [], "next_offset": None}


def test_all_quotes_of_a_person_by_id(api: Any) -> None:
    told = api("reports/quotes", person="p-Ana").json()
    assert told["total"] > 0
    assert {row["speaker_id"] for row in told["rows"]} == {"p-Ana"}


def test_search(api: Any) -> None:
    told = api("search", q="agree bridges").json()
    assert told["total"] == sum(told["totals"].values()) == 2
    row = told["rows"][0]
    assert [row["snippet"][s:e] for s, e in row["lit"]] == ["agreed", "bridge"]
    assert api("search", q="bridge", limit=1).json()["next_offset"] == 1
    assert api("search", q="bridge", person="Lima").json()["totals"] == {"quote": 1}


@pytest.mark.parametrize("name", view_names())
def test_views(api: Any, world: Settings, name: str) -> None:
    told = api(f"views/{name}").json()
    with open_snapshot(world) as snapshot:
        assert told["total"] == snapshot.view(name, limit=1)[1] == len(told["rows"])


def test_single_things(api: Any) -> None:
    meeting = api("meetings/meet-1").json()
    assert meeting["meeting"]["meeting_id"] == "meet-1"
    assert meeting["history"]
    assert meeting["mentions"]
    article = api("articles/talks").json()
    span = next(s for s in article["quote_spans"] if s["part"] == "content")
    assert article["body"][span["start_char"] : span["end_char"]] in article["body"]
    assert api("people/p-Ana").json()["person"]["name"] == "Ana Lima"


@pytest.mark.parametrize(
    "path, status, words",
    [
        ("reports/meeting", 404, "did you mean “meetings”"),
        ("reports/meetings?persn=Lima", 400, "did you mean “person”"),
        ("reports/meetings?since=soon", 400, "no day"),
        ("reports/meetings?limit=0", 422, "limit"),
        ("search?q=-bridge", 400, "must not occur"),
        ("search", 422, "q"),
        ("views/meetings", 404, "no such view"),
        ("meetings/none", 404, "no meeting"),
        ("nowhere", 404, "openapi.json"),
    ],
)
def test_what_is_wrong_is_told(api: Any, path: str, status: int, words: str) -> None:
    answer = (
        api(path)
        if "?" not in path
        else api(path.split("?")[0], **dict([path.split("?")[1].split("=")]))
    )
    assert answer.status_code == status
    assert words in answer.text


def test_the_description_names_every_answer(api: Any) -> None:
    told = api("openapi.json").json()
    assert told == openapi()
    assert told["openapi"].startswith("3.1")
    assert {"token"} == set(told["components"]["securitySchemes"])
    for path, methods in told["paths"].items():
        answer = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert answer, path
        assert methods["get"]["summary"]
    filters = {p["name"] for p in told["paths"]["/api/v1/reports/{name}"]["get"]["parameters"]}
    assert {"person", "since", "limit", "name"} <= filters


def test_tokens_end(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(home=tmp_path)
    first, second = make_token(settings, "one"), make_token(settings, "two", days=1)
    assert bearer(settings, first) == "one"
    assert bearer(settings, second) == "two"
    assert first not in (tmp_path / "api-tokens.json").read_text()
    assert (tmp_path / "api-tokens.json").stat().st_mode & 0o777 == 0o600
    revoke_token(settings, "one")
    assert bearer(settings, first) is None
    assert [t["name"] for t in tokens(settings)] == ["two"]

    class Later(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> Any:
            return datetime.now(UTC) + timedelta(days=2)

    monkeypatch.setattr(apitokens, "datetime", Later)
    assert bearer(settings, second) is None
