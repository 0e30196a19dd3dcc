"""docs/api.md and docs/openapi.json, from the routes of the JSON API."""

from __future__ import annotations

import json
from typing import Any

from readout.ui.api import openapi
from written import WRITTEN


def openapi_file() -> str:
    """The description for programs."""
    return json.dumps(openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def api_page() -> str:
    """Every address with its parameters and what comes back."""
    told = openapi()
    lines = [WRITTEN, "# The JSON API\n", _INTRODUCTION]
    for path, methods in told["paths"].items():
        get = methods["get"]
        lines += [f"## GET {path}\n", get["summary"] + ".\n"]
        rows = [_parameter(p) for p in get.get("parameters", ())]
        if rows:
            lines += ["| parameter | | default |", "|---|---|---|", *rows, ""]
        answer = get["responses"]["200"]["content"]["application/json"]["schema"]
        lines += [f"Gives {_shape(answer, told['components']['schemas'])}.\n"]
    return "\n".join(lines).rstrip() + "\n"


_INTRODUCTION = """\
What the pages show, for programs: the same statements over the published snapshot, read only.
Addresses below stand under `/readout` of the web server, `http://127.0.0.1:8080/readout/api/v1/…`
for `make run`. [openapi.json](openapi.json) describes them for programs; the running server gives
the same at `/readout/api/v1/openapi.json`.

```console
$ export TOKEN=$(.venv/bin/readout token add notebook --days 90)
$ curl -H "Authorization: Bearer $TOKEN" "http://127.0.0.1:8080/readout/api/v1/search?q=border+talks"
```

A token opens reading of everything, and nothing else. It is shown once, only its hash is kept;
`readout token list` names those that hold, `readout token revoke NAME` ends one at once. Without a
token every address answers 401. A misspelt filter is 400 with the nearest right name, never an
unfiltered answer. Long answers come in stretches of at most 1,000 rows: ask again with
`offset` set to `next_offset` until that is null.
"""


def _parameter(parameter: dict[str, Any]) -> str:
    schema = parameter["schema"]
    about = parameter.get("description", "") or (
        "part of the address" if parameter["in"] == "path" else ""
    )
    default = schema.get("default")
    shown = "required" if parameter.get("required") else "" if default is None else f"`{default}`"
    return f"| `{parameter['name']}` | {about} | {shown} |"


def _shape(schema: dict[str, Any], known: dict[str, Any]) -> str:
    if "$ref" in schema:
        model = known[schema["$ref"].rpartition("/")[2]]
        return "an object: " + ", ".join(f"`{name}`" for name in model["properties"])
    if schema.get("type") == "array":
        inner = schema["items"]
        return (
            "a list of texts"
            if inner.get("type") == "string"
            else "a list, each " + _shape(inner, known)
        )
    return "an object"
