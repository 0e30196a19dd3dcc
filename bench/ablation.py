"""What each part of the extraction is worth: `python -m bench.ablation functions | conditions`.

`readout gate --by-rule` leaves out the rules that have a name. Here every function that can say
nothing (None, no, an empty list, what it was given), or every `if` and every operand of `and` and
`or`, is asked through a monitor that can leave it out, one at a time, over the texts in which it
says or decides something.

    functions    with the trained reader deciding; a line each: texts in which it says something,
                 those read without it, in how many a fact changes, how many faults more that makes
    conditions   by rules alone; a line each: what never decided, and of those that decide in no
                 more than `--most` texts what decided for nothing: no fact changed, or no more
                 was wrong without it

The texts: the gate, and one of `--every` articles of the corpus. A guard ("is not None") is left in
by whoever reads the list.
"""

from __future__ import annotations

import argparse
import ast
import functools
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
ROOM = "readout.extraction"


@dataclass
class Monitor:
    """All parts by number, those that said something in the text at hand, and the one left out."""

    where: list[str] = field(default_factory=list)
    said: set[int] = field(default_factory=set)
    without: int = -1

    def part(self, told: str) -> int:
        self.where.append(told)
        return len(self.where) - 1

    def holds(self, number: int, value: Any) -> Any:
        """An `if`, or an operand of `or`: it decides where it is true."""
        if value:
            self.said.add(number)
        return False if value and number == self.without else value

    def fails(self, number: int, value: Any) -> Any:
        """An operand of `and`: it decides where it is not true."""
        if not value:
            self.said.add(number)
        return True if not value and number == self.without else value

    def heard(self, number: int, nothing: str, method: bool) -> Callable[[Any], Any]:
        """A decorator: the function, silent when it is left out."""

        def decorator(function: Any) -> Any:
            generates = bool(function.__code__.co_flags & 0x20)

            def asked(*given: Any, **named: Any) -> Any:
                told = function(*given, **named)
                if generates:
                    told = list(told)
                empty = given[int(method)] if nothing == "given" else _EMPTY[nothing]()
                if told is not empty and (empty is None or bool(np.any(told != empty))):
                    self.said.add(number)
                    if number == self.without:
                        told = empty
                return iter(told) if generates else told

            return functools.wraps(function)(asked)

        return decorator


_EMPTY: dict[str, Callable[[], Any]] = {
    "None": lambda: None,
    "bool": bool,
    "list": list,
    "dict": dict,
    "set": set,
    "frozenset": frozenset,
    "tuple": tuple,
}
MONITOR = Monitor()


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


class _Functions(ast.NodeTransformer):
    """A module's tree with every function heard by `MONITOR`."""

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
        nothing = _nothing(ast.unparse(node.returns) if node.returns else "None", first)
        if nothing is None or node.name.startswith("__"):
            return node
        name = ".".join([*self.within, node.name])
        lines = (node.end_lineno or node.lineno) - node.lineno + 1
        number = MONITOR.part(f"{self.module}:{node.lineno} {name}, {lines} lines")
        call = f"__monitor__.heard({number}, {nothing!r}, {method})"
        node.decorator_list.append(ast.parse(call, mode="eval").body)
        return node


class _Conditions(ast.NodeTransformer):
    """A module's tree with every condition asked through `MONITOR`."""

    def __init__(self, module: str) -> None:
        self.module = module

    def _ask(self, node: ast.expr, how: str, told: str) -> ast.expr:
        number = MONITOR.part(f"{self.module}:{node.lineno} {how} {told[:100]}")
        asked = ast.parse(f"__monitor__.{'fails' if how == 'and' else 'holds'}", mode="eval").body
        return ast.copy_location(ast.Call(asked, [ast.Constant(number), node], []), node)

    def visit_If(self, node: ast.If) -> ast.AST:
        told = ast.unparse(node.test)
        self.generic_visit(node)
        if told != "TYPE_CHECKING":
            node.test = self._ask(node.test, "if", told)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        told = [ast.unparse(value) for value in node.values]
        self.generic_visit(node)
        how = "or" if isinstance(node.op, ast.Or) else "and"
        node.values = [self._ask(v, how, t) for v, t in zip(node.values, told, strict=True)]
        return node


