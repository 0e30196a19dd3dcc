"""What the ledger says of a mail decides whether it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from readout.delivery.ledger import InUse, Ledger
from readout.delivery.sending import Sender
from readout.delivery.smtp import Courier
from readout.delivery.witness import Witness
from readout.sample.mailbox import Mailbox

from tests.delivery.handing import TO, message, server


def send(
    mailbox: Mailbox, folder: Path, *, witness: bool = False, settle: float = 0.0
) -> tuple[str, bool]:
    with Courier(server(mailbox)) as courier:
        sender = Sender(
            courier,
            Ledger(folder / "ledger"),
            witness=Witness(mailbox.folder) if witness else None,
            settle_seconds=settle,
        )
        result = sender.send(message(), TO)
    return result.outcome, result.confirmed


def test_sent_once_however_often_it_is_asked_for(mailbox: Mailbox, tmp_path: Path) -> None:
    assert [send(mailbox, tmp_path) for _ in range(3)] == [("sent", True)] * 3
    assert len(mailbox.kept) == 1


def test_refused_is_not_tried_again(mailbox: Mailbox, tmp_path: Path) -> None:
    mailbox.fault = "550"
    assert send(mailbox, tmp_path)[0] == "refused"
    mailbox.fault = None
    assert send(mailbox, tmp_path)[0] == "refused"


def note(folder: Path, *events: str) -> None:
    with Ledger(folder / "ledger").entry("<1@readout.example>") as entry:
        for event in events:
            entry.note(event)


KILLED = [
    # lines that a killed sender left; then without a witness; with one that has the mail
    (("try",), 1, 1),
    (("try", "handing"), 0, 0),
    (("try", "handing", "handed"), 0, 0),
    (("try", "handing", "handed", "lost"), 1, 0),
    (("try", "temporary"), 1, 1),
    (("try", "down"), 1, 1),
    (("try", "handing", "handed", "temporary"), 1, 1),
    (("try", "handing", "handed", "sent"), 0, 0),
]


@pytest.mark.parametrize("events, blind, seen", KILLED)
def test_what_a_killed_sender_left_decides(
    mailbox: Mailbox, tmp_path: Path, events: tuple[str, ...], blind: int, seen: int
) -> None:
    note(tmp_path / "a", *events)
    assert send(mailbox, tmp_path / "a")[0] == "sent"
    assert len(mailbox.kept) == blind
    # A witness that has seen the mail: nothing is sent again where there was a doubt.
    (mailbox.folder / "x.eml").write_bytes(bytes(message()))
    before = len(mailbox.kept)
    note(tmp_path / "b", *events)
    assert send(mailbox, tmp_path / "b", witness=True)[0] == "sent"
    assert len(mailbox.kept) - before == seen


def test_a_witness_that_has_nothing_is_waited_for_then_believed(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    note(tmp_path, "try", "handing", "handed")
    assert send(mailbox, tmp_path, witness=True, settle=60)[0] == "temporary"
    assert mailbox.kept == []
    assert send(mailbox, tmp_path, witness=True, settle=0)[0] == "sent"
    assert len(mailbox.kept) == 1


def test_without_a_witness_such_a_mail_is_marked(mailbox: Mailbox, tmp_path: Path) -> None:
    note(tmp_path, "try", "handing", "handed")
    assert send(mailbox, tmp_path) == ("sent", False)


def test_drop_and_lost_reply_with_a_witness_come_once_each(
    mailbox: Mailbox, tmp_path: Path
) -> None:
    for fault in ("drop", "lost_reply"):
        mailbox.fault = fault
        mailbox.kept.clear()
        folder = tmp_path / fault
        for path in mailbox.folder.glob("*.eml"):
            path.unlink()
        send(mailbox, folder, witness=True)
        mailbox.fault = None
        assert send(mailbox, folder, witness=True)[0] == "sent"
        assert len(mailbox.kept) == 1


def test_two_senders_of_one_mail_do_not_meet(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with ledger.entry("<1@x>"), pytest.raises(InUse), ledger.entry("<1@x>"):
        pass
    with ledger.entry("<1@x>"):
        pass


def test_a_torn_line_is_cut_off(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    with ledger.entry("<1@x>") as entry:
        entry.note("try")
        entry.note("sent")
    path = ledger.path("<1@x>")
    path.write_bytes(path.read_bytes()[:-4])
    with ledger.entry("<1@x>") as entry:
        assert [line["event"] for line in entry.lines] == ["try"]
        entry.note("handing")
    with ledger.entry("<1@x>") as entry:
        assert entry.standing() == "unclear"


def test_a_witness_reads_folded_and_maildir(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1").write_bytes(b"Subject: x\nMESSAGE-ID:\n <a@b>\n\nMessage-ID: <no@b>\n")
    witness = Witness(tmp_path)
    assert witness.has("<a@b>")
    assert not witness.has("<no@b>")
