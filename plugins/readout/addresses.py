"""Mail addresses: read from what a user wrote, built for a header.

Headers are never put together as text: `email.headerregistry` quotes a comma and encodes an
umlaut, or refuses. What users write is read leniently where only one thing can be meant
(`Müller, Redaktion <desk@paper.example>` without quotation marks) and refused otherwise.
"""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address, Group
from email.policy import EmailPolicy
from typing import Any, Final, cast

# An address as it can stand in an envelope (RFC 5321 4.1.2, without quoted local parts):
# no space, no control character, no angle bracket, so nothing can be smuggled into a header.
_SPEC: Final = re.compile(
    r"[^\s@<>()\[\]\\,;:\"\x00-\x20\x7f-\x9f]{1,64}@[^\s@<>()\\,;:\"\x00-\x20\x7f-\x9f]{1,253}"
)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_NAMED: Final = re.compile(r"(?P<name>.*?)\s*<(?P<spec>[^<>]*)>\s*", re.DOTALL)
_QUOTED: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')
_MOST: Final = 254  # RFC 5321 4.5.3.1.3, without the angle brackets


# Before the name of a channel, where a recipient is none of mail.
CHANNEL: Final = "channel:"
_CHANNEL_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def is_channel(recipient: str) -> bool:
    """Whether a recipient is a channel, not a mail address."""
    return recipient.startswith(CHANNEL)


def channel_name(recipient: str) -> str:
    """The name of a channel.

    Raises:
        ValueError: it is none: small letters, digits, hyphens, at most 40.
    """
    name = recipient.removeprefix(CHANNEL)
    if not _CHANNEL_NAME.fullmatch(name):
        raise ValueError(
            f"{name[:60]!r} is no name of a channel (small letters, digits, hyphens, at most 40)"
        )
    return name


def read_address(text: str) -> Address:
    """One address, with or without a name before it in angle brackets.

    Raises:
        ValueError: it is none, or several; the message says so without naming a setting.
    """
    if _CONTROL.search(text):
        raise ValueError("must be one line without control characters")
    named = _NAMED.fullmatch(text.strip())
    name, spec = (named["name"], named["spec"].strip()) if named else ("", text.strip())
    if named is None and re.fullmatch(r"[^@<>:\"]+:.*;", text.strip()):
        raise ValueError(f"{text[:80]!r} is a group; give its addresses one by one")
    if named is None and len(re.findall(r"@", text)) > 1 and re.search("[,;]", text):
        raise ValueError(f"{text[:80]!r} are several addresses, and one is asked for")
    if "<" in name or ">" in name or ("@" in name and re.search("[,;]", name)):
        raise ValueError(f"{text[:80]!r} are several addresses, and one is asked for")
    return _address(_unquoted(name), spec)


def _address(name: str, spec: str) -> Address:
    # By its halves: the library's own reader of a whole takes no umlaut (RFC 6531 allows it).
    local, _, host = _spec(spec).rpartition("@")
    return Address(name, local, host)


def _spec(text: str) -> str:
    labels = text.rpartition("@")[2].split(".")
    odd = ".." in text or "." in (text[:1], text.partition("@")[0][-1:]) or not all(labels)
    if not _SPEC.fullmatch(text) or len(text) > _MOST or odd:
        raise ValueError(f"{text[:80]!r} is no mail address (name@host, one line, nothing else)")
    return text


def _unquoted(name: str) -> str:
    quoted = _QUOTED.fullmatch(name)
    return re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else name


def read_addresses(text: str) -> tuple[Address | Group, ...]:
    """A list as a header holds it: addresses with commas between, names with a comma in
    quotation marks, groups as `Desk: a@x.example, b@x.example;`.

    Raises:
        ValueError: one of them is none.
    """
    if _CONTROL.search(text):
        raise ValueError("must be one line without control characters")
    try:
        return (read_address(text),)
    except ValueError:
        pass
    try:
        header = cast(Any, EmailPolicy(utf8=True).header_factory("Reply-To", text))
    except (MessageError, ValueError, IndexError) as cause:
        raise ValueError(f"{text[:80]!r} is no list of mail addresses") from cause
    found: list[Address | Group] = []
    for group in header.groups:
        members = [_address(a.display_name, a.addr_spec) for a in group.addresses]
        if group.display_name is None:
            found += members
        else:
            found.append(Group(group.display_name, tuple(members)))
    if header.defects or not found:
        raise ValueError(
            f"{text[:80]!r} is no list of mail addresses (a name with a comma stands in "
            "quotation marks)"
        )
    return tuple(found)


def sender_header(text: str) -> Address:
    """The sender as From shows it: under the product's name when the address has none.

    Raises:
        ValueError: it is no address.
    """
    found = read_address(text)
    return found if found.display_name else _address("Readout", found.addr_spec)


def written(addresses: Address | tuple[Address | Group, ...]) -> str:
    """Addresses as text that `read_address` and `read_addresses` read again."""
    return str(addresses) if isinstance(addresses, Address) else ", ".join(map(str, addresses))
