"""`readout channel`: where alerts go besides mail."""

from __future__ import annotations

from typing import Annotated

import typer

from readout.cli.exporting import Json

Name = Annotated[str, typer.Argument(help="small letters, digits, hyphens")]


def attach(app: typer.Typer) -> None:
    channel = typer.Typer(
        no_args_is_help=True,
        help="Chats and webhooks that watches can name as `channel:NAME` (docs/alerts.md).",
    )
    app.add_typer(channel, name="channel")

    @channel.command()
    def add(
        name: Name,
        address: Annotated[
            str,
            typer.Argument(
                help="of Apprise (slack://…, msteams://…, matrix://…) or https://… of a webhook; "
                "- reads it from standard input, so that no history keeps it"
            ),
        ],
    ) -> None:
        """Add a channel; of a webhook the secret that signs its messages is printed once."""
        import sys

        from readout.config import load_settings
        from readout.steps.channels import add_channel

        given = sys.stdin.readline() if address == "-" else address
        made = add_channel(load_settings(), name, given)
        _audit("channel added", made.name, made.kind)
        print(f"channel:{made.name} is a {made.kind}")
        if made.secret:
            print(f"its messages are signed with {made.secret}")

    @channel.command("list")
    def list_(as_json: Json = False) -> None:
        """List the channels, without their secrets."""
        import sys

        from readout.config import load_settings
        from readout.rendering.exports import as_json as dumps
        from readout.steps.channels import channels

        rows = [
            {"name": c.name, "kind": c.kind, "place": c.place}
            for c in channels(load_settings()).values()
        ]
        if as_json:
            sys.stdout.write(dumps(rows))
            return
        for row in rows:
            print(f"channel:{row['name']}  {row['kind']}  {row['place']}")

    @channel.command()
    def test(name: Name) -> None:
        """Send a channel a message that shows that messages reach it."""
        from readout.config import load_settings
        from readout.errors import TemporaryError
        from readout.steps.channels import try_channel

        came = try_channel(load_settings(), name)
        if came.outcome != "sent":
            raise TemporaryError(
                "The channel did not take the message", resource=name, why=came.told
            )
        print(f"channel:{name}: {came.told}")

    @channel.command()
    def remove(name: Name) -> None:
        """Forget a channel; what is queued for it waits until there is one of its name."""
        from readout.config import load_settings
        from readout.steps.channels import remove_channel

        remove_channel(load_settings(), name)
        _audit("channel removed", name)
        print(f"channel:{name} is forgotten")


def _audit(action: str, name: str, kind: str | None = None) -> None:
    import getpass

    from readout.config import load_settings
    from readout.steps.auditing import change, keep_change

    keep_change(load_settings(), change(action, name, kind, by=getpass.getuser(), way="command"))
