"""Types of what the statements of `sql/` give: columns and their types as DuckDB describes them,
and whether one can be null as the statement's own tree shows it.

DuckDB doesn't tell the last. It serialises a statement, though; `Nulls` walks that tree: a column
is never null where each table that it may come from says NOT NULL and stands on no outer side of a
join, where a condition asks for it, or where its expression can't be null (a count, a coalesce
that ends in a value). What it doesn't know can be null.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from readout.storage.loader import create_staging_tables
from readout.storage.meanings import describe, view_names
from readout.storage.migrations import migrate
from readout.storage.statements import SQL, names, parameters, statement
from readout.storage.warehouse import NO_SUCH_NAME, Connection, memory, table_names
from rows_typed import BY_THE_LOAD, class_name, python_type

Known = dict[str, bool]
"""Column → whether it can be null."""
# Of what type a parameter is where the statement doesn't say it.
_PARAMETERS = {
    **dict.fromkeys(("now", "at", "since", "until", "before"), "NULL::TIMESTAMP"),
    "ident": "NULL::VARCHAR",
}
# `lake` calls DuckLake's functions and `shared` is PostgreSQL's: the file's DuckDB knows neither.
_NO_RESULT = frozenset({"bench", "checks", "lake", "load", "migrations", "shared", "views"})
# What statements expect to find, in this order; what is handed to them as the table `given`.
_FIRST = (
    *(
        "resolve/looked",
        "resolve/current",
        "resolve/due",
        "resolve/work",
        "resolve/touched",
        "resolve/touched_people",
        "resolve/hood",
    ),
    *(
        "resolve/new_claims",
        "resolve/explaining",
        "resolve/bare_found",
        "resolve/speakers_asked",
        "frozen/self",
        "meetings/told_so",
        "meetings/meant",
    ),
)
_MADE = re.compile(r"CREATE OR REPLACE TEMP TABLE (\w+) AS\s")
_GIVEN = (
    "CREATE OR REPLACE TEMP TABLE given (id VARCHAR NOT NULL, name_key VARCHAR, family VARCHAR, "
    "sound VARCHAR, key VARCHAR, kind VARCHAR, office VARCHAR, article_id VARCHAR, day DATE, "
    "partner VARCHAR, revision_id VARCHAR, number BIGINT, position BIGINT, seeded BOOLEAN, "
    "name VARCHAR, party_id VARCHAR, person_id VARCHAR, part VARCHAR, text VARCHAR, type VARCHAR)"
)
# Not null where no argument is.
_PLAIN = frozenset(
    {
        "||",
        "+",
        "-",
        "*",
        "lower",
        "upper",
        "trim",
        "length",
        "len",
        "strftime",
        "date_trunc",
        "list_value",
        "struct_pack",
        "list_sort",
        "list_distinct",
        "list_concat",
        "list_has_any",
        "list_contains",
        "array_to_string",
        "starts_with",
        "replace",
        "regexp_replace",
        "regexp_matches",
        "contains",
        "round",
        "year",
        "date_diff",
        "datediff",
        "strip_accents",
        "cast",
        "~~",
        "list_filter",
        "list_transform",
        "to_days",
        "substring",
        "left",
        "right",
        "abs",
        "format",
        "printf",
        "hash",
        "md5",
    }
)
_NEVER = frozenset(
    {
        "count",
        "count_star",
        "count_if",
        "concat",
        "concat_ws",
        "now",
        "row_number",
        "rank",
    }
)
_OF_GROUPS = frozenset(
    {
        "list",
        "array_agg",
        "max",
        "min",
        "sum",
        "any_value",
        "first",
        "last",
        "arg_max",
        "arg_min",
        "string_agg",
        "bool_or",
        "bool_and",
        "avg",
        "mode",
    }
)


class Nulls:
    """Which columns of a statement can be null."""

    def __init__(self, con: Connection) -> None:
        self.con = con
        self._tables: dict[str, Known] = {}

    def of_statement(self, sql: str) -> Known:
        row = self.con.execute("SELECT json_serialize_sql(?::VARCHAR)", [sql]).fetchall()
        return self._node(json.loads(row[0][0])["statements"][0]["node"], {})

    def take(self, table: str, sql: str) -> None:
        """Know a table by the query that makes it."""
        self._tables[table] = self.of_statement(sql)

    def _table(self, name: str, ctes: dict[str, Known]) -> Known:
        if name in ctes:
            return ctes[name]
        if name not in self._tables:
            self._tables[name] = {}  # a view that is made of itself ends here
            if name in view_names():
                self._tables[name] = self.of_statement(statement(f"views/{name}"))
            else:
                self._tables[name] = self._columns(name)
        return self._tables[name]

    def _columns(self, table: str) -> Known:
        """Of a stored table as it says; of what is staged for one, as that table does, but for
        columns that its load fills in."""
        staged = table.removeprefix("stg_")
        of = staged if staged in table_names(self.con) else table
        found = self.con.execute(f"PRAGMA table_info('{of}')").fetchall()
        filled = BY_THE_LOAD if of != table else frozenset[str]()
        return {
            column: not needed or (of != table and (default is not None or column in filled))
            for _, column, _, needed, default, _ in found
        }

    def _node(self, node: dict[str, Any], ctes: dict[str, Known]) -> Known:
        ctes = dict(ctes)
        for one in node.get("cte_map", {}).get("map", ()):
            value = one["value"]
            made = self._node(value["query"]["node"], ctes)
            aliases = value.get("aliases") or ()
            ctes[one["key"]] = dict(zip(aliases, made.values(), strict=False)) if aliases else made
        if node["type"] == "SELECT_NODE":
            return self._select(node, ctes)
        if node["type"] in {"SET_OPERATION_NODE", "RECURSIVE_CTE_NODE"}:
            sides = [node[s] for s in ("left", "right") if s in node] or node.get("children", [])
            made = self._node(sides[0], ctes)
            if node["type"] == "RECURSIVE_CTE_NODE":
                ctes[node["cte_name"]] = made
            for side in sides[1:]:
                other = self._node(side, ctes)
                pairs = zip(
                    made.items(), other.values(), strict=False
                )  # by position, as SQL has it
                made = {column: null or nulls for (column, null), nulls in pairs}
            return made
        return self._node(node["child"], ctes) if "child" in node else {}

    def _select(self, node: dict[str, Any], ctes: dict[str, Known]) -> Known:
        scope = dict(self._from(node["from_table"], ctes))
        asked = set(_asked(node.get("where_clause"))) | set(_asked(node.get("qualify")))
        asked |= set(_matched(node["from_table"]))
        grouped = bool(node.get("group_expressions"))
        found: Known = {}
        for expression in node["select_list"]:
            if expression["class"] == "STAR":
                left_out = {
                    one if isinstance(one, str) else one.get("column", "")
                    for one in expression.get("exclude_list", ())
                }
                for alias, columns in scope.items():
                    if expression.get("relation_name") in {"", None, alias}:
                        found.update(
                            {
                                c: n and c not in asked and f"{alias}.{c}" not in asked
                                for c, n in columns.items()
                                if c not in left_out and c not in found
                            }
                        )
                continue
            told = expression.get("column_names") or [f"column {len(found)}"]
            name = expression.get("alias") or told[-1]
            found[name] = self._null(expression, scope, ctes, asked, grouped)
        return found

    def _from(self, table: dict[str, Any], ctes: dict[str, Known]) -> Iterator[tuple[str, Known]]:
        kind = table["type"]
        if kind == "BASE_TABLE":
            name = table["table_name"]
            yield table.get("alias") or name, self._table(name, ctes)
        elif kind == "SUBQUERY":
            yield table.get("alias") or "", self._node(table["subquery"]["node"], ctes)
        elif kind == "JOIN":
            join = table["join_type"]
            for side, open_on in (("left", {"RIGHT", "OUTER"}), ("right", {"LEFT", "OUTER"})):
                if side == "right" and join in {"SEMI", "ANTI"}:
                    continue
                for alias, columns in self._from(table[side], ctes):
                    outer = join in open_on
                    yield alias, {c: n or outer for c, n in columns.items()}
        elif kind == "TABLE_FUNCTION" or kind == "EXPRESSION_LIST":
            yield table.get("alias") or "", {}

    def _null(
        self,
        one: dict[str, Any],
        scope: dict[str, Known],
        ctes: dict[str, Known],
        asked: set[str],
        grouped: bool,
    ) -> bool:
        """Whether an expression can be null."""

        def null(inner: dict[str, Any]) -> bool:
            return self._null(inner, scope, ctes, asked, grouped)

        kind = one["class"]
        if kind == "COLUMN_REF":
            told = one["column_names"]
            if ".".join(told) in asked or told[-1] in asked:
                return False
            of = [scope.get(told[0], {})] if len(told) > 1 else list(scope.values())
            return any(columns.get(told[-1], len(told) > 1) for columns in of) or not any(
                told[-1] in columns for columns in of
            )
        if kind == "CONSTANT":
            return bool(one["value"].get("is_null"))
        if kind == "CAST":
            return bool(one.get("try_cast")) or null(one["child"])
        if kind == "CASE":
            branches = [check["then_expr"] for check in one["case_checks"]]
            return any(null(branch) for branch in [*branches, one["else_expr"]])
        if kind == "OPERATOR":
            if one["type"] == "OPERATOR_COALESCE":
                return all(null(child) for child in one["children"])
            if one["type"] in {"OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL"}:
                return False
            return any(null(child) for child in one["children"])
        if kind == "COMPARISON":
            if one["type"] in {"COMPARE_DISTINCT_FROM", "COMPARE_NOT_DISTINCT_FROM"}:
                return False
            return null(one["left"]) or null(one["right"])
        if kind == "CONJUNCTION":
            return any(null(child) for child in one["children"])
        if kind == "BETWEEN":
            return any(null(one[part]) for part in ("input", "lower", "upper"))
        if kind == "SUBQUERY":
            return one["subquery_type"] != "EXISTS" and not self._counts(one["subquery"]["node"])
        if kind == "WINDOW":
            name = one["function_name"]
            return name not in _NEVER and (
                name not in _OF_GROUPS or bool(one.get("filter_expr")) or null(one["children"][0])
            )
        if kind == "FUNCTION":
            name, children = one["function_name"], one["children"]
            if name in _NEVER:
                return False
            if name in _OF_GROUPS:
                return not grouped or bool(one.get("filter")) or null(children[0])
            if name == "/":  # by nothing is null
                return any(null(c) for c in children) or not _positive(children[1])
            if name in {"greatest", "least"}:
                return all(null(child) for child in children)
            return name not in _PLAIN or any(null(c) for c in children if c["class"] != "LAMBDA")
        return True

    @staticmethod
    def _counts(node: dict[str, Any]) -> bool:
        """A subquery that gives one row whatever there is: a count."""
        chosen = node.get("select_list") or [{}]
        counts = chosen[0].get("function_name") in {"count", "count_star"}
        return counts and not node.get("group_expressions")


def _positive(one: dict[str, Any]) -> bool:
    """Whether an expression is more than nothing as it stands: a number, the greatest of one."""
    if one["class"] == "CONSTANT":
        return float(one["value"].get("value") or 0) > 0
    of = one["children"] if one.get("function_name") == "greatest" else ()
    return any(_positive(child) for child in of)


def _matched(table: dict[str, Any]) -> Iterator[str]:
    """The columns that inner joins compare: a null matches nothing."""
    if table["type"] != "JOIN":
        return
    if table["join_type"] in {"INNER", "SEMI"}:
        yield from _asked(table.get("condition"))
        yield from table.get("using_columns") or ()
        yield from _matched(table["right"])
    if table["join_type"] in {"INNER", "SEMI", "ANTI", "LEFT"}:
        yield from _matched(table["left"])


def _asked(condition: dict[str, Any] | None) -> Iterator[str]:
    """The columns that can't be null where a condition holds."""
    if not condition:
        return
    if condition["type"] == "CONJUNCTION_AND":
        for child in condition["children"]:
            yield from _asked(child)
    sides: list[dict[str, Any]] = []
    if condition["type"] == "OPERATOR_IS_NOT_NULL":
        sides = condition["children"]
    elif condition["class"] == "COMPARISON" and "DISTINCT" not in condition["type"]:
        sides = [condition["left"], condition["right"]]
    elif condition["class"] == "BETWEEN":
        sides = [condition["input"]]
    elif condition["type"] == "COMPARE_IN":
        sides = condition["children"][:1]
    for side in sides:
        if side["class"] == "COLUMN_REF":
            yield ".".join(side["column_names"])


