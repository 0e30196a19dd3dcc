"""TLS and login against real servers, with a certificate made for the test."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
from readout.delivery.smtp import Courier, SmtpServer

from tests.delivery.handing import TO, message


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
