"""Kill the sender and break the mail server at random, hundreds of times; count what arrives.

    python -m bench.alert_soak --kills 500            # with a witness
    python -m bench.alert_soak --kills 200 --blind    # without

Every round queues a new meeting for six recipients, gives each recipient a fault of the mail
server, starts a sender process (claim, send, load) and, most times, kills it with SIGKILL:
at a random moment, or at a random one of the points named in `POINTS`. In the end all
faults are lifted and the queue is run empty. Each meeting must then have reached each
recipient in exactly one mail.

The sender is a real process on a real DuckDB file and a real SMTP connection. It is forked
from one that has imported everything, or 500 rounds would mostly measure `import`. Clocks
are not awaited: every round is told that two minutes have passed.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from readout.config import Settings
from readout.delivery.smtp import SmtpServer

RECIPIENTS = [f"desk{i}@readout.example" for i in range(6)]
GONE = "gone@readout.example"  # a mailbox that doesn't exist: always 550
FAULTS = ["none"] * 5 + ["450", "421", "drop", "lost_reply", "slow"]
POINTS = (
    "claimed",  # the claim is committed, no batch file written
    "try",  # the attempt is noted, nothing sent
    "body sent",  # the message is out, the dot not noted
    "handing",  # the dot noted as about to go
    "dot sent",  # the dot is out, not noted as sent
    "handed",  # noted as sent, no reply read
    "reply read",  # the server's answer read, not noted
    "noted",  # the answer noted
    "staged",  # the outcomes staged, not loaded
    "loaded",  # loaded, bundles not yet put aside
)
SLOW = 0.15
SETTLE = 0.4


@dataclass
class Tally:
    """What the soak saw."""

    rounds: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    born: dict[str, int] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)
    met: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))


# ---------------------------------------------------------------- the sender, in a child


def sender(settings: Settings, server: SmtpServer, now: datetime, point: str, count: int) -> None:
    """Claim, send and load; die at the `count`-th passing of `point`."""
    from readout.steps import alerting

    alerting.back_off = lambda attempts: timedelta(minutes=1)  # type: ignore[assignment]
    _arm(point, count)
    chosen = alerting.claim_alerts(settings, now=now, stale_seconds=0)
    for path in chosen.paths:
        alerting.send_batch(settings, path, server, now=now)
    alerting.load_bundles(settings, alerting.STEP)


def _arm(point: str, count: int) -> None:
    """Put the knife at one point of the sender."""
    from readout.delivery import ledger, smtp
    from readout.steps import alerting
    from readout.storage import loader

    left = [count]

    def pass_by(name: str) -> None:
        if name == point:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def before(owner: Any, name: str, site: str) -> None:
        old = getattr(owner, name)

        def wrapped(*args: Any, **named: Any) -> Any:
            pass_by(site)
            return old(*args, **named)

        setattr(owner, name, wrapped)

    before(alerting, "write_batches", "claimed")
    before(loader, "retire", "loaded")
    old_bundle = alerting.write_bundle

    def bundle(*args: Any) -> Any:
        made = old_bundle(*args)
        pass_by("staged")
        return made

    alerting.write_bundle = bundle
    old_note, old_send, old_reply = ledger.Entry.note, smtp._Smtp.send, smtp._Smtp.getreply

    def note(self: Any, event: str, told: str = "", *, durable: bool = True) -> None:
        if event == "sent":
            pass_by("reply read")
        if event == "handing":
            pass_by("body sent")
        old_note(self, event, told, durable=durable)
        pass_by("noted" if event == "sent" else event)

    def send(self: Any, data: Any) -> None:
        old_send(self, data)
        if data == b".\r\n":
            pass_by("dot sent")

    ledger.Entry.note = note  # type: ignore[method-assign]
    smtp._Smtp.send = send  # type: ignore[method-assign]
    smtp._Smtp.getreply = old_reply  # type: ignore[method-assign]


def forker(pipe_in: int, pipe_out: int) -> None:
    """Wait for orders, fork a sender for each, kill it when told to, say how it ended."""
    import readout.steps.alerting  # noqa: F401  what every sender needs

    orders = os.fdopen(pipe_in, "r")
    for line in orders:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            code = 1
            with contextlib.suppress(BaseException):
                settings = Settings(
                    home=Path(order["home"]),
                    feeds=Path(order["home"]),
                    watches=Path(order["watches"]),
                    mail_witness=Path(order["witness"]) if order["witness"] else None,
                    mail_settle_seconds=SETTLE,
                    memory_limit="300MB",
                    threads=1,
                )
                server = SmtpServer(
                    "127.0.0.1", order["port"], from_email="readout@readout.example",
                    step_seconds=5, reply_seconds=5,
                )  # fmt: skip
                now = datetime.fromisoformat(order["now"])
                sender(settings, server, now, order["point"], order["count"])
                code = 0
            os._exit(code)
        if order["after"] is not None:
            time.sleep(order["after"])
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        killed = os.WIFSIGNALED(status)
        os.write(pipe_out, f"{'killed' if killed else os.WEXITSTATUS(status)}\n".encode())


# ---------------------------------------------------------------- the controller


class Soak:
    """The world around the sender: warehouse, mail server, faults, dice."""

    def __init__(self, folder: Path, *, blind: bool, seed: int, faults: list[str]) -> None:
        from readout.sample.mailbox import Mailbox

        self.dice = random.Random(seed)
        self.kinds = faults
        self.folder = folder
        self.blind = blind
        self.tally = Tally()
        self.now = datetime.now(UTC)
        self.faults: dict[str, str] = {}
        watches = folder / "watches.yaml"
        told = "\n".join(f"      - {r}" for r in (*RECIPIENTS, GONE))
        watches.write_text(
            f"watches:\n  - name: All\n    mails_a_day: 100000\n    recipients:\n{told}\n"
        )
        self.settings = Settings(
            home=folder / "home", feeds=folder, watches=watches, memory_limit="300MB", threads=1
        )
        self.mailbox = Mailbox(folder / "mail", fault=self._fault, slow_seconds=SLOW)
        self._orders = self._answers = None
        self._start_forker()
        self.mailbox.start()

    def _start_forker(self) -> None:
        # Before any thread or database is there: what is forked later must be whole.
        orders_in, orders_out = os.pipe()
        answers_in, answers_out = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.close(orders_out)
            os.close(answers_in)
            forker(orders_in, answers_out)
            os._exit(0)
        os.close(orders_in)
        os.close(answers_out)
        self._orders = os.fdopen(orders_out, "w")
        self._answers = os.fdopen(answers_in, "r")

    def _fault(self, recipient: str) -> str | None:
        if recipient == GONE:
            return "550"
        fault = self.faults.get(recipient, "none")
        self.tally.met[self.tally.rounds].add(recipient)
        return None if fault in ("none", "away") else fault

    def round(self, *, kill: bool, new: bool, faults: bool) -> str:
        """One meeting, one sender, maybe one kill.

        Returns:
            How the sender ended.
        """
        self.tally.rounds += 1
        self.now += timedelta(minutes=2)
        if new:
            self._meeting()
        self.faults = {r: self.dice.choice(self.kinds) if faults else "none" for r in RECIPIENTS}
        away = faults and self.dice.random() < 0.08
        if away:
            self.faults = dict.fromkeys(RECIPIENTS, "away")
            self.tally.met[self.tally.rounds].update(RECIPIENTS)
        self.tally.faults.append(self.faults)
        order: dict[str, Any] = {
            "home": str(self.settings.home),
            "watches": str(self.settings.watches),
            "witness": None if self.blind else str(self.mailbox.folder),
            "port": 9 if away else self.mailbox.port,
            "now": self.now.isoformat(),
            "point": "",
            "count": 0,
            "after": None,
        }
        if kill and self.dice.random() < 0.75:
            order["point"] = self.dice.choice(POINTS)
            order["count"] = self.dice.randint(1, 5)
            if order["point"] in ("claimed", "staged", "loaded"):
                order["count"] = 1
        elif kill:
            order["after"] = self.dice.uniform(0.02, 1.2)
        self._orders.write(json.dumps(order) + "\n")
        self._orders.flush()
        ended = self._answers.readline().strip()
        if ended == "killed":
            self.tally.kills[order["point"] or "at a random moment"] += 1
        return ended

    def _meeting(self) -> None:
        from tests.alerting.rows_for_alerts import change, meeting, resolve

        token = f"Token{self.tally.rounds:05}x"
        ident = f"m{self.tally.rounds:05}"
        resolve(
            self.settings,
            [meeting(ident, place=token)],
            [change(f"c{ident}", ident, evidence=f"{token} is where they met.")],
            now=self.now.replace(tzinfo=None),
        )
        self.tally.born[token] = self.tally.rounds

    def run_empty(self) -> int:
        """Rounds without faults until nothing waits; the number of alerts still waiting."""
        from readout.storage.loader import loading

        for _ in range(60):
            time.sleep(SETTLE / 4)
            self.round(kill=False, new=False, faults=False)
            with loading(self.settings, "look") as load:
                found = load.connection.execute(
                    "SELECT count(*) FROM alerts WHERE state IN ('pending', 'sending')"
                ).fetchone()
            if not found[0]:
                return 0
        return int(found[0])

    def arrived(self) -> tuple[dict[tuple[str, str], int], set[tuple[str, str]]]:
        """(meeting, recipient) -> in how many mails it came; those that a later mail told
        of as maybe not arrived."""
        came: Counter[tuple[str, str]] = Counter()
        mentioned = set()
        for kept in self.mailbox.kept:
            message = message_from_bytes(kept.path.read_bytes(), policy=policy.default)
            text = " ".join(message.get_body(("plain",)).get_content().split())
            for token in self.tally.born:
                if f"“{token} is where they met.” – " in text:
                    came[token, kept.recipients[0]] += 1
                if f"* “{token} is where they met.” (" in text:
                    mentioned.add((token, kept.recipients[0]))
        return came, mentioned

    def stop(self) -> None:
        self._orders.close()
        os.waitpid(self.pid, 0)
        self.mailbox.stop()


def report(soak: Soak, waiting: int, seconds: float) -> dict[str, Any]:
    """Lost and doubled by fault met, and kills by point."""
    came, mentioned = soak.arrived()
    by_fault: dict[str, Counter[str]] = defaultdict(Counter)
    lost = doubled = late = 0
    for token, born in soak.tally.born.items():
        for recipient in RECIPIENTS:
            count = came.get((token, recipient), 0)
            if count == 0 and (token, recipient) in mentioned:
                late, count = late + 1, 1
            lost += count == 0
            doubled += count > 1
            met = {
                soak.tally.faults[r - 1][recipient]
                for r in range(born, min(born + 12, soak.tally.rounds) + 1)
                if recipient in soak.tally.met[r]
            }
            for fault in met or {"none"}:
                by_fault[fault].update(told=1, lost=count == 0, doubled=count > 1)
    return {
        "witness": not soak.blind,
        "rounds": soak.tally.rounds,
        "kills": sum(soak.tally.kills.values()),
        "alerts": len(soak.tally.born) * len(RECIPIENTS),
        "mails": len(soak.mailbox.kept),
        "lost": lost,
        "doubled": doubled,
        "told_in_the_next_mail": late,
        "still_waiting": waiting,
        "by_fault": {f: dict(c) for f, c in sorted(by_fault.items())},
        "kills_by_point": dict(soak.tally.kills.most_common()),
        "seconds": round(seconds, 1),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.alert_soak")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--blind", action="store_true", help="without a witness")
    parser.add_argument("--gentle", action="store_true", help="kills only, no SMTP faults")
    parser.add_argument("--without", action="append", default=[], metavar="FAULT")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        kinds = [fault for fault in FAULTS if fault not in options.without]
        soak = Soak(Path(folder), blind=options.blind, seed=options.seed, faults=kinds)
        while sum(soak.tally.kills.values()) < options.kills:
            soak.round(kill=True, new=soak.tally.rounds % 3 != 2, faults=not options.gentle)
            if soak.tally.rounds % 50 == 0:
                done = sum(soak.tally.kills.values())
                print(f"{soak.tally.rounds} rounds, {done} kills", file=sys.stderr, flush=True)
        soak.run_empty()
        # One more meeting, so that there is a next mail to tell of those in doubt.
        soak.round(kill=False, new=True, faults=False)
        waiting = soak.run_empty()
        told = report(soak, waiting, time.monotonic() - started)
        soak.stop()
    print(json.dumps(told, indent=1))
    return 1 if told["lost"] or told["doubled"] or told["still_waiting"] else 0


if __name__ == "__main__":
    sys.exit(main())
