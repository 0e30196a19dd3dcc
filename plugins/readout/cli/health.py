"""What `readout doctor` says of a running product: is it at work, what fails, what waits."""

from __future__ import annotations

import json
import os
import smtplib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from readout.errors import ReadoutError
from readout.home import HOME, ROOT, kept_environment

if TYPE_CHECKING:
    from readout.config import Settings
    from readout.launcher.airflow_api import AirflowApi
    from readout.launcher.holding import Running


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `state` is ok, warning (works, but look) or failed."""

    check: str
    state: str
    told: str
    mend: str | None = None


def at_work(settings: Settings) -> Iterator[Finding]:
    """Is it running, and how did each Dag last end?"""
    from readout.launcher.holding import running

    held = running(settings.home)
    if held is None:
        begun = settings.lake is not None or settings.warehouse_file.is_file()
        yield Finding(
            "running",
            "failed" if begun else "warning",
            f"no readout up on {settings.home}: nothing is polled, nobody is told",
            start_command(settings),
        )
        return
    since = f", started {_ago(held.since)}" if held.since else ""
    yield Finding("running", "ok", f"{held.url or 'starting'}, process {held.pid}{since}")
    if held.url:
        yield from _dags(api_of(settings, held))


def _is_samples(settings: Settings) -> bool:
    """Whether this is a sample newsroom's home and nothing runs there."""
    from readout.launcher.holding import running

    return settings.feeds.name == "sample-feeds.opml" and running(settings.home) is None


def start_command(settings: Settings) -> str:
    if settings.home.is_relative_to(ROOT / "var" / "sample"):
        return "make run"
    home = "" if settings.home == HOME else f"READOUT_HOME={settings.home} "
    feeds = "" if settings.feeds.is_file() else " --feeds my.opml"
    return f"{home}readout up{feeds}"


def api_of(settings: Settings, held: Running) -> AirflowApi:
    """Airflow's API of a running product."""
    from readout.launcher.airflow_api import AirflowApi
    from readout.launcher.environment import load_secrets

    secrets = load_secrets(settings.home)
    return AirflowApi(held.url or "", "admin", secrets.admin_password, timeout=10.0, tries=1)


def _dags(api: AirflowApi) -> Iterator[Finding]:
    try:
        paused = api.dags()
    except ReadoutError as error:
        yield Finding("dags", "failed", str(error), "look into logs/api-server.log of the home")
        return
    for dag in sorted(paused):
        ended = next((r for r in api.runs(dag) if r["state"] in ("success", "failed")), None)
        if paused[dag]:
            yield Finding(f"dag {dag}", "warning", "paused", f"switch {dag} on in the Airflow UI")
        elif ended is None:
            yield Finding(f"dag {dag}", "ok", "no run has ended yet")
        else:
            at = datetime.fromisoformat(ended["end_date"].replace("Z", "+00:00"))
            if ended["state"] == "success":
                yield Finding(f"dag {dag}", "ok", f"done {_ago(at)}")
            else:
                log = f"{api.base}/dags/{dag}/runs/{ended['dag_run_id']}"
                told = f"failed {_ago(at)}; it is tried again at its next run"
                yield Finding(f"dag {dag}", "failed", told, f"its log: {log}")


def _ago(at: datetime) -> str:
    from readout.rendering.words import ago_words

    return ago_words(at, datetime.now(UTC))


def what_waits(settings: Settings) -> Iterator[Finding]:
    """Failing feeds, queues and the clock, as the published snapshot has them."""
    from readout.storage.snapshot import published_at

    if published_at(settings) is None:
        return
    from readout.steps.overseeing import QUEUE_LIMIT, failing_feeds, wrong_clock
    from readout.storage.snapshot import open_snapshot

    now = datetime.now(UTC).replace(tzinfo=None)
    with open_snapshot(settings) as snapshot:
        feeds = snapshot.rows("operating/failing_feeds")
        waiting = snapshot.rows("operating/waiting", now=now)
        newest: datetime | None = snapshot.rows("operating/newest_load")[0]["loaded_at"]
        active = snapshot.rows("operating/active_feeds")[0]["feeds"]
    told = failing_feeds(feeds)
    for feed, (words, mend) in list(told.items())[:20]:
        yield Finding(f"feed {feed}", "failed" if len(told) == active else "warning", words, mend)
    if len(told) > 20:
        yield Finding("feeds", "warning", f"{len(told) - 20} more fail", "readout report feeds")
    for row in waiting:
        if row["waiting"]:
            since = row["since"] or now
            long = now - since > QUEUE_LIMIT
            yield Finding(
                f"waiting: {row['what']}",
                "warning" if long else "ok",
                f"{row['waiting']:,}, the oldest came {_ago(since.replace(tzinfo=UTC))}",
                f"see the last runs of {row['dag']} in the Airflow UI" if long else None,
            )
    if not any(row["waiting"] for row in waiting):
        yield Finding("waiting", "ok", "nothing")
    for subject, (words, mend) in wrong_clock(newest, now).items():
        yield Finding(subject, "warning", words, mend)


