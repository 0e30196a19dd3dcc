"""The mail server, as the API server knows it."""

from __future__ import annotations

from readout.config import Settings
from readout.steps.chain import mail_server
from readout.steps.watch_mails import MailServer


def server_of(settings: Settings) -> MailServer | None:
    """The server of the settings, else of Airflow's connection `smtp_default`, read as the Dags
    read it; None when neither is set."""
    if (found := mail_server(settings)) is not None:
        return found
    from airflow.models.connection import Connection

    try:
        told = Connection.get_connection_from_secrets("smtp_default")
    except Exception:  # Airflow's error for "no such connection" differs by version
        return None
    extra = told.extra_dejson
    plain = "none" if extra.get("disable_tls") else "starttls"
    return MailServer(
        host=told.host or "127.0.0.1",
        port=told.port or 25,
        login=told.login or None,
        password=told.password or None,
        from_email=extra.get("from_email") or settings.sender,
        tls=plain if extra.get("disable_ssl") else "tls",
    )
