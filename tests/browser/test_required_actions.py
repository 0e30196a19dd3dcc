"""`review_meetings` in a real Airflow, without a triggerer: asked, seen, answered, kept."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser
from readout.launcher.processes import SERVICES
from readout.steps.resolving import STEP
from readout.storage.staging import ready_rows

from tests.browser.conftest import Server
from tests.ui.world import BAD_MEETING

pytestmark = pytest.mark.browser

DAG = "review_meetings"


def _until(look: Any, server: Server, seconds: float = 300.0) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := look()):
        server.family.check()
        assert time.monotonic() < deadline, server.family.log_end("scheduler", 20)
        time.sleep(1.0)
    return found


def test_a_doubtful_meeting_is_a_required_action(server: Server, chromium: Browser) -> None:
    server.family.serve("scheduler", SERVICES["scheduler"])
    server.api.unpause(DAG)
    run = server.api.trigger(DAG)
    path = f"/dags/{DAG}/dagRuns/{run}"
    asked = _until(lambda: server.api.get(f"{path}/hitlDetails")["hitl_details"], server)
    assert [a["subject"] for a in asked] == ["Eve <script>alert(3)</script> – Bob: read rightly?"]
    assert asked[0]["options"] == ["Right", "Not a meeting", "Wrong who", "Wrong day", "Skip"]
    assert "\\<img src=x" in asked[0]["body"]  # words of the web are no markup
    assert BAD_MEETING.split()[-1].rstrip(".") in asked[0]["body"]

    # As a person finds it.
    context = chromium.new_context()
    page = context.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda d: (dialogs.append(d.message), d.dismiss()))
    page.goto(f"{server.base}/required_actions")
    page.fill("input[name=username]", "admin")
    page.fill("input[name=password]", server.password)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/auth/" not in url)
    page.wait_for_load_state("networkidle")
    page.goto(f"{server.base}/required_actions")
    page.get_by_text("read rightly?").first.wait_for(timeout=90_000)
    context.close()
    assert dialogs == []

    task = asked[0]["task_instance"]
    states = server.api.get(f"{path}/taskInstances?limit=50")["task_instances"]
    assert {t["state"] for t in states if t["task_id"] == task["task_id"]} == {"awaiting_input"}
    server.api.patch(
        f"{path}/taskInstances/{task['task_id']}/{task['map_index']}/hitlDetails",
        {"chosen_options": ["Not a meeting"], "params_input": {"right": ""}},
    )
    _until(lambda: server.api.get(path)["state"] == "success", server)
    kept = ready_rows(server.home / "staging", STEP, "meeting_decisions")
    assert [(r["kind"], r["subject"], r["made_by"]) for r in kept] == [
        ("no_meeting", "m-hostile", "admin")
    ]
