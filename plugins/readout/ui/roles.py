"""Who may do what, asked of Airflow's own auth manager, whichever it is.

Three roles: a *viewer* reads the pages, an *editor* also judges, makes watches and ends mails, an
*operator* also has Airflow's pages of runs, connections and pools. With the FAB provider these are
roles of its own (`python -m readout.ui.fab` makes them); with the simple manager they are Airflow's
`viewer`, `user` and `op`. docs/newsroom.md tells how they are given.
"""

from __future__ import annotations

from typing import Annotated, Final

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.base_user import BaseUser
from airflow.api_fastapi.auth.managers.models.resource_details import AccessView
from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager
from airflow.api_fastapi.core_api.security import get_user, resolve_user_from_token
from fastapi import Depends, HTTPException, Request

# What an auth manager is asked about: to edit it is to be an editor.
RESOURCE: Final = "Readout"
_GIVEN: Final = "who keeps the users of Airflow gives it"
User = Annotated[BaseUser, Depends(get_user)]


def may_read(user: BaseUser) -> bool:
    """Whether somebody may see the pages of plugins, which ours are."""
    return get_auth_manager().is_authorized_view(access_view=AccessView.PLUGINS, user=user)


def may_edit(user: BaseUser) -> bool:
    """Whether somebody may change what others read: judge, make watches, end mails."""
    manager = get_auth_manager()
    if isinstance(manager, SimpleAuthManager):
        # It lets every viewer do everything in a plugin's view, but knows who may run Dags.
        return manager.is_authorized_dag(method="PUT", user=user)  # type: ignore[arg-type]
    return manager.is_authorized_custom_view(method="PUT", resource_name=RESOURCE, user=user)


async def reader_of(token: str) -> str | None:
    """The name of who bears this token of Airflow's; None when it is none, has ended, or is of
    somebody who may not read."""
    if token.count(".") != 2:  # no JSON Web Token
        return None
    try:
        user = await resolve_user_from_token(token)
    except HTTPException:
        return None
    return str(user.get_name()) if may_read(user) else None


def may_look(request: Request, user: User) -> None:
    """Let those in who may read; the page then shows forms to editors only.

    Raises:
        HTTPException: 403, for anybody else.
    """
    if not may_read(user):
        raise HTTPException(403, f"This needs the role “Readout viewer”; {_GIVEN}.")
    request.state.may_edit = may_edit(user)


def signed_in(user: User) -> str:
    """The name of an editor who is signed in: what every form of ours depends on.

    Raises:
        HTTPException: 403, somebody may read only.
    """
    if not may_edit(user):
        raise HTTPException(403, f"This needs the role “Readout editor”; {_GIVEN}.")
    return str(user.get_name())