def _described(con: Connection, sql: str) -> list[tuple[str, str]]:
    """Column and type of a statement's result, whatever its parameters are."""
    told = re.sub(
        r"\$([a-z_]+)",
        lambda found: _PARAMETERS.get(found[1], "NULL"),
        _bare(sql),
    )
    return [(row[0], row[1]) for row in con.execute(f"DESCRIBE {told}").fetchall()]


def _bare(sql: str) -> str:
    lines = (line.split("--", 1)[0] for line in sql.splitlines())
    return "\n".join(lines).strip().rstrip(";")


def results() -> Iterator[tuple[str, list[tuple[str, str, bool]]]]:
    """Each statement that gives rows, with its columns: name, type, whether it can be null."""
    with memory() as con:
        migrate(con)
        describe(con)
        create_staging_tables(con)
        con.execute(_GIVEN)
        nulls = Nulls(con)
        for first in _FIRST:
            sql = statement(first)
            asked = dict.fromkeys(re.findall(r"\$([a-z_]+)", sql))
            con.execute(sql, parameters(sql, asked) or None)
            made = _MADE.search(sql)
            if made is not None:
                nulls.take(made[1], sql[made.end() :])
        for folder in sorted(p.name for p in SQL.iterdir() if p.is_dir()):
            for name in names(folder) if folder not in _NO_RESULT else ():
                sql = statement(name)
                if not str(con.extract_statements(sql)[-1].type).endswith("SELECT"):
                    continue
                try:
                    columns = _described(con, sql)
                except NO_SUCH_NAME:
                    continue  # compares two files, of which neither is here
                known = nulls.of_statement(sql)
                if folder == "reports":  # run_report tells it apart
                    columns = [one for one in columns if one[0] != "total"]
                yield name, [(c, kind, known.get(c, True)) for c, kind in columns]


