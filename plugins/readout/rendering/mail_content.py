"""From the rows of a mail to what its templates say, meeting by meeting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from readout.lexicon.statuses import standing
from readout.lexicon.subjects import SUBJECTS
from readout.rendering import mail_wording as wording
from readout.rendering.mail_links import Links
from readout.rendering.mail_sections import (
    evidence_entry,
    fact_rows,
    held_lines,
    history_line,
    other_accounts,
    party_lines,
    quote_entries,
    related_entry,
    sentence_words,
    source_words,
)

if TYPE_CHECKING:
    from readout.storage.results import (
        AlertingMailAlsoRow,
        AlertingMailChangesRow,
        AlertingMailEvidenceRow,
        AlertingMailHeldRow,
        AlertingMailHistoryRow,
        AlertingMailMeetingsRow,
        AlertingMailQuotesRow,
        AlertingMailRelatedRow,
        AlertingUnconfirmedRow,
    )

# Beyond these a mail is no longer read; the page that it links to has all of them.
MOST_MEETINGS = 20
MOST_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail as the outbox put it together, before it is worded.

    `meetings`, `history`, `evidence`, `quotes`, `held` and `also` are the rows of
    `sql/alerting/mail_*.sql` that concern it; `thread` maps a meeting to the ids of the
    earlier mails to answer, `roots` to the meeting whose thread that is (itself, or one
    that it may be the same as); `digest` holds what only a digest tells.
    """

    message_id: str
    kind: str
    recipient: str
    changes: Sequence[AlertingMailChangesRow]
    meetings: Mapping[str, AlertingMailMeetingsRow]
    history: Mapping[str, Sequence[AlertingMailHistoryRow]] = field(default_factory=dict)
    evidence: Mapping[str, Sequence[AlertingMailEvidenceRow]] = field(default_factory=dict)
    quotes: Mapping[str, Sequence[AlertingMailQuotesRow]] = field(default_factory=dict)
    held: Mapping[str, Sequence[AlertingMailHeldRow]] = field(default_factory=dict)
    also: Sequence[AlertingMailAlsoRow] = ()
    related: Mapping[str, Sequence[AlertingMailRelatedRow]] = field(default_factory=dict)
    thread: Mapping[str, Sequence[str]] = field(default_factory=dict)
    roots: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: Sequence[AlertingUnconfirmedRow] = ()
    digest: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """One meeting, worded for the templates."""

    meeting_id: str
    headline: str
    sentence: str
    source: str
    parties: Sequence[str]
    facts: Sequence[tuple[str, str]]
    changes: Sequence[str]
    history: Sequence[str]
    evidence: Sequence[Mapping[str, str]]
    more_evidence: int
    contradicted: Sequence[str]
    related: Sequence[Mapping[str, str]]
    quotes: Sequence[Mapping[str, str]]
    why: Sequence[str]
    held: Sequence[str]
    link: str
    mute: str
    status: str
    is_new: bool
    subject: str | None = None  # a key of readout.lexicon.subjects.SUBJECTS


def stories(mail: Mail, links: Links) -> list[Story]:
    """The mail's meetings, what weighs most first."""
    by_meeting: dict[str, list[AlertingMailChangesRow]] = {}
    for change in mail.changes:
        by_meeting.setdefault(change["meeting_id"], []).append(change)
    told = [
        (mail.meetings[ident], unique(changes))
        for ident, changes in by_meeting.items()
        if ident in mail.meetings
    ]
    told.sort(key=lambda t: -_weight(t[1]))
    return [_story(mail, meeting, changes, links) for meeting, changes in told]


def by_subject(told: Sequence[Story]) -> list[tuple[str, list[Story]]]:
    """Stories under the names of their subjects, the subject of the weightiest first; those
    without one last, under "Other". One subject alone needs no name."""
    groups: dict[str | None, list[Story]] = {}
    for story in told:
        groups.setdefault(story.subject if story.subject in SUBJECTS else None, []).append(story)
    keys = sorted(groups, key=lambda key: key is None)
    if len(keys) == 1:
        return [("", groups[keys[0]])]
    return [(SUBJECTS[key][1] if key else "Other", groups[key]) for key in keys]


def unique(changes: Sequence[AlertingMailChangesRow]) -> list[AlertingMailChangesRow]:
    """Each change once, though several watches may have brought it."""
    return list({c["change_id"]: c for c in changes}.values())


