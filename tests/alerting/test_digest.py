"""What a digest looks like: by subject, with the week's picture; and before it goes out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from readout.config import Settings
from readout.delivery.smtp import SmtpServer
from readout.errors import ConfigError
from readout.rendering.mail_content import by_subject, stories
from readout.sample.mailbox import Mailbox
from readout.steps import digesting
from readout.steps.digest_preview import preview

from tests.alerting.rows_for_alerts import WATCHES, change, meeting, resolve
from tests.alerting.runs import mails, rows, text
from tests.rendering.mails_for_tests import ENVELOPE
from tests.rendering.mails_for_tests import change as mailed
from tests.rendering.mails_for_tests import mail as mail_of
from tests.rendering.mails_for_tests import meeting as met

TOKYO = "    when: weekly\n    weekday: tuesday\n    timezone: Asia/Tokyo\n"


def test_the_weekly_digest_shows_who_met_whom(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + TOKYO)
    resolve(settings, [meeting()], [change("c1")])
    due = datetime(2023, 6, 19, 22, 0, tzinfo=UTC)  # Tuesday, 7 in Tokyo
    server = SmtpServer("127.0.0.1", mailbox.port)
    assert digesting.send_digests(settings, server, now=due)["sent"] == 1
    (sent,) = mails(mailbox)
    assert sent["Subject"] == "Meetings, week to 20 June 2023"
    ids = [p["Content-ID"] for p in sent.walk() if p.get_content_type() == "image/png"]
    assert ids == ["<picture@readout>", "<network@readout>"]
    assert "Who met whom this week: Network of 1 pair" in text(sent)


def test_a_preview_is_the_digest_and_keeps_nothing(settings: Settings, mailbox: Mailbox) -> None:
    settings.watches.write_text(WATCHES + TOKYO)
    resolve(settings, [meeting()], [change("c1")])
    name = WATCHES.partition("name:")[2].splitlines()[0].strip()
    before = rows(settings, "SELECT * FROM alerts"), rows(settings, "SELECT count(*) FROM loads")
    seen = preview(settings, name)
    assert seen is not None
    assert (rows(settings, "SELECT * FROM alerts"), before[1]) == before
    due = datetime(2023, 6, 19, 22, 0, tzinfo=UTC)
    digesting.send_digests(settings, SmtpServer("127.0.0.1", mailbox.port), now=due)
    (sent,) = mails(mailbox)
    told = [line for line in text(sent).splitlines() if line.startswith("* ")]
    shown = [line for line in text(seen).splitlines() if line.startswith("* ")]
    assert shown == told
    with pytest.raises(ConfigError, match="There is no such watch"):
        preview(settings, "nobody")


def test_stories_stand_under_their_subjects() -> None:
    told = stories(
        mail_of(
            [mailed("c1", "m1"), mailed("c2", "m2"), mailed("c3", "m3")],
            [met("m1", subject="sport"), met("m2", subject=None), met("m3", subject="politics")],
        ),
        ENVELOPE.links,
    )
    found = by_subject(told)
    assert [name for name, _ in found][-1] == "Other"
    assert sorted(name for name, _ in found) == sorted({name for name, _ in found})
    assert len(found) == 3
    assert by_subject(told[:1])[0][0] == ""
