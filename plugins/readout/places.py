"""Where what several machines share lies: a folder, or objects in S3, and the lake's catalogue.

`Objects` is to a bucket what `pathlib.Path` is to a folder, as far as we need it: an object is
there whole or not at all, can't be appended to, and is found by listing. Keys, region and address
come from the environment as every S3 client reads it (`AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT_URL`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from readout.errors import TemporaryError

LAKE: Final = "ducklake:postgres:"
_SECRET = re.compile(r"(password\s*=\s*)('(?:[^'\\]|\\.)*'|\S+)|(?<=:)[^:@/]+(?=@)", re.IGNORECASE)
# A store that is busy says 503: asked again so often, for about a minute.
_ATTEMPTS: Final = 8


@dataclass(frozen=True, slots=True)
class Lake:
    """A warehouse in DuckLake: `catalogue` is how libpq reaches its database, `data` the folder
    or `s3://` address of its Parquet files."""

    catalogue: str
    data: str

    def __str__(self) -> str:
        """As it may be shown: without a password."""
        return LAKE + without_password(self.catalogue)

    @property
    def in_s3(self) -> bool:
        return self.data.startswith("s3://")


def without_password(text: str) -> str:
    """A libpq text or an error that quotes one, with its password blotted out."""
    return _SECRET.sub(lambda m: (m[1] or "") + "…", text)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """How S3 is reached, read from the environment; empty texts where nothing is said."""

    key: str
    secret: str
    token: str
    region: str
    host: str
    tls: bool


def endpoint(given: Mapping[str, str] | None = None) -> Endpoint:
    """From `AWS_…`; an address with `http://` is spoken to without TLS."""
    env = os.environ if given is None else given
    address = env.get("AWS_ENDPOINT_URL_S3") or env.get("AWS_ENDPOINT_URL") or ""
    parts = urlsplit(address)
    return Endpoint(
        key=env.get("AWS_ACCESS_KEY_ID", ""),
        secret=env.get("AWS_SECRET_ACCESS_KEY", ""),
        token=env.get("AWS_SESSION_TOKEN", ""),
        region=env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION") or "us-east-1",
        host=parts.netloc,
        tls=parts.scheme != "http",
    )


@cache
def _store(at: Endpoint, pid: int) -> Any:
    """A client, one a process: its threads don't outlive a fork."""
    from pyarrow import fs  # heavy, and only a shared installation asks for it

    named = {"access_key": at.key, "secret_key": at.secret} if at.key else {}
    if at.token:
        named["session_token"] = at.token
    where = {"endpoint_override": at.host, "scheme": "https" if at.tls else "http"}
    return fs.S3FileSystem(
        region=at.region,
        retry_strategy=fs.AwsStandardS3RetryStrategy(max_attempts=_ATTEMPTS),
        connect_timeout=10,
        request_timeout=60,
        **named,
        **(where if at.host else {}),
    )


@dataclass(frozen=True, slots=True)
class Objects:
    """All objects of a bucket whose keys begin alike: `s3://bucket/some/folder`."""

    url: str

    def __str__(self) -> str:
        return self.url

    def __truediv__(self, name: str) -> Objects:
        return Objects(f"{self.url.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        return self.url.rsplit("/", 1)[-1]

    @property
    def _key(self) -> str:
        return self.url.removeprefix("s3://")

    def read_bytes(self) -> bytes:
        """Raises:
        FileNotFoundError: there is no such object. TemporaryError: the store doesn't answer.
        """
        with _asking(self.url), self._fs().open_input_stream(self._key) as stream:
            return bytes(stream.read())

    def write_bytes(self, content: bytes) -> None:
        """Make or replace the object: others see all of it or nothing.

        Raises:
            TemporaryError: the store doesn't take it.
        """
        with _asking(self.url), self._fs().open_output_stream(self._key) as stream:
            stream.write(content)

    def is_file(self) -> bool:
        from pyarrow import fs

        with _asking(self.url):
            return bool(self._fs().get_file_info(self._key).type == fs.FileType.File)

    def size(self) -> int:
        """Bytes of the object; 0 where there is none."""
        with _asking(self.url):
            return int(self._fs().get_file_info(self._key).size or 0)

    def unlink(self) -> None:
        """Delete the object; again is no error."""
        with _asking(self.url):
            try:
                self._fs().delete_file(self._key)
            except FileNotFoundError:
                return

    def listed(self) -> list[tuple[Objects, float]]:
        """The objects below, with when each was written (epoch seconds by the store's clock),
        ordered by key."""
        from pyarrow import fs

        with _asking(self.url):
            chosen = fs.FileSelector(self._key, allow_not_found=True, recursive=True)
            found = self._fs().get_file_info(chosen)
        return sorted(
            (Objects(f"s3://{info.path}"), info.mtime_ns / 1e9)
            for info in found
            if info.type == fs.FileType.File
        )

    def __lt__(self, other: Objects) -> bool:
        return self.url < other.url

    def _fs(self) -> Any:
        return _store(endpoint(), os.getpid())


Place = Path | Objects


def place(text: str) -> Place:
    """What `READOUT_DATA` names."""
    return Objects(text.rstrip("/")) if text.startswith("s3://") else Path(text)


@contextmanager
def _asking(what: str) -> Iterator[None]:
    """A store that doesn't answer is asked again later."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as cause:
        raise TemporaryError(
            "The object store doesn't answer as it should",
            resource=what,
            why=str(cause).splitlines()[0][:300],
            mend="see that AWS_ENDPOINT_URL and the keys are right and the bucket is there; "
            "nothing is lost, and it goes on by itself",
        ) from cause
