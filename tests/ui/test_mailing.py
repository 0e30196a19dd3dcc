"""A test mail goes through the server that alerts go through."""

from __future__ import annotations

import pytest
from readout.config import load_settings
from readout.ui.mailing import server_of

pytest.importorskip("airflow")

CONNECTION = (
    '{"conn_type": "smtp", "host": "127.0.0.2", "port": 2525, "login": "desk", '
    '"extra": {"disable_ssl": true, "from_email": "desk@paper.example"}}'
)


def test_the_connection_goes_before_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", CONNECTION)
    server = server_of(load_settings())
    assert server is not None
    assert (server.host, server.port, server.login) == ("127.0.0.2", 2525, "desk")
    assert (server.from_email, server.tls) == ("desk@paper.example", "starttls")


def test_without_a_connection_the_settings_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_SMTP_HOST", "127.0.0.1")
    monkeypatch.delenv("AIRFLOW_CONN_SMTP_DEFAULT", raising=False)
    monkeypatch.setattr(
        "airflow.models.connection.Connection.get_connection_from_secrets", _no_such_connection
    )
    server = server_of(load_settings())
    assert server is not None
    assert server.host == "127.0.0.1"


def _no_such_connection(name: str) -> None:
    raise KeyError(name)
