"""One function per task: plain arguments in, counts, ids and paths out.

Dags, `readout run` and tests call the same functions, one module a Dag:

* `polling`    feeds → entries
* `fetching`   entries → article revisions
* `extracting` revisions → quotes and meeting mentions
* `resolving`  mentions → people, meetings, changes, alerts; publishes the snapshot
* `alerting`   alerts → mails, digests

Each module has `choose_*` (opens the warehouse, writes batch files, returns their paths),
a `*_batch` that works on one batch file and never opens the warehouse (it leaves a bundle
in staging), and `load_*` (the one loader). Every function returns `Counts`, whose `line()`
is what the task says in its log.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Counts:
    """What a step did, in the order it should be told; `paths` are batch files made."""

    counts: dict[str, int] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)

    def add(self, **counts: int) -> Counts:
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count
        return self

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name, 0)

    def line(self) -> str:
        """One line for a log: `42 entries · 7 new · 1 failed (soft)`."""
        told = [
            f"{n:,} {name.replace('__', ' (', 1) + ')' if '__' in name else name.replace('_', ' ')}"
            for name, n in ((_one(name) if n == 1 else name, n) for name, n in self.counts.items())
        ]
        return " · ".join(told) or "nothing to do"


def _one(name: str) -> str:
    """A count's name where there is one of it: every name that ends in s is of many things."""
    for many, one in (("ies", "y"), ("ches", "ch"), ("s", "")):
        if name.endswith(many):
            return name.removesuffix(many) + one
    return name
