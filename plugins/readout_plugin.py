"""The one plugin that Airflow sees: the menu entry *Readout* and a tab on every Dag run.

Everything behind it is in the package `readout`, which `.airflowignore` hides from
Airflow's plugin loader: it would run every module there under its bare name.
"""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from airflow.configuration import conf
from airflow.plugins_manager import AirflowPlugin
from readout.ui.app import app

# Behind a reverse proxy Airflow may live below a path; the frame's address must have it.
_BASE = urlsplit(conf.get("api", "base_url", fallback="") or "").path.rstrip("/")


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
