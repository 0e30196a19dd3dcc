"""The roles of a newsroom in Airflow's FAB auth manager, and its first user.

    python -m readout.ui.fab [--user NAME]

To be run in Airflow's environment after `airflow db migrate`; again does no harm: a role keeps what
it was given by hand besides. The user becomes an operator who may also give roles; the password
comes from `READOUT_ADMIN_PASSWORD`, and a user who is there keeps his own.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, Final

from readout.ui.roles import RESOURCE

VIEWER: Final = "Readout viewer"
EDITOR: Final = "Readout editor"
OPERATOR: Final = "Readout operator"


def roles(known: Any, words: Any) -> list[dict[str, Any]]:
    """The three roles, as FAB's `bulk_sync_roles` takes them.

    Args:
        known: FAB's security manager, which knows what Airflow's own roles may do; words: the names
            of actions and resources (`airflow.providers.fab.www.security.permissions`).
    """
    reads = [*known.VIEWER_PERMISSIONS, (words.ACTION_CAN_READ, words.RESOURCE_PLUGIN)]
    edits = [
        *reads,
        (words.ACTION_CAN_EDIT, RESOURCE),
        # Answers to Required Actions are verdicts too.
        (words.ACTION_CAN_EDIT, words.RESOURCE_HITL_DETAIL),
        (words.ACTION_CAN_ACCESS_MENU, words.RESOURCE_HITL_DETAIL),
    ]
    operates = [*edits, *known.USER_PERMISSIONS, *known.OP_PERMISSIONS]
    return [
        {"role": VIEWER, "perms": reads},
        {"role": EDITOR, "perms": edits},
        {"role": OPERATOR, "perms": operates},
    ]


def main(arguments: list[str] | None = None) -> int:
    """Returns 0, or 1 when the user could not be made."""
    asked = argparse.ArgumentParser(prog="python -m readout.ui.fab", description=__doc__)
    asked.add_argument("--user", help="make this user, an operator who also gives roles")
    given = asked.parse_args(arguments)

    from airflow.providers.fab.auth_manager.cli_commands.utils import get_application_builder
    from airflow.providers.fab.www.security import permissions
    from airflow.utils.providers_configuration_loader import providers_configuration_loaded

    @providers_configuration_loaded
    def made() -> bool:
        with get_application_builder() as builder:
            manager = builder.sm
            manager.bulk_sync_roles(roles(manager, permissions))
            if not given.user or manager.find_user(given.user):
                return True
            # FAB's own Admin gives roles; ours says what else the user may do.
            held = [manager.find_role(name) for name in ("Admin", OPERATOR)]
            password = os.environ["READOUT_ADMIN_PASSWORD"]
            mail = os.environ.get("READOUT_OPERATOR") or "operator@localhost"
            return bool(manager.add_user(given.user, given.user, "Readout", mail, held, password))

    if made():
        return 0
    print(f"readout: the user {given.user} could not be made", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
