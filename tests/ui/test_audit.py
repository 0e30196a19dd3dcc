"""Every change by hand leaves one row in the audit, with who made it and by which way."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from readout.cli.app import main
from readout.config import Settings
from readout.rendering.mail_links import links
from readout.steps.resolving import resolve_meetings
from readout.storage.loader import load_bundles, loading
from readout.storage.publish import publish
from readout.storage.reports import Filters, run_report
from readout.storage.snapshot import open_snapshot
from readout.storage.staging import write_bundle
from readout.ui.app import make_app
from readout.ui.roles import signed_in

from tests.resolution.newsweek import load_week, relations

HERE = {"sec-fetch-site": "same-origin"}
TO = "desk@readout.example"
STEPS = ("resolve_meetings", "send_alerts")


def _settings(home: Path) -> Settings:
    return Settings(
        home=home, feeds=home / "f.opml", watches=home / "w.yaml", memory_limit="512MB",
        secret="a-secret-of-the-test",
    )  # fmt: skip


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with some resolved meetings."""
    made = _settings(tmp_path_factory.mktemp("week"))
    made.watches.write_text(f"watches:\n  - {{name: All, recipients: {TO}}}\n", encoding="utf-8")
    made.feeds.write_text(
        '<opml version="2.0"><body><outline text="A" type="rss" '
        'xmlUrl="https://a.example/feed"/></body></opml>',
        encoding="utf-8",
    )
    for article in load_week()[:6]:
        write_bundle(made.staging, "fill", relations(article))
    load_bundles(made, "fill")
    resolve_meetings(made)
    return made.home


