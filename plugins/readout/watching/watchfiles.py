"""Reading watch files: all problems at once, each with its line and the nearest right word."""

from __future__ import annotations

import difflib
import json
import logging
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from readout.errors import ConfigError
from readout.watching.watches import Party, QuietHours, Watch, WatchFile
from readout.watching.yamllines import LineMap, parse

MOST_TOLD = 20
_log = logging.getLogger(__name__)


def load_watches(source: Path, own: Path | None = None) -> tuple[Watch, ...]:
    """The watches of a file, or of every `*.yaml` in a folder, in order.

    Args:
        own: a folder of further ones, made on a page; where it has some, `source` may be absent.

    Raises:
        ConfigError: it can't be read, or is wrong; the message lists every problem with
            its file and line.
    """
    problems: list[str] = []
    watches: list[Watch] = []
    seen: dict[str, str] = {}
    further = _files(own) if own is not None and own.is_dir() else []
    files = [] if further and not source.exists() else _files(source)
    for path in (*files, *further):
        found, wrong, lines = _read(path)
        problems += wrong
        for number, watch in found:
            where = f"{path.name}, line {lines.get(('watches', number), 1)}"
            if watch.name in seen:
                problems.append(
                    f"{where}: a second watch named “{watch.name}” (the first: {seen[watch.name]})"
                )
            seen[watch.name] = where
            watches.append(watch)
    if problems:
        more = len(problems) - MOST_TOLD
        told = problems[:MOST_TOLD] + ([f"and {more} more"] if more > 0 else [])
        raise ConfigError(
            "The watches are wrong",
            resource=str(source),
            why="\n  " + "\n  ".join(told),
            mend=f"edit the file, then: readout watch check {source}",
        )
    return tuple(watches)


def _files(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted((*source.glob("*.yaml"), *source.glob("*.yml")))
    return [source]


def _read(path: Path) -> tuple[list[tuple[int, Watch]], list[str], LineMap]:
    """Watches with their number in the file, problems in words, lines."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as cause:
        raise ConfigError(
            "The watch file can't be read",
            resource=str(path),
            why=cause.strerror,
            mend="make it (see seeds/watches.yaml), or set READOUT_WATCHES",
        ) from cause
    except UnicodeDecodeError as cause:
        return [], [f"{path.name}: is no UTF-8 (byte {cause.start})"], {}
    try:
        value, lines = parse(text, path.name)
    except ConfigError as error:
        return [], [str(error)], {}
    if value is None:
        return [], [], lines
    if not isinstance(value, dict) or not isinstance(value.get("watches"), list):
        return [], [f"{path.name}, line 1: must begin with `watches:` and a list"], lines
    wrong = [
        (lines[(name,)], f"unknown field “{name}”{_nearest(name, ['watches'])}")
        for name in value
        if name not in WatchFile.model_fields
    ]
    watches: list[tuple[int, Watch]] = []
    for number, item in enumerate(value["watches"]):
        try:
            watches.append((number, Watch.model_validate(item)))
        except ValidationError as error:
            wrong += [
                (_line(lines, ("watches", number, *e["loc"])), _told(dict(e), e["loc"]))
                for e in error.errors(include_url=False)
            ]
    problems = [f"{path.name}, line {line}: {told}" for line, told in sorted(wrong)]
    return watches, problems, lines


def _line(lines: LineMap, where: tuple[int | str, ...]) -> int:
    """The line of a value, or of the nearest thing around it that is in the file."""
    while where and where not in lines:
        where = where[:-1]
    return lines.get(where, 1)


def _told(error: dict[str, Any], loc: tuple[int | str, ...]) -> str:
    """One problem in words."""
    field = next((str(s) for s in reversed(loc) if isinstance(s, str)), "the watch")
    kind, given = error["type"], error.get("input")
    if kind == "extra_forbidden":
        return f"unknown field “{field}”{_nearest(field, _fields(loc))}"
    if kind == "missing":
        return f"“{field}” is missing"
    if kind == "literal_error":
        allowed = _choices(loc)
        return (
            f"“{field}”: {_short(given)} is none of {', '.join(allowed)}"
            f"{_nearest(str(given), allowed)}"
        )
    told = str(error["msg"]).removeprefix("Value error, ")
    if kind == "value_error":
        return f"“{field}”: {told}"
    return f"“{field}”: {told[0].lower()}{told[1:]} (it is {_short(given)})"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields(loc: tuple[int | str, ...]) -> list[str]:
    owner: type[BaseModel] = Watch
    if len(loc) > 1:
        owner = QuietHours if loc[0] == "quiet_hours" else Party
    return [field.alias or name for name, field in owner.model_fields.items()]


def _choices(loc: tuple[int | str, ...]) -> list[str]:
    """The words that a field allows."""
    annotation: Any = Watch.model_fields[str(loc[0])].annotation
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return [str(choice) for choice in get_args(annotation)]


def _nearest(word: str, among: Iterable[str]) -> str:
    found = difflib.get_close_matches(word.casefold(), list(among), n=1, cutoff=0.6)
    return f": did you mean “{found[0]}”?" if found else ""


def watches_in_force(
    source: Path, kept: Path, own: Path | None = None
) -> tuple[tuple[Watch, ...], str | None]:
    """The watches to go by, and the problem when they are not those of the file.

    A typing error must neither stop the news nor silence the alerts: the last version
    that was right stays in force until the file is right again. Where there is no file and
    never was one, nobody is to be told of anything.

    Args:
        kept: where that version is kept.
        own: see `load_watches`.

    Raises:
        ConfigError: the file is wrong and there is no earlier version.
    """
    if not source.exists() and not kept.is_file() and not (own and own.is_dir()):
        return (), None
    if not source.exists() and own and own.is_dir() and not _files(own):
        return (), None
    try:
        watches = load_watches(source, own)
    except ConfigError as error:
        if not kept.is_file():
            raise
        _log.warning("the last right version of the watches stays in force: %s", error)
        stored = json.loads(kept.read_text(encoding="utf-8"))
        return tuple(Watch.model_validate(item) for item in stored), str(error)
    text = json.dumps([w.model_dump(mode="json", by_alias=True) for w in watches])
    if not kept.is_file() or kept.read_text(encoding="utf-8") != text:
        kept.parent.mkdir(parents=True, exist_ok=True)
        working = kept.with_name(f".{kept.name}.{os.getpid()}")
        working.write_text(text, encoding="utf-8")
        os.replace(working, kept)
    return watches, None
