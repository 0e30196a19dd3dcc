"""docs/dags.md, from the source of the Dag files (they are not imported: no Airflow needed)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from written import ROOT, WRITTEN

CHAIN = ("poll_feeds", "fetch_articles", "extract_facts", "resolve_meetings", "send_alerts")


@dataclass
class _Dag:
    """A Dag file as its source tells it."""

    name: str
    doc: str
    schedule: str
    tags: list[str]
    tasks: list[tuple[str, str]] = field(default_factory=list)  # name, what is special


def dags_page() -> str:
    """One section for each Dag, the chain first, in its order."""
    folder = ROOT / "dags"
    names = _wiring_names(folder / "wiring.py")
    found = [d for path in sorted(folder.glob("*.py")) for d in _dags_of(path, names)]
    place = {name: index for index, name in enumerate(CHAIN)}
    found.sort(key=lambda d: (place.get(d.name, len(CHAIN)), d.name))
    lines = [WRITTEN, "# Dags\n", "Five Dags make the chain, each woken by the one before:"]
    lines += [f"`{'` → `'.join(CHAIN)}`. Times are UTC.\n"]
    for dag in found:
        lines += [f"## {dag.name}\n", f"*Runs*: {dag.schedule}  \n*Tags*: {', '.join(dag.tags)}\n"]
        lines += [dag.doc.strip() + "\n"]
        lines += [f"- `{name}`{special}" for name, special in dag.tasks]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _wiring_names(path: Path) -> dict[str, str]:
    """Names that dags/wiring.py gives, as a reader should see them: assets, cron lines."""
    names: dict[str, str] = {}
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if not (isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)):
            continue
        texts = [
            n.value
            for n in ast.walk(node.value)
            if isinstance(n, ast.Constant) and isinstance(n.value, str)
        ]
        if isinstance(node.value, ast.Call) and texts:
            names[node.targets[0].id] = f"`{texts[0]}`"
        elif isinstance(node.value, ast.BoolOp):
            setting = next(t for t in texts if t.startswith("READOUT_"))
            default = next(t for t in texts if t != setting)
            names[node.targets[0].id] = f"at `{default}` (`{setting}`)"
    return names


def _dags_of(path: Path, names: dict[str, str]) -> Iterator[_Dag]:
    module = ast.parse(path.read_text(encoding="utf-8"))
    doc = ast.get_docstring(module) or ""
    for node in module.body:
        if not isinstance(node, ast.FunctionDef):
            continue
        given = next((d for d in map(_called, node.decorator_list) if d and d[0] == "dag"), None)
        if given is None:
            continue
        keywords = given[1]
        tags = [ast.literal_eval(t) for t in getattr(keywords.get("tags"), "elts", [])]
        dag = _Dag(node.name, doc, _schedule(keywords.get("schedule"), names), tags)
        dag.tasks = [
            (inner.name, _special(told[1], names))
            for inner in node.body
            if isinstance(inner, ast.FunctionDef)
            for told in map(_called, inner.decorator_list)
            if told and told[0] == "task"
        ]
        yield dag


def _called(node: ast.expr) -> tuple[str, dict[str, ast.expr]] | None:
    """A decorator's name and keywords, called or not; `task.sensor` counts as `task`."""
    call, keywords = node, {}
    if isinstance(node, ast.Call):
        call = node.func
        keywords = {k.arg: k.value for k in node.keywords if k.arg}
    while isinstance(call, ast.Attribute):
        call = call.value
    return (call.id, keywords) if isinstance(call, ast.Name) else None


def _schedule(node: ast.expr | None, names: dict[str, str]) -> str:
    if node is None or (isinstance(node, ast.Constant) and node.value is None):
        return "by hand"
    if isinstance(node, ast.Constant):
        return f"at `{node.value}`"
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    crons = [
        c.value
        for c in ast.walk(node)
        if isinstance(c, ast.Constant) and isinstance(c.value, str) and " " in c.value
    ]
    assets = [names[n.id] for n in ast.walk(node) if isinstance(n, ast.Name) and n.id in names]
    told = [f"when {' or '.join(assets)} changed"] if assets else []
    return ", and ".join([*told, *(f"at `{cron}`" for cron in crons)]) or ast.unparse(node)


def _special(keywords: dict[str, ast.expr], names: dict[str, str]) -> str:
    told = []
    if "pool" in keywords:
        told.append("takes the warehouse")
    for asset in getattr(keywords.get("outlets"), "elts", []):
        told.append(f"updates {names.get(getattr(asset, 'id', ''), ast.unparse(asset))}")
    return f": {', '.join(told)}" if told else ""
