"""Addresses: what users write becomes one right header, or a sentence."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.addresses import read_address, read_addresses, sender_header, written

# As written, the name that must arrive, the address.
ONE = [
    ("alerts@paper.example", "", "alerts@paper.example"),
    ("<alerts@paper.example>", "", "alerts@paper.example"),
    ("Müller, Redaktion <alerts@paper.example>", "Müller, Redaktion", "alerts@paper.example"),
    ('"Desk, Night" <alerts@paper.example>', "Desk, Night", "alerts@paper.example"),
    ("Desk, Night <alerts@paper.example>", "Desk, Night", "alerts@paper.example"),
    ("O'Neil; Sons <a@b.example>", "O'Neil; Sons", "a@b.example"),
    ('The "Post" <a@b.example>', 'The "Post"', "a@b.example"),
    ("Ståle (Desk) <a@b.example>", "Ståle (Desk)", "a@b.example"),
    ("新华社 <a@b.example>", "新华社", "a@b.example"),
    ("desk@acme.example <a@b.example>", "desk@acme.example", "a@b.example"),
]
NONE = [
    "nonsense",
    "",
    "a@",
    "@b.example",
    "a..b@c.example",
    ".a@c.example",
    "a@c.",
    "a b@c.example",
    "a@b.example>",
    "<a@b.example",
    "Name <nonsense>",
    "Name <>",
    "A <a@b.example> B <c@d.example>",
    "a@b.example\r\nBcc: c@d.example",
    "Desk\n <a@b.example>",
]
SEVERAL = ["a@b.example, c@d.example", "a@b.example; c@d.example", "a@b.example, C <c@d.example>"]


def arrived(header: str, value: object) -> EmailMessage:
    """A message with this header, written for the wire and read again."""
    message = EmailMessage(policy.SMTP)
    message[header] = value
    content = message.as_bytes()
    assert content.isascii()
    read = message_from_bytes(content, policy=policy.default)
    assert isinstance(read, EmailMessage)
    assert read.keys() == [header]
    return read


@pytest.mark.parametrize("text, name, address", ONE)
def test_one_address_arrives_as_one(text: str, name: str, address: str) -> None:
    (got,) = arrived("From", read_address(text))["From"].addresses
    assert (got.display_name, got.addr_spec) == (name, address)
    assert written(read_address(written(read_address(text)))) == written(read_address(text))


@pytest.mark.parametrize("text", [*NONE, *SEVERAL, "Desk: a@b.example, c@d.example;"])
def test_what_is_no_single_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|one line"):
        read_address(text)


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"address|one line"):
        read_addresses(text)


@pytest.mark.parametrize(
    "text, groups",
    [
        ("a@b.example, c@d.example", [None, None]),
        ("a@b.example, Müller <c@d.example>", [None, None]),
        ('"Müller, R." <a@b.example>, c@d.example', [None, None]),
        ("Müller, R. <a@b.example>", [None]),
        ("Desk: a@b.example, Jörg <c@d.example>;", ["Desk"]),
        ("Nachtschicht Süd: a@b.example;, c@d.example", ["Nachtschicht Süd", None]),
    ],
)
def test_lists_and_groups_arrive(text: str, groups: list[str | None]) -> None:
    got = arrived("Reply-To", read_addresses(text))["Reply-To"]
    assert [group.display_name for group in got.groups] == groups


def test_a_sender_without_a_name_is_the_products() -> None:
    assert str(sender_header("a@b.example")) == "Readout <a@b.example>"
    assert str(sender_header("Desk <a@b.example>")) == "Desk <a@b.example>"


@given(st.text(max_size=60))
def test_whatever_stands_before_the_address_makes_one_header(name: str) -> None:
    try:
        found = read_address(f"{name} <a@b.example>")
    except ValueError:
        return
    (got,) = arrived("From", found)["From"].addresses
    assert got.addr_spec == "a@b.example"
