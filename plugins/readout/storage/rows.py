"""A row of each table, as the migrations have it.

Written by docs/generate.py (`make docs`): write a migration instead. A column that may be null or
has a default may be left out, as may what the load itself sets.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import NotRequired, TypedDict


class AlertsRow(TypedDict):
    alert_id: str
    change_id: str
    meeting_id: str
    watch: str
    rule: str
    recipient: str
    state: str
    reason: NotRequired[str | None]
    message_id: NotRequired[str | None]
    attempts: NotRequired[int]
    next_try_at: NotRequired[datetime | None]
    created_at: datetime
    updated_at: NotRequired[datetime]
    schedule: NotRequired[str | None]
    due_at: NotRequired[datetime | None]
    zone: NotRequired[str | None]
    aspect: NotRequired[str | None]
    value: NotRequired[str | None]
    claimed_at: NotRequired[datetime | None]
    sent_at: NotRequired[datetime | None]


class ArticlesRow(TypedDict):
    article_id: str
    url: str
    feed_id: NotRequired[str | None]
    outlet: str
    source_kind: NotRequired[str]
    story_id: NotRequired[str | None]
    first_seen_at: datetime
    last_fetched_at: NotRequired[datetime | None]
    looks: NotRequired[int]
    next_look_at: NotRequired[datetime | None]
    withdrawn_at: NotRequired[datetime | None]
    updated_at: NotRequired[datetime]
    fetch_url: NotRequired[str | None]
    etag: NotRequired[str | None]
    last_modified: NotRequired[str | None]
    look_problem: NotRequired[str | None]


class AssertionPairsRow(TypedDict):
    pair_key: int
    mention_id: str
    start_day: NotRequired[date | None]
    end_day: NotRequired[date | None]
    said_day: date
    firm: bool
    vague: bool
    put_off: bool
    article_id: NotRequired[str | None]
    from_day: NotRequired[date | None]
    to_day: NotRequired[date | None]
    part: NotRequired[bool | None]


class AssertionPartiesRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: NotRequired[str | None]
    type: str
    stated: str
    country: NotRequired[str | None]
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: NotRequired[date | None]
    sound: NotRequired[str | None]
    office: NotRequired[str | None]
    bearer: NotRequired[str | None]


class AssertionsRow(TypedDict):
    mention_id: str
    article_id: str
    revision_id: str
    parties: list[str]
    groups: list[str]
    maybe: list[str]
    sides: list[str]
    status: str
    format: str
    start_day: NotRequired[date | None]
    end_day: NotRequired[date | None]
    time_precision: str
    place: NotRequired[str | None]
    duration_minutes: NotRequired[int | None]
    topic: NotRequired[str | None]
    confidence: float
    evidence: str
    outlet: str
    source_kind: str
    story_id: str
    published_at: datetime
    active: bool
    extractor_version: str
    resolver_version: str
    run_id: NotRequired[str | None]
    asserted_at: datetime
    change: NotRequired[str | None]
    planned_day: NotRequired[date | None]
    start_time: NotRequired[time | None]
    utc_offset: NotRequired[int | None]
    acts: NotRequired[list[str] | None]
    replaced: NotRequired[list[str] | None]


class AuditRow(TypedDict):
    audit_id: str
    made_at: datetime
    made_by: NotRequired[str | None]
    way: str
    action: str
    subject: str
    object: NotRequired[str | None]
    note: NotRequired[str | None]


class DeliveriesRow(TypedDict):
    delivery_id: str
    message_id: str
    recipient: str
    subject: str
    alerts: int
    outcome: str
    problem: NotRequired[str | None]
    attempted_at: datetime


class EntriesRow(TypedDict):
    entry_id: str
    feed_id: str
    entry_key: str
    guid: NotRequired[str | None]
    url: NotRequired[str | None]
    title: NotRequired[str | None]
    summary: NotRequired[str | None]
    authors: NotRequired[list[str] | None]
    published_at: NotRequired[datetime | None]
    first_seen_at: datetime
    last_seen_at: datetime
    state: str
    attempts: NotRequired[int]
    next_try_at: NotRequired[datetime | None]
    problem_kind: NotRequired[str | None]
    problem: NotRequired[str | None]
    article_id: NotRequired[str | None]
    updated_at: NotRequired[datetime]
    published_offset: NotRequired[int | None]


class ExtractionsRow(TypedDict):
    revision_id: str
    article_id: str
    extractor_version: str
    run_id: NotRequired[str | None]
    quotes: int
    mentions: int
    problem: NotRequired[str | None]
    extracted_at: datetime
    subject: NotRequired[str | None]
    subject_share: NotRequired[float | None]
    former_version: NotRequired[str | None]


class FeedsRow(TypedDict):
    feed_id: str
    url: str
    title: NotRequired[str | None]
    section: NotRequired[str | None]
    outlet: str
    source_kind: NotRequired[str]
    active: NotRequired[bool]
    added_at: datetime
    etag: NotRequired[str | None]
    last_modified: NotRequired[str | None]
    content_hash: NotRequired[str | None]
    interval_seconds: NotRequired[int]
    next_poll_at: datetime
    last_polled_at: NotRequired[datetime | None]
    last_success_at: NotRequired[datetime | None]
    last_new_at: NotRequired[datetime | None]
    failures: NotRequired[int]
    moved_to: NotRequired[str | None]
    moved_polls: NotRequired[int]
    health: NotRequired[str]
    reason: NotRequired[str | None]
    updated_at: NotRequired[datetime]
    format: NotRequired[str | None]
    quiet_polls: NotRequired[int | None]
    name: NotRequired[str | None]
    poll_minutes: NotRequired[int | None]
    language: NotRequired[str | None]
    paused: NotRequired[bool | None]


class LoadsRow(TypedDict):
    load_id: str
    step: str
    files: int
    rows: int
    seconds: float
    loaded_at: NotRequired[datetime]


class MeetingChangesRow(TypedDict):
    change_id: str
    meeting_id: str
    kind: str
    old_value: NotRequired[str | None]
    new_value: NotRequired[str | None]
    mention_id: NotRequired[str | None]
    article_id: NotRequired[str | None]
    outlet: NotRequired[str | None]
    evidence: NotRequired[str | None]
    asserted_at: NotRequired[datetime | None]
    resolver_version: str
    changed_at: datetime
    reason: NotRequired[str | None]
    old_version: NotRequired[str | None]
    new_version: NotRequired[str | None]


class MeetingDecisionsRow(TypedDict):
    decision_id: str
    kind: str
    subject: str
    object: str
    verdict: str
    score: NotRequired[float | None]
    note: NotRequired[str | None]
    made_by: NotRequired[str | None]
    made_at: datetime
    applied_at: NotRequired[datetime | None]
    extractor_version: NotRequired[str | None]


class MeetingLinksRow(TypedDict):
    mention_id: str
    meeting_id: str
    kind: str
    score: float
    resolver_version: str
    linked_at: datetime


class MeetingMentionsRow(TypedDict):
    mention_id: str
    revision_id: str
    article_id: str
    position: int
    status: str
    format: str
    start_day: NotRequired[date | None]
    end_day: NotRequired[date | None]
    time_precision: NotRequired[str]
    time_basis: NotRequired[str | None]
    place: NotRequired[str | None]
    duration_minutes: NotRequired[int | None]
    topic: NotRequired[str | None]
    trigger_start: int
    trigger_end: int
    trigger_text: str
    confidence: float
    extractor_version: str
    loaded_at: NotRequired[datetime]
    change: NotRequired[str | None]
    planned_day: NotRequired[date | None]
    why: NotRequired[str | None]
    start_time: NotRequired[time | None]
    utc_offset: NotRequired[int | None]
    replaced: NotRequired[list[str] | None]


class MeetingParticipantsRow(TypedDict):
    meeting_id: str
    position: int
    person_id: str
    name: str
    role: NotRequired[str | None]
    type: str


class MeetingRedirectsRow(TypedDict):
    old_meeting_id: str
    meeting_id: str
    merged_at: datetime


class MeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: NotRequired[date | None]
    end_day: NotRequired[date | None]
    time_precision: str
    place: NotRequired[str | None]
    duration_minutes: NotRequired[int | None]
    topic: NotRequired[str | None]
    confidence: float
    contradicted: NotRequired[bool]
    mentions: int
    outlets: int
    stories: int
    first_outlet: NotRequired[str | None]
    first_seen_at: datetime
    evidence: str
    evidence_article: str
    resolver_version: str
    updated_at: NotRequired[datetime]
    official_outlets: NotRequired[int | None]
    press_outlets: NotRequired[int | None]
    official_status: NotRequired[str | None]
    press_status: NotRequired[str | None]
    denied_by: NotRequired[list[str] | None]
    withdrawn: NotRequired[bool | None]
    run_id: NotRequired[str | None]
    start_time: NotRequired[time | None]
    utc_offset: NotRequired[int | None]
    reported: NotRequired[str | None]


class MentionEvidenceRow(TypedDict):
    mention_id: str
    revision_id: str
    position: int
    start_char: int
    end_char: int
    text: str


class MentionParticipantsRow(TypedDict):
    mention_id: str
    revision_id: str
    position: int
    name: str
    role: NotRequired[str | None]
    type: str
    on_behalf_of: NotRequired[str | None]
    resolution: str
    start_char: NotRequired[int | None]
    end_char: NotRequired[int | None]


class MergeLogRow(TypedDict):
    log_id: str
    kind: str
    mention_id: NotRequired[str | None]
    old_meeting_id: NotRequired[str | None]
    meeting_id: str
    resolver_version: str
    run_id: NotRequired[str | None]
    logged_at: datetime


class MutesRow(TypedDict):
    mute_id: str
    recipient: str
    watch: NotRequired[str | None]
    meeting_id: NotRequired[str | None]
    muted: bool
    reason: str
    created_at: datetime


class PageLinesRow(TypedDict):
    site: str
    article_id: str
    hash: int
    is_sentence: bool
    seen_at: datetime


class PeopleRow(TypedDict):
    person_id: str
    name: str
    type: str
    country: NotRequired[str | None]
    seeded: bool
    first_seen_at: datetime
    updated_at: NotRequired[datetime]


class PeopleAliasesRow(TypedDict):
    alias_id: str
    person_id: str
    alias: str
    source: str
    first_seen_at: datetime


class PeopleEditsRow(TypedDict):
    edit_id: str
    kind: str
    subject: str
    object: str
    note: NotRequired[str | None]
    made_by: NotRequired[str | None]
    made_at: datetime
    applied_at: NotRequired[datetime | None]
    shown_name: NotRequired[str | None]
    shown_type: NotRequired[str | None]


class PollsRow(TypedDict):
    poll_id: str
    feed_id: str
    polled_at: datetime
    outcome: str
    http_status: NotRequired[int | None]
    bytes: NotRequired[int | None]
    entries: NotRequired[int]
    new_entries: NotRequired[int]
    problem: NotRequired[str | None]
    seconds: NotRequired[float | None]


class QuoteSpansRow(TypedDict):
    quote_id: str
    revision_id: str
    part: str
    position: int
    start_char: int
    end_char: int
    text: str


class QuotesRow(TypedDict):
    quote_id: str
    revision_id: str
    article_id: str
    position: int
    type: str
    cue_kind: str
    content: str
    speaker_name: NotRequired[str | None]
    speaker_kind: str
    speaker_role: NotRequired[str | None]
    speaker_desc: NotRequired[str | None]
    candidates: NotRequired[list[str] | None]
    via: NotRequired[str | None]
    addressee: NotRequired[str | None]
    confidence: float
    extractor_version: str
    loaded_at: NotRequired[datetime]
    why: NotRequired[str | None]
    speaker_id: NotRequired[str | None]
    speaker_sex: NotRequired[str | None]
    speaker_version: NotRequired[str | None]


class ReextractionsRow(TypedDict):
    diff_id: str
    run_id: str
    revision_id: str
    article_id: str
    fact: str
    kind: str
    fact_id: str
    what: str
    old_version: NotRequired[str | None]
    new_version: str
    applied: bool
    found_at: datetime


class RevisionsRow(TypedDict):
    revision_id: str
    article_id: str
    revision_no: int
    title: NotRequired[str | None]
    authors: NotRequired[list[str] | None]
    published_at: NotRequired[datetime | None]
    modified_at: NotRequired[datetime | None]
    language: NotRequired[str | None]
    page_kind: str
    body: str
    text_hash: str
    why: NotRequired[str | None]
    fetched_at: datetime
    body_version: str
    loaded_at: NotRequired[datetime]
    source_url: NotRequired[str | None]
    published_offset: NotRequired[int | None]


class RoleClaimsRow(TypedDict):
    claim_id: str
    person_id: str
    role: str
    mention_id: str
    article_id: str
    outlet: str
    asserted_at: datetime
    evidence: NotRequired[str | None]
    resolver_version: str


class SchemaVersionRow(TypedDict):
    version: int
    name: str
    sha256: str
    applied_at: datetime


class SetAsideRow(TypedDict):
    item_id: str
    kind: str
    step: str
    version: str
    article_id: NotRequired[str | None]
    problem: str
    set_aside_at: datetime


class ShinglesRow(TypedDict):
    revision_id: str
    article_id: str
    hash: int
    told_at: datetime
    day: date


class UnresolvedRow(TypedDict):
    article_id: str
    since: datetime


class UtteranceQuotesRow(TypedDict):
    quote_id: str
    utterance_id: str
    article_id: str
    speaker_id: NotRequired[str | None]
    kind: str
    cut: NotRequired[str | None]
    via: NotRequired[str | None]
    words: list[str]
    said_at: datetime


class UtterancesRow(TypedDict):
    utterance_id: str
    speaker_id: NotRequired[str | None]
    speaker_name: NotRequired[str | None]
    wording: str
    quote_id: str
    quotes: int
    wordings: int
    outlets: int
    stories: int
    first_outlet: str
    first_said_at: datetime
    resolver_version: str
    run_id: NotRequired[str | None]
    updated_at: NotRequired[datetime]
