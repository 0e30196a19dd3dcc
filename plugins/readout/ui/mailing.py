"""The mail server, as the API server knows it."""

from __future__ import annotations

from readout.config import Settings
from readout.steps.chain import mail_server, server_of_connection
from readout.steps.watch_mails import MailServer


def server_of(settings: Settings) -> MailServer | None:
    """The server that alerts go through, chosen as the Dags choose it: of Airflow's connection
    `smtp_default`, else of the settings; None when neither is set."""
    from airflow.models.connection import Connection

    try:
        told = Connection.get_connection_from_secrets("smtp_default")
    except Exception:  # Airflow's error for "no such connection" differs by version
        return mail_server(settings)
    return server_of_connection(told, settings.sender)
