"""What is learned of meetings, in the order in which it is learned."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from readout.steps.resolving import resolve_into
from readout.steps.sifting import Item

from tests.resolution.loads import Warehouse, warehouse
from tests.resolution.newsweek import Story, load_week, relations

WEEK = {s.article: s for s in load_week()}


def _take(into: Warehouse, *stories: Story) -> None:
    for story in stories:
        into.load(relations(story))
        into.resolve()


def _changes(into: Warehouse) -> list[tuple[str, str | None, str | None, str]]:
    rows = into.rows(
        "SELECT kind, old_value, new_value, outlet FROM meeting_changes "
        "ORDER BY asserted_at, kind, new_value"
    )
    return [(r["kind"], r["old_value"], r["new_value"], r["outlet"]) for r in rows]


def test_announced_postponed_moved_held() -> None:
    with warehouse() as into:
        _take(into, *(WEEK[a] for a in ("q1", "c2", "c3", "e1")))
        told = [c for c in _changes(into) if c[2] != "scheduled" or c[0] != "new"]
        assert told == [
            ("status", "scheduled", "postponed", "Courier"),
            ("date", "2023-06-15", "2023-06-20", "Courier"),
            ("status", "postponed", "scheduled", "Courier"),
            ("duration", None, "180", "Eastgate Post"),
            ("status", "scheduled", "held", "Eastgate Post"),
        ]
        meeting = into.rows("SELECT * FROM meetings WHERE status = 'held'")
        assert [(str(m["start_day"]), m["mentions"], m["stories"]) for m in meeting] == [
            ("2023-06-20", 4, 4)
        ]


def test_a_denial_is_not_the_end_and_both_sides_are_shown() -> None:
    with warehouse() as into:
        _take(into, WEEK["m1"], WEEK["o1"])
        assert _changes(into)[1:] == [
            ("contradicted", None, "Corvania Press Office", "Corvania Press Office"),
            ("denied", None, "Corvania Press Office", "Corvania Press Office"),
        ]
        (meeting,) = into.rows("SELECT * FROM meetings")
        assert (meeting["status"], meeting["contradicted"]) == ("held", True)
        assert (meeting["official_status"], meeting["press_status"]) == ("denied", "held")
        assert meeting["denied_by"] == ["Corvania Press Office"]


def test_an_article_that_asserts_and_denies_contradicts_nobody_but_is_kept() -> None:
    both = replace(
        WEEK["m1"],
        mentions=(
            WEEK["m1"].mentions[0],
            {**WEEK["m1"].mentions[0], "id": "m1b", "status": "denied"},
        ),
    )
    with warehouse() as into:
        _take(into, both)
        (meeting,) = into.rows("SELECT * FROM meetings")
        assert (meeting["status"], meeting["mentions"]) == ("held", 2)
        assert meeting["denied_by"] == ["Meridian"]


def test_a_wire_copy_adds_an_outlet_but_no_evidence() -> None:
    with warehouse() as into:
        _take(into, WEEK["q3"], WEEK["e3"])
        rows = into.rows("SELECT outlets, stories, first_outlet, confidence FROM meetings")
        assert {(r["outlets"], r["stories"], r["first_outlet"]) for r in rows} == {
            (2, 1, "Quillon Wire")
        }
        assert all(r["confidence"] == 0.8 for r in rows)


def test_an_edited_article_takes_back_what_it_no_longer_says() -> None:
    first = WEEK["m3"]
    edited = replace(first, revision=2, mentions=first.mentions[:1])
    with warehouse() as into:
        _take(into, first, edited)
        withdrawn = [c for c in _changes(into) if c[0] == "withdrawn"]
        assert withdrawn == [
            ("withdrawn", "likely", None, "Meridian"),
            ("withdrawn", "scheduled", None, "Meridian"),
        ]
        kept = into.rows("SELECT mention_id, active FROM assertions ORDER BY mention_id")
        assert [(r["mention_id"], r["active"]) for r in kept] == [
            ("m3a", False),
            ("m3a-r2", True),
            ("m3b", False),
            ("m3c", False),
        ]
        meetings = into.rows("SELECT status, mentions, withdrawn FROM meetings ORDER BY status")
        assert [(m["status"], m["mentions"], m["withdrawn"]) for m in meetings] == [
            ("held", 1, False),
            ("likely", 0, True),
            ("scheduled", 0, True),
        ]


def test_a_fact_that_another_article_still_asserts_stays_though_one_takes_it_back() -> None:
    edited = replace(WEEK["m3"], revision=2, mentions=WEEK["m3"].mentions[:1])
    with warehouse() as into:
        _take(into, WEEK["e4"], WEEK["m3"], edited)
        (row,) = into.rows(
            "SELECT m.mentions, m.withdrawn FROM meetings AS m JOIN meeting_links AS l "
            "ON l.meeting_id = m.meeting_id AND l.mention_id = 'e4b' AND l.kind = 'linked'"
        )
        assert (row["mentions"], row["withdrawn"]) == (1, False)


def test_a_retracted_article_withdraws_all() -> None:
    with warehouse() as into:
        _take(into, WEEK["m1"])
        into.look("m1", withdrawn=True)
        into.resolve()
        assert _changes(into)[-1][0] == "withdrawn"
        assert into.rows("SELECT withdrawn FROM meetings") == [{"withdrawn": True}]


def test_an_article_that_is_back_is_taken_in_again() -> None:
    with warehouse() as into:
        _take(into, WEEK["m1"])
        before = into.rows("SELECT mention_id FROM assertions WHERE active ORDER BY 1")
        assert before
        into.look("m1", withdrawn=True)
        into.resolve()
        assert into.rows("SELECT mention_id FROM assertions WHERE active") == []
        into.look("m1", withdrawn=True)  # still gone
        assert into.rows("FROM unresolved") == []
        into.look("m1", withdrawn=False)
        into.resolve()
        assert into.rows("SELECT mention_id FROM assertions WHERE active ORDER BY 1") == before
        assert into.rows("SELECT DISTINCT withdrawn FROM meetings") == [{"withdrawn": False}]


def test_what_a_resolution_left_over_is_looked_at_by_the_next() -> None:
    with warehouse() as into:
        into.load(relations(WEEK["m1"]), relations(WEEK["e1"]))
        every = {str(m["id"]) for s in ("m1", "e1") for m in WEEK[s].mentions}
        resolve_into(into._load(), "run", only=[Item("mention", min(every), "")])
        assert len(into.rows("FROM unresolved")) == 2
        into.resolve()
        assert into.rows("FROM unresolved") == []
        told = into.rows("SELECT mention_id FROM assertions WHERE active")
        assert {r["mention_id"] for r in told} == every


def test_a_corrected_date_moves_the_meeting_and_keeps_its_id() -> None:
    first = WEEK["m5"]
    mention = {**first.mentions[0], "day": "2023-06-26"}
    with warehouse() as into:
        _take(into, first)
        (before,) = into.rows("SELECT meeting_id FROM meetings")
        _take(into, replace(first, revision=2, mentions=(mention,)))
        (after,) = into.rows("SELECT meeting_id, start_day FROM meetings")
        assert after["meeting_id"] == before["meeting_id"]
        assert str(after["start_day"]) == "2023-06-26"
        assert [c[:3] for c in _changes(into)] == [
            ("date", "2023-06-25", "2023-06-26"),
            ("new", None, "scheduled"),
        ]


def test_an_earlier_report_that_arrives_late_leads_the_old_id_on() -> None:
    with warehouse() as into:
        _take(into, WEEK["q7"])
        (old,) = into.rows("SELECT meeting_id FROM meetings")
        _take(into, WEEK["m5"])
        (new,) = into.rows("SELECT meeting_id, outlets FROM meetings")
        assert new["outlets"] == 2
        assert new["meeting_id"] != old["meeting_id"]
        redirects = into.rows("SELECT old_meeting_id, meeting_id FROM meeting_redirects")
        assert redirects == [{"old_meeting_id": old["meeting_id"], "meeting_id": new["meeting_id"]}]
        assert [c[0] for c in _changes(into)] == ["participant", "place", "new"]


def test_an_id_that_somebody_was_told_of_stays() -> None:
    with warehouse() as into:
        _take(into, WEEK["q7"])
        (old,) = into.rows("SELECT meeting_id FROM meetings")
        into.rows(
            "INSERT INTO alerts BY NAME SELECT 'a' AS alert_id, change_id, meeting_id, 'w' AS watch, "
            "'r' AS rule, 'ana@example.org' AS recipient, 'sent' AS state, changed_at AS created_at, "
            "changed_at AS updated_at FROM meeting_changes"
        )
        _take(into, WEEK["m5"], WEEK["q8"])
        linked = into.rows(
            "SELECT DISTINCT meeting_id FROM meeting_links "
            "WHERE mention_id IN ('q7a', 'm5a', 'q8b') AND kind = 'linked'"
        )
        assert linked == [{"meeting_id": old["meeting_id"]}]


def test_every_id_ever_given_out_leads_to_a_meeting() -> None:
    given: set[str] = set()
    with warehouse() as into:
        for story in sorted(WEEK.values(), key=lambda s: s.published, reverse=True):
            _take(into, story)
            given |= {r["meeting_id"] for r in into.rows("SELECT meeting_id FROM meetings")}
        now = {r["meeting_id"] for r in into.rows("SELECT meeting_id FROM meetings")}
        leads = {
            r["old_meeting_id"]: r["meeting_id"]
            for r in into.rows("SELECT * FROM meeting_redirects")
        }
        assert len(given) > len(now)
        assert all(i in now or leads[i] in now for i in given)


def test_replaying_the_log_gives_the_current_status() -> None:
    with warehouse() as into:
        _take(into, *sorted(WEEK.values(), key=lambda s: s.published + timedelta(0)))
        rows = into.rows(
            "SELECT m.meeting_id, m.status, (SELECT arg_max(c.new_value, c.asserted_at) "
            "FROM meeting_changes AS c LEFT JOIN meeting_redirects AS r "
            "ON r.old_meeting_id = c.meeting_id "
            "WHERE coalesce(r.meeting_id, c.meeting_id) = m.meeting_id "
            "AND c.kind IN ('new', 'status')) AS told FROM meetings AS m"
        )
        assert [r for r in rows if r["status"] != r["told"]] == []
