"""Three roles of Airflow's FAB auth manager, on PostgreSQL, under a path behind a proxy with TLS."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest
from readout.storage.staging import ready_rows

from tests.newsroom.conftest import ADMIN, PASSWORD, PATH, Site

ROLES = {"vera": "Readout viewer", "ed": "Readout editor", "ops": "Readout operator"}
WATCH = {"name": "Lima", "person": "Lima", "recipients": "desk@readout.example", "do": "keep"}


@pytest.fixture(scope="module")
def tokens(site: Site) -> dict[str, str]:
    """Users of the three roles, made as an administrator makes them; and one without any."""
    admin = site.token(ADMIN, PASSWORD)
    for name, role in {**ROLES, "nobody": "Public"}.items():
        told = site.ask(
            "POST",
            f"{PATH}/auth/fab/v1/users",
            token=admin,
            sent={
                "username": name, "first_name": name, "last_name": "N", "password": f"pw-{name}",
                "email": f"{name}@paper.example", "roles": [{"name": role}],
            },
        )  # fmt: skip
        assert told.status == 200, told.text
    return {name: site.token(name, f"pw-{name}") for name in (*ROLES, "nobody")}


def test_strangers_get_nothing_but_the_way_to_the_login(site: Site) -> None:
    told = site.ask("GET", f"{PATH}/readout/meetings?person=lima", accept="text/html")
    assert told.status == 401
    here = f"https%3A%2F%2Flocalhost%3A{site.port}%2Fnewsroom%2Freadout%2Fmeetings"
    assert f"{PATH}/api/v2/auth/login?next={here}" in told.text
    assert "Tarvos" not in told.text
    for path in ("/readout/api/v1/snapshot", "/readout/export/meetings.csv", "/api/v2/dags"):
        assert site.ask("GET", PATH + path).status == 401, path
    assert site.ask("POST", f"{PATH}/readout/watches/new", form=WATCH).status == 401


def test_execution_is_not_for_outside(site: Site) -> None:
    assert site.ask("GET", f"{PATH}/execution/health").status == 404


@pytest.mark.parametrize(
    "who, reads, edits, operates",
    [
        ("nobody", False, False, False),
        ("vera", True, False, False),
        ("ed", True, True, False),
        ("ops", True, True, True),
    ],
)
def test_roles(
    site: Site, tokens: dict[str, str], who: str, reads: bool, edits: bool, operates: bool
) -> None:
    token = tokens[who]
    page = site.ask("GET", f"{PATH}/readout/meetings", token=token, accept="text/html")
    assert page.status == (200 if reads else 403)
    if reads:
        assert f'href="{PATH}/readout/readout.css"' in page.text
        assert ('class="reads-only"' in page.text) is not edits
    api = site.ask("GET", f"{PATH}/readout/api/v1/reports/meetings", token=token)
    assert api.status == (200 if reads else 401)
    pools = site.ask("GET", f"{PATH}/api/v2/connections", token=token)
    assert pools.status == (200 if operates else 403)
    kept = WATCH | {"name": f"of {who}"}
    sent = site.ask("POST", f"{PATH}/readout/watches/new", token=token, form=kept)
    assert sent.status == (303 if edits else 403), sent.text
    audit = ready_rows(site.settings.staging, "send_alerts", "audit")
    mine = [(r["way"], r["action"], r["subject"]) for r in audit if r["made_by"] == who]
    assert mine == ([("page", "watch kept", f"of {who}")] if edits else [])
    if edits:
        assert sent.headers["location"].startswith(f"{PATH}/readout/watches?done=")


def test_a_form_of_another_site_is_refused(site: Site, tokens: dict[str, str]) -> None:
    request = urllib.request.Request(
        f"https://localhost:{site.port}{PATH}/readout/watches/new",
        b"do=keep",
        {"Authorization": f"Bearer {tokens['ed']}", "Origin": "https://elsewhere.example"},
    )
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, context=site.trusted, timeout=60)
