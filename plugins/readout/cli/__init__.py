"""The `readout` command. Each room's commands live in a module of their own here and
hang themselves on `app`; heavy imports happen inside the commands."""

from __future__ import annotations

from readout.cli.app import app, main

__all__ = ["app", "main"]
