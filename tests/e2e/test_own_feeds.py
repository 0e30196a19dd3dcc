"""Whoever watches feeds of their own: from no mail server to mails, through a restart and an outage.

The real launcher, feeds over HTTP, a real mail server that is only there later. Nothing is lost,
nothing comes twice, and nothing but the user ends `readout up`.
"""

from __future__ import annotations

import email
import email.policy
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from readout.config import Settings
from readout.launcher.airflow_api import AirflowApi
from readout.sample.mailbox import Mailbox
from readout.sources.feeds.listfile import save_list
from readout.sources.feeds.opml import Listing
from readout.storage.loader import loading
from readout.storage.snapshot import open_snapshot
from readout.storage.warehouse import rows

from tests.e2e.test_whole_product import READY, Started, left_behind
from tests.steps.ingesting import feed, page, serving

pytestmark = pytest.mark.e2e

# Two people who meet, each time others, so that each story is a meeting of its own.
PAIRS = [
    ("Antony Blinken", "Xi Jinping", "Beijing"),
    ("Olaf Scholz", "Emmanuel Macron", "Paris"),
    ("Rishi Sunak", "Narendra Modi", "London"),
]
WATCHES = "watches:\n- name: All\n  recipients: [desk@paper.example]\n"


def story(number: int) -> bytes:
    one, other, place = PAIRS[number]
    text = "".join(
        f"<p>The talks on item {number}-{k} took long, and both sides said that work on the road "
        "across the border would begin before the winter.</p>"
        for k in range(4)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{one} meets {other}</title></head>"
        f"<body><article><h1>{one} meets {other}</h1><p>{one} met {other} in {place} on Monday."
        f"</p>{text}</article></body></html>"
    ).encode()


class Own(Started):
    """`readout up` on feeds of the user's own, told as a user would tell it."""

    def __init__(self, home: Path, host: str, *arguments: str) -> None:
        self.home = home
        self.log = home.parent / f"up-{len(list(home.parent.glob('up-*')))}.log"
        command = [sys.executable, "-c", "from readout.cli import main; main()", "up"]
        env = {name: v for name, v in os.environ.items() if "SMTP" not in name}
        env |= {
            "READOUT_HOME": str(home),
            "READOUT_ALLOW_HOSTS": host,
            "READOUT_POLL_CRON": "* * * * *",
            "READOUT_POLL_SHORTEST_SECONDS": "30",
            "READOUT_POLL_LONGEST_SECONDS": "60",
            "READOUT_HOST_GAP_SECONDS": "0",
            "READOUT_OPERATOR": "operator@paper.example",
            "READOUT_OPERATOR_SETTLE_SECONDS": "5",
            "COLUMNS": "160",
        }
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [*command, *arguments, "--port", "0"],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=env,
            )

    def api(self) -> AirflowApi:
        password = json.loads((self.home / "secrets.json").read_text())["admin_password"]
        url = self.text.split("Open ")[1].split("/ ")[0]
        return AirflowApi(url, "admin", password)