def open_troubles(settings: Settings) -> Iterator[Finding]:
    """Failing tasks that were noted; feeds, queues and disk are looked at anew."""
    from readout.steps.troubles import known_troubles

    for trouble in known_troubles(settings):
        if trouble.kind == "task":
            since = _ago(datetime.fromisoformat(trouble.since))
            told = f"began to fail {since}: {trouble.words}"
            yield Finding(f"task {trouble.subject}", "failed", told, trouble.mend)


def mail(settings: Settings) -> Iterator[Finding]:
    """The mail server: is there one, does it answer; how many mails wait for one."""
    waiting = len(list((settings.home / "mail").glob("waiting-*.eml")))
    if _is_samples(settings):
        yield Finding("mail", "ok", "the sample's own mail catcher, which starts with it")
        return
    host, port, tls, where = _server(settings)
    if host is None:
        yield Finding(
            "mail",
            "warning",
            "no mail server is set: alerts stay queued"
            + (f", {_mails(waiting, 'wait')} in {settings.home / 'mail'}" if waiting else ""),
            f"READOUT_SMTP_HOST=… in {settings.home / 'settings.env'}, or Airflow's connection "
            "smtp_default (README, Configure)",
        )
        return
    try:
        kind = smtplib.SMTP_SSL if tls == "tls" else smtplib.SMTP
        with kind(host, port, timeout=5) as server:
            code, answer = server.noop()
    except (OSError, smtplib.SMTPException) as cause:
        yield Finding(
            "mail",
            "failed",
            f"{host}:{port} ({where}) does not answer: {cause}",
            "start it, or mend the connection; alerts stay queued until then",
        )
        return
    words = answer.decode(errors="replace")
    more = f"; {_mails(waiting, 'go')} out with the next run" if waiting else ""
    told = f"{host}:{port} ({where}) answers {code} {words}; from {settings.sender}{more}"
    yield Finding("mail", "ok", told)


def _mails(count: int, do: str) -> str:
    does = do + ("es" if do.endswith("o") else "s")
    return f"1 mail {does}" if count == 1 else f"{count:,} mails {do}"


def _server(settings: Settings) -> tuple[str | None, int, str, str]:
    """Host, port, kind of TLS, and where that is set; as the Dags look for it."""
    from readout.launcher.holding import running

    given = {**kept_environment(settings.home), **os.environ}.get("AIRFLOW_CONN_SMTP_DEFAULT")
    if given:
        return *_connection(given), "AIRFLOW_CONN_SMTP_DEFAULT"
    held = running(settings.home)
    if held is not None and held.url:
        try:
            row = api_of(settings, held).get("/connections/smtp_default")
            extra = json.loads(row.get("extra") or "{}")
            tls = "none" if extra.get("disable_ssl") else "tls"
            return row["host"], int(row["port"] or 25), tls, "Airflow's connection"
        except (ReadoutError, ValueError):
            pass
    return settings.smtp_host, settings.smtp_port, settings.smtp_tls, "READOUT_SMTP_HOST"


def _connection(given: str) -> tuple[str | None, int, str]:
    """An Airflow connection in JSON or as a URI."""
    from urllib.parse import parse_qs, urlsplit

    extra: dict[str, Any]
    if given.lstrip().startswith("{"):
        told = json.loads(given)
        extra = told.get("extra") or {}
        extra = json.loads(extra) if isinstance(extra, str) else extra
        host, port = told.get("host"), told.get("port")
    else:
        parts = urlsplit(given)
        extra = {name: values[0] == "true" for name, values in parse_qs(parts.query).items()}
        host, port = parts.hostname, parts.port
    return host, int(port or 25), "none" if extra.get("disable_ssl") else "tls"
