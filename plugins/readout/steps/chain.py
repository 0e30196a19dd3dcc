"""The whole chain once, in this process: what the Dags do, one step after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Protocol

from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.steps import Counts, alerting, extracting, fetching, polling, resolving


def run_chain(settings: Settings, smtp: SmtpServer | None = None) -> Iterator[tuple[str, str]]:
    """Poll, fetch, extract, resolve, send.

    Args:
        smtp: the mail server; None takes that of the settings, and without one mails wait.

    Yields:
        The name of each step and what it did, as its task would log it.
    """
    yield from _mapped(
        settings, polling.choose_feeds, polling.poll_batch, polling.load_polls, "poll_feeds"
    )
    yield from _mapped(
        settings, fetching.choose_pages, fetching.fetch_batch, fetching.load_pages, "fetch_articles"
    )
    yield from _mapped(
        settings,
        extracting.choose_revisions,
        extracting.extract_batch,
        extracting.load_facts,
        "extract_facts",
    )
    yield "resolve_meetings", resolving.resolve_meetings(settings).line()
    server = smtp or mail_server(settings)
    if server is None:
        told = f"no mail server (set READOUT_SMTP_HOST): mails wait in {settings.home / 'mail'}"
        yield "send_alerts", told
    yield from _mapped(
        settings,
        lambda chosen: alerting.claim_alerts(chosen, server=server is not None),
        lambda chosen, path: alerting.send_batch(chosen, path, server),
        alerting.load_deliveries,
        "send_alerts",
    )


def _mapped(
    settings: Settings,
    choose: Callable[[Settings], Counts],
    work: Callable[[Settings, str], Counts],
    load: Callable[[Settings], Counts],
    name: str,
) -> Iterator[tuple[str, str]]:
    chosen = choose(settings)
    yield f"{name}.choose", chosen.line()
    for path in chosen.paths:
        yield name, work(settings, path).line()
    yield f"{name}.load", load(settings).line()


class Told(Protocol):
    """A mail server as Airflow's connections tell it, whichever of its two classes."""

    host: Any
    port: Any
    login: Any
    password: Any

    @property
    def extra_dejson(self) -> Any: ...


def server_of_connection(told: Told, sender: str) -> SmtpServer:
    """The mail server of the connection `smtp_default`, read as Airflow's own mails read it: TLS
    from the first byte unless `disable_ssl`, then STARTTLS unless `disable_tls`.

    Args:
        sender: whom mails are from where the connection doesn't tell.
    """
    extra = told.extra_dejson
    plain = "none" if extra.get("disable_tls") else "starttls"
    return SmtpServer(
        host=told.host or "127.0.0.1",
        port=told.port or 25,
        login=told.login or None,
        password=told.password or None,
        from_email=extra.get("from_email") or sender,
        tls=plain if extra.get("disable_ssl") else "tls",
    )


def mail_server(settings: Settings) -> SmtpServer | None:
    """The mail server that the settings name, None when they name none."""
    if settings.smtp_host is None:
        return None
    password = settings.smtp_password
    return SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        login=settings.smtp_login,
        password=password.get_secret_value() if password else None,
        from_email=settings.sender,
        tls=settings.smtp_tls,
    )
