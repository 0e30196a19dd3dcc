"""The fetcher against a server that misbehaves in every way that is known of real ones."""

from __future__ import annotations

import asyncio
import gzip
import socket
import ssl
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import brotli
import pytest
import pytest_asyncio
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from readout.sources.http.answers import Asked
from readout.sources.http.fetch import Fetcher

from tests.sources.fetchers import LIMITS, fetcher, get
from tests.sources.serving import Page, Server, answer, hang, raw, served

TEXT = b"<p>" + b"news " * 3000 + b"</p>"
ZLIB_RAW = zlib.compressobj(9, zlib.DEFLATED, -15)
DEFLATED_RAW = ZLIB_RAW.compress(TEXT) + ZLIB_RAW.flush()


@pytest_asyncio.fixture
async def server() -> AsyncIterator[Server]:
    async with served() as one:
        yield one


GOOD: dict[str, tuple[Page, bytes]] = {
    "plain": (answer(TEXT), TEXT),
    "gzip": (answer(gzip.compress(TEXT), Content_Encoding="gzip"), TEXT),
    "gzip in two members": (
        answer(gzip.compress(TEXT[:99]) + gzip.compress(TEXT[99:]), Content_Encoding="gzip"),
        TEXT,
    ),
    "gzip said, plain sent": (answer(TEXT, Content_Encoding="gzip"), TEXT),
    "gzip sent, not said": (answer(gzip.compress(TEXT)), TEXT),
    "deflate": (answer(zlib.compress(TEXT), Content_Encoding="deflate"), TEXT),
    "deflate without zlib's head": (answer(DEFLATED_RAW, Content_Encoding="deflate"), TEXT),
    "brotli": (answer(brotli.compress(TEXT), Content_Encoding="br"), TEXT),
    "zstd": (answer(zstandard.compress(TEXT), Content_Encoding="zstd"), TEXT),
    "chunked": (
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n0\r\n\r\n"),
        b"news",
    ),
    "until the connection ends": (raw(b"HTTP/1.0 200 OK\r\n\r\nnews"), b"news"),
    "empty": (answer(b""), b""),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", GOOD)
async def test_bodies_arrive_as_they_were_written(
    tmp_path: Path, server: Server, name: str
) -> None:
    server.pages["/x"], content = GOOD[name]
    found = await get(tmp_path, server, "/x")
    assert found.problem is None
    assert (found.status, found.content) == (200, content)


BOMB = gzip.compress(b" " * 5_000_000)
HEAD = b"HTTP/1.1 200 OK\r\n"
BAD: dict[str, tuple[Page, str, str]] = {
    "gzip cut": (
        answer(gzip.compress(TEXT)[:-20], Content_Encoding="gzip"),
        "temporary",
        "cut short",
    ),
    "brotli cut": (answer(brotli.compress(TEXT)[:-9], Content_Encoding="br"), "temporary", "cut"),
    "zstd cut": (
        answer(zstandard.compress(TEXT)[:-9], Content_Encoding="zstd"),
        "temporary",
        "cut",
    ),
    "gzip broken": (
        answer(gzip.compress(TEXT)[:30] + b"\0" * 90, Content_Encoding="gzip"),
        "soft",
        "can't be decompressed",
    ),
    "unknown coding": (answer(TEXT, Content_Encoding="rot13"), "soft", "rot13"),
    "short body": (answer(TEXT, length=len(TEXT) + 500), "temporary", "cut short"),
    "chunk broken": (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n"),
        "soft",
        "no HTTP",
    ),
    "chunks that never end": (
        raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nnews\r\n"),
        "temporary",
        "",
    ),
    "gzip bomb": (answer(BOMB, Content_Encoding="gzip"), "hard", "too large"),
    "too long, said": (answer(b"x" * 300_000), "hard", "too large"),
    "too long, not said": (raw(HEAD + b"\r\n" + b"x" * 300_000), "hard", "too large"),
    "hangs": (hang(), "temporary", "too long"),
    "drips a body": (
        raw(HEAD + b"Content-Length: 900\r\n\r\n" + b"x" * 900, every=0.05),
        "temporary",
        "more than 1 s in all",
    ),
    "drips headers": (raw(HEAD + b"X: " + b"y" * 900, every=0.05), "temporary", "more than 1 s"),
    "says nothing": (raw(b""), "temporary", "broke"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.7\r\n\r\n"), "soft", "no HTTP"),
    "304 to no condition": (answer(status=304), "soft", "since never"),
    "204": (answer(status=204), "soft", "no content"),
    "206": (answer(b"part", 206), "soft", "part"),
    "401": (answer(status=401), "soft", "login"),
    "403": (answer(b"challenge", 403), "soft", "forbids"),
    "404": (answer(status=404), "soft", "no such page"),
    "410": (answer(status=410), "hard", "gone"),
    "451": (answer(status=451), "hard", "legal"),
    "429": (answer(status=429), "temporary", "slow down"),
    "500": (answer(b"x" * 90_000, 500), "temporary", "broke"),
    "503": (answer(status=503), "temporary", "unavailable"),
    "522": (answer(status=522), "temporary", "522"),
    "redirect without target": (answer(status=302), "soft", "leads nowhere"),
    "redirect to a file": (answer(status=302, Location="file:///etc/passwd"), "hard", "http"),
    "redirect to ftp": (answer(status=301, Location="ftp://x.example/"), "hard", "ftp://x"),
    "redirect to itself": (answer(status=301, Location="/x"), "soft", "circle"),
}


@pytest.mark.asyncio
@pytest.mark.parametrize("name", BAD)
async def test_what_goes_wrong_has_a_kind_and_a_reason(
    tmp_path: Path, server: Server, name: str
) -> None:
    server.pages["/x"], kind, told = BAD[name]
    found = await get(tmp_path, server, "/x")
    assert found.problem is not None
    assert found.problem.kind == kind
    assert told in str(found.problem)
    assert found.content == b""
    assert len(server.requests) == 1, "nothing is asked twice on the spot"


@pytest.mark.asyncio
async def test_a_closed_kept_connection_is_not_asked_again_at_once(
    tmp_path: Path, server: Server
) -> None:
    server.pages |= {"/a": answer(b"a"), "/b": raw(b"")}
    async with fetcher(tmp_path, server) as one:
        await one.get(Asked(server.base + "/a", robots="ignore"))
        found = await one.get(Asked(server.base + "/b", robots="ignore"))
    assert found.problem is not None
    assert len(server.asked("/b")) == 1


@pytest.mark.asyncio
async def test_nobody_listens_and_no_such_name(tmp_path: Path, server: Server) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hosts = frozenset([f"127.0.0.1:{port}", "nowhere.invalid:80"])
    one = Fetcher(tmp_path, contact="x", allow_hosts=hosts, gap=0.0, limits=LIMITS)
    async with one:
        for url in (f"http://127.0.0.1:{port}/", "http://nowhere.invalid/"):
            found = await one.get(Asked(url, robots="ignore"))
            assert found.problem is not None
            assert found.problem.kind == "temporary"


def self_signed(folder: Path) -> ssl.SSLContext:
    """A server's context with a certificate that nobody vouches for."""
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(secret, hashes.SHA256())
    )
    (folder / "both.pem").write_bytes(
        secret.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    return context


@pytest.mark.asyncio
async def test_a_certificate_that_nobody_vouches_for(tmp_path: Path, server: Server) -> None:
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=self_signed(tmp_path))
    server.pages["/x"] = answer(b"x")
    secure = Server(base=f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}")
    async with fetcher(tmp_path, secure) as one:
        found = await one.get(Asked(f"https://{secure.host}/x", robots="ignore"))
    listener.close()
    assert found.problem is not None
    assert found.problem.kind == "soft"
    assert "encrypted" in str(found.problem)
    assert server.requests == []


# ------------------------------------------------------------------------------ redirects


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "codes, moved",
    [
        ((301,), 1),
        ((308, 301), 2),
        ((302,), None),
        ((307, 301), None),
        ((301, 302), 1),
        ((303,), None),
    ],
)
async def test_only_permanent_redirects_move(
    tmp_path: Path, server: Server, codes: tuple[int, ...], moved: int | None
) -> None:
    for hop, code in enumerate(codes):
        server.pages[f"/{hop}"] = answer(status=code, Location=f"/{hop + 1}")
    server.pages[f"/{len(codes)}"] = answer(b"here")
    found = await get(tmp_path, server, "/0")
    assert (found.content, found.url) == (b"here", f"{server.base}/{len(codes)}")
    assert found.moved_to == (f"{server.base}/{moved}" if moved else None)


