"""The operator hears of a trouble once when it begins and once when it is over."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.sample.mailbox import Mailbox
from readout.steps import overseeing
from readout.steps.overseeing import full_disk, look, note_failure, note_success, tell
from readout.steps.troubles import Book, known_troubles
from readout.storage import publish as publishing
from readout.storage.loader import loading
from readout.storage.snapshot import open_snapshot

START = datetime.now(UTC).replace(microsecond=0)  # loads bear the real time
MINUTE = timedelta(minutes=1)


def feeds(settings: Settings, at: datetime, **health: str) -> None:
    """Feeds by name, with the health that their polls gave them."""
    moment = at.replace(tzinfo=None)
    with loading(settings, "test") as load:
        load.stage(
            "feed_listings",
            [
                {"feed_id": name, "url": f"http://127.0.0.1:9/{name}", "outlet": name,
                 "source_kind": "press", "added_at": moment}
                for name in health
            ],
        )  # fmt: skip
        load.stage(
            "feed_states",
            [
                {"feed_id": name, "url": f"http://127.0.0.1:9/{name}", "title": name,
                 "health": state, "reason": None if state == "ok" else "HTTP 503",
                 "last_polled_at": moment, "last_success_at": moment, "interval_seconds": 900,
                 "failures": 0, "quiet_polls": 0, "moved_polls": 0,
                 "next_poll_at": moment + timedelta(days=1)}
                for name, state in health.items()
            ],
        )  # fmt: skip
        load.merge(["feed_listings", "feed_states"])


class Operator:
    """What the operator gets, look by look."""

    def __init__(self, settings: Settings, box: Mailbox | None) -> None:
        self.settings = settings
        self.box = box
        self.seen = 0

    def round(self, at: datetime) -> list[Any]:
        server = SmtpServer(host="127.0.0.1", port=self.box.port) if self.box else None
        look(self.settings, now=at)
        tell(self.settings, server, now=at)
        if self.box is None:
            return []
        new, self.seen = self.box.kept[self.seen :], len(self.box.kept)
        return [
            email.message_from_bytes(k.path.read_bytes(), policy=email.policy.default) for k in new
        ]


def test_a_feed_down_for_hours_is_two_mails(settings: Settings, tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mail") as box:
        operator = Operator(settings, box)
        feeds(settings, START, a="ok", b="ok")
        assert operator.round(START) == []
        feeds(settings, START, a="ailing")
        got = [m for n in range(0, 180, 30) for m in operator.round(START + n * MINUTE)]
        assert [m["Subject"] for m in got] == ["Readout: a fails"]
        assert "HTTP 503" in got[0].get_content()
        assert "readout feeds" in got[0].get_content()
        feeds(settings, START, a="down")  # worse, but the same trouble
        assert operator.round(START + 180 * MINUTE) == []
        feeds(settings, START, a="ok")
        got = [m for n in range(185, 260, 30) for m in operator.round(START + n * MINUTE)]
        assert [m["Subject"] for m in got] == ["Readout: a is well again"]


def test_a_whole_outage_is_one_mail(settings: Settings, tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mail") as box:
        operator = Operator(settings, box)
        got: list[Any] = []
        names = [f"feed{n:02}" for n in range(40)]
        for step in range(12):  # they are polled one after the other, so they fail so
            feeds(settings, START, **dict.fromkeys(names[: 4 * (step + 1)], "ailing"))
            got += operator.round(START + 2 * step * MINUTE)
        got += [m for n in range(24, 90, 20) for m in operator.round(START + n * MINUTE)]
        assert [m["Subject"] for m in got] == ["Readout: feed00 fails, and 39 other troubles"]
        assert "and 15 more" in got[0].get_content()


def test_a_short_fault_is_no_news(settings: Settings, tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mail") as box:
        operator = Operator(settings, box)
        feeds(settings, START, a="ailing")
        assert operator.round(START) == []
        feeds(settings, START, a="ok")
        assert [operator.round(START + n * MINUTE) for n in (5, 15, 60)] == [[]] * 3


def test_a_failing_task_is_told_at_once_and_once(settings: Settings, tmp_path: Path) -> None:
    with Mailbox(tmp_path / "mail") as box:
        operator = Operator(settings, box)
        for n in range(4):
            note_failure(settings, "extract_facts.load_facts", f"CheckFailed: {n}", "http://log")
            got = operator.round(datetime.now(UTC))
            assert [m["Subject"] for m in got] == (
                ["Readout: extract_facts.load_facts fails"] if n == 0 else []
            )
        note_success(settings, "extract_facts.load_facts")
        note_success(settings, "poll_feeds.poll")
        got = operator.round(datetime.now(UTC))
        assert [m["Subject"] for m in got] == ["Readout: extract_facts.load_facts is well again"]


def test_without_a_mail_server_it_waits_as_a_file(settings: Settings, tmp_path: Path) -> None:
    alone = Operator(settings, None)
    feeds(settings, START, a="ailing")
    for n in range(0, 60, 20):
        alone.round(START + n * MINUTE)
    (kept,) = (settings.home / "mail").glob("*.eml")
    assert b"a fails" in kept.read_bytes()
    with Mailbox(tmp_path / "mail") as box:
        operator = Operator(settings, box)
        got = [m for n in range(60, 90, 15) for m in operator.round(START + n * MINUTE)]
        assert len(got) == 1
    assert not kept.exists()


def failing(settings: Settings) -> list[str]:
    """As doctor and the pages see it."""
    with open_snapshot(settings) as snapshot:
        return [row["feed"] for row in snapshot.rows("operating/failing_feeds")]


def test_what_fails_is_published_though_no_news_comes(settings: Settings) -> None:
    """In an outage nothing comes that would publish."""
    feeds(settings, START, a="ok", b="ok")
    publishing.publish(settings)
    for down in ([], ["a"], ["a", "b"], []):
        feeds(settings, START, **{n: "ailing" if n in down else "ok" for n in ("a", "b")})
        look(settings, now=START)
        assert failing(settings) == down


def test_polls_alone_are_published_after_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A snapshot of hours ago would show every feed as due since then."""
    feeds(settings, START, a="ok")
    publishing.publish(settings)
    feeds(settings, START + 30 * MINUTE, a="ok")

    def polled() -> Any:
        with open_snapshot(settings) as snapshot:
            return snapshot.rows("polling/states")[0]["next_poll_at"]

    look(settings)
    before = polled()
    monkeypatch.setattr(publishing, "QUIET_SECONDS", 0)
    look(settings)
    assert polled() == before + 30 * MINUTE


