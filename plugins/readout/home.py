"""The home: the folder of everything made at run time, and its `settings.env`."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from readout.errors import ConfigError

_PACKAGE: Final = Path(__file__).resolve().parent
# A wheel carries `sql` and `seeds` inside the package; in the repository they stand at its root.
_CARRIED: Final = _PACKAGE / "data"
IS_INSTALLED: Final = _CARRIED.is_dir()
# Installed by pip there is no repository: what is made at run time lies below the current folder.
ROOT: Final = Path.cwd() if IS_INSTALLED else _PACKAGE.parents[1]
# Where `sql/` and `seeds/` are read.
DATA: Final = _CARRIED if IS_INSTALLED else ROOT
# Of whoever watches feeds of their own, and of `make run`: neither ever sees the other's.
HOME: Final = ROOT / "var" / "live"
SAMPLE_HOME: Final = ROOT / "var" / "sample"
KEPT: Final = "settings.env"


def home_folder() -> Path:
    """The home that the environment names, or the default one."""
    return Path(os.environ.get("READOUT_HOME") or HOME).resolve()


def kept_environment(home: Path) -> dict[str, str]:
    """The variables of `settings.env` in a home folder: those of the start, and the user's own
    (`READOUT_…`, `AIRFLOW_CONN_…`); the environment wins over them.

    Raises:
        ConfigError: the file can't be read.
    """
    from dotenv import dotenv_values

    path = home / KEPT
    try:
        text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as cause:
        raise ConfigError(
            "The home's settings can't be read",
            resource=str(path),
            why=cause,
            mend=f"write it anew as lines of NAME=value, or: rm {path}",
        ) from cause
    found = dotenv_values(stream=io.StringIO(text), interpolate=False)
    return {name: value for name, value in found.items() if value}


def keep_environment(home: Path, values: Mapping[str, str]) -> None:
    """Set variables in `settings.env`, so that every command goes by them; other lines stay.

    The file is the owner's only: it may hold a password.

    Raises:
        ConfigError: it can't be read; OSError: it can't be written.
    """
    from dotenv import set_key

    kept = kept_environment(home)
    path = home / KEPT
    if not path.exists():
        path.touch(mode=0o600)
    for name, value in values.items():
        if kept.get(name) != value:
            set_key(path, name, value, quote_mode="always")


def given_environment() -> dict[str, str]:
    """The environment, and below it what the home's `settings.env` says."""
    return kept_environment(home_folder()) | {k: v for k, v in os.environ.items() if v}