@pytest.mark.asyncio
@pytest.mark.parametrize("hops, arrives", [(5, True), (6, False)])
async def test_five_redirects_and_no_more(
    tmp_path: Path, server: Server, hops: int, arrives: bool
) -> None:
    for hop in range(hops):
        server.pages[f"/{hop}"] = answer(status=302, Location=f"/{hop + 1}")
    server.pages[f"/{hops}"] = answer(b"here")
    found = await get(tmp_path, server, "/0")
    assert (found.problem is None) is arrives
    assert len(server.requests) == 6


@pytest.mark.asyncio
async def test_a_redirect_that_wants_its_cookie_back(tmp_path: Path, server: Server) -> None:
    async def wall(request: Any, writer: asyncio.StreamWriter) -> None:
        if "seen=1" in request.headers.get("cookie", ""):
            await answer(b"in")(request, writer)
        else:
            await answer(status=302, Location="/x", Set_Cookie="seen=1; Path=/")(request, writer)

    server.pages["/x"] = wall
    assert (await get(tmp_path, server, "/x")).content == b"in"
    # The next fetch begins without it.
    await get(tmp_path, server, "/x")
    assert "cookie" not in server.requests[2].headers


@pytest.mark.asyncio
async def test_a_page_that_refreshes_elsewhere(tmp_path: Path, server: Server) -> None:
    server.pages["/x"] = answer(
        b"<meta http-equiv='refresh' content='0; url=/y'>", Content_Type="text/html"
    )
    server.pages["/y"] = answer(b"story")
    assert (await get(tmp_path, server, "/x", follow_refresh=True)).content == b"story"
    assert b"refresh" in (await get(tmp_path, server, "/x")).content


