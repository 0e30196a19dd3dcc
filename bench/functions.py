"""What each function of the extraction is worth: `python -m bench.functions`.

Each that can say nothing (None, no, an empty list, what it was given) is made to, one at a time,
over the texts in which it says something, with the trained reader deciding (`--rules`: by rules
alone). `bench.conditions` does the same for conditions.

Told, a line each: texts in which the function says something, those read without it, in how many
of them that changes a fact, and how many faults more that makes. What is called in no text is told
as such. `--most` bounds the texts read for each function.
"""

from __future__ import annotations

import argparse
import ast
import functools
import importlib.machinery
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

import numpy as np

from bench.conditions import ROOM, forgetful, texts


@dataclass
class Functions:
    """All functions by number, those that said something in the text at hand, and the one that
    must not."""

    where: list[str] = field(default_factory=list)
    said: set[int] = field(default_factory=set)
    silent: int = -1

    def heard(self, number: int, nothing: str, method: bool) -> Callable[[Any], Any]:
        """A decorator: the function, silent when it is told to be."""

        def decorator(function: Any) -> Any:
            generates = bool(function.__code__.co_flags & 0x20)

            def asked(*given: Any, **named: Any) -> Any:
                told = function(*given, **named)
                if generates:
                    told = list(told)
                empty = given[int(method)] if nothing == "given" else _EMPTY[nothing]()
                if told is not empty and _differ(told, empty):
                    self.said.add(number)
                    if number == self.silent:
                        told = empty
                return iter(told) if generates else told

            return functools.wraps(function)(asked)

        return decorator


def _differ(told: Any, empty: Any) -> bool:
    return empty is None or bool(np.any(told != empty))


_EMPTY: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "bool": bool,
    "list": list,
    "dict": dict,
    "set": set,
    "frozenset": frozenset,
    "tuple": tuple,
}
FUNCTIONS = Functions()


def _nothing(returns: str, first: str | None) -> str | None:
    """What stands for nothing where a function returns this; None where nothing does."""
    if returns == "bool" or returns.endswith("| None"):
        return "bool" if returns == "bool" else "None"
    if returns == first:
        return "given"
    of = returns.split("[")[0]
    if of == "tuple" and not returns.endswith(", ...]"):
        return None
    return {"Iterator": "list", "Iterable": "list", "Sequence": "tuple"}.get(
        of, of if "[" in returns and of in _EMPTY else None
    )


class _Heard(ast.NodeTransformer):
    """A module's tree with every function heard by `FUNCTIONS`."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.within: list[str] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self.within.append(node.name)
        self.generic_visit(node)
        self.within.pop()
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.generic_visit(node)
        decorated = {ast.unparse(d) for d in node.decorator_list}
        method = bool(self.within) and "staticmethod" not in decorated
        given = node.args.args[int(method) :]
        first = ast.unparse(given[0].annotation) if given and given[0].annotation else None
        returns = ast.unparse(node.returns) if node.returns else "None"
        nothing = _nothing(returns, first)
        if nothing is None or node.name.startswith("__"):
            return node
        name = ".".join([*self.within, node.name])
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        FUNCTIONS.where.append(f"{self.module}:{node.lineno} {name}, {lines} lines")
        call = f"__heard__({len(FUNCTIONS.where) - 1}, {nothing!r}, {method})"
        node.decorator_list.append(ast.parse(call, mode="eval").body)
        return node


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        tree = _Heard(fullname.removeprefix(ROOM + ".")).visit(ast.parse(self.get_data(self.path)))
        return compile(ast.fix_missing_locations(tree), self.path, "exec")

    def exec_module(self, module: Any) -> None:
        module.__heard__ = FUNCTIONS.heard
        super().exec_module(module)


class _Finder:
    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and name.startswith(ROOM) and (spec.origin or "").endswith(".py"):
            spec.loader = _Loader(name, str(spec.origin))
            return spec
        return None


def main(every: int, most: int, by_rules: bool) -> None:
    sys.meta_path.insert(0, _Finder())  # type: ignore[arg-type]
    from readout.evaluation.by_rule import faults_in
    from readout.extraction.article import parsed, read_facts
    from readout.extraction.limits import Clock
    from readout.text.normalise import same_length

    encoder = None
    if not by_rules:
        from readout.learned.encoder import encoder as loaded

        encoder = loaded()
    read = [(i, p, parsed(same_length(i.text), Clock(600))) for i, p in texts(every)]
    forget = forgetful(ROOM)

    def facts(number: int) -> tuple[str, int]:
        for clear in forget:
            clear()
        item, published, doc = read[number]
        found = read_facts(doc, published, Clock(600), encoder)
        return repr(found), faults_in(item, found)

    base: list[tuple[str, int]] = []
    where: dict[int, list[int]] = {}
    for number in range(len(read)):
        FUNCTIONS.said.clear()
        base.append(facts(number))
        for function in FUNCTIONS.said:
            where.setdefault(function, []).append(number)
    print(f"{len(FUNCTIONS.where)} functions over {len(read)} texts, {len(where)} said something")
    for function, told in enumerate(FUNCTIONS.where):
        at = where.get(function, [])
        FUNCTIONS.silent = function
        try:
            made = {n: facts(n) for n in at[:most]}
        except Exception as cause:  # what asks relies on an answer
            print(f"{len(at)} needed ({type(cause).__name__})\t{told}")
            continue
        finally:
            FUNCTIONS.silent = -1
        changed = sum(new[0] != base[n][0] for n, new in made.items())
        more = sum(new[1] - base[n][1] for n, new in made.items())
        print(f"{len(at)} read {len(made)} changed {changed} faults {more:+d}\t{told}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=8, help="one of so many articles")
    parser.add_argument("--most", type=int, default=40, help="texts read for each function")
    parser.add_argument("--rules", action="store_true", help="by rules alone")
    given = parser.parse_args()
    main(given.every, given.most, given.rules)
