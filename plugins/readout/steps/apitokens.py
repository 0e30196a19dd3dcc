"""Tokens that let a program read the JSON API: made, listed and taken back by name.

`<home>/api-tokens.json` (0600) keeps of each only its SHA-256, so that whoever reads the file can't
use it. A token opens reading, nothing else.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, TypedDict

from readout.config import Settings
from readout.errors import ConfigError, did_you_mean, writing
from readout.steps.auditing import change, keep_change

_PREFIX: Final = "rdo_"  # so that a token is recognised where it was left by mistake


class Token(TypedDict):
    """A token as its file has it."""

    name: str
    made_at: str
    until: str | None
    sha256: str


def _path(settings: Settings) -> Path:
    return settings.home / "api-tokens.json"


def tokens(settings: Settings) -> list[dict[str, str | None]]:
    """`name`, `made_at`, `until` (None: no end) of every token that was not taken back.

    Raises:
        ConfigError: the file can't be read.
    """
    return [
        {"name": row["name"], "made_at": row["made_at"], "until": row["until"]}
        for row in _read(settings)
    ]


def make_token(
    settings: Settings, name: str, *, days: int | None = None, by: str | None = None
) -> str:
    """A new token under a name of its own; it is shown this once.

    Raises:
        ConfigError: the name is taken, or empty.
    """
    name = name.strip()
    rows = _read(settings)
    if not name:
        raise ConfigError("A token needs a name", mend="readout token add NAME")
    if any(row["name"] == name for row in rows):
        raise ConfigError(
            "There is a token of this name", resource=name, mend=f"readout token revoke {name}"
        )
    token = _PREFIX + secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    until = (now + timedelta(days=days)).isoformat(timespec="seconds") if days else None
    made: Token = {
        "name": name,
        "made_at": now.isoformat(timespec="seconds"),
        "until": until,
        "sha256": _hash(token),
    }
    _write(settings, [*rows, made])
    keep_change(settings, change("token made", name, until, by=by, way="command"))
    return token


def revoke_token(settings: Settings, name: str, *, by: str | None = None) -> None:
    """Take a token back; from now on it opens nothing.

    Raises:
        ConfigError: there is none of this name.
    """
    rows = _read(settings)
    kept = [row for row in rows if row["name"] != name]
    if len(kept) == len(rows):
        names = [row["name"] for row in rows]
        raise ConfigError(
            f"There is no such token{did_you_mean(name, names)}",
            resource=name,
            mend="readout token list",
        )
    _write(settings, kept)
    keep_change(settings, change("token revoked", name, by=by, way="command"))


def bearer(settings: Settings, token: str) -> str | None:
    """The name of a token that holds today; None for any other text."""
    told = _hash(token)
    now = datetime.now(UTC)
    for row in _read(settings):
        if hmac.compare_digest(row["sha256"], told):
            until = row["until"]
            return row["name"] if until is None or datetime.fromisoformat(until) > now else None
    return None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _read(settings: Settings) -> list[Token]:
    path = _path(settings)
    if not path.is_file():
        return []
    try:
        found: list[Token] = json.loads(path.read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError) as cause:
        raise ConfigError(
            "The tokens of the API can't be read",
            resource=str(path),
            why=cause,
            mend="mend its rights, or delete it and make new tokens",
        ) from cause


def _write(settings: Settings, rows: list[Token]) -> None:
    path = _path(settings)
    working = path.with_name(f".{path.name}.{os.getpid()}")
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(working, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
        os.replace(working, path)
