"""Channels over real HTTP on the loopback: signed, sent once, tried again, and no secret told."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from readout.config import Settings
from readout.delivery.channels import TOLERANCE_SECONDS, signed_by_us
from readout.errors import ConfigError
from readout.steps import alerting
from readout.steps.channels import add_channel, channels, remove_channel, try_channel
from readout.storage.loader import loading

from tests.alerting.rows_for_alerts import NOW, WATCHES, change, meeting, resolve

AWARE = NOW.replace(tzinfo=UTC)


class Receiver:
    """A server on 127.0.0.1 that keeps what it gets; `answers` says how it goes, in turn: a
    status, `hang` (takes it and says nothing), `drop` (hangs up)."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[int | str] = []
        self.came = threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {k.lower(): v for k, v in self.headers.items()}
                outer.got.append((self.path, headers, body))
                outer.came.set()
                how = outer.answers.pop(0) if outer.answers else 204
                if how == "hang":
                    time.sleep(20)
                if isinstance(how, str):
                    self.close_connection = True
                    return
                self.send_response(how)
                self.send_header("Location", "/elsewhere")
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def ids(self) -> list[str]:
        return [headers["readout-id"] for _, headers, _ in self.got]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    watches = WATCHES.replace("[desk@readout.example]", '["channel:desk"]')
    assert "channel:desk" in watches
    (tmp_path / "watches.yaml").write_text(watches)
    return Settings(
        home=tmp_path / "home",
        feeds=tmp_path / "feeds.opml",
        watches=tmp_path / "watches.yaml",
        memory_limit="512MB",
    )


def send(settings: Settings, now: datetime = AWARE, **more: Any) -> list[str]:
    """One run of send_alerts where no mail server is."""
    chosen = alerting.claim_alerts(settings, now=now, server=False, **more)
    said = [chosen.line()]
    said += [alerting.send_batch(settings, p, None, now=now).line() for p in chosen.paths]
    alerting.load_deliveries(settings)
    return said


def states(settings: Settings) -> list[tuple[Any, ...]]:
    with loading(settings, "look") as load:
        found = load.connection.execute("SELECT state, reason FROM alerts ORDER BY ALL")
        return found.fetchall()


def test_an_alert_is_signed_and_sent_once_without_a_mail_server(
    settings: Settings, receiver: Receiver
) -> None:
    made = add_channel(settings, "desk", f"{receiver.base}/hook?token=hidden")
    resolve(settings, [meeting()], [change("c1")])
    assert send(settings)[1] == "1 mail · 1 sent"
    assert states(settings) == [("sent", None)]
    assert send(settings, AWARE + timedelta(hours=5))[0].startswith("0 alerts")
    ((path, headers, body),) = receiver.got
    assert path == "/hook?token=hidden"
    assert made.secret
    assert signed_by_us(made.secret, headers, body)
    assert not signed_by_us(made.secret, headers, body + b" ")
    assert not signed_by_us("another", headers, body)
    assert not signed_by_us(made.secret, headers, body, now=time.time() + TOLERANCE_SECONDS + 5)
    told = json.loads(body)
    assert told["id"] == headers["readout-id"]
    assert told["meetings"][0]["headline"] in told["text"]
    assert told["meetings"][0]["link"].startswith("http")
    assert told["watches"]


@pytest.mark.parametrize(
    "answer, state",
    [(500, "pending"), (503, "pending"), (429, "pending"), (302, "failed"), (400, "failed"),
     (410, "failed"), ("drop", "pending")],
)  # fmt: skip
def test_what_an_answer_means(
    settings: Settings, receiver: Receiver, answer: int | str, state: str
) -> None:
    add_channel(settings, "desk", receiver.base)
    receiver.answers = [answer]
    resolve(settings, [meeting()], [change("c1")])
    send(settings)
    ((found, reason),) = states(settings)
    assert found == state
    assert str(answer) in reason or "no answer" in reason
    assert len(receiver.got) == 1  # nothing was followed
    if state == "pending":
        # Not before its time, then again under the same id, by which a second one is dropped.
        assert send(settings, AWARE + timedelta(seconds=30))[0].startswith("0 alerts")
        send(settings, AWARE + timedelta(hours=1))
        assert states(settings)[0][0] == "sent"
        assert len(set(receiver.ids())) == 1
        assert len(receiver.got) == 2


