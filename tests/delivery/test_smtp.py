"""Handing mails to a real SMTP server that misbehaves, and the ledger's word on it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from readout.delivery.ledger import InUse, Ledger
from readout.delivery.sending import Sender
from readout.delivery.smtp import Courier, SmtpServer
from readout.delivery.witness import Witness
from readout.rendering.mail import POLICY
from readout.sample.mailbox import Mailbox

TO = "desk@readout.example"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path / "mail", slow_seconds=0.6) as box:
        yield box


def server(mailbox: Mailbox, **given: object) -> SmtpServer:
    return SmtpServer("127.0.0.1", mailbox.port, from_email="readout@readout.example", **given)  # type: ignore[arg-type]


def message(ident: str = "<1@readout.example>", text: str = "“Hello”\n.\n..dots\n") -> EmailMessage:
    made = EmailMessage(POLICY)
    made["From"] = "Readout <readout@readout.example>"
    made["To"] = TO
    made["Subject"] = "Holm – Baird: possible → held"
    made["Message-ID"] = ident
    made.set_content(text, cte="quoted-printable")
    return made


def deliver(mailbox: Mailbox, recipient: str = TO, **given: object) -> tuple[str, str, list[str]]:
    told: list[str] = []
    with Courier(server(mailbox, **given)) as courier:
        done = courier.deliver(message(), recipient, told.append)
    return done.outcome, done.told, told


FAULTS = [
    (None, "sent", ["handing", "handed"]),
    ("450", "temporary", []),
    ("421", "temporary", []),
    ("550", "refused", []),
    ("552", "temporary", []),
    ("drop", "lost", ["handing", "handed"]),
    ("lost_reply", "lost", ["handing", "handed"]),
    ("slow", "sent", ["handing", "handed"]),
]


@pytest.mark.parametrize("fault, outcome, events", FAULTS)
def test_what_each_fault_means(
    mailbox: Mailbox, fault: str | None, outcome: str, events: list[str]
) -> None:
    mailbox.fault = fault
    said, told, seen = deliver(mailbox)
    assert (said, seen) == (outcome, events)
    assert told


def test_a_mail_arrives_to_the_byte(mailbox: Mailbox) -> None:
    assert deliver(mailbox)[0] == "sent"
    content = mailbox.kept[0].path.read_bytes()
    assert content.isascii()
    assert b"\r\n.\r\n..dots" in content
    assert mailbox.kept[0].recipients == (TO,)


def test_a_slow_server_is_waited_for_and_too_slow_is_unclear(mailbox: Mailbox) -> None:
    mailbox.fault = "slow"
    assert deliver(mailbox, reply_seconds=0.2)[0] == "lost"


def test_one_connection_serves_many_mails(mailbox: Mailbox) -> None:
    with Courier(server(mailbox)) as courier:
        for number in range(20):
            done = courier.deliver(message(f"<{number}@x.example>"), TO, lambda event: None)
            assert done.outcome == "sent"
    assert len(mailbox.kept) == 20


def test_a_refused_address_does_not_hold_up_the_others(mailbox: Mailbox) -> None:
    mailbox.fault = lambda to: "550" if to.startswith("gone") else None
    with Courier(server(mailbox)) as courier:
        outcomes = [
            courier.deliver(message(), to, lambda event: None).outcome
            for to in ("a@x.example", "gone@x.example", "b@x.example")
        ]
    assert outcomes == ["sent", "refused", "sent"]


def test_a_connection_closed_meanwhile_is_opened_again(mailbox: Mailbox) -> None:
    with Courier(server(mailbox)) as courier:
        assert courier.deliver(message(), TO, lambda e: None).outcome == "sent"
        mailbox.stop()
        mailbox.start()
        assert courier.deliver(message(), TO, lambda e: None).outcome == "sent"


def test_a_server_that_is_away_is_asked_once(mailbox: Mailbox) -> None:
    gone = server(mailbox)
    mailbox.stop()
    with Courier(gone) as courier:
        first = courier.deliver(message(), TO, lambda e: None)
        second = courier.deliver(message(), TO, lambda e: None)
    assert (first.outcome, second.outcome) == ("down", "down")
    assert str(gone.port) in first.told


def test_starttls_is_demanded_when_asked_for(mailbox: Mailbox) -> None:
    outcome, told, _ = deliver(mailbox, tls="starttls")
    assert outcome == "down"
    assert "STARTTLS" in told


def test_a_login_that_the_server_does_not_take_is_no_bounce(mailbox: Mailbox) -> None:
    outcome, told, _ = deliver(mailbox, login="me", password="secret")
    assert outcome == "down"
    assert "secret" not in told
    assert "secret" not in repr(server(mailbox, login="me", password="secret"))


@pytest.mark.parametrize(
    "address", ["a@b.example\r\nRCPT TO:<evil@x.example>", "a@b.example>", "a b@c.example"]
)
def test_an_address_cannot_smuggle_a_command(mailbox: Mailbox, address: str) -> None:
    assert deliver(mailbox, address)[0] == "refused"
    assert mailbox.kept == []


def test_an_address_outside_ascii_needs_smtputf8(mailbox: Mailbox) -> None:
    assert deliver(mailbox, "señor@readout.example")[0] == "sent"
    assert mailbox.kept[0].recipients == ("señor@readout.example",)


# ---------------------------------------------------------------- with the ledger


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


# ---------------------------------------------------------------- TLS and login, really


def test_tls_and_login(tmp_path: Path) -> None:
    """STARTTLS, TLS from the first byte and AUTH against aiosmtpd, with a certificate made
    for this test; an unknown certificate is refused."""
    pytest.importorskip("cryptography")
    cert, key = _certificate(tmp_path)
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import SMTP, AuthResult

    class Keep:
        def __init__(self) -> None:
            self.seen: list[str] = []

        async def handle_DATA(self, server: object, session: object, envelope: object) -> str:
            self.seen.append(str(envelope.mail_from))  # type: ignore[attr-defined]
            return "250 OK"

    def authenticate(*args: object) -> AuthResult:
        data = args[-1]
        right = data.login == b"me" and data.password == b"secret"  # type: ignore[attr-defined]
        return AuthResult(success=right, handled=right)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    keep = Keep()

    class Tls(Controller):
        def factory(self) -> SMTP:
            return SMTP(
                keep, hostname="x", tls_context=context, require_starttls=True,
                authenticator=authenticate, auth_required=True,
            )  # fmt: skip

    controller = Tls(keep, hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        common = {"port": controller.port, "from_email": "r@x.example", "tls": "starttls"}
        tried = {
            name: _try(SmtpServer("localhost", **common, **given))  # type: ignore[arg-type]
            for name, given in {
                "good": {"login": "me", "password": "secret", "ca_file": str(cert)},
                "wrong password": {"login": "me", "password": "no", "ca_file": str(cert)},
                "unknown certificate": {"login": "me", "password": "secret"},
            }.items()
        }
    finally:
        controller.stop()
    assert tried["good"][0] == "sent"
    assert tried["wrong password"][0] == "down"
    assert "login" in tried["wrong password"][1]
    assert tried["unknown certificate"][0] == "down"
    assert keep.seen == ["r@x.example"]


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    cert, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    listener = socket.create_server(("127.0.0.1", 0))
    heard: list[bytes] = []

    def serve() -> None:
        connection, _ = listener.accept()
        with context.wrap_socket(connection, server_side=True) as tls:
            file = tls.makefile("rwb")
            file.write(b"220 hello\r\n")
            file.flush()
            data = False
            for line in file:
                heard.append(line)
                verb = line.split()[0].upper() if line.split() else b""
                if data:
                    data = line != b".\r\n"
                    answer = None if data else b"250 taken\r\n"
                else:
                    data = verb == b"DATA"
                    answer = {b"DATA": b"354 go\r\n", b"QUIT": b"221 bye\r\n"}.get(
                        verb, b"250 ok\r\n"
                    )
                if answer:
                    file.write(answer)
                    file.flush()
                if verb == b"QUIT" and not data:
                    return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    port = listener.getsockname()[1]
    done = _try(
        SmtpServer("localhost", port, from_email="r@x.example", tls="tls", ca_file=str(cert))
    )
    thread.join(5)
    listener.close()
    assert done[0] == "sent"
    assert any(line.startswith(b"Subject") for line in heard)


def _try(server: SmtpServer) -> tuple[str, str]:
    with Courier(server) as courier:
        done = courier.deliver(message(), TO, lambda event: None)
    return done.outcome, done.told


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _certificate(folder: Path) -> tuple[Path, Path]:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert_path, key_path = folder / "cert.pem", folder / "key.pem"
    cert_path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    key_path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return cert_path, key_path
