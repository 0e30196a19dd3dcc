"""Every command and every option of docs/cli.md is run as documented, on a small product of its
own: a server with a feed, a mail catcher, and a home that `readout run` fills."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import typer
from readout.cli.app import _attach, app
from readout.config import ROOT, Settings, variable
from readout.errors import ReadoutError
from readout.sample.mailbox import Mailbox
from readout.storage.snapshot import open_snapshot
from typer.testing import CliRunner

from tests.sources.serving import Server, answer
from tests.steps.ingesting import article, feed, page, serving

MET = (
    "<p>Irena Vasko, the prime minister of Corvania, met Henrik Aalund in Halvik on Monday. "
    "“We agreed on the half,” she said.</p><p>Ana Lima will meet Bo Strand in Lund on Friday.</p>"
)
MET_TOO = (
    "<p>Nora Quill, the mayor of Lund, met Ota Dusek in Lund on Tuesday. "
    "They spoke of buses, a spokesman said.</p>"
)
WATCHES = """
watches:
  - name: Halvik
    who: [Irena Vasko, Ana Lima]
    recipients: ["Müller, Redaktion <desk@paper.example>"]
"""
SETTINGS = {
    "READOUT_HOST_GAP_SECONDS": "0",
    "READOUT_MEMORY_LIMIT": "512MB",
    "READOUT_SMTP_HOST": "127.0.0.1",
    "READOUT_SMTP_TLS": "none",
    "READOUT_FROM": "Nachtschicht, Redaktion Süd <alerts@paper.example>",
    "READOUT_REPLY_TO": "Desk: a@paper.example, Jörg <b@paper.example>;",
    "READOUT_BASE_URL": "https://news.paper.example/",
    "READOUT_MAIL_DOMAIN": "mail.paper.example",
    "READOUT_SECRET": "a secret of sixteen",
    "READOUT_CONTACT": "https://paper.example/bot",
    "READOUT_POLL_SHORTEST_SECONDS": "7200",
    "READOUT_POLL_LONGEST_SECONDS": "7200",
    "COLUMNS": "200",
}

# Exit code, the line, and what it must print. `{name}` is filled in from what came before.
LINES: list[tuple[int, str, str]] = [
    (0, "feeds add {base}/feed --every 30 --language en --name Mine --section World "
        "--outlet Paper --kind press --feeds {list}", "added Mine (rss20, 2 entries)"),
    (0, "feeds add {base}/ --all", "added"),
    (0, "feeds list", "2 feeds in"),
    (0, "feeds list --feeds {list} --json", "\"every_minutes\": 30"),
    (0, "feeds check --feeds {list}", "2 feeds polled, nothing kept"),
    (0, "feeds check {base}/feed --json", "\"problem\": null"),
    (0, "feeds set Other --paused --every 60 --kind official --language en --name Second "
        "--outlet Two --section World --feeds {list}", "Second: official, every 60 min, in en, paused"),
    (0, "feeds set Second --no-paused", "Second: official"),
    (0, "feeds export {tmp}/out.opml --feeds {list}", ""),
    (0, "feeds export", "<opml"),
    (0, "feeds remove Second --feeds {list}", "removed 1 of 2 feeds"),
    (0, "feeds import {tmp}/out.opml --feeds {list}", "added 1 feed; the list has 2"),
    (0, "watch check", "1 watch, all right"),
    (0, "run --feeds {list}", "send_alerts"),
    (0, "feeds poll Mine --feeds {list}", "Mine: unchanged"),
    (0, "feeds retry {base}/1 --feeds {list}", "article"),
    (0, "feeds show Mine", "polled every 30 min"),
    (0, "feeds show Mine --feeds {list} --json", "\"what_to_do\": []"),
    (0, "report", "meetings"),
    (0, "report --json", "\"filters\""),
    (0, "report meetings --person Vasko --status held --since 2020-01-01 --until 2100-01-01 "
        "--outlet Paper --limit 5", "Irena Vasko"),
    (0, "report quotes --type direct --via nobody --json", "[]"),
    (0, "report meetings --csv", "meeting_id"),
    (0, "report meetings --out {tmp}/meetings.parquet", "rows in"),
    (0, "report quotes --snapshot {tmp}/home/readout.duckdb --json", "speaker_id"),
    (0, "search agree --refresh --in quotes --limit 5", "1 quote"),
    (0, "search halves OR 'agreed on' --person Vasko --outlet Paper --since 2020-01-01 "
        "--until 2100-01-01 --json", "We agreed on the half"),
    (0, "search agreed --csv", "snippet"),
    (0, "search agreed --out {tmp}/agreed.xlsx", "in {tmp}/agreed.xlsx"),
    (0, "snapshot --note June", "sha256:"),
    (0, "snapshot --folder {tmp}/frozen --json", "content_hash"),
    (0, "snapshot --list", "readout-20"),
    (0, "snapshot --verify 20", "as its manifest says"),
    (0, "diff 20 now --json", "[]"),
    (0, "diff 20 --csv", "what,kind,id"),
    (0, "diff 20 --out {tmp}/diff.xlsx", "0 rows in"),
    (0, "channel add newsroom {base}/hook", "signed with"),
    (0, "channel list", "channel:newsroom  webhook"),
    (0, "channel list --json", "newsroom"),
    (1, "channel test newsroom", "did not take the message"),
    (0, "channel remove newsroom", "forgotten"),
    (0, "token add desk --days 3", "rdo_"),
    (0, "token list --json", "desk"),
    (0, "token revoke desk", "opens nothing any more"),
    (0, "report meetings --no-contradicted --sort -start_day", "Irena Vasko"),
    (0, "report meetings --contradicted --country Nowhere --subject arts --json", "[]"),
    (0, "report people --kind person --sort name", "Irena Vasko"),
    (0, "watch check {watches}", "1 watch, all right"),
    (0, "watch test {watches} --days 3650 --name Halvik --show 1", "Halvik"),
    (0, "watch test --json", "\"watch\": \"Halvik\""),
    (0, "digest preview Halvik --days 3650 --eml {tmp}/digest.eml", "WHY YOU GOT THIS"),
    (0, "watch schema", "Readout watches"),
    (0, "watch schema --out {tmp}/schema.json", ""),
    (0, "alerts list --state sent --to desk@paper.example --watch Halvik --limit 3", "alert"),
    (0, "alerts list --meeting {meeting} --json", "{meeting}"),
    (0, "alerts show {alert}", "desk@paper.example"),
    (0, "alerts show {alert} --json", "\"deliveries\""),
    (0, "alerts resend {alert}", "1 alert queued"),
    (0, "alerts mute desk@paper.example --meeting {meeting}", "muted, from the next run on"),
    (0, "alerts mute desk@paper.example --watch Halvik --undo", "told again"),
    (0, "meetings show {meeting}", "Halvik"),
    (0, "meetings show {meeting} --json", "{meeting}"),
    (0, "meetings proposals --most 3", ""),
    (0, "meetings proposals --json", "["),
    (0, "meetings fix {meeting} place Brod --note test", "done"),
    (0, "meetings undo {meeting} --note test", "done"),
    (0, "meetings apart {meeting} {other} --note test", "done"),
    (0, "meetings undo {meeting} --note test", "done"),
    (0, "meetings merge {meeting} {other} --note test", "done"),
    (0, "meetings split {meeting} {base}/2 --note test", "done"),
    (0, "meetings judge {meeting} wrong_who --right 'only Vasko' --note test", "done"),
    (0, "report precision --json", "\"wrong_who\": 1"),
    (0, "meetings undo {meeting} --note test", "done"),
    (0, "meetings verdicts", ""),
    (0, "meetings verdicts --json", "["),
    (0, "meetings pairs", ""),
    (0, "people list vasko --most 3", "Irena Vasko"),
    (0, "people list --json", "Irena Vasko"),
    (0, "people doubtful --most 2", ""),
    (0, "people doubtful --json", "["),
    (0, "people show 'Irena Vasko' --json", "prime minister"),
    (0, "people merge 'Bo Strand' 'Henrik Aalund' --dry-run", "nothing was kept"),
    (0, "people merge 'Bo Strand' 'Henrik Aalund' --note test", "readout people undo"),
    (0, "people undo 'Henrik Aalund' --note 'a test' --dry-run", "nothing was kept"),
    (0, "people undo 'Henrik Aalund' --note 'a test'", "done"),
    (0, "people split 'Henrik Aalund' 'Bo Strand' --note test --dry-run", "nothing was kept"),
    (0, "people alias 'Henrik Aalund' 'The Lioness' --note test --dry-run", "nothing was kept"),
    (0, "people rename 'Bo Strand' 'Bo Strand II'", "done"),
    (0, "reextract --since 2020-01-01 --until 2100-01-01T12:00 --most 3 --apply", "revision"),
    (0, "extract {tmp}/texts.jsonl", "Karim Nassar"),
    (0, "extract {tmp}/texts.jsonl --why", "\"why\""),
    (0, "resolve {tmp}/mentions.jsonl", "\"meeting_id\""),
    (0, "bodies {tmp}/pages.jsonl --workers 1", "harbour road"),
    (0, "bodies --from-archive --since 2020-01-01", "harbour road"),
    (0, "entries {tmp}/feeds.jsonl", "\"feed_title\": \"News\""),
    (0, "copies {tmp}/copies.jsonl", "\"same\": true"),
    (0, "restore", "restored from the snapshot"),
]  # fmt: skip
# Run as documented by tests of their own, which name the option.
ELSEWHERE = {
    "readout up": ("tests/e2e", "tests/launcher", "tests/scale"),
    "readout gate": ("tests/gate", "tests/evaluation"),
    "readout move": ("tests/scale",),
    "readout doctor": ("tests/cli", "tests/launcher", "tests/e2e"),
}


# Minutes of work, and nothing that another option doesn't show: run by hand.
BY_HAND = {"readout gate": {"--area"}}


@dataclass
class World:
    server: Server
    mailbox: Mailbox
    values: dict[str, str] = field(default_factory=dict)
    printed: dict[str, tuple[int, str]] = field(default_factory=dict)


def _files(tmp: Path) -> None:
    rows: dict[str, list[dict[str, Any]]] = {
        "texts": [{"id": 1, "published": "2024-03-13", "text": "Mayor Ulla Kjaer met Karim Nassar "
                   "in Lund on Monday. “We agreed on nothing,” she said."}],
        "mentions": [{"mention_id": "m", "article_id": "a", "published": "2024-03-13",
                      "participants": [{"name": "Ulla Kjaer", "type": "person"},
                                       {"name": "Karim Nassar", "type": "person"}],
                      "time": {"start": "2024-03-11", "end": "2024-03-11", "precision": "day"},
                      "status": "held", "format": "in_person"}],
        "pages": [{"id": "p", "url": "https://x.example/1", "html_file": "page.html"}],
        "feeds": [{"id": "f", "url": "https://x.example/f", "feed_file": "feed.xml"}],
        "copies": [{"id": "c", "a": "word " * 60, "b": "word " * 60}],
    }  # fmt: skip
    for name, lines in rows.items():
        (tmp / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in lines))
    (tmp / "page.html").write_bytes(article("A plan", 1))
    (tmp / "feed.xml").write_bytes(
        b"<rss version='2.0'><channel><title>News</title><item><guid>1</guid></item></channel></rss>"
    )


def _commands() -> dict[str, set[str]]:
    """Each command with its options and arguments."""
    if not app.registered_commands:
        _attach()
    found: dict[str, set[str]] = {}

    def walk(group: Any, name: str) -> None:
        for key, command in group.commands.items():
            if hasattr(command, "commands"):
                walk(command, f"{name} {key}")
            else:
                options = [p for p in command.params if p.param_type_name == "option"]
                found[f"{name} {key}"] = {
                    o
                    for p in options
                    if p.name != "help"
                    for o in (*p.opts, *p.secondary_opts)
                    if o.startswith("--")
                }

    walk(typer.main.get_command(app), "readout")
    return found


def test_every_command_and_option_is_run() -> None:
    commands = _commands()
    used: dict[str, set[str]] = {name: set() for name in commands}
    run: set[str] = set()
    for _, line, _ in LINES:
        words = shlex.split(line)
        name = max((n for n in commands if f"readout {line} ".startswith(f"{n} ")), key=len)
        run.add(name)
        used[name] |= {w for w in words if w.startswith("--")}
    for name, folders in ELSEWHERE.items():
        run.add(name)
        text = "".join(
            p.read_text(encoding="utf-8")
            for folder in folders
            for p in (ROOT / folder).rglob("*.py")
        )
        plain = {o for o in commands[name] if o in text or o[2:].replace("-", "_") in text}
        used[name] |= plain
    assert sorted(set(commands) - run) == []
    for name, options in BY_HAND.items():
        used[name] |= options
    left = {name: sorted(options - used[name]) for name, options in commands.items()}
    assert {name: options for name, options in left.items() if options} == {}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    tmp = tmp_path_factory.mktemp("commands")
    _files(tmp)
    (tmp / "watches.yaml").write_text(WATCHES, encoding="utf-8")
    kept = dict(os.environ)
    with serving() as server, Mailbox(tmp / "mail") as mailbox:
        server.pages |= {
            "/feed": feed(("g1", f"{server.base}/1", "One"), ("g2", f"{server.base}/2", "Two")),
            "/other": feed(("h1", f"{server.base}/2", "Two"), title="Other"),
            "/": page(b"<link rel=alternate type=application/rss+xml title=Other href=/other>"),
            "/1": page(article("One", 1, extra=MET)),
            "/2": page(article("Two", 2, extra=MET_TOO)),
            "/robots.txt": answer(status=404),
        }
        made = World(server, mailbox)
        os.environ.update(
            SETTINGS
            | {
                "READOUT_HOME": str(tmp / "home"),
                "READOUT_FEEDS": str(tmp / "my.opml"),
                "READOUT_WATCHES": str(tmp / "watches.yaml"),
                "READOUT_ALLOW_HOSTS": server.host,
                "READOUT_SMTP_PORT": str(mailbox.port),
            }
        )
        made.values = {
            "base": server.base,
            "tmp": str(tmp),
            "list": str(tmp / "my.opml"),
            "watches": str(tmp / "watches.yaml"),
        }
        try:
            _commands()
            for _, line, _ in LINES:
                made.printed[line] = _run(made, line)
            yield made
        finally:
            os.environ.clear()
            os.environ.update(kept)


def _run(world: World, line: str) -> tuple[int, str]:
    filled = re.sub(r"\{(\w+)\}", lambda m: world.values.get(m[1], "none"), line)
    done = CliRunner().invoke(app, shlex.split(filled))
    told = done.output
    if isinstance(done.exception, ReadoutError):
        told += str(done.exception)
    elif done.exception is not None and not isinstance(done.exception, SystemExit):
        told += repr(done.exception)
    if line.startswith("run"):
        with open_snapshot() as snapshot:
            alerts = snapshot.rows("alerting/list", state=None, recipient=None, watch=None,
                                   meeting=None, ident=None, limit=5)  # fmt: skip
        rows = json.loads(CliRunner().invoke(app, ["report", "meetings", "--json"]).output)
        found = rows["rows"] if isinstance(rows, dict) else rows
        others = [r["meeting_id"] for r in found if "Dusek" in str(r["participants"])]
        world.values["other"] = next(iter(others), "none")
        # Both meetings of the first article are told; which comes first is nobody's promise.
        held = {r["meeting_id"] for r in found if "Aalund" in str(r["participants"])}
        for alert in (a for a in alerts if a["meeting_id"] in held):
            world.values |= {"alert": alert["alert_id"], "meeting": alert["meeting_id"]}
    return done.exit_code, told


@pytest.mark.parametrize("code, line, told", LINES, ids=[line[:60] for _, line, _ in LINES])
def test_the_line_does_what_it_says(world: World, code: int, line: str, told: str) -> None:
    exit_code, printed = world.printed[line]
    assert exit_code == code, printed
    assert re.sub(r"\{(\w+)\}", lambda m: world.values[m[1]], told) in printed


def test_the_settings_did_what_they_say(world: World) -> None:
    """Those of `SETTINGS`, in what the run left behind."""
    fetched = [r for r in world.server.requests if r.path != "/hook"]  # a webhook is no fetch
    asked = {r.headers.get("user-agent", "") for r in fetched}
    assert all("https://paper.example/bot" in agent for agent in asked)
    mail = world.mailbox.kept[0].path.read_text(encoding="utf-8")
    head = mail.split("\n\n")[0]
    assert "alerts@paper.example" in head
    assert "Reply-To: Desk: a@paper.example" in head
    assert re.search(r"Message-ID:\s+<[^>]+@mail\.paper\.example>", head)
    assert "https://news.paper.example/readout/" in mail.replace("=\n", "")
    assert "secret" not in mail


def test_every_setting_is_read_somewhere() -> None:
    code = "\n".join(
        p.read_text(encoding="utf-8")
        for folder in ("plugins", "dags", "docker")
        for p in (ROOT / folder).rglob("*")
        if p.suffix in (".py", ".yaml") and "config" not in p.name
    )
    unread = [
        name
        for name in Settings.model_fields
        if f"settings.{name}" not in code
        and f"settings().{name}" not in code
        and variable(name) not in code
    ]
    assert unread == []
