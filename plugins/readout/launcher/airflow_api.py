"""The few calls that we make to Airflow's REST API (v2), on the loopback."""

from __future__ import annotations

import json
import secrets
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime
from typing import Any

from readout.errors import ReadoutError, TemporaryError

# Never through a proxy of the environment: the server is on this machine.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))
_TRIES = 5


class AirflowApi:
    """A session with one API server.

    Args:
        base: e.g. `http://127.0.0.1:8080`.
        timeout: seconds for one call; tries: how often a busy server is asked.
    """

    def __init__(
        self,
        base: str,
        username: str,
        password: str,
        *,
        timeout: float = 90.0,
        tries: int = _TRIES,
    ) -> None:
        self.base = base.rstrip("/")
        self._timeout = timeout
        self._tries = tries
        self._login = {"username": username, "password": password}
        self._token: str | None = None

    def healthy(self) -> dict[str, str]:
        """Component → its state (`healthy` or a word for why not); empty when the server does not
        answer yet."""
        try:
            found = self._send("GET", "/api/v2/monitor/health", None, login=False, tries=1)
        except ReadoutError:
            return {}
        return {name: str((part or {}).get("status")) for name, part in found.items()}

    def get(self, path: str) -> dict[str, Any]:
        return self._send("GET", f"/api/v2{path}", None)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._send("POST", f"/api/v2{path}", body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._send("PATCH", f"/api/v2{path}", body)

    def delete(self, path: str) -> dict[str, Any]:
        return self._send("DELETE", f"/api/v2{path}", None)

    def make_pool(self, name: str, slots: int, description: str) -> None:
        """Make a pool unless it is there."""
        try:
            self.get(f"/pools/{name}")
        except ReadoutError:
            body = {
                "name": name,
                "slots": slots,
                "description": description,
                "include_deferred": False,
            }
            self.post("/pools", body)

    def dags(self) -> dict[str, bool]:
        """Dag id → whether it is paused."""
        found = self.get("/dags?limit=100")["dags"]
        return {dag["dag_id"]: dag["is_paused"] for dag in found}

    def import_errors(self) -> list[str]:
        found = self.get("/importErrors")["import_errors"]
        return [f"{row['filename']}: {row['stack_trace'].splitlines()[-1]}" for row in found]

    def unpause(self, dag: str) -> None:
        self.patch(f"/dags/{dag}", {"is_paused": False})

    def trigger(self, dag: str) -> str:
        """Start a run; returns its id, which is chosen here so that asking again is harmless."""
        run = f"readout_up__{datetime.now(UTC):%Y%m%dT%H%M%S}_{secrets.token_hex(3)}"
        self.post(f"/dags/{dag}/dagRuns", {"logical_date": None, "dag_run_id": run})
        return run

    def runs(self, dag: str) -> list[dict[str, Any]]:
        """The newest runs first."""
        found = self.get(f"/dags/{dag}/dagRuns?limit=20&order_by=-run_after")["dag_runs"]
        return list(found)

    def task_states(self, dag: str, run: str) -> dict[str, str]:
        """Task id → state; of a mapped task the worst."""
        found = self.get(f"/dags/{dag}/dagRuns/{run}/taskInstances?limit=200")["task_instances"]
        states: dict[str, str] = {}
        for row in found:
            if states.get(row["task_id"]) not in ("failed", "upstream_failed"):
                states[row["task_id"]] = row["state"] or "none"
        return states

    def task_error(self, dag: str, run: str, task: str) -> str | None:
        """The exception that a failed task ended with, from its log; None when it tells none."""
        found = self.get(f"/dags/{dag}/dagRuns/{run}/taskInstances?limit=200")["task_instances"]
        for row in found:
            if row["task_id"] != task or row["state"] != "failed":
                continue
            path = f"/dags/{dag}/dagRuns/{run}/taskInstances/{task}/logs/{row['try_number']}"
            lines = self.get(f"{path}?map_index={row['map_index']}").get("content", [])
            for line in reversed(lines):
                for detail in (line.get("error_detail") or []) if isinstance(line, dict) else []:
                    return f"{detail.get('exc_type')}: {detail.get('exc_value')}"[:500]
        return None

    def _send(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None,
        *,
        login: bool = True,
        tries: int | None = None,
    ) -> dict[str, Any]:
        tries = self._tries if tries is None else tries
        headers = {"Content-Type": "application/json"}
        if login:
            if self._token is None:
                answer = self._send("POST", "/auth/token", dict(self._login), login=False)
                self._token = answer["access_token"]
            headers["Authorization"] = f"Bearer {self._token}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with _OPENER.open(request, timeout=self._timeout) as response:
                text = response.read()
                return json.loads(text) if text else {}
        except urllib.error.HTTPError as cause:
            detail = cause.read().decode("utf-8", "replace")[:300]
            # Its database was busy, or the first try came through after all.
            if cause.code >= 500 and tries > 1:
                time.sleep(2.0)
                return self._send(method, path, body, login=login, tries=tries - 1)
            if cause.code == 409 and tries < self._tries:
                return {}
            kind = TemporaryError if cause.code >= 500 else ReadoutError
            raise kind(
                "Airflow refused a call", resource=f"{method} {path}", why=f"{cause.code} {detail}"
            ) from cause
        except (OSError, ValueError) as cause:
            raise TemporaryError(
                "Airflow does not answer", resource=self.base + path, why=cause
            ) from cause
