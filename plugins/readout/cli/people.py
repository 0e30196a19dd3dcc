"""`readout people`: whom the names mean, and decisions about it by hand."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated, Any

import typer

from readout.cli.listing import read
from readout.cli.listing import show as show_rows
from readout.errors import ConfigError, did_you_mean

Person = Annotated[str, typer.Argument(help="id, or a name that only one bears")]
Note = Annotated[str | None, typer.Option(help="why; kept with the decision")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="only tell what would come of it; nothing is kept")
]
AsJson = Annotated[bool, typer.Option("--json", help="for a program")]


def attach(app: typer.Typer) -> None:
    people = typer.Typer(
        name="people",
        no_args_is_help=True,
        help="Whom the names mean, and decisions by hand, which every resolution respects.",
    )
    app.add_typer(people)

    @people.command("list")
    def list_(
        part: Annotated[str, typer.Argument(help="part of a name or alias")] = "",
        most: Annotated[int, typer.Option(min=1, help="rows at most")] = 50,
        as_json: AsJson = False,
    ) -> None:
        """People, bodies and countries, those with most meetings first."""
        found = read("people/listed", part=part, most=most)
        show_rows(found, as_json)
        if part and not found:
            known = [row["name"] for row in read("alerting/known_names")]
            hint = did_you_mean(part, known)
            print(f"readout: nobody known is called “{part}”{hint}", file=sys.stderr)

    @people.command()
    def doubtful(
        most: Annotated[int, typer.Option(min=1, help="rows at most")] = 50, as_json: AsJson = False
    ) -> None:
        """Names that stayed unmerged, with their candidates."""
        show_rows(read("people/doubtful", most=most), as_json)

    @people.command()
    def show(person: Person, as_json: AsJson = False) -> None:
        """Names, roles as dated claims with their sentences, and decisions by hand."""
        found = read("people/find", asked=person)
        if not found:
            known = [row["name"] for row in read("alerting/known_names")]
            raise ConfigError(
                f"Nobody of that name is known{did_you_mean(person, known)}",
                resource=person,
                mend="readout people list PART",
            )
        for row in found:
            show_rows([row], as_json)
            show_rows(read("people/roles", person_id=row["person_id"]), as_json)
            show_rows(read("people/edits", person_id=row["person_id"]), as_json)

    @people.command()
    def merge(person: Person, into: Person, note: Note = None, dry_run: DryRun = False) -> None:
        """PERSON is INTO: from now on both are one, under INTO's name and as what INTO is."""
        _decide("merge", person, into, note, dry_run)

    @people.command()
    def split(
        person: Person,
        name: Annotated[str, typer.Argument(help="a spelling")],
        note: Note = None,
        dry_run: DryRun = False,
    ) -> None:
        """Whoever is called NAME is not PERSON but somebody of his own."""
        _decide("split", person, name, note, dry_run)

    @people.command()
    def alias(
        person: Person,
        name: Annotated[str, typer.Argument(help="a spelling")],
        note: Note = None,
        dry_run: DryRun = False,
    ) -> None:
        """NAME always means PERSON."""
        _decide("alias", person, name, note, dry_run)

    @people.command()
    def rename(
        person: Person, name: Annotated[str, typer.Argument(help="the name to show")]
    ) -> None:
        """Show PERSON under NAME."""
        _decide("rename", person, name, None)

    @people.command()
    def undo(person: Person, note: Note = None, dry_run: DryRun = False) -> None:
        """Take the last decision about PERSON back."""
        _decide("undo", person, "", note, dry_run)


def _decide(kind: Any, subject: str, object_: str, note: str | None, dry_run: bool = False) -> None:
    from readout.config import load_settings
    from readout.steps.people_edits import decide

    settings, by = load_settings(), getpass.getuser()
    for line in decide(settings, kind, subject, object_, note=note, by=by, dry_run=dry_run):
        print(line)
