"""`readout meetings`: which reports are one meeting, and decisions about it by hand."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any

import typer

from readout.cli.listing import read
from readout.cli.listing import show as show_rows
from readout.errors import ConfigError

Meeting = Annotated[str, typer.Argument(help="id of a meeting, also one that it bore before")]
Note = Annotated[str | None, typer.Option(help="why; kept with the decision")]
AsJson = Annotated[bool, typer.Option("--json", help="for a program")]
Most = Annotated[int, typer.Option(min=1, help="rows at most")]


def attach(app: typer.Typer) -> None:
    meetings = typer.Typer(
        name="meetings",
        no_args_is_help=True,
        help="Which reports are one meeting, and decisions by hand, which every resolution "
        "respects.",
    )
    app.add_typer(meetings)

    @meetings.command()
    def show(meeting: Meeting, as_json: AsJson = False) -> None:
        """A meeting with the sentence of each mention and its article."""
        found = read("meetings/find", asked=meeting)
        if not found:
            raise ConfigError(
                "No meeting has this id", resource=meeting, mend="readout report meetings --json"
            )
        show_rows(found, as_json)
        for row in found:
            show_rows(read("meetings/mentions", meeting_id=row["meeting_id"]), as_json)

    @meetings.command()
    def proposals(most: Most = 50, as_json: AsJson = False) -> None:
        """Pairs that may be one meeting, with their score and both sentences."""
        rows = read("meetings/proposals", most=most, meeting=None)
        show_rows([{k: v for k, v in r.items() if k != "waiting"} for r in rows], as_json)

    @meetings.command()
    def merge(meeting: Meeting, other: Meeting, note: Note = None) -> None:
        """MEETING and OTHER are one: also the verdict "same" on a proposal."""
        from readout.steps.meeting_decisions import merge as decide

        print("done:", decide(_settings(), meeting, other, note=note, by=getpass.getuser()))

    @meetings.command()
    def apart(meeting: Meeting, other: Meeting, note: Note = None) -> None:
        """MEETING and OTHER are two: the verdict "not the same" on a proposal."""
        from readout.steps.meeting_decisions import apart as decide

        print("done:", decide(_settings(), meeting, other, note=note, by=getpass.getuser()))

    @meetings.command()
    def split(
        meeting: Meeting,
        article: Annotated[str, typer.Argument(help="id or address of one of its articles")],
        note: Note = None,
    ) -> None:
        """What ARTICLE says is no part of MEETING."""
        from readout.steps.meeting_decisions import split as decide

        print("done:", decide(_settings(), meeting, article, note=note, by=getpass.getuser()))

    @meetings.command()
    def fix(
        meeting: Meeting,
        field: Annotated[str, typer.Argument(help="date, place, status or duration")],
        value: Annotated[str, typer.Argument(help="what it is, whatever articles say")],
        note: Note = None,
    ) -> None:
        """Set FIELD of MEETING by hand."""
        from readout.steps.meeting_decisions import fix as decide

        print("done:", decide(_settings(), meeting, field, value, note=note, by=getpass.getuser()))

    @meetings.command()
    def judge(
        meeting: Meeting,
        verdict: Annotated[str, typer.Argument(help="right, no_meeting, wrong_who or wrong_day")],
        right: Annotated[
            str, typer.Option(help="what would be right; a day of a wrong day is set by hand")
        ] = "",
        note: Note = None,
    ) -> None:
        """Say whether MEETING was read rightly: a claim with your name, by which `readout report
        precision` counts."""
        from readout.steps.resolving import resolve_meetings
        from readout.steps.reviewing import judge as keep
        from readout.storage.snapshot import open_snapshot

        settings = _settings()
        with open_snapshot(settings) as snapshot:
            told = {"note": note, "by": getpass.getuser(), "way": "command"}
            keep(settings, snapshot, meeting, verdict, right, **told)
        print("done:", resolve_meetings(settings).line())

    @meetings.command()
    def undo(meeting: Meeting, note: Note = None) -> None:
        """Take the last decision about MEETING back."""
        from readout.steps.meeting_decisions import undo as decide

        print("done:", decide(_settings(), meeting, note=note, by=getpass.getuser()))

    @meetings.command()
    def pairs() -> None:
        """Verdicts as labelled pairs, JSON lines: `python -m bench.linking --pairs FILE`."""
        for row in read("meetings/pairs"):
            print(json.dumps(row, ensure_ascii=False, default=str))

    @meetings.command()
    def verdicts(as_json: AsJson = False) -> None:
        """What people said of pairs, and how often proposals were right."""
        rows = read("meetings/verdicts")
        show_rows(rows, as_json)
        judged = [r for r in rows if r["score"] is not None]
        if judged and not as_json:
            same = sum(r["same"] for r in judged)
            print(f"{same} of {len(judged)} judged proposals were one meeting")


def _settings() -> Any:
    from readout.config import load_settings

    return load_settings()