@pytest.fixture
def settings(week: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = _settings(shutil.copytree(week, tmp_path / "home"))
    for name in ("home", "feeds", "watches"):
        monkeypatch.setenv(f"READOUT_{name.upper()}", str(getattr(made, name)))
    monkeypatch.setenv("READOUT_SECRET", "a-secret-of-the-test")
    monkeypatch.setenv("LOGNAME", "olga")
    return made


@pytest.fixture
def client(app_of, settings: Settings) -> Iterator[TestClient]:
    made = app_of(settings.home)
    (mount,) = (r for r in made.app.routes if getattr(r, "path", "") == "/readout")
    mount.app.dependency_overrides[signed_in] = lambda: "mara"
    with made:
        yield made


def _meetings(settings: Settings) -> list[str]:
    with open_snapshot(settings) as snapshot:
        found = snapshot.connection.execute("SELECT meeting_id FROM meetings ORDER BY 1").fetchall()
    return [str(ident) for (ident,) in found]


def _audit(settings: Settings) -> list[tuple[object, ...]]:
    """What the audit says once the steps have taken in what waits."""
    for step in STEPS:
        load_bundles(settings, step)
    with loading(settings, "test") as load:
        return load.connection.execute(
            "SELECT made_by, way, action, subject, object FROM audit ORDER BY made_at, action"
        ).fetchall()


Case = Callable[[TestClient, Settings], tuple[object, ...]]


def _post(client: TestClient, path: str, **form: str) -> None:
    answer = client.post(f"/readout{path}", data=form, headers=HERE)
    assert answer.status_code in (200, 303), answer.text


def _decide(client: TestClient, settings: Settings) -> tuple[object, ...]:
    ident = _meetings(settings)[0]
    _post(client, f"/meetings/{ident}/decide", verb="fix", what="place", value="Oslo")
    return ("mara", "page", "meeting fix", ident, "place=Oslo")


def _review(client: TestClient, settings: Settings) -> tuple[object, ...]:
    ident = _meetings(settings)[0]
    _post(client, "/review", of="meetings", verb="right", meeting=ident)
    return ("mara", "page", "verdict right", ident, None)


def _watch(client: TestClient, settings: Settings) -> tuple[object, ...]:
    _post(client, "/watches/new", name="Mine", person="Kerry", recipients=TO, do="keep")
    return ("mara", "page", "watch kept", "Mine", TO)


def _unwatch(client: TestClient, settings: Settings) -> tuple[object, ...]:
    _watch(client, settings)
    shutil.rmtree(settings.staging / "ready")
    _post(client, "/watches/remove", name="Mine")
    return ("mara", "page", "watch deleted", "Mine", None)


def _mute(client: TestClient, settings: Settings) -> tuple[object, ...]:
    _post(client, "/mute", recipient=TO, watch="All")
    return ("mara", "page", "mails end", TO, "All")


def _unsubscribe(client: TestClient, settings: Settings) -> tuple[object, ...]:
    ident = _meetings(settings)[0]
    path = links(settings).mute(TO, ident).partition("/readout")[2]
    assert client.post(f"/readout{path}").status_code == 200
    return (TO, "link", "mails end", TO, ident)


BY_PAGE: dict[str, Case] = {
    "/meetings/{ident}/decide": _decide,
    "/review": _review,
    "/watches/new": _watch,
    "/watches/remove": _unwatch,
    "/mute": _mute,
    "/out/unsubscribe": _unsubscribe,
}


def _changing() -> dict[str, APIRoute]:
    return {
        route.path: route
        for route in make_app().routes
        if isinstance(route, APIRoute) and route.methods - {"GET", "HEAD"}
    }


def test_no_form_is_without_a_case() -> None:
    assert set(_changing()) == set(BY_PAGE)


def test_every_form_of_the_pages_asks_for_an_editor() -> None:
    """But the unsubscribe link, whose token is its right (RFC 8058)."""
    open_to_all = [
        path
        for path, route in _changing().items()
        if signed_in not in {found.call for found in _all(route.dependant)}
    ]
    assert open_to_all == ["/out/unsubscribe"]


def _all(dependant):  # type: ignore[no-untyped-def]
    for one in dependant.dependencies:
        yield one
        yield from _all(one)


@pytest.mark.parametrize("path", BY_PAGE)
def test_a_form_leaves_one_row(client: TestClient, settings: Settings, path: str) -> None:
    expected = BY_PAGE[path](client, settings)
    assert _audit(settings) == [expected]


@pytest.mark.parametrize(
    "line, expected",
    [
        ("token add reader", ("token made", "reader", None)),
        ("feeds set A --every 7", ("feed set", "https://a.example/feed", "press, every 7 min")),
        ("feeds remove A", ("feed removed", "https://a.example/feed", None)),
        (f"alerts mute {TO}", ("mails end", TO, None)),
        ("channel add chat https://hooks.example/x", ("channel added", "chat", "webhook")),
    ],
)
def test_a_command_leaves_one_row(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, line: str, expected: tuple[object, ...]
) -> None:
    monkeypatch.setattr("sys.argv", ["readout", *line.split()])
    with contextlib.suppress(SystemExit):
        main()
    assert _audit(settings) == [("olga", "command", *expected)]


def test_decisions_of_the_command_line(settings: Settings) -> None:
    """In the same transaction; and the report shows them, the newest first."""
    from readout.steps.meeting_decisions import fix
    from readout.steps.people_edits import decide

    ident = _meetings(settings)[0]
    fix(settings, ident, "place", "Oslo", by="olga", note="she was there")
    with open_snapshot(settings) as snapshot:
        (who,) = snapshot.connection.execute("SELECT min(person_id) FROM people").fetchall()[0]
    decide(settings, "alias", who, "Somebody Else", by="olga")
    publish(settings)
    with open_snapshot(settings) as snapshot:
        report = run_report(snapshot, "audit", Filters(limit=10))
    assert [
        (r["action"], r["made_by"], r["way"], r["subject"], r["note"]) for r in report.rows
    ] == [
        ("person alias", "olga", "command", who, None),
        ("meeting fix", "olga", "command", ident, "she was there"),
    ]
