"""Settings: a fault is one sentence that names the variable; nothing wrong passes in silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError
from readout.config import ROOT, Settings, load_settings, variable
from readout.errors import ConfigError

# Name, value, and what the sentence must say.
WRONG = [
    ("WAREHOUSE", "postgres:dbname=x", "must be like ducklake:postgres:"),
    ("WAREHOUSE", "ducklake:postgres:readout", "as libpq takes it"),
    ("WAREHOUSE", "ducklake:postgres:dbname=x", "READOUT_DATA doesn't say where"),
    ("DATA", "gs://bucket/x", "a folder or s3://"),
    ("DATA", "s3://UPPER CASE", "s3://bucket/folder"),
    ("DATA", "s3://bucket/x", "only a lake (READOUT_WAREHOUSE)"),
    ("POLL_CRON", "foo", "cron"),
    ("POLL_CRON", "0 7 * *", "cron"),
    ("POLL_CRON", "61 * * * *", "cron"),
    ("SMTP_TLS", "ssl", "none, starttls or tls"),
    ("SMTP_TLS", "startls", "did you mean “starttls”?"),
    ("SMTP_TLS", "TLS ", "did you mean “tls”?"),
    ("FETCH_SECONDS", "-1", "at least 0.1"),
    ("FETCH_SECONDS", "nan", "no number"),
    ("FETCH_SECONDS", "1e9", "at most 600"),
    ("HOST_GAP_SECONDS", "one", "no number"),
    ("HOST_GAP_SECONDS", "inf", "no number"),
    ("HOST_REQUESTS", "0", "at least 1"),
    ("THREADS", "2.5", "no whole number"),
    ("ARCHIVE_DAYS", "-3", "at least 0"),
    ("SMTP_PORT", "65536", "at most 65535"),
    ("POLL_SHORTEST_SECONDS", "0", "at least 1"),
    ("POLL_SHORTEST_SECONDS", "40000", "READOUT_POLL_LONGEST_SECONDS"),
    ("ALLOW_HOSTS", "intranet.lan", "'intranet.lan' is none"),
    ("ALLOW_HOSTS", "a.lan:80,b.lan:0", "no port"),
    ("ALLOW_HOSTS", "http://a.lan:80", "host:port"),
    ("ALLOW_HOSTS", "::1:80", "host:port"),
    ("BASE_URL", "foo", "http://"),
    ("BASE_URL", "ftp://a.example", "http://"),
    ("BASE_URL", "http://a.example:99999", "READOUT_BASE_URL"),
    ("MEMORY_LIMIT", "lots", "a number and a unit"),
    ("MEMORY_LIMIT", "1", "a number and a unit"),
    ("MEMORY_LIMIT", "1MB", "too little"),
    ("SPACY_MODEL", "en_core_web_lx", "no installed spaCy pipeline"),
    ("SPACY_MODEL", "../model", "no installed spaCy pipeline"),
    ("FROM", "nonsense", "no mail address"),
    ("FROM", "a@b.example, c@d.example", "several addresses"),
    ("FROM", "Desk: a@b.example, c@d.example;", "group"),
    ("OPERATOR", "ops@", "no mail address"),
    ("REPLY_TO", "a@b.example, nobody", "no mail address"),
    ("MAIL_DOMAIN", "two words", "a host's name"),
    ("CONTACT", "me\r\nX-Evil: 1", "one line"),
    ("SECRET", "short", "at least 8"),
    ("REVIEW_IN_AIRFLOW", "perhaps", "yes or no"),
    ("FETCH_SECOND", "3", "did you mean “READOUT_FETCH_SECONDS”?"),
    ("POLL_CORN", "@hourly", "did you mean “READOUT_POLL_CRON”?"),
    ("SMTP_PASSWORT", "x", "did you mean “READOUT_SMTP_PASSWORD”?"),
    ("XYZZY", "x", "no setting of Readout"),
]

RIGHT = [
    ("DATA", "/shared/readout"),
    ("POLL_CRON", "@hourly"),
    ("POLL_CRON", "*/5 6-22 * * 1-5"),
    ("ALLOW_HOSTS", "intranet.lan:80, 10.0.0.7:8080,[::1]:80"),
    ("MEMORY_LIMIT", "1.5GiB"),
    ("MEMORY_LIMIT", "800 MB"),
    ("BASE_URL", "https://news.example.org/readout/"),
    ("FROM", "Müller, Redaktion <alerts@paper.example>"),
    ("REPLY_TO", "Desk: a@b.example, Müller <c@d.example>;"),
    ("HOME", ""),
    ("THREADS", " 4 "),
    ("REVIEW_IN_AIRFLOW", "yes"),
    ("TEST_ANYTHING", "x"),
    ("CONFIG", "/srv"),
]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


@pytest.mark.parametrize("name, value, told", WRONG)
def test_a_wrong_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"READOUT_{name}", value)
    with pytest.raises(ConfigError) as caught:
        load_settings()
    sentence = str(caught.value)
    assert told in sentence
    assert f"READOUT_{name}" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("name, value", RIGHT)
def test_a_right_one_is_taken(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"READOUT_{name}", value)
    load_settings()


def test_all_faults_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_THREADS", "two")
    monkeypatch.setenv("READOUT_SMTP_TLS", "ssl")
    monkeypatch.setenv("READOUT_FEED", "x")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    lines = str(caught.value).splitlines()
    assert [line.split()[0] for line in lines[1:4]] == [
        "READOUT_FEED",
        "READOUT_THREADS=two",
        "READOUT_SMTP_TLS=ssl",
    ]


def test_a_secret_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_SECRET", "hunter2")
    with pytest.raises(ConfigError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
    monkeypatch.setenv("READOUT_SECRET", "hunter2hunter2")
    assert "hunter2" not in repr(load_settings())


def test_made_by_hand_it_reads_no_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("READOUT_THREADS", "7")
    assert Settings(home=tmp_path).threads == 2
    assert load_settings().threads == 7


def test_a_changed_copy_is_checked(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, sender="desk@paper.example")
    changed = settings.changed(threads=3)
    assert (changed.threads, changed.home, changed.sender) == (3, tmp_path, "desk@paper.example")
    with pytest.raises(ValidationError):
        settings.changed(threads=0)


def test_paths_are_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READOUT_FEEDS", "my.opml")
    assert load_settings().feeds == tmp_path / "my.opml"


def test_every_setting_reads_back_what_it_is_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/settings.md names as default is a value that is taken."""
    plain = Settings()
    for field in Settings.model_fields:
        value = getattr(plain, field)
        if value is not None and value != frozenset():
            monkeypatch.setenv(variable(field), str(value))
    assert load_settings().model_dump() == plain.model_dump()


def test_the_command_says_it_and_ends_with_2() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from readout.cli import main; main()", "report", "meetings"],
        env={"PYTHONPATH": str(ROOT / "plugins"), "READOUT_MEMORY_LIMIT": "lots"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("readout: The setting READOUT_MEMORY_LIMIT=lots must be")
    assert done.stderr.count("\n") == 1


def test_a_lake_shows_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READOUT_WAREHOUSE", "ducklake:postgres:host=db dbname=x password='a b'")
    monkeypatch.setenv("READOUT_DATA", "s3://bucket/readout/")
    found = load_settings()
    assert found.lake is not None
    assert found.lake.catalogue == "host=db dbname=x password='a b'"
    assert found.lake.data == "s3://bucket/readout/lake"
    assert "a b" not in f"{found.lake} {found!r}"
    assert str(found.staging) == "s3://bucket/readout/staging"