# ---------------------------------------------------------------------------- conditions


@pytest.mark.asyncio
async def test_conditions_go_out_as_they_came(tmp_path: Path, server: Server) -> None:
    tag, date = 'W/"abc-gzip"', "Sun, 01 Mar 2026 12:00:00 GMT"
    server.pages["/x"] = answer(status=304, ETag=tag)
    found = await get(tmp_path, server, "/x", etag=tag, last_modified=date)
    assert found.not_modified
    headers = server.requests[0].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == (tag, date)
    assert "Readout/" in headers["user-agent"]
    assert "https://us.example/" in headers["user-agent"]
    assert {"gzip", "br", "zstd"} <= set(headers["accept-encoding"].split(", "))


@pytest.mark.asyncio
async def test_what_an_answer_says_of_itself(tmp_path: Path, server: Server) -> None:
    server.pages["/x"] = answer(
        b"x",
        ETag='"1"',
        Last_Modified="Sun, 01 Mar 2026 12:00:00 GMT",
        Cache_Control="public, s-maxage=9, max-age=600",
        Content_Type="text/html; charset=koi8-r",
    )
    found = await get(tmp_path, server, "/x")
    assert (found.etag, found.max_age) == ('"1"', 600)
    assert found.last_modified == "Sun, 01 Mar 2026 12:00:00 GMT"
    assert found.content_type == "text/html; charset=koi8-r"
