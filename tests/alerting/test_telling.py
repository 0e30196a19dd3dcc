"""What is told, what isn't, and what is told later."""

from __future__ import annotations

from typing import Any

import pytest
from readout.config import Settings
from readout.sample.mailbox import Mailbox

from tests.alerting.rows_for_alerts import BODY, NOW, WATCHES, change, meeting, resolve
from tests.alerting.runs import Row, later, mails, send, states, text

NOT_AGAIN = [
    # told first; then; what is said of the second
    (change("c1"), change("c2", mention_id="n2", asserted_at=NOW), "told already: status held"),
    (change("c1"), change("c2", kind="status", old_value="likely"), "told already: status held"),
    (change("c1"), change("c2", "m2"), "told already: this sentence told of a meeting before"),
    (
        change("c1", kind="denied", new_value="The Ledger"),
        change("c2", kind="denied", new_value="The Ledger", old_value="x"),
        "told already: denied The Ledger",
    ),
    (change("c1"), change("c2", kind="date", new_value="2023-06-20"), None),
    (change("c1"), change("c2", kind="status", new_value="denied"), None),
]


@pytest.mark.parametrize("first, second, reason", NOT_AGAIN)
def test_resolving_anew_tells_nothing_twice(
    settings: Settings, first: dict[str, Any], second: dict[str, Any], reason: str | None
) -> None:
    both = [meeting(), meeting("m2")]
    assert resolve(settings, both, [first]) == 1
    assert resolve(settings, both, [second], later(5).replace(tzinfo=None)) == (reason is None)
    assert states(settings)[1][3] == reason


def test_a_status_that_comes_back_is_news(settings: Settings) -> None:
    for number, status in enumerate(("scheduled", "postponed", "scheduled", "postponed")):
        row = change(f"c{number}", kind="status" if number else "new", new_value=status)
        assert (
            resolve(settings, [meeting(status=status)], [row], later(number).replace(tzinfo=None))
            == 1
        )


def test_a_history_derived_anew_in_one_go_tells_nothing(settings: Settings) -> None:
    resolve(settings, [meeting()], [change("c1")])
    anew = [
        change("d1", new_value="possible", evidence="Other."),
        change("d2", kind="status", old_value="possible", new_value="held"),
    ]
    assert resolve(settings, [meeting()], anew, later(5).replace(tzinfo=None)) == 0


def test_of_two_watches_one_tells_and_both_are_named(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(
        WATCHES
        + "  - name: Daily too\n    where: Stornoway\n    when: daily\n    recipients: [desk@readout.example]\n"
    )
    assert resolve(settings, [meeting()], [change("c1")]) == 1
    send(settings, mailbox)
    (mail,) = mails(mailbox)
    assert "your watch “Daily too”: in Stornoway" in " ".join(text(mail).split())
    assert states(settings)[0][3] == "told by the watch “Ports and fish”"


def test_held_back_is_a_row_with_its_reason_and_stands_in_the_mail(
    settings: Settings, mailbox: Mailbox
) -> None:
    settings.watches.write_text(WATCHES + "    status_at_least: held\n")
    resolve(settings, [meeting(status="likely")], [change("c1", new_value="likely")])
    assert states(settings)[0][3] == "likely, and the watch asks for held at least"
    second = change("c2", kind="status", old_value="likely")
    resolve(settings, [meeting()], [second], later(1).replace(tzinfo=None))
    send(settings, mailbox, later(2))
    assert "HELD BACK" in text(mails(mailbox)[0])
    assert "likely, and the watch asks for held" in " ".join(text(mails(mailbox)[0]).split())


@pytest.mark.parametrize(
    "asked, before, after",
    [
        ("confidence_at_least: 0.5", {"confidence": 0.2}, {"confidence": 0.6}),
        ("outlets: [The Ledger]", {"first_outlet": "x"}, {}),
    ],
)
def test_what_was_not_yet_sure_is_told_when_it_is(
    settings: Settings, mailbox: Mailbox, asked: str, before: Row, after: Row
) -> None:
    """No change comes of an outlet more or of confidence that grows."""
    settings.watches.write_text(WATCHES + f"    {asked}\n")
    first = change("c1", outlet="Elsewhere")
    assert resolve(settings, [meeting(**before)], [first]) == 0
    assert resolve(settings, [meeting(**before)], [], later(1).replace(tzinfo=None)) == 0
    proof = BODY if "outlets" in asked else None
    assert resolve(settings, [meeting(**after)], [], later(2).replace(tzinfo=None), proof) == 1
    assert resolve(settings, [meeting(**after)], [], later(3).replace(tzinfo=None)) == 0
    send(settings, mailbox, later(4))
    assert len(mailbox.kept) == 1


def test_what_is_no_longer_so_is_not_told_late(settings: Settings) -> None:
    settings.watches.write_text(WATCHES + "    confidence_at_least: 0.5\n")
    assert resolve(settings, [meeting(confidence=0.2)], [change("c1")]) == 0
    postponed = meeting(status="postponed", confidence=0.9)
    assert resolve(settings, [postponed], [], later(1).replace(tzinfo=None)) == 0


def test_a_watch_that_is_gone_tells_nothing_more(settings: Settings, mailbox: Mailbox) -> None:
    resolve(settings, [meeting()], [change("c1")])
    settings.watches.write_text(WATCHES.replace("Ports and fish", "Another"))
    assert send(settings, mailbox)[0].startswith("0 alerts · 0 mails")
    assert states(settings)[0][3] == "the watch is gone, or no longer for this recipient"


def test_quiet_hours_and_hourly_wait(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + '    quiet_hours: {from: "11:00", to: "13:00"}\n')
    resolve(settings, [meeting()], [change("c1")])
    assert send(settings, mailbox)[0] == "0 alerts · 0 mails"
    assert send(settings, mailbox, later(61))[1] == "1 mail · 1 sent"


def test_broken_watches_do_not_silence_the_old_ones(settings: Settings) -> None:
    resolve(settings, [meeting()], [change("c1")])
    settings.watches.write_text("watches: [")
    changes = [change("c2", kind="place", new_value="Oslo")]
    assert resolve(settings, [meeting()], changes, later(1).replace(tzinfo=None)) == 1
