"""The channels of a home: where messages go besides mail, by name.

`READOUT_CHANNELS` (0600, in the home) holds addresses and secrets, so that watches, which people
share and keep under version control, need only say `channel:NAME` among their recipients.
"""

from __future__ import annotations

import json
import os
import re
import secrets
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from readout.addresses import CHANNEL, channel_name
from readout.config import Settings
from readout.delivery.channels import Channel, ChannelCourier
from readout.delivery.handover import Handover
from readout.errors import ConfigError, did_you_mean, writing
from readout.model import ChannelMessage

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://.+", re.I | re.S)


def channels(settings: Settings) -> dict[str, Channel]:
    """All channels by name.

    Raises:
        ConfigError: the file can't be read.
    """
    path = settings.channels
    if not path.is_file():
        return {}
    try:
        rows: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        return {r["name"]: Channel(r["name"], r["address"], r.get("secret")) for r in rows}
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise ConfigError(
            "The channels can't be read",
            resource=str(path),
            why=cause,
            mend="mend its rights, or delete it and add the channels again",
        ) from cause


def add_channel(settings: Settings, name: str, address: str) -> Channel:
    """Keep a channel. One at `https://…` (`http://…` too) that no chat service knows as its own is
    a webhook, and gets a secret.

    Raises:
        ConfigError: the name is taken or none, or nobody knows such an address.
    """
    try:
        name = channel_name(f"{CHANNEL}{name.strip()}")
    except ValueError as cause:
        raise ConfigError("That is no name of a channel", resource=name, why=cause) from cause
    known = channels(settings)
    if name in known:
        raise ConfigError(
            "There is a channel of this name", resource=name, mend=f"readout channel remove {name}"
        )
    address = address.strip()
    made = Channel(name, address, None if _of_a_service(address) else _secret_for(address))
    _write(settings, [*known.values(), made])
    return made


def remove_channel(settings: Settings, name: str) -> None:
    """Forget a channel.

    Raises:
        ConfigError: there is none of this name.
    """
    one = channel(settings, name)
    _write(settings, [c for c in channels(settings).values() if c.name != one.name])


def channel(settings: Settings, name: str) -> Channel:
    """One by its name.

    Raises:
        ConfigError: there is none.
    """
    known = channels(settings)
    if name not in known:
        raise ConfigError(
            f"There is no such channel{did_you_mean(name, list(known))}",
            resource=name,
            mend=f"readout channel add {name} ADDRESS",
        )
    return known[name]


def try_channel(settings: Settings, name: str, text: str = "") -> Handover:
    """Send a channel a message that shows that messages reach it."""
    now = datetime.now(UTC)
    message = ChannelMessage(
        ident=f"<{secrets.token_hex(12)}.test@{settings.mail_domain}>",
        title="Test of Readout",
        text=text or f"This message shows that Readout reaches the channel “{name}”.",
        data={"kind": "test", "sent_at": now.isoformat(timespec="seconds")},
    )
    courier = ChannelCourier(channel(settings, name))
    return courier.deliver(message, f"{CHANNEL}{name}", lambda event: None)


def _of_a_service(address: str) -> bool:
    if not _SCHEME.fullmatch(address):
        return False
    import apprise

    return apprise.Apprise.instantiate(address, suppress_exceptions=True) is not None


def _secret_for(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as cause:
        raise ConfigError("That is no address", resource=address[:40], why=cause) from cause
    if parts.scheme.lower() not in ("http", "https") or not host:
        raise ConfigError(
            "No service is known by such an address",
            resource=f"{parts.scheme or address[:20]}://…",
            mend="give one of Apprise's (slack://…, msteams://…, matrix://…), or https://… of "
            "a webhook",
        )
    return secrets.token_urlsafe(32)


def _write(settings: Settings, known: list[Channel]) -> None:
    path = settings.channels
    working = path.with_name(f".{path.name}.{os.getpid()}")
    rows = [{"name": c.name, "address": c.address, "secret": c.secret} for c in known]
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(working, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)
        os.replace(working, path)
