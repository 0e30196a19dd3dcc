"""`readout alerts`: what was sent, what was held back and why; send again, mute."""

from __future__ import annotations

import getpass
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from readout.cli.words import ALERT_STATES, known, one_of
from readout.errors import ConfigError

if TYPE_CHECKING:
    from readout.storage.results import AlertingListRow

AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def attach(app: typer.Typer) -> None:
    alerts = typer.Typer(no_args_is_help=True, help="What was told to whom, and what was not.")
    app.add_typer(alerts, name="alerts")

    @alerts.command("list")
    def list_(
        state: Annotated[
            str | None, typer.Option(help="One of " + ", ".join(ALERT_STATES) + ".")
        ] = None,
        to: Annotated[str | None, typer.Option(help="Recipient.")] = None,
        watch: Annotated[str | None, typer.Option(help="Name of the watch.")] = None,
        meeting: Annotated[str | None, typer.Option(help="Meeting id.")] = None,
        limit: Annotated[int, typer.Option(min=1, max=100_000, help="Most rows.")] = 50,
        json_: AsJson = False,
    ) -> None:
        """Alerts, newest first, with the reason of those that were held back or failed."""
        state = one_of(state, ALERT_STATES, "--state")
        recipient, watch = _known(to, watch, "--to") if to or watch else (None, None)
        _meeting_there(meeting)
        rows = _rows(state=state, recipient=recipient, watch=watch, meeting=meeting, limit=limit)
        if json_:
            typer.echo(json.dumps(rows, indent=2, ensure_ascii=False, default=str))
        else:
            _table(rows)

    @alerts.command()
    def show(
        ident: Annotated[str, typer.Argument(help="Alert id, its beginning, or a Message-ID.")],
        json_: AsJson = False,
    ) -> None:
        """One alert with the attempts to send it."""
        _show(ident, as_json=json_)

    @alerts.command()
    def resend(
        ident: Annotated[str, typer.Argument(help="Alert id, its beginning, or a Message-ID.")],
    ) -> None:
        """Queue it once more; it goes out with the next run of send_alerts."""
        from readout.config import load_settings
        from readout.rendering.words import counted
        from readout.steps.wishes import resend as again

        count = again(load_settings(), ident, by=getpass.getuser())
        if not count:
            raise ConfigError(
                "No alert of this id was sent, failed or held",
                resource=ident,
                mend="readout alerts list --json shows the ids",
            )
        typer.echo(f"{counted(count, 'alert')} queued")

    @alerts.command()
    def mute(
        recipient: Annotated[str, typer.Argument(help="Mail address.")],
        meeting: Annotated[str | None, typer.Option(help="Only this meeting.")] = None,
        watch: Annotated[str | None, typer.Option(help="Only this watch.")] = None,
        undo: Annotated[bool, typer.Option("--undo", help="Tell him again.")] = False,
    ) -> None:
        """No more mails to somebody: about one meeting, from one watch, or at all."""
        from readout.config import load_settings
        from readout.steps.wishes import mute as wish

        told, watch = _known(recipient, watch, "RECIPIENT")
        recipient = told or recipient
        _meeting_there(meeting)
        wish(
            load_settings(),
            recipient,
            watches=(watch,) if watch else (),
            meeting=meeting,
            reason="muted by hand",
            muted=not undo,
            by=getpass.getuser(),
        )
        what = f"meeting {meeting}" if meeting else f"watch “{watch}”" if watch else "everything"
        typer.echo(f"{recipient}: {what} {'told again' if undo else 'muted'}, from the next run on")


def _known(recipient: str | None, watch: str | None, option: str) -> tuple[str | None, str | None]:
    """Recipient and watch as they are spelt in the watches, or in alerts of watches that are gone.

    Raises:
        ConfigError: there is none such.
    """
    from readout.config import load_settings
    from readout.errors import WarehouseError
    from readout.storage.snapshot import open_snapshot
    from readout.watching.watchfiles import load_watches

    settings = load_settings()
    names: dict[str, set[str]] = {"watch": set(), "recipient": set()}
    try:
        for one in load_watches(settings.watches, settings.own_watches):
            names["watch"].add(one.name)
            names["recipient"].update(one.recipients)
    except ConfigError as error:  # alerts of a file that is wrong now can be asked for all the same
        typer.echo(f"readout: {error}", err=True)
    try:
        with open_snapshot(settings) as snapshot:
            for row in snapshot.rows("alerting/known_to"):
                names[row["what"]].add(row["name"])
    except WarehouseError:
        pass
    return (
        known(recipient, names["recipient"], option, "readout alerts list shows whom alerts go to"),
        known(watch, names["watch"], "--watch", f"the watches are in {settings.watches}"),
    )


def _meeting_there(ident: str | None) -> None:
    if not ident:
        return
    from readout.storage.snapshot import open_snapshot

    with open_snapshot() as snapshot:
        there = snapshot.rows("pages/meeting", ident=ident) or snapshot.rows(
            "pages/redirect", ident=ident
        )
    if not there:
        raise ConfigError(
            "There is no meeting with this id",
            resource=ident,
            mend="readout report meetings --json shows the ids",
        )


def _rows(**given: Any) -> list[AlertingListRow]:
    from readout.storage.snapshot import open_snapshot

    names = ("state", "recipient", "watch", "meeting", "ident")
    with open_snapshot() as snapshot:
        return snapshot.rows("alerting/list", **{**dict.fromkeys(names), "limit": 50, **given})


def _about(row: AlertingListRow) -> str:
    from readout.rendering.mail_wording import line
    from readout.rendering.words import who_words

    kind = row["kind"]
    if kind is None:
        return f"{who_words(row['participants'] or [], 3)}: a change that is no longer known"
    told = line({"kind": kind, "old_value": row["old_value"], "new_value": row["new_value"]})
    return f"{who_words(row['participants'] or [], 3)}: {told}"


def _table(rows: Sequence[AlertingListRow]) -> None:
    from rich.console import Console

    from readout.rendering.fitting import Column, Fitted
    from readout.rendering.tables import cell
    from readout.rendering.words import counted

    names = ("id", "when", "state", "to", "what", "watch", "why not")
    cells = [
        [
            row["alert_id"][:8],
            f"{row['created_at']:%d %b %H:%M}",
            row["state"],
            row["recipient"],
            cell(_about(row)),
            row["watch"],
            cell(row["reason"] or ""),
        ]
        for row in rows
    ]
    console = Console()
    if cells:
        console.print(Fitted([Column(name) for name in names], cells))
    console.print(counted(len(rows), "alert"), highlight=False)


def _show(ident: str, *, as_json: bool) -> None:
    from readout.storage.snapshot import open_snapshot

    found = _rows(ident=ident, limit=1)
    if not found:
        raise ConfigError(
            "No alert has this id", resource=ident, mend="readout alerts list --json shows the ids"
        )
    row: dict[str, Any] = {**found[0]}
    if row["message_id"]:
        with open_snapshot() as snapshot:
            row["deliveries"] = snapshot.rows("alerting/attempts", message_id=row["message_id"])
    if as_json:
        typer.echo(json.dumps(row, indent=2, ensure_ascii=False, default=str))
        return
    typer.echo(_about(found[0]))
    for name, value in row.items():
        if name != "deliveries" and value is not None:
            typer.echo(f"  {name:<13} {value}")
    for attempt in row.get("deliveries", ()):
        at = f"{attempt['attempted_at']:%d %b %H:%M:%S}"
        typer.echo(f"  {at} {attempt['outcome']} {attempt['problem'] or ''}")
