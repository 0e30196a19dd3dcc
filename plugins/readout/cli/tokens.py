"""`readout token`: who may read the JSON API."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from readout.cli.exporting import Json

Name = Annotated[str, typer.Argument(help="Whose it is, or what for.")]


def attach(app: typer.Typer) -> None:
    token = typer.Typer(no_args_is_help=True, help="Tokens of the JSON API (docs/api.md).")
    app.add_typer(token, name="token")

    @token.command()
    def add(
        name: Name,
        days: Annotated[int | None, typer.Option(min=1, help="How long; else without end.")] = None,
    ) -> None:
        """Make a token. It is printed once; only its hash is kept."""
        from readout.config import load_settings
        from readout.steps.apitokens import make_token

        print(make_token(load_settings(), name, days=days, by=getpass.getuser()))

    @token.command("list")
    def list_(as_json: Json = False) -> None:
        """List the names of the tokens that hold."""
        import sys

        from readout.config import load_settings
        from readout.rendering.exports import as_json as dumps
        from readout.steps.apitokens import tokens

        rows = tokens(load_settings())
        if as_json:
            sys.stdout.write(dumps(rows))
            return
        for row in rows:
            print(f"{row['name']}  since {row['made_at']}  until {row['until'] or 'taken back'}")

    @token.command()
    def revoke(name: Name) -> None:
        """Take a token back: it opens nothing any more."""
        from readout.config import load_settings
        from readout.steps.apitokens import revoke_token

        revoke_token(load_settings(), name, by=getpass.getuser())
        print(f"“{name}” opens nothing any more")
