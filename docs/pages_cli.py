"""docs/cli.md, from the typer app."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import typer
from readout.cli import app
from written import ROOT, WRITTEN


def cli_page() -> str:
    """One section for each command with its arguments and options."""
    root: Any = typer.main.get_command(command_tree())
    lines = [WRITTEN, "# Commands\n", (root.help or "").strip() + "\n"]
    lines += ["Every command's exit code is 0 when all went well, 2 when an input or a setting"]
    lines += ["is wrong (the message says which, and what mends it); other codes are told below.\n"]
    for name, command in _flat(root, "readout"):
        lines += [f"## {name}\n", _unwrapped(command.help or "") + "\n"]
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        if rows:
            lines += ["| | | default |", "|---|---|---|", *rows, ""]
    return "\n".join(lines).rstrip() + "\n"


def command_tree() -> typer.Typer:
    """The `readout` app with every room's commands on it."""
    if not app.registered_commands and not app.registered_groups:
        importlib.import_module("readout.cli.app")._attach()
    return app


def _flat(group: Any, name: str) -> Iterator[tuple[str, Any]]:
    for key, command in group.commands.items():
        if getattr(command, "hidden", False):
            continue
        if hasattr(command, "commands"):
            yield from _flat(command, f"{name} {key}")
        else:
            yield f"{name} {key}", command


def _unwrapped(text: str) -> str:
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(" ".join(p.split()) for p in paragraphs)


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = f"`{(parameter.metavar or parameter.name).upper()}`"
    else:
        name = ", ".join(f"`{o}`" for o in [*parameter.opts, *parameter.secondary_opts])
    value = parameter.default
    if parameter.required:
        shown = "required"
    elif value in (None, False, ()) or value == [] or callable(value):
        shown = ""
    else:
        shown = f"`{str(value).replace(str(ROOT) + '/', '')}`"
    told = " ".join((getattr(parameter, "help", None) or "").split()).replace("|", "\\|")
    return f"| {name} | {told} | {shown} |"
