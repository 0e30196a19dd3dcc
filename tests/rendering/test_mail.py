"""The mail: what it says, what it bears, and that nothing can be smuggled into it."""

from __future__ import annotations

import re
from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from readout.rendering.mail import compose, thread_id

from tests.rendering.mails_for_tests import (
    ENVELOPE,
    HELD,
    LINKS,
    change,
    digest,
    evidence,
    mail,
    meeting,
    rich,
)


def received(made: EmailMessage) -> EmailMessage:
    """The message as a client gets it."""
    parsed = message_from_bytes(made.as_bytes(), policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def part(message: EmailMessage, kind: str) -> str:
    found = [p for p in message.walk() if p.get_content_type() == kind]
    return str(found[0].get_content()) if found else ""


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._style = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text.append(data)


def test_headers() -> None:
    got = received(compose(rich(), ENVELOPE))
    assert (
        got["Subject"]
        == "Blinken – Xi, Beijing, Mon 19 Jun 2023: possible → held, denied by one side, and 1 more meeting"
    )
    assert got["To"] == "asia-desk@readout.example"
    assert got["Message-ID"] == "<1@readout.example>"
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["Date"].datetime == ENVELOPE.now
    assert re.fullmatch(r"<[a-z0-9-]+\.watch\.readout\.example>", got["List-Id"])
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert got["In-Reply-To"] == "<0@readout.example>"
    root = thread_id("m1", "asia-desk@readout.example", "readout.example")
    assert got["References"].split() == [root, "<0@readout.example>"]


def test_the_unsubscribe_link_is_one_line_and_says_what_it_ends() -> None:
    raw = compose(rich(), ENVELOPE).as_bytes()
    line = next(x for x in raw.split(b"\r\n") if x.startswith(b"List-Unsubscribe:"))
    url = line.split(b": ", 1)[1].strip(b"<>").decode()
    claims = LINKS.read(parse_qs(urlsplit(url).query)["t"][0])
    assert claims == {
        "u": "asia-desk@readout.example",
        "w": ["Blinken and the Chinese leadership", "Fish for the islands"],
    }


def test_one_thread_a_meeting_and_recipient() -> None:
    first = received(compose(mail([change("c1")], [meeting()]), ENVELOPE))
    later = mail(
        [change("c2")], [meeting()], message_id="<2@readout.example>",
        thread={"m1": ["<1@readout.example>"]},
    )  # fmt: skip
    second = received(compose(later, ENVELOPE))
    assert second["References"].split() == [first["References"], "<1@readout.example>"]
    assert second["In-Reply-To"] == "<1@readout.example>"
    other = received(
        compose(mail([change("c1")], [meeting()], recipient="x@readout.example"), ENVELOPE)
    )
    assert other["References"] != first["References"]


def test_a_mail_of_two_meetings_answers_the_one_told_before() -> None:
    made = mail(
        [change("c1", "m2", "denied"), change("c2", "m1")],
        [meeting("m1"), meeting("m2")],
        thread={"m1": ["<0@readout.example>"]},
    )
    got = received(compose(made, ENVELOPE))
    assert got["In-Reply-To"] == "<0@readout.example>"
    assert got["References"].split()[0] == thread_id("m1", made.recipient, "readout.example")


def test_the_first_line_is_the_sentence() -> None:
    text = part(received(compose(rich(), ENVELOPE)), "text/plain")
    assert " ".join(text.split()).startswith(f"“{HELD}”")
    assert max(len(line) for line in text.splitlines() if "http" not in line) <= 76


SAID = [
    "Blinken – Xi, Beijing, Mon 19 Jun 2023: possible → held",
    "When: Mon 19 Jun 2023",
    "How long: 35 min",
    "Our reading: clear",
    "BUT ANOTHER ACCOUNT",
    "16 Jun 2023, 10:00 CEST: first reported: possible (Quillon Wire)",
    "Press office, official",
    "https://meridian.example/xi-receives-blinken",
    "“It was a candid conversation”",
    "via CCTV",
    "HELD BACK",
    "confidence 0.41",
    "your watch “All of China”: China – a change of status",
    "and 1 more article",
]


@pytest.mark.parametrize("told", SAID)
def test_what_a_mail_says_in_both_parts(told: str) -> None:
    got = received(compose(rich(), ENVELOPE))
    plain = " ".join(part(got, "text/plain").split())
    assert " ".join(told.split()) in plain
    html = Tags(part(got, "text/html"))
    page = " ".join(" ".join(html.text).split()).casefold()
    if not told.startswith("http"):
        for word in told.casefold().replace("“", " ").replace("”", " ").replace(":", " ").split():
            assert word.strip(",()") in page
    else:
        assert ("a", told) in [(t, a.get("href")) for t, a in html.found]


def test_no_script_no_remote_picture_no_odd_link() -> None:
    for made in (rich(), digest()):
        tags = Tags(part(received(compose(made, ENVELOPE)), "text/html")).found
        assert {t for t, _ in tags} & {"script", "iframe", "link", "object", "form", "svg"} == set()
        sources = [a["src"] for _, a in tags if "src" in a]
        assert all(s is not None and s.startswith("cid:") for s in sources)
        links = [a["href"] for _, a in tags if "href" in a]
        assert all(u is not None and urlsplit(u).scheme in ("http", "https") for u in links)
        assert not any(name.startswith("on") for _, a in tags for name in a)


EVIL = '"><img src=x onerror=alert(1)>\r\nBcc: evil@x.example\r\n\r\n<script>“😀”\u202egnp.exe'


def evil_mail(text: str) -> Any:
    bad = meeting(
        parties=[{"name": text, "role": text, "type": "person"}, {"name": "B", "role": None, "type": "org"}],
        place=text, topic=text, first_outlet=text, evidence=text or "x", contradicted=True,
    )  # fmt: skip
    return mail(
        [change("c1", evidence=text, outlet=text, watch="W", rule=f"{text}; {text}", new_value=text)],
        [bad],
        evidence={"m1": [evidence(text, text, title=text, url=text, status="denied")]},
        quotes={
            "m1": [
                {"speaker_name": text, "speaker_role": text, "content": text, "type": "direct",
                 "via": text, "outlet": text}
            ]
        },
        history={
            "m1": [
                {"kind": "denied", "old_value": text, "new_value": text, "outlet": text,
                 "asserted_at": None, "evidence": text}
            ]
            * 2
        },
        held={"m1": [{"kind": "place", "old_value": text, "new_value": text, "reason": text}]},
        unconfirmed=[
            {"subject": text, "sent_at": datetime(2023, 6, 18),
             "told": [{"sentence": text, "outlet": text, "meeting_id": "m0"}]}
        ],
    )  # fmt: skip


def check_harmless(text: str) -> None:
    raw = compose(evil_mail(text), ENVELOPE).as_bytes()
    assert raw.isascii()
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    got = message_from_bytes(raw, policy=policy.default)
    clean = received(compose(evil_mail("fine"), ENVELOPE))
    assert got.keys() == clean.keys()
    assert isinstance(got, EmailMessage)
    assert "\n" not in str(got["Subject"])
    assert len(str(got["Subject"])) <= 200
    tags = Tags(part(got, "text/html")).found
    names = {t for t, _ in Tags(part(clean, "text/html")).found}
    assert {t for t, _ in tags} <= names
    assert not any(n.startswith("on") for _, a in tags for n in a)


def test_an_evil_name_changes_neither_headers_nor_markup() -> None:
    check_harmless(EVIL)
    got = received(compose(evil_mail(EVIL), ENVELOPE))
    assert "\u202e" not in str(got["Subject"])
    assert "😀" in part(got, "text/html")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_makes_a_whole_mail(text: str) -> None:
    check_harmless(text)


def test_forty_participants_and_a_topic_of_ten_kilobytes() -> None:
    parties = [{"name": f"Person Number{i}", "role": None, "type": "person"} for i in range(40)]
    got = received(
        compose(mail([change("c1")], [meeting(parties=parties, topic="tax " * 2500)]), ENVELOPE)
    )
    told = "Number0 – Number1 – Number2 and 37 more, Beijing, Mon 19 Jun 2023: possible → held"
    assert got["Subject"] == told
    text = part(got, "text/plain")
    assert "and 28 more" in text
    assert len(text) < 4000


def test_many_meetings_in_one_mail() -> None:
    meetings = [meeting(f"m{i}") for i in range(60)]
    got = received(compose(mail([change(f"c{i}", f"m{i}") for i in range(60)], meetings), ENVELOPE))
    assert "and 59 more meetings" in got["Subject"]
    assert part(got, "text/plain").count("WHY YOU GOT THIS") == 20
    assert part(got, "text/plain").count("* Blinken – Xi") == 40


def test_a_calendar_for_a_meeting_to_come_only() -> None:
    assert (
        part(received(compose(mail([change("c1")], [meeting()]), ENVELOPE)), "text/calendar") == ""
    )
    got = received(compose(rich(), ENVELOPE))
    attached = [p for p in got.walk() if p.get_content_type() == "text/calendar"]
    assert [p.get_filename() for p in attached] == ["meetings.ics"]
    (event,) = Calendar.from_ical(attached[0].get_payload(decode=True)).walk("VEVENT")
    assert event["SUMMARY"] == "Dalsgaard – Rendall"
    assert event.decoded("DTSTART") == date(2023, 6, 21)


def test_a_digest_carries_its_picture() -> None:
    got = received(compose(digest(), ENVELOPE))
    picture = next(p for p in got.walk() if p.get_content_type() == "image/png")
    assert picture["Content-ID"] == "<picture@readout>"
    assert picture.get_content().startswith(b"\x89PNG")
    images = [a for t, a in Tags(part(got, "text/html")).found if t == "img"]
    assert [i["src"] for i in images] == ["cid:picture@readout"]
    alt = images[0]["alt"]
    assert alt is not None
    assert alt.startswith("Meetings per day from 9 Jun to 29 Jun: 22 in all (15 held, ")
    text = part(got, "text/plain")
    for heading in (
        "NEW MEETINGS",
        "CHANGES",
        "MOST QUOTED",
        "FEEDS IN TROUBLE",
        "WHY YOU GOT THIS",
    ):
        assert heading in text
    assert got["References"] is None


def test_an_unconfirmed_mail_is_mentioned_in_the_next() -> None:
    made = mail(
        [change("c1")], [meeting()],
        unconfirmed=[
            {"subject": "Holm – Baird: held", "sent_at": datetime(2023, 6, 18, 9),
             "told": [{"sentence": "They met.", "outlet": "The Ledger", "meeting_id": "m0"}]}
        ],
    )  # fmt: skip
    text = " ".join(part(received(compose(made, ENVELOPE)), "text/plain").split())
    assert (
        "An earlier mail “Holm – Baird: held” of 18 Jun 2023, 11:00 CEST may not have reached you. "
        "It told: * “They met.” (The Ledger) https://news.example/readout/meetings/m0"
    ) in text


def test_a_new_meeting_opens_with_the_best_sentence_and_its_source() -> None:
    made = mail(
        [change("c1", kind="new", evidence="Dull.", outlet="The Dull")],
        [meeting()],
        evidence={"m1": [evidence("Dull.", "The Dull"), evidence(HELD, "Quillon Wire")]},
    )
    told = " ".join(part(received(compose(made, ENVELOPE)), "text/plain").split())
    assert told.startswith(f"“{HELD}” – Quillon Wire, 19 Jun 2023, 16:05 CEST")


def test_sides_that_disagree_are_both_told() -> None:
    made = mail([change("c1")], [meeting(official_status="denied", press_status="held")])
    told = part(received(compose(made, ENVELOPE)), "text/plain")
    assert "Two sides: denied by official accounts, held by the press" in told
