"""Airflow's API server with the FAB auth manager on PostgreSQL, under a path behind nginx with TLS:
as docs/newsroom.md says, all on the loopback."""

from __future__ import annotations

import json
import os
import pwd
import re
import shutil
import ssl
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from readout.config import ROOT, Settings
from readout.launcher.environment import free_port

from tests.left_out import leave_out
from tests.ui.world import build

PYTHON = Path(os.environ.get("READOUT_TEST_SCALE", ROOT / ".venv-scale")) / "bin" / "python"
POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
ADMIN, PASSWORD = "admin", "of-the-first-user"
PATH = "/newsroom"
_SECONDS = 240


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: dict[str, str]

    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.text)
        return found


@dataclass(frozen=True)
class Site:
    """The newsroom as its readers reach it: `https://localhost:PORT/newsroom`."""

    port: int
    settings: Settings
    trusted: ssl.SSLContext

    def ask(
        self,
        method: str,
        path: str,
        *,
        token: str = "",
        sent: dict[str, object] | None = None,
        form: dict[str, str] | None = None,
        cookie: str = "",
        accept: str = "*/*",
    ) -> Answer:
        headers = {"Accept": accept, "Origin": f"https://localhost:{self.port}"}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        headers |= {"Cookie": cookie} if cookie else {}
        data = None
        if sent is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(sent).encode()
        elif form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            data = urllib.parse.urlencode(form).encode()
        request = urllib.request.Request(
            f"https://localhost:{self.port}{path}", data, headers, method=method
        )
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            urllib.request.HTTPSHandler(context=self.trusted),
            _NoRedirect(),
        )
        try:
            with opener.open(request, timeout=90) as answer:
                return Answer(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.read().decode(), dict(error.headers))

    def token(self, name: str, password: str) -> str:
        told = self.ask("POST", f"{PATH}/auth/token", sent={"username": name, "password": password})
        assert told.status == 201, told.text
        return str(told.json()["access_token"])


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def _missing() -> str:
    if not PYTHON.is_file():
        return f"no {PYTHON}: make scale"
    if not POSTGRES:
        return "no PostgreSQL: apt-get install postgresql"
    if NGINX is None:
        return "no nginx: apt-get install nginx-light"
    return ""


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if why := _missing():
        leave_out(why)
    home = tmp_path_factory.mktemp("newsroom")
    settings = Settings(home=home, feeds=home / "f", watches=home / "w", memory_limit="512MB")
    build(settings)
    database, server, proxy = (free_port(0, "--port") for _ in range(3))
    processes: list[subprocess.Popen[bytes]] = []
    try:
        processes.append(_postgres(home / "postgres", database))
        env = _environment(home, database, server, proxy)
        for command in (["airflow", "db", "migrate"], ["readout.ui.fab", "--user", ADMIN]):
            done = subprocess.run(
                [PYTHON, "-m", *command], env=env, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        with (home / "api-server.log").open("wb") as log:
            command = ["airflow", "api-server", "--proxy-headers"]
            processes.append(
                subprocess.Popen(
                    [PYTHON, "-m", *command], env=env, stdout=log, stderr=log,
                    start_new_session=True,
                )
            )  # fmt: skip
        trusted = _nginx(home / "proxy", server, proxy, processes)
        made = Site(proxy, settings, trusted)
        _wait(made, processes, home / "api-server.log")
        yield made
    finally:
        for process in reversed(processes):
            process.terminate()
        for process in processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _as_postgres(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    for parent in (folder, *folder.parents):
        if not parent.stat().st_mode & 0o001:
            parent.chmod(parent.stat().st_mode | 0o001)
    user = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--init-groups"]


def _postgres(folder: Path, port: int) -> subprocess.Popen[bytes]:
    folder.mkdir()
    given = _as_postgres(folder)
    programs, data = POSTGRES[-1], folder / "data"
    command = [*given, programs / "initdb", "-D", data, "-U", "airflow", "-A", "trust", "-N"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    told = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
    process = subprocess.Popen(
        [*given, programs / "postgres", "-D", data, "-p", str(port)]
        + [part for name, value in told.items() for part in ("-c", f"{name}={value}")],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    psql = [programs / "psql", "-h", "127.0.0.1", "-p", str(port), "-U", "airflow", "-qd"]
    deadline = time.monotonic() + 60
    while subprocess.run([*psql, "postgres", "-c", "CREATE DATABASE airflow"], check=False,
                         capture_output=True).returncode:  # fmt: skip
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return process


def _environment(home: Path, database: int, server: int, proxy: int) -> dict[str, str]:
    base = f"https://localhost:{proxy}{PATH}"
    return {
        **{k: v for k, v in os.environ.items() if not k.startswith(("AIRFLOW", "READOUT"))},
        "PYTHONPATH": str(ROOT / "plugins"),
        "AIRFLOW_HOME": str(home / "airflow"),
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__AUTH_MANAGER": "airflow.providers.fab.auth_manager.fab_auth_manager."
        "FabAuthManager",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": "postgresql+psycopg2://airflow@127.0.0.1:"
        f"{database}/airflow",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__API__PORT": str(server),
        "AIRFLOW__API__BASE_URL": base,
        "AIRFLOW__API_AUTH__JWT_SECRET": "of-this-test-" * 8,
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "READOUT_HOME": str(home),
        "READOUT_WATCHES": str(home / "w"),
        "READOUT_BASE_URL": base,
        "READOUT_ADMIN_PASSWORD": PASSWORD,
    }


def documented_proxy() -> str:
    """The configuration of nginx that docs/newsroom.md gives."""
    found = re.search(r"```nginx\n(.*?)```", (ROOT / "docs/newsroom.md").read_text(), re.DOTALL)
    assert found
    return found[1]


def _nginx(
    folder: Path, server: int, port: int, processes: list[subprocess.Popen[bytes]]
) -> ssl.SSLContext:
    """The documented server, with our ports and a certificate made here; gives back who trusts it."""
    folder.mkdir()
    certificate, key = folder / "desk.crt", folder / "desk.key"
    _certificate(certificate, key)
    told = documented_proxy()
    for theirs, ours in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("127.0.0.1:8080", f"127.0.0.1:{server}"),
        ("/etc/ssl/desk.crt", str(certificate)),
        ("/etc/ssl/desk.key", str(key)),
    ):
        assert told.count(theirs) == 1, theirs
        told = told.replace(theirs, ours)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;\n"
        f"events {{}}\nhttp {{ access_log off; {temporary}\n{told}}}\n"
    )
    assert NGINX is not None
    processes.append(
        subprocess.Popen([NGINX, "-p", folder, "-c", config], stderr=subprocess.DEVNULL)
    )
    return ssl.create_default_context(cafile=str(certificate))


def _certificate(certificate: Path, key: Path) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    made = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(made.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(made, hashes.SHA256())
    )
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    key.write_bytes(
        made.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _wait(site: Site, processes: list[subprocess.Popen[bytes]], log: Path) -> None:
    deadline = time.monotonic() + _SECONDS
    while True:
        for process in processes:
            assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        try:
            # FAB answers 401 where it could not ask its database for the user ("Error finding
            # user" in its log), so health alone does not say that anybody can sign in.
            if site.ask("GET", f"{PATH}/api/v2/monitor/health").status == 200:
                site.token(ADMIN, PASSWORD)
                return
        except (OSError, AssertionError):
            pass
        assert time.monotonic() < deadline, log.read_text(errors="replace")[-2000:]
        time.sleep(0.3)
