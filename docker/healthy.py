"""Whether a process is well: the health check of a container, without loading Airflow for it.

    python docker/healthy.py URL [COMPONENT]

Exit code 0 when the address answers; with a component when it calls that healthy, as Airflow's
`/api/v2/monitor/health` does of `scheduler` and `dag_processor`.
"""

from __future__ import annotations

import json
import sys
import urllib.request

SECONDS = 8


def main(url: str, component: str | None = None) -> int:
    """Returns 0 when it is well, else 1; what it isn't is printed."""
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            told = json.load(answer)
    except (OSError, ValueError) as error:
        print(f"{url}: {error}")
        return 1
    state = (told.get(component) or {}).get("status") if component else "healthy"
    if state != "healthy":
        print(f"{component}: {state}")
    return 0 if state == "healthy" else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
