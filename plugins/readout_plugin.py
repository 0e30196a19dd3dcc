"""The one plugin that Airflow sees: the menu entry *Readout* and a tab on every Dag run.

Everything behind it is in the package `readout`, which `.airflowignore` hides from
Airflow's plugin loader: it would run every module there under its bare name.

Each of Airflow's processes loads this file and only the API server shows pages, so that the pages
are loaded with the first request: two CPU-seconds and 110 MB less in the scheduler, its tasks and
the Dag processor.
"""

import asyncio
import importlib
from typing import Any, ClassVar
from urllib.parse import urlsplit

from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin

# Behind a reverse proxy Airflow may live below a path; the frame's address must have it.
_BASE = urlsplit(conf.get("api", "base_url", fallback="") or "").path.rstrip("/")


async def app(scope: Any, receive: Any, send: Any) -> None:
    """The pages, as an ASGI application."""
    # In a thread: others are answered while it loads.
    pages = await asyncio.to_thread(importlib.import_module, "readout.ui.app")
    await pages.app(scope, receive, send)


class ReadoutPlugin(AirflowPlugin):
    name = "readout"
    fastapi_apps: ClassVar[list[Any]] = [{"app": app, "url_prefix": "/readout", "name": "Readout"}]
    external_views: ClassVar[list[Any]] = [
        {
            "name": "Readout",
            "href": f"{_BASE}/readout/",
            "destination": "nav",
            "url_route": "readout",
        },
        {
            "name": "Readout",
            "href": f"{_BASE}/readout/run?dag_id={{DAG_ID}}&run_id={{RUN_ID}}",
            "destination": "dag_run",
            "url_route": "readout-run",
        },
    ]
