"""Who may do what, by Airflow's simple auth manager; tests/newsroom has the same with FAB's."""

from __future__ import annotations

import pytest
from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import SimpleAuthManager
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
from airflow.api_fastapi.core_api.security import get_user
from fastapi.testclient import TestClient
from readout.config import Settings
from readout.ui import roles
from readout.ui.app import make_app

from tests.ui.conftest import _client
from tests.ui.sound_html import Page

# Role → may read, may edit.
ROLES = {
    None: (False, False),
    "viewer": (True, False),
    "user": (True, True),
    "op": (True, True),
    "admin": (True, True),
}


@pytest.fixture
def as_role(world: Settings, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """role -> a client of somebody with that role of the simple manager's."""
    monkeypatch.setenv("READOUT_HOME", str(world.home))
    monkeypatch.setenv("READOUT_MEMORY_LIMIT", "512MB")
    monkeypatch.setattr(roles, "get_auth_manager", SimpleAuthManager)

    def made(role: str | None) -> TestClient:
        app = make_app()
        app.dependency_overrides[get_user] = lambda: SimpleAuthManagerUser(
            username="mia", role=role
        )
        return _client(app)

    return made


@pytest.mark.parametrize("role", ROLES)
def test_reading_and_changing(as_role, role: str | None) -> None:  # type: ignore[no-untyped-def]
    client, (reads, edits) = as_role(role), ROLES[role]
    assert client.get("/readout/meetings").status_code == (200 if reads else 403)
    form = {"sec-fetch-site": "same-origin"}
    sent = client.post("/readout/watches/remove", data={"name": "none such"}, headers=form)
    assert sent.status_code == (404 if edits else 403)
    if not edits:
        assert "This needs the role “Readout" in sent.text


def test_who_may_only_read_is_told_so_on_every_page(as_role) -> None:  # type: ignore[no-untyped-def]
    shown = {
        role: as_role(role).get("/readout/meetings/meet-1").text for role in ("viewer", "user")
    }
    told = "judging, watches and mails need the role “Readout editor”"
    assert told in Page(shown["viewer"]).text
    assert told not in Page(shown["user"]).text
    assert 'class="reads-only"' in shown["viewer"]
    assert 'class="reads-only"' not in shown["user"]
