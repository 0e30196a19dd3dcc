"""Reports without a day that may be a meeting told of."""

from __future__ import annotations

import pytest
from readout.config import Settings
from readout.sample.mailbox import Mailbox
from readout.steps.mailrows import _threads
from readout.storage.loader import loading

from tests.alerting.rows_for_alerts import BODY, NOW, change, meeting, resolve
from tests.alerting.runs import Row, later, mails, send, states, text


def propose(settings: Settings, score: float, undated: str = "m1", other: str = "m2") -> None:
    """The article's mention has its own meeting `undated`, and may mean `other`."""
    with loading(settings, "resolve_meetings") as load:
        load.stage(
            "meeting_links",
            [
                {"mention_id": "n1", "meeting_id": other, "kind": "proposed", "score": score,
                 "resolver_version": "1", "linked_at": NOW}
            ],
        )  # fmt: skip
        load.connection.execute("INSERT INTO meeting_links BY NAME FROM stg_meeting_links")


UNDATED: Row = {"start_day": None, "end_day": None, "time_precision": "unknown"}


def test_a_meeting_that_was_rumoured_answers_the_rumour(
    settings: Settings, mailbox: Mailbox
) -> None:
    rumour = meeting(status="possible", **UNDATED)
    resolve(settings, [rumour], [change("c1", new_value="possible")], proof=BODY)
    send(settings, mailbox)
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")], later(1).replace(tzinfo=None))  # fmt: skip
    propose(settings, 0.74)
    send(settings, mailbox, later(2))
    first, second = mails(mailbox)
    assert second["Subject"] == "Holm – Baird, Stornoway, Mon 19 Jun 2023: possible? → held"
    assert second["In-Reply-To"] == first["Message-ID"]
    assert second["References"].split() == [first["References"], first["Message-ID"]]
    told = " ".join(text(second).split())
    assert "MAYBE THE SAME MEETING * possible, day not known; reported first by The Ledger" in told


@pytest.mark.parametrize(
    "score, status, told", [(0.74, "possible", 0), (0.74, "held", 0), (0.4, "possible", 1)]
)
def test_a_late_rumour_of_a_meeting_that_was_told_is_held(
    settings: Settings, mailbox: Mailbox, score: float, status: str, told: int
) -> None:
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")])
    send(settings, mailbox)
    # Links are there before alerts are queued, as the resolver has it.
    now = later(1).replace(tzinfo=None)
    resolve(settings, [meeting(status=status, **UNDATED)], [], now, proof=BODY)
    propose(settings, score)
    new = change("c1", new_value=status, evidence="They may meet.")
    assert resolve(settings, [meeting(status=status, **UNDATED)], [new], now) == told
    if not told:
        assert states(settings)[0][3] == "maybe the same as a meeting told: m2"


def test_a_dated_meeting_is_told_whatever_it_may_be(settings: Settings) -> None:
    resolve(settings, [meeting("m2")], [change("c2", "m2", evidence="They met.")], proof=None)
    now = later(1).replace(tzinfo=None)
    resolve(settings, [meeting()], [], now, proof=BODY)
    propose(settings, 0.9)
    assert resolve(settings, [meeting()], [change("c1", evidence="Again.")], now) == 1


def test_mails_about_the_meeting_itself_win_over_those_about_the_rumour() -> None:
    def row(told_of: str, ident: str, own: bool) -> Row:
        return {"meeting_id": "m2", "told_of": told_of, "own": own, "message_id": ident}

    rumours = [row("m1", "<a>", False), row("m9", "<b>", False)]
    assert _threads(rumours, "<x>") == ({"m2": ["<a>"]}, {"m2": "m1"})
    found = _threads([*rumours, row("m2", "<c>", True), row("m2", "<x>", True)], "<x>")
    assert found == ({"m2": ["<c>"]}, {"m2": "m2"})
