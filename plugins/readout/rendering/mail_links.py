"""Signed links for programs and people that don't log in: calendars, feed readers, mail clients.

A token says what it allows and is signed with HMAC-SHA256 (RFC 2104) under READOUT_SECRET, so
nobody can make one for another watch or recipient. It doesn't expire: the link in a mail of
last year must still unsubscribe. A new secret ends all of them.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from readout.config import Settings
from readout.errors import ConfigError

# Where the plugin's addresses without login begin, below the address of the UI.
OUT = "/readout/out"
_TAG_BYTES = 16  # 128 bits of the signature: as hard to guess, and half as long


def load_secret(settings: Settings) -> bytes:
    """READOUT_SECRET; else what `make run` made for this home; else one made now (0600).

    Raises:
        ConfigError: the secrets file can't be read.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value().encode()
    path = settings.home / "secrets.json"
    try:
        if path.is_file():
            return str(json.loads(path.read_text(encoding="utf-8"))["readout_secret"]).encode()
        own = settings.home / "outbox" / "secret"
        own.parent.mkdir(parents=True, exist_ok=True)
        try:
            descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return own.read_bytes()
        with os.fdopen(descriptor, "wb") as file:
            made = secrets.token_urlsafe(48).encode()
            file.write(made)
        return made
    except (OSError, ValueError, KeyError) as cause:
        raise ConfigError(
            "The secret for signed links can't be read",
            resource=str(path),
            why=cause,
            mend="export READOUT_SECRET=$(openssl rand -hex 32), the same for all processes",
        ) from cause


@dataclass(frozen=True, slots=True)
class Links:
    """Makes and reads the addresses that a mail or a calendar holds.

    Attributes:
        base_url: of the UI, as recipients reach it, without a slash at its end.
    """

    base_url: str
    secret: bytes

    def meeting(self, meeting_id: str) -> str:
        return f"{self.base_url}/readout/meetings/{meeting_id}"

    def article(self, article_id: str) -> str:
        return f"{self.base_url}/readout/articles/{article_id}"

    def mention(self, mention_id: str) -> str:
        return f"{self.base_url}/readout/mentions/{mention_id}"

    def unsubscribe(self, recipient: str, watches: Sequence[str]) -> str:
        """Ends these watches for this recipient."""
        return self._out("unsubscribe", {"u": recipient, "w": sorted(watches)})

    def mute(self, recipient: str, meeting_id: str) -> str:
        """Ends mails about one meeting for this recipient."""
        return self._out("unsubscribe", {"u": recipient, "m": meeting_id})

    def feed(self, watch: str, suffix: str) -> str:
        """A watch's meetings as `ics`, `atom` or `json`."""
        return f"{self.base_url}{OUT}/{self.feed_token(watch)}/meetings.{suffix}"

    def coming(self, filters: Mapping[str, str]) -> str:
        """What is ahead, narrowed down so, as a calendar."""
        return f"{self.base_url}{OUT}/{self.sign({'a': dict(filters)})}/meetings.ics"

    def feed_token(self, watch: str) -> str:
        return self.sign({"f": watch})

    def _out(self, page: str, claims: dict[str, Any]) -> str:
        return f"{self.base_url}{OUT}/{page}?" + urlencode({"t": self.sign(claims)})

    def sign(self, claims: dict[str, Any]) -> str:
        """A token that says `claims`; letters, digits, `-`, `_` and one `.`."""
        told = json.dumps(claims, ensure_ascii=False, separators=(",", ":"))
        body = _encoded(told.encode("utf-8", "surrogatepass"))
        return f"{body}.{_encoded(self._tag(body))}"

    def read(self, token: str) -> dict[str, Any] | None:
        """What a token says; None when it isn't ours."""
        body, _, tag = token.partition(".")
        try:
            given = base64.urlsafe_b64decode(tag + "=" * (-len(tag) % 4))
            if not hmac.compare_digest(given, self._tag(body)):
                return None
            claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (ValueError, binascii.Error):
            return None
        return claims if isinstance(claims, dict) else None

    def _tag(self, body: str) -> bytes:
        signed = b"readout-link-1\0" + body.encode("utf-8", "replace")
        return hmac.new(self.secret, signed, hashlib.sha256).digest()[:_TAG_BYTES]


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def links(settings: Settings) -> Links:
    return Links(settings.base_url.rstrip("/"), load_secret(settings))