def test_a_channel_that_is_not_there_yet_is_waited_for(
    settings: Settings, receiver: Receiver
) -> None:
    resolve(settings, [meeting()], [change("c1")])
    send(settings)
    ((state, reason),) = states(settings)
    assert state == "pending"
    assert "There is no such channel" in reason
    add_channel(settings, "desk", receiver.base)
    send(settings, AWARE + timedelta(hours=1))
    assert states(settings) == [("sent", None)]


KILLED = """
import sys
from datetime import datetime, UTC
from pathlib import Path
from readout.config import Settings
from readout.steps import alerting
home = Path(sys.argv[1])
settings = Settings(home=home / "home", feeds=home / "feeds.opml", watches=home / "watches.yaml")
alerting.send_batch(settings, sys.argv[2], None, now=datetime.fromisoformat(sys.argv[3]))
"""


def test_killed_between_request_and_answer_it_is_sent_again_under_the_same_id(
    settings: Settings, receiver: Receiver, tmp_path: Path
) -> None:
    add_channel(settings, "desk", receiver.base)
    resolve(settings, [meeting()], [change("c1")])
    (path,) = alerting.claim_alerts(settings, now=AWARE, server=False).paths
    receiver.answers = ["hang"]
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path), str(path), AWARE.isoformat()],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert receiver.came.wait(60)
    child.send_signal(signal.SIGKILL)
    child.wait()
    # The batch again, as Airflow does it at once, and the claim that is stale by then.
    assert alerting.send_batch(settings, path, None, now=AWARE).line() == "1 mail · 1 sent"
    alerting.load_deliveries(settings)
    send(settings, AWARE + timedelta(hours=1))
    assert states(settings) == [("sent", None)]
    assert len(receiver.got) == 2
    assert len(set(receiver.ids())) == 1  # a receiver that goes by the id has it once


def test_a_chat_by_apprise_is_told_again_when_it_fails(
    settings: Settings, receiver: Receiver
) -> None:
    host = receiver.base.removeprefix("http://")
    assert add_channel(settings, "desk", f"json://{host}/chat").secret is None
    resolve(settings, [meeting()], [change("c1")])
    receiver.answers = [500]
    send(settings)
    assert states(settings)[0] == ("pending", "json did not take it: it answers 500")
    send(settings, AWARE + timedelta(hours=1))
    assert states(settings) == [("sent", None)]
    told = json.loads(receiver.got[-1][2])
    assert told["title"]
    assert "http" in told["message"]


def test_secrets_are_the_owners_and_in_no_message(settings: Settings, receiver: Receiver) -> None:
    settings = settings.changed(channels=settings.home / "elsewhere" / "channels.json")
    made = add_channel(settings, "desk", "http://user:pw@127.0.0.1:9/hidden")
    assert stat.S_IMODE(settings.channels.stat().st_mode) == 0o600
    for text in (repr(made), made.place, try_channel(settings, "desk").told):
        for secret in ("hidden", "pw", made.secret or "-"):
            assert secret not in text
    with pytest.raises(ConfigError, match="There is a channel of this name"):
        add_channel(settings, "desk", receiver.base)
    remove_channel(settings, "desk")
    assert channels(settings) == {}


@pytest.mark.parametrize(
    "name, address, told",
    [
        ("Desk!", "https://a.example", "no name of a channel"),
        ("desk", "nonsense", "No service is known"),
        ("desk", "ftp://a.example/x", "No service is known"),
        ("desk", "https://", "No service is known"),
    ],
)
def test_what_is_no_channel_is_refused(
    settings: Settings, name: str, address: str, told: str
) -> None:
    with pytest.raises(ConfigError, match=told):
        add_channel(settings, name, address)


def test_services_are_told_from_webhooks(settings: Settings) -> None:
    assert (
        add_channel(settings, "a", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ").kind
        == "slack"
    )
    assert add_channel(settings, "b", "matrix://user:pass@127.0.0.1/#room").kind == "matrix"
    assert add_channel(settings, "c", "https://hooks.paper.example/x").kind == "webhook"
