"""`readout digest`: see a digest before it goes out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def attach(app: typer.Typer) -> None:
    digest = typer.Typer(no_args_is_help=True, help="Daily and weekly mails, before they go out.")
    app.add_typer(digest, name="digest")

    @digest.callback()
    def _group() -> None:
        """Keeps `digest` a group of commands."""

    @digest.command()
    def preview(
        watch: Annotated[str, typer.Argument(help="name of a watch, whenever it is told")],
        days: Annotated[
            int | None,
            typer.Option(min=1, help="back from the newest change; else a day, or a week"),
        ] = None,
        eml: Annotated[
            Path | None, typer.Option(help="also keep the whole mail, with pictures, as a file")
        ] = None,
    ) -> None:
        """Print what the digest of WATCH would tell now. Nothing is sent or kept."""
        from readout.config import load_settings
        from readout.errors import writing
        from readout.steps.digest_preview import preview as made_of

        mail = made_of(load_settings(), watch, days)
        if mail is None:
            print("nothing to tell: the watch matches no change of that time")
            return
        if eml is not None:
            with writing(eml):
                eml.write_bytes(mail.as_bytes())
        body = mail.get_body(("plain",))
        print(f"To: {mail['To']}\nSubject: {mail['Subject']}\n")
        print(body.get_content() if body is not None else "")