def _weight(changes: Sequence[AlertingMailChangesRow]) -> float:
    said = [standing(str(c["value"])) for c in changes if c["aspect"] == "status"]
    if any(c["kind"] == "denied" for c in changes):
        said.append(standing("denied"))
    status = max((s.weight if s else 1 for s in said), default=0)
    return status + (0.5 if any(c["kind"] == "new" for c in changes) else 0)


def _story(
    mail: Mail,
    meeting: AlertingMailMeetingsRow,
    changes: Sequence[AlertingMailChangesRow],
    links: Links,
) -> Story:
    ident = meeting["meeting_id"]
    zone = changes[-1]["zone"]
    sentence, source = _opening(mail, meeting, changes)
    evidence = list(mail.evidence.get(ident, ()))
    shown = evidence[:MOST_EVIDENCE]
    return Story(
        meeting_id=ident,
        headline=wording.headline(meeting, changes, _rumoured(mail, meeting)),
        sentence=sentence,
        source=source,
        parties=party_lines(meeting),
        facts=fact_rows(meeting),
        changes=[wording.line(c) for c in changes],
        history=[history_line(h, zone) for h in mail.history.get(ident, ())][-12:],
        evidence=[evidence_entry(e, links, zone) for e in shown],
        more_evidence=len(evidence) - len(shown),
        contradicted=other_accounts(meeting, mail.history.get(ident, ()), evidence),
        related=[related_entry(r, links, zone) for r in list(mail.related.get(ident, ()))[:3]],
        quotes=quote_entries(mail.quotes.get(ident, ())),
        why=_why(mail, ident, changes),
        held=held_lines(mail.held.get(ident, ())),
        link=links.meeting(ident),
        mute=links.mute(mail.recipient, ident),
        status=meeting["status"],
        is_new=any(c["kind"] == "new" for c in changes),
        subject=meeting.get("subject"),
    )


def _opening(
    mail: Mail, meeting: AlertingMailMeetingsRow, changes: Sequence[AlertingMailChangesRow]
) -> tuple[str, str]:
    """The sentence that opens the story, and whose it is: of a new meeting the best one
    that there is, of a change the one that says so."""
    leading, zone = _leading(changes), changes[-1]["zone"]
    if leading["kind"] == "new":
        for row in mail.evidence.get(meeting["meeting_id"], ()):
            if row["sentence"] == meeting["evidence"]:
                return sentence_words(row["sentence"]), source_words(
                    row["outlet"], row["published_at"], zone, row["source_kind"]
                )
    return (
        sentence_words(leading["evidence"] or meeting["evidence"]),
        source_words(
            leading["outlet"] or meeting["first_outlet"],
            leading["asserted_at"],
            zone,
            leading.get("source_kind"),
        ),
    )


def _leading(changes: Sequence[AlertingMailChangesRow]) -> AlertingMailChangesRow:
    """The change whose sentence opens the story: the last one about the status."""
    firmness = [c for c in changes if c["aspect"] == "status" and c["evidence"]]
    return (firmness or [c for c in changes if c["evidence"]] or list(changes))[-1]


def _rumoured(mail: Mail, meeting: AlertingMailMeetingsRow) -> str | None:
    """The status of the report whose mail this one answers, when it is another meeting's."""
    root = mail.roots.get(meeting["meeting_id"])
    return next(
        (
            str(r["status"])
            for r in mail.related.get(meeting["meeting_id"], ())
            if r["other_id"] == root and r["status"] != meeting["status"]
        ),
        None,
    )


def _why(mail: Mail, ident: str, changes: Sequence[AlertingMailChangesRow]) -> list[str]:
    mine = [c for c in mail.changes if c["meeting_id"] == ident]
    ids = {c["change_id"] for c in changes}
    rules: dict[tuple[str, str], list[str]] = {}
    for row in (*mine, *(a for a in mail.also if a["change_id"] in ids)):
        rule, _, what = row["rule"].rpartition("; ")
        rules.setdefault((row["watch"], rule), []).append(what)
    return [
        wording.one_line(f"your watch “{watch}”: {rule} – {', '.join(dict.fromkeys(what))}", 400)
        for (watch, rule), what in rules.items()
    ]