def monitored(parts: type[_Functions] | type[_Conditions]) -> importlib.abc.MetaPathFinder:
    """What loads the modules of the extraction with these parts monitored."""

    class Loader(importlib.machinery.SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType:
            tree = ast.parse(self.get_data(self.path))
            asked = parts(fullname.removeprefix(ROOM + ".")).visit(tree)
            return compile(ast.fix_missing_locations(asked), self.path, "exec")

        def exec_module(self, module: Any) -> None:
            module.__monitor__ = MONITOR
            super().exec_module(module)

    class Finder(importlib.abc.MetaPathFinder):
        def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
            spec = importlib.machinery.PathFinder.find_spec(name, path)
            if spec is None or not name.startswith(ROOM) or not str(spec.origin).endswith(".py"):
                return None
            spec.loader = Loader(name, str(spec.origin))
            return spec

    return Finder()


def texts(every: int) -> Iterator[tuple[Any, Any]]:
    """The gate's items and every nth article of the corpus, each with when it was published."""
    from readout.evaluation.corpora import CORPORA, load_corpus
    from readout.evaluation.corpus import read_corpus

    for name in CORPORA:
        for item in load_corpus(name, ROOT / "tests" / "gate"):
            yield item, item.published
    for article in read_corpus(ROOT / "seeds" / "corpus")[::every]:
        yield article.item, article.published


def forgetful(room: str) -> list[Callable[[], None]]:
    """What empties the caches of a room's functions: an answer kept is a part not asked."""
    modules = [m for name, m in list(sys.modules.items()) if name.startswith(room)]
    kept = [value for module in modules for value in vars(module).values()]
    return [v.cache_clear for v in kept if hasattr(v, "cache_clear") and _of(v, room)]


def _of(function: Any, room: str) -> bool:
    return str(getattr(function, "__module__", "")).startswith(room)


def main(what: str, every: int, most: int, by_rules: bool) -> None:
    conditions = what == "conditions"
    sys.meta_path.insert(0, monitored(_Conditions if conditions else _Functions))
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
        MONITOR.said.clear()
        base.append(facts(number))
        for part in MONITOR.said:
            where.setdefault(part, []).append(number)
    print(f"{len(MONITOR.where)} {what} over {len(read)} texts, {len(where)} said something")
    for part, told in enumerate(MONITOR.where):
        at = where.get(part, [])
        if conditions and (not at or len(at) > most):
            if not at:
                print(f"never\t{told}")
            continue
        MONITOR.without = part
        try:
            made = {n: facts(n) for n in at[:most]}
        except Exception as cause:  # what asks relies on an answer, or a guard's case came
            print(f"{len(at)} needed ({type(cause).__name__})\t{told}")
            continue
        finally:
            MONITOR.without = -1
        changed = sum(new[0] != base[n][0] for n, new in made.items())
        more = sum(new[1] - base[n][1] for n, new in made.items())
        if not conditions or not changed or more <= 0:
            row = f"{len(at)} read {len(made)} changed {changed} faults {more:+d}"
            print(f"{row}\t{told}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("functions", "conditions"))
    parser.add_argument("--every", type=int, default=8, help="one of so many articles")
    parser.add_argument("--most", type=int, help="texts read for each function (40), or in which "
                        "a condition decides (2)")  # fmt: skip
    parser.add_argument("--rules", action="store_true", help="functions by rules alone, too")
    given = parser.parse_args()
    rules = given.rules or given.what == "conditions"
    os.environ["READOUT_READER"] = "rules" if rules else "learned"
    most = given.most or (2 if given.what == "conditions" else 40)
    main(given.what, given.every, most, rules)
