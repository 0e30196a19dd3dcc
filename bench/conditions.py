"""Which conditions of the extraction no text needs: `python -m bench.conditions`.

`readout gate --by-rule` leaves out the rules that have a name. Here every `if` of
plugins/readout/extraction, and every operand of its `and` and `or`, is asked through a function
that can leave it out. One run over the texts notes in which of them a condition decides anything;
then each that decides in no more than `--most` of them is left out, over just these.

Told, a line each: what never decided, and what was decided for nothing: no fact changed, or no
more was wrong without it. A guard ("is not None") is left in by whoever reads the list.
"""

from __future__ import annotations

import argparse
import ast
import importlib.abc
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType
from typing import Any

os.environ.setdefault("READOUT_READER", "rules")
ROOT = Path(__file__).parents[1]
ROOM = "readout.extraction"


@dataclass
class Conditions:
    """All conditions by number, those that decided in the text at hand, and the one left out."""

    where: list[str] = field(default_factory=list)
    decided: set[int] = field(default_factory=set)
    without: int = -1

    def holds(self, number: int, value: Any) -> Any:
        """An `if`, or an operand of `or`: it decides where it is true."""
        if value:
            self.decided.add(number)
        return False if value and number == self.without else value

    def fails(self, number: int, value: Any) -> Any:
        """An operand of `and`: it decides where it is not true."""
        if not value:
            self.decided.add(number)
        return True if not value and number == self.without else value


CONDITIONS = Conditions()


class _Asked(ast.NodeTransformer):
    """A module's tree with every condition asked through `CONDITIONS`."""

    def __init__(self, module: str) -> None:
        self.module = module

    def _ask(self, node: ast.expr, how: str, told: str) -> ast.expr:
        CONDITIONS.where.append(f"{self.module}:{node.lineno} {how} {told[:100]}")
        number = ast.Constant(len(CONDITIONS.where) - 1)
        name = ast.Name("__fails__" if how == "and" else "__holds__", ast.Load())
        return ast.copy_location(ast.Call(name, [number, node], []), node)

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


class _Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, fullname: str) -> CodeType:
        tree = _Asked(fullname.removeprefix(ROOM + ".")).visit(ast.parse(self.get_data(self.path)))
        return compile(ast.fix_missing_locations(tree), self.path, "exec")

    def exec_module(self, module: Any) -> None:
        module.__holds__, module.__fails__ = CONDITIONS.holds, CONDITIONS.fails
        super().exec_module(module)


class _Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name: str, path: Any, target: Any = None) -> Any:
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and name.startswith(ROOM) and (spec.origin or "").endswith(".py"):
            spec.loader = _Loader(name, str(spec.origin))
            return spec
        return None


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
    """What empties the caches of a room's functions: an answer kept is a condition not asked."""
    modules = [m for name, m in list(sys.modules.items()) if name.startswith(room)]
    kept = [value for module in modules for value in vars(module).values()]
    return [v.cache_clear for v in kept if hasattr(v, "cache_clear") and _of(v, room)]


def _of(function: Any, room: str) -> bool:
    return str(getattr(function, "__module__", "")).startswith(room)


def main(every: int, most: int) -> None:
    sys.meta_path.insert(0, _Finder())
    from readout.evaluation.by_rule import faults_in
    from readout.extraction.article import parsed, read_facts
    from readout.extraction.limits import Clock
    from readout.text.normalise import same_length

    read = [(i, p, parsed(same_length(i.text), Clock(600))) for i, p in texts(every)]
    forget = forgetful(ROOM)

    def facts(number: int) -> tuple[str, int]:
        for clear in forget:
            clear()
        item, published, doc = read[number]
        found = read_facts(doc, published, Clock(600))
        return repr(found), faults_in(item, found)

    base: list[tuple[str, int]] = []
    where: dict[int, list[int]] = {}
    for number in range(len(read)):
        CONDITIONS.decided.clear()
        base.append(facts(number))
        for condition in CONDITIONS.decided:
            where.setdefault(condition, []).append(number)
    print(f"{len(CONDITIONS.where)} conditions over {len(read)} texts, {len(where)} decided")
    for condition, told in enumerate(CONDITIONS.where):
        at = where.get(condition, [])
        if not at:
            print(f"never      {told}")
        if not at or len(at) > most:
            continue
        CONDITIONS.without = condition
        try:
            made = [facts(number) for number in at]
        except Exception:  # a guard: what it guards against came
            continue
        finally:
            CONDITIONS.without = -1
        changed = sum(new[0] != base[n][0] for n, new in zip(at, made, strict=True))
        lost = sum(new[1] - base[n][1] for n, new in zip(at, made, strict=True))
        if not changed or lost <= 0:
            print(f"{len(at)} for {'nothing' if not changed else f'{lost:+d}'}\t{told}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=8, help="one of so many articles")
    parser.add_argument("--most", type=int, default=2, help="texts in which a condition decides")
    given = parser.parse_args()
    main(given.every, given.most)
