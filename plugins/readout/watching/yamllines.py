"""YAML with line numbers, read by the rules of YAML 1.2.

PyYAML follows YAML 1.1, where `language: no` is False and `from: 22:00` is 1,320; here only
`true`, `false`, `null` and numbers are other than text (YAML 1.2, core schema). Every value
keeps the line it began on, so that an error can name it.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from readout.errors import ConfigError

LineMap = dict[tuple[str | int, ...], int]

# A watch file is written by hand; what is larger is a mistake or an attack (alias bombs).
MOST_BYTES: Final = 1_000_000
MOST_VALUES: Final = 100_000


_STANDARD: Final = "tag:yaml.org,2002:"
_KINDS: Final = frozenset({"str", "bool", "null", "int", "float", "seq", "map"})


class _Core(yaml.SafeLoader):
    """SafeLoader with the scalars of YAML 1.2's core schema."""


_Core.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", "-+.0123456789"),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


def parse(text: str, resource: str) -> tuple[Any, LineMap]:
    """Read one YAML document.

    Returns:
        The value (dicts, lists, texts, numbers, booleans, None), and for the path of every
        value in it (`("watches", 0, "who")`) the line, from 1, on which it stands; for a
        key the line of the key.

    Raises:
        ConfigError: no YAML, a key twice, too large, or a value that contains itself; the
            line is in the message.
    """
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise ConfigError(
            "The file is too large for a list of watches",
            resource=resource,
            why=f"more than {MOST_BYTES:,} bytes",
            mend="split it: READOUT_WATCHES may name a folder with many files",
        )
    try:
        loader = _Core(text)
        try:
            node = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as cause:
        raise ConfigError(
            "The file is no YAML",
            resource=resource,
            why=_told(cause),
            mend="mend that line; `readout watch check FILE` reads it again",
        ) from cause
    lines: LineMap = {}
    reader = _Reader(resource, lines)
    return (None if node is None else reader.value(node, ())), lines


class _Reader:
    """Turns nodes into values and notes their lines."""

    def __init__(self, resource: str, lines: LineMap) -> None:
        self._resource = resource
        self._lines = lines
        self._count = 0
        self._open: set[int] = set()
        self._constructor = yaml.constructor.SafeConstructor()

    def value(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        line = node.start_mark.line + 1
        self._lines.setdefault(path, line)
        self._count += 1
        if self._count > MOST_VALUES:
            raise self._wrong("There are too many values", line)
        if node.tag.removeprefix(_STANDARD) not in _KINDS:
            raise self._wrong(f"A tag that is not understood: {node.tag}", line)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, line)
        if id(node) in self._open:
            raise self._wrong("A value contains itself", line)
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode, line: int) -> Any:
        kind = node.tag.removeprefix(_STANDARD)
        if kind == "int":
            return int(node.value)
        if kind == "str":
            return node.value
        return self._constructor.construct_object(node)

    def _mapping(self, node: yaml.Node, path: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._wrong("A key is no plain word", line)
            name = key_node.value
            if name in found:
                first = self._lines[(*path, name)]
                raise self._wrong(f"“{name}” stands here twice (first on line {first})", line)
            self._lines[(*path, name)] = line
            found[name] = self.value(value_node, (*path, name))
        return found

    def _wrong(self, what: str, line: int) -> ConfigError:
        return ConfigError(what, resource=f"{self._resource}, line {line}")


def _told(cause: yaml.YAMLError) -> str:
    if isinstance(cause, yaml.MarkedYAMLError) and cause.problem_mark is not None:
        mark = cause.problem_mark
        where = f"line {mark.line + 1}, column {mark.column + 1}"
        context = f" {cause.context}" if cause.context else ""
        return f"{where}: {cause.problem or 'cannot be read'}{context}"
    if isinstance(cause, yaml.reader.ReaderError):
        return f"character {cause.position}: {cause.reason}"
    return str(cause).splitlines()[0]