def test_a_full_disk_is_seen(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.home.mkdir(parents=True)
    monkeypatch.setattr(overseeing, "LEAST_BYTES", 10**18)
    monkeypatch.setattr(overseeing, "LEAST_SHARE", 2.0)
    ((told, mend),) = full_disk(settings.home).values()
    assert "are left" in told
    assert "du -xh" in mend


def test_a_clock_that_was_ahead_is_told(settings: Settings) -> None:
    feeds(settings, START, a="ok")
    look(settings, now=START - timedelta(days=30))
    assert [t.kind for t in known_troubles(settings)] == ["clock"]


@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.booleans(), st.integers(1, 40), st.booleans()), max_size=40
    )
)
def test_each_beginning_is_told_once_and_its_end_after_it(steps: list[Any]) -> None:
    book, now = Book({}), START
    told: dict[str, list[str]] = {}
    for subject, wrong, minutes, sends in steps:
        now += minutes * MINUTE
        name = f"s{subject}"
        if wrong:
            book.begin("feed", name, "x", "y", now)
        else:
            book.end("feed", name, now)
        notice = book.notice(now, "d")
        if notice is not None and sends:
            again = book.notice(now, "d")
            assert again is not None
            assert again.message_id == notice.message_id, "a retry is the same mail"
            for trouble in notice.begun:
                told.setdefault(trouble.subject, []).append("begun")
            for trouble in notice.over:
                told.setdefault(trouble.subject, []).append("over")
            book.sent(notice)
    for events in told.values():
        assert events == ["begun", "over"] * (len(events) // 2) + ["begun"] * (len(events) % 2)