def until(started: Started, what: Callable[[], Any], seconds: float = 900) -> Any:
    """Wait for something to be there, while `up` must stay alive."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert started.process.poll() is None, started.text[-3000:]
        assert time.monotonic() < deadline, started.text[-3000:]
        time.sleep(1.0)
    return found


def looked_over(started: Own) -> None:
    """One run of `watch_over` to its end."""
    api = started.api()
    run = api.trigger("watch_over")
    until(
        started,
        lambda: any(
            r["dag_run_id"] == run and r["state"] in ("success", "failed")
            for r in api.runs("watch_over")
        ),
    )


def poll_now(started: Own, settings: Settings) -> None:
    """The feed is due, and its poll starts without waiting for the minute."""
    with loading(settings, "test") as load:
        now = datetime.now(UTC).replace(tzinfo=None)
        load.connection.execute("UPDATE feeds SET next_poll_at = $now", {"now": now})
    started.api().trigger("poll_feeds")


def alerts(settings: Settings) -> list[dict[str, Any]]:
    with open_snapshot(settings) as snapshot:
        return rows(
            snapshot.connection, "SELECT message_id, state, meeting_id FROM alerts ORDER BY ALL"
        )


def doctor(home: Path) -> dict[str, Any]:
    """As in a new shell."""
    env = {name: v for name, v in os.environ.items() if not name.startswith("READOUT_")}
    command = [sys.executable, "-c", "from readout.cli import main; main()", "doctor", "--json"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=env | {"READOUT_HOME": str(home)}
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return {f["check"]: f for f in told["findings"]}


def test_from_the_first_minute_through_restart_and_outage(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "watches.yaml").write_text(WATCHES)
    settings = Settings(home=home)
    with serving() as server, Mailbox(tmp_path / "box") as box:
        items = [(f"g{n}", f"{server.base}/{n}", " meets ".join(PAIRS[n][:2])) for n in range(3)]
        for n in range(3):
            server.pages[f"/{n}"] = page(story(n))
        server.pages["/feed.xml"] = feed(items[0])
        save_list(tmp_path / "my.opml", [Listing(f"{server.base}/feed.xml", "Mine")])

        # No mail server: the start says so, the alert is queued, its mail is kept.
        first = Own(home, server.host, "--feeds", str(tmp_path / "my.opml"))
        try:
            first.wait_ready()
            assert "no mail server is set" in first.text
            waiting = until(first, lambda: list((home / "mail").glob("*.eml")))
            assert [a["state"] for a in alerts(settings)] == ["pending"]
            found = doctor(home)
            assert found["running"]["state"] == "ok"
            assert found["mail"]["state"] == "warning"
            assert "1 mail waits" in found["mail"]["told"]
            assert found["dag poll_feeds"]["state"] == "ok"
            server.pages["/feed.xml"] = feed(*items[:2])
            poll_now(first, settings)
            waiting = until(
                first, lambda: (w := list((home / "mail").glob("*.eml"))) and len(w) == 2 and w
            )
            kept = {email.message_from_bytes(p.read_bytes())["Message-ID"] for p in waiting}
        finally:
            assert first.stop() == 0
        assert left_behind(home) == []

        # The connection is set; the next start knows feeds, watches and connection by itself.
        with (home / "settings.env").open("a") as file:
            file.write(
                f"READOUT_SMTP_HOST=127.0.0.1\nREADOUT_SMTP_PORT={box.port}\nREADOUT_SMTP_TLS=none\n"
            )
        second = Own(home, server.host)
        try:
            second.wait_ready()
            until(second, lambda: len(box.kept) >= 2)
            assert {m["Message-ID"] for m in mails(box)} == kept
            assert until(second, lambda: not list((home / "mail").glob("*.eml")))

            # The feed goes down: one mail to the operator, however long it lasts.
            server.pages["/feed.xml"] = page(b"", 503)
            poll_now(second, settings)
            until(second, lambda: "ailing" in health(settings))
            looked_over(second)
            time.sleep(6)  # the trouble has to last for the setting's five seconds
            looked_over(second)
            until(second, lambda: to_operator(box), seconds=120)
            looked_over(second)
            (down,) = to_operator(box)
            assert down["Subject"].endswith(" fails")

            # And comes back, with a story that was published meanwhile.
            server.pages["/feed.xml"] = feed(*items)
            poll_now(second, settings)
            until(second, lambda: "ok" in health(settings))
            looked_over(second)
            until(second, lambda: len(to_operator(box)) == 2)
            assert to_operator(box)[1]["Subject"].endswith(" is well again")
            until(second, lambda: len(box.kept) == 5)
            told = [m for m in mails(box) if m["To"] == "desk@paper.example"]
            for one, other, _ in PAIRS:
                family = (one.split(), other.split())
                about = [
                    m
                    for m in told
                    if all(any(w in m["Subject"] for w in words) for words in family)
                ]
                assert len(about) == 1, [m["Subject"] for m in told]
            until(second, lambda: {a["state"] for a in alerts(settings)} == {"sent"})
            assert len({a["meeting_id"] for a in alerts(settings)}) == 3
            assert READY in second.text
        finally:
            assert second.stop() == 0
        assert left_behind(home) == []


def mails(box: Mailbox) -> list[Any]:
    return [
        email.message_from_bytes(k.path.read_bytes(), policy=email.policy.default) for k in box.kept
    ]


def to_operator(box: Mailbox) -> list[Any]:
    return [m for m in mails(box) if m["To"] == "operator@paper.example"]


def health(settings: Settings) -> set[str]:
    with loading(settings, "test") as load:
        return {r[0] for r in load.connection.execute("SELECT health FROM feeds").fetchall()}
