"""Watches that were made on a page: a file each in `<home>/watches.d`, beside the user's own.

They have the form of any watch file, so they can be edited, copied into `watches.yaml`, or deleted.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import yaml

from readout.errors import ConfigError, writing
from readout.watching.watches import Watch
from readout.watching.watchfiles import load_watches


def keep(folder: Path, watch: Watch, others: tuple[Watch, ...]) -> Path:
    """Write a watch as a file of its own.

    Args:
        others: the watches that there are; a name stands for one watch only.

    Raises:
        ConfigError: there is a watch of this name already.
    """
    if any(watch.name == other.name for other in others):
        raise ConfigError(
            "There is a watch of this name already",
            resource=watch.name,
            mend="give it another name",
        )
    told = watch.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    parties = ("who", "with")
    for field in parties:
        for party in told.get(field, ()):
            for name in [name for name, value in party.items() if value is None]:
                del party[name]
    text = yaml.safe_dump({"watches": [told]}, allow_unicode=True, sort_keys=False)
    path = folder / _file(watch.name)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        working = path.with_name(f".{path.name}.{os.getpid()}")
        working.write_text(text, encoding="utf-8")
        os.replace(working, path)
    return path


def kept(folder: Path) -> tuple[Watch, ...]:
    """The watches that were made on a page.

    Raises:
        ConfigError: somebody edited one and it is wrong.
    """
    return load_watches(folder) if folder.is_dir() else ()


def drop(folder: Path, name: str) -> bool:
    """Delete a watch that was made on a page; False when there is none of this name."""
    path = folder / _file(name)
    if not path.is_file():
        return False
    path.unlink()
    return True


def _file(name: str) -> str:
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8)
    return f"page-{digest.hexdigest()}.yaml"