_HEAD = '''"""A row of each statement of `sql/` that gives any, and who may be asked for them.

Written by docs/generate.py (`make docs`): change the statement instead. Columns and types are
those that DuckDB describes; whether one can be null stands in the statement's tree
(docs/results_typed.py). Import these names under TYPE_CHECKING: at run time there are none.
"""

# A name that is put together at run time gives plain rows; a literal one, its own.
# mypy: disable-error-code="overload-overlap"

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Literal, TypedDict, overload

from readout.model import Row
'''
_CLASS = """
class Asked:
    __slots__ = ()
    @abstractmethod
    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]: ...
"""
_METHOD = """    @overload
    def rows(self, name: str, **params: Any) -> list[Row]: ...
"""


def _type(kind: str) -> str:
    if kind.endswith("[]"):
        return f"list[{_type(kind[:-2])}]"
    return "Mapping[str, Any]" if kind.startswith("STRUCT") else python_type(kind)


def result_class(name: str) -> str:
    """`polling/due` → `PollingDueRow`."""
    return class_name(name.replace("/", "_"))


def results_module() -> str:
    """The text of plugins/readout/storage/results.pyi."""
    parts, overloads = [_HEAD], []
    for name, columns in results():
        parts.append(f"\nclass {result_class(name)}(TypedDict):\n")
        for column, kind, null in columns:
            parts.append(f"    {column}: {_type(kind)}{' | None' if null else ''}\n")
        told = f'self, name: Literal["{name}"], **params: Any'
        line = f"    def rows({told}) -> list[{result_class(name)}]: ...\n"
        if len(line) > 101:
            inner = f"        {told}\n"
            line = f"    def rows(\n{inner}    ) -> list[{result_class(name)}]: ...\n"
        overloads.append(f"    @overload\n{line}")
    return "".join([*parts, _CLASS, *overloads, _METHOD])
