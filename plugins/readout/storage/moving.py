"""A warehouse's rows in another one: file → lake, lake → file, and out into a file to keep.

Rows are copied table by table into the tables that the migrations make, and both sides are
hashed afterwards: what is told as moved is there, row for row.
"""

from __future__ import annotations

from readout.config import Settings
from readout.errors import ConfigError, WarehouseError
from readout.storage.frozen import content_hashes, copy_rows
from readout.storage.migrations import migrate
from readout.storage.publish import publish
from readout.storage.warehouse import attached_for_loading, commit, open_for_loading


def move(source: Settings, target: Settings) -> dict[str, int]:
    """Copy the warehouse of one settings into the empty one of the other, and publish it there.
    The source stays as it is.

    Returns:
        Table → how many rows it has, in both.

    Raises:
        ConfigError: they are the same, or the target has rows. WarehouseLocked: one of them is
            being loaded. WarehouseError: a table came out otherwise; the target was left empty.
    """
    here, there = name_of(source), name_of(target)
    if here == there:
        raise ConfigError("That is where it lies now", resource=here)
    with open_for_loading(source) as con, attached_for_loading(con, target, "target"):
        migrate(con)
        before = content_hashes(con)
        con.execute("USE target")
        migrate(con)
        full = {
            name: size
            for name, (size, _) in content_hashes(con).items()
            if size and name != "schema_version"
        }
        if full:
            raise ConfigError(
                "The target has rows",
                resource=there,
                why=", ".join(f"{name} {size:,}" for name, size in list(full.items())[:5]),
                mend="move into an empty database and folder",
            )
        con.execute("BEGIN")
        try:
            copy_rows(con, "wh", "target")
            after = content_hashes(con)
            wrong = [name for name in before if before[name] != after.get(name)]
            if wrong:
                raise WarehouseError(
                    "A table came out otherwise than it is; nothing was moved",
                    resource=there,
                    why=", ".join(f"{n}: {before[n]} → {after.get(n)}" for n in wrong[:5]),
                )
            commit(con)
        except BaseException:
            con.execute("ROLLBACK")
            raise
        con.execute("USE wh")
    publish(target)
    return {name: size for name, (size, _) in before.items()}


def name_of(settings: Settings) -> str:
    """Where a warehouse lies, as it may be shown."""
    return str(settings.lake or settings.warehouse_file)
