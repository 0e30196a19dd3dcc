"""Which addresses are public, in every layer."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from readout.sources.http.guard import AddressGuard, BlockedAddress, is_public
from readout.sources.urls import parse_address

PUBLIC = ("8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808")
PRIVATE = (
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",  # cloud metadata
    "100.64.0.1",  # carrier NAT
    "192.0.2.1",  # documentation
    "198.18.0.1",  # benchmarks
    "224.0.0.1",  # multicast
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::7f00:1",  # IPv4-compatible
    "2002:7f00:1::",  # 6to4
    "64:ff9b::7f00:1",  # NAT64
    "2001:0:4136:e378:8000:63bf:80ff:fffe",  # Teredo of 127.0.0.1
)


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert is_public(ipaddress.ip_address(text))


@pytest.mark.parametrize("text", PRIVATE)
def test_not_public(text: str) -> None:
    address = ipaddress.ip_address(text)
    assert not is_public(address)
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    info: Any = (family, socket.SOCK_STREAM, 0, "", (text, 80))
    with pytest.raises(BlockedAddress):
        AddressGuard().socket(info)


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_as_the_one_it_carries(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    for outer in (0xFFFF << 32 | number, 0x64FF9B << 96 | number, 0x2002 << 112 | number << 80):
        assert is_public(ipaddress.IPv6Address(outer)) == is_public(inner)


def info(address: str, port: int) -> Any:
    return (socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port))


def test_the_allow_list_is_of_address_and_port() -> None:
    guard = AddressGuard(["127.0.0.1:8765", "Intranet.example:80"])
    guard.socket(info("127.0.0.1", 8765)).close()
    with pytest.raises(BlockedAddress):
        guard.socket(info("127.0.0.1", 8766))
    assert guard.problem("127.0.0.1", 8765) is None
    assert guard.problem("127.0.0.1", 8766)
    with pytest.raises(BlockedAddress):
        guard.socket(info("10.1.2.3", 80))
    guard.resolved("intranet.example", 80, ["10.1.2.3"])
    guard.socket(info("10.1.2.3", 80)).close()


def test_a_name_that_nobody_listed_opens_nothing() -> None:
    guard = AddressGuard(["intranet.example:80"])
    guard.resolved("evil.example", 80, ["10.1.2.3"])
    guard.resolved("intranet.example", 81, ["10.1.2.4"])
    for address, port in (("10.1.2.3", 80), ("10.1.2.4", 81)):
        with pytest.raises(BlockedAddress):
            guard.socket(info(address, port))


def test_a_proxy_is_connected_to_and_not_a_place_to_ask() -> None:
    guard = AddressGuard(proxies=["10.0.0.9:3128", "proxy.example:3128"])
    guard.socket(info("10.0.0.9", 3128)).close()
    guard.resolved("proxy.example", 3128, ["10.0.0.8"])
    guard.socket(info("10.0.0.8", 3128)).close()
    assert guard.problem("10.0.0.9", 3128)
    with pytest.raises(BlockedAddress):
        guard.socket(info("10.0.0.9", 80))


@pytest.mark.parametrize("text", ["[::1]", "::1", "fe80::1%eth0"])
def test_addresses_as_urls_write_them(text: str) -> None:
    assert parse_address(text) is not None


@pytest.mark.parametrize("text", ["localhost", "127.1", "0x7f000001", "", "1.2.3.4.5"])
def test_what_is_no_address_is_a_name(text: str) -> None:
    assert parse_address(text) is None
