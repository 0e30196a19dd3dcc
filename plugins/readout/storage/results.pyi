"""A row of each statement of `sql/` that gives any, and who may be asked for them.

Written by docs/generate.py (`make docs`): change the statement instead. Columns and types are
those that DuckDB describes; whether one can be null stands in the statement's tree
(docs/results_typed.py). Import these names under TYPE_CHECKING: at run time there are none.
"""

# A name that is put together at run time gives plain rows; a literal one, its own.
# mypy: disable-error-code="overload-overlap"

from abc import abstractmethod
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, Literal, TypedDict, overload

from readout.model import Row

class AlertingAgainRow(TypedDict):
    alert_id: str
    change_id: str
    meeting_id: str
    watch: str
    rule: str
    recipient: str
    state: str
    reason: str | None
    message_id: str | None
    attempts: int
    next_try_at: datetime | None
    created_at: datetime
    updated_at: datetime
    schedule: str | None
    due_at: datetime | None
    zone: str | None
    aspect: str | None
    value: str | None
    claimed_at: datetime | None
    sent_at: datetime | None
    copies: int

class AlertingAliasesRow(TypedDict):
    alias: str
    name: str

class AlertingAttemptsRow(TypedDict):
    attempted_at: datetime
    outcome: str
    problem: str | None
    subject: str

class AlertingChangesRow(TypedDict):
    change_id: str
    meeting_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    evidence: str | None
    article_id: str | None
    asserted_at: datetime | None
    status: str
    confidence: float
    place: str | None
    topic: str | None
    participants: list[Mapping[str, Any]]
    outlet: str | None
    outlets: list[str] | None
    languages: list[str] | None

class AlertingDueRow(TypedDict):
    alert_id: str
    recipient: str
    watch: str
    meeting_id: str
    message_id: str | None
    schedule: str | None
    attempts: int
    state: str
    created_at: datetime
    change_id: str
    gone: bool

class AlertingFeedMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    contradicted: bool
    withdrawn: bool
    outlets: int
    stories: int
    first_outlet: str | None
    evidence: str
    evidence_article: str
    first_seen_at: datetime
    updated_at: datetime
    parties: list[Mapping[str, Any]]
    sequence: int
    outlet_names: list[str] | None

class AlertingHeldNotYetRow(TypedDict):
    alert_id: str
    recipient: str
    watch: str
    reason: str | None
    change_id: str
    meeting_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    evidence: str | None
    article_id: str | None
    asserted_at: datetime | None
    status: str
    confidence: float
    place: str | None
    topic: str | None
    participants: list[Mapping[str, Any]]
    outlet: str | None
    outlets: list[str] | None
    languages: list[str] | None

class AlertingKnownNamesRow(TypedDict):
    name: str
    type: str

class AlertingKnownToRow(TypedDict):
    what: str
    name: str

class AlertingLikelySameRow(TypedDict):
    meeting_id: str
    other_id: str
    score: float | None
    other_status: str
    recipients: list[str]

class AlertingListRow(TypedDict):
    alert_id: str
    created_at: datetime
    state: str
    reason: str | None
    recipient: str
    watch: str
    rule: str
    schedule: str | None
    due_at: datetime | None
    attempts: int
    next_try_at: datetime | None
    sent_at: datetime | None
    message_id: str | None
    meeting_id: str
    participants: list[str] | None
    place: str | None
    kind: str | None
    old_value: str | None
    new_value: str | None
    evidence: str | None
    outlet: str | None

class AlertingMailAlsoRow(TypedDict):
    recipient: str
    change_id: str
    watch: str
    rule: str

class AlertingMailChangesRow(TypedDict):
    alert_id: str
    recipient: str
    message_id: str | None
    watch: str
    rule: str
    zone: str | None
    schedule: str | None
    meeting_id: str
    aspect: str | None
    value: str | None
    change_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    evidence: str | None
    asserted_at: datetime | None
    outlet: str | None
    article_id: str | None
    url: str | None
    source_kind: str | None

class AlertingMailEvidenceRow(TypedDict):
    meeting_id: str
    mention_id: str
    status: str
    confidence: float
    sentence: str
    article_id: str
    outlet: str
    source_kind: str
    url: str
    title: str | None
    published_at: datetime | None
    copy: bool

class AlertingMailHeldRow(TypedDict):
    recipient: str
    meeting_id: str
    reason: str | None
    watch: str
    kind: str
    old_value: str | None
    new_value: str | None

class AlertingMailHistoryRow(TypedDict):
    meeting_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    outlet: str | None
    asserted_at: datetime | None
    evidence: str | None
    reason: str | None

class AlertingMailMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    contradicted: bool
    withdrawn: bool
    outlets: int
    stories: int
    first_outlet: str | None
    evidence: str
    evidence_article: str
    official_status: str | None
    press_status: str | None
    first_seen_at: datetime
    updated_at: datetime
    parties: list[Mapping[str, Any]]
    subject: str | None
    sequence: int

class AlertingMailQuotesRow(TypedDict):
    meeting_id: str
    quote_id: str
    speaker_name: str | None
    speaker_role: str | None
    content: str
    type: str
    via: str | None
    confidence: float
    article_id: str
    outlet: str
    published_at: datetime | None

class AlertingMailRelatedRow(TypedDict):
    meeting_id: str
    other_id: str
    score: float | None
    status: str
    first_outlet: str | None
    first_seen_at: datetime
    evidence: str
    start_day: date | None
    end_day: date | None
    time_precision: str

class AlertingMailThreadRow(TypedDict):
    recipient: str
    meeting_id: str
    told_of: str
    own: bool
    message_id: str
    sent_at: datetime | None

class AlertingMailsTodayRow(TypedDict):
    recipient: str
    watch: str
    mails: int

class AlertingMutesRow(TypedDict):
    recipient: str
    watch: str | None
    meeting_id: str | None
    reason: str

class AlertingNewestChangeRow(TypedDict):
    changed_at: datetime | None

class AlertingOutcomesRow(TypedDict):
    state: str
    alerts: int

class AlertingPastChangesRow(TypedDict):
    change_id: str
    meeting_id: str
    kind: str
    old_value: str | None
    new_value: str | None
    evidence: str | None
    article_id: str | None
    asserted_at: datetime | None
    changed_at: datetime
    status: str
    confidence: float
    place: str | None
    topic: str | None
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    participants: list[Mapping[str, Any]]
    outlet: str | None
    outlets: list[str] | None
    languages: list[str] | None

class AlertingSentencesToldRow(TypedDict):
    recipient: str
    evidence: str

class AlertingToldRow(TypedDict):
    recipient: str
    meeting_id: str
    aspect: str | None
    value: str | None
    all_values: list[str] | None

class AlertingUnconfirmedRow(TypedDict):
    recipient: str
    message_id: str | None
    sent_at: datetime | None
    subject: str | None
    told: list[Mapping[str, Any]] | None

class DigestAilingFeedsRow(TypedDict):
    title: str | None
    url: str
    outlet: str
    health: str
    reason: str | None
    last_success_at: datetime | None

class DigestMeetingDaysRow(TypedDict):
    day: date
    state: str
    meetings: int

class DigestMostQuotedRow(TypedDict):
    speaker_name: str
    role: str | None
    quotes: int
    outlets: int
    words: str | None
    words_outlet: str | None

class DigestNewestDayRow(TypedDict):
    day: date | None

class ExtractingPendingRow(TypedDict):
    revision_id: str
    article_id: str
    title: str | None
    body: str
    language: str | None
    published_at: datetime | None
    published_offset: int | None
    url: str

class FetchingLooksRow(TypedDict):
    article_id: str
    url: str
    article_url: str
    feed_id: str | None
    outlet: str
    source_kind: str
    language: str | None
    etag: str | None
    last_modified: str | None
    looks: int
    first_seen_at: datetime
    withdrawn_at: datetime | None
    text_hash: str | None
    body: str | None
    page_kind: str | None
    title: str | None
    summary: str | None
    authors: list[str] | None
    published_at: datetime | None

class FetchingOutcomeRow(TypedDict):
    entry_id: str
    title: str | None
    state: str
    problem: str | None
    next_try_at: datetime | None
    article_id: str | None
    headline: str | None
    page_kind: str | None
    characters: int | None
    fetched_at: datetime | None
    look_problem: str | None

class FetchingPendingRow(TypedDict):
    url: str
    entry_ids: list[str]
    attempts: int
    first_seen_at: datetime
    feed_id: str
    outlet: str
    source_kind: str
    language: str | None
    title: str | None
    summary: str | None
    authors: list[str] | None
    published_at: datetime | None
    published_offset: int | None

class FetchingWithdrawnRow(TypedDict):
    articles: int

class FrozenExtentRow(TypedDict):
    articles: int
    outlets: int
    quotes: int
    meetings: int
    first_day: date | None
    last_day: date | None
    loaded_until: datetime | None

class FrozenVersionsRow(TypedDict):
    part: str
    version: str | None
    rows: int

class MaintainingFreeBlocksRow(TypedDict):
    blocks: int | None
    free: int | None

class MeetingsFindRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    start_day: date | None
    place: str | None

class MeetingsMentionsRow(TypedDict):
    mention_id: str
    article_id: str
    url: str
    outlet: str
    published_at: datetime
    status: str
    start_day: date | None
    place: str | None
    evidence: str

class MeetingsNearTextsRow(TypedDict):
    part: str
    text: str
    type: str

class MeetingsPairsRow(TypedDict):
    at: datetime
    same: bool
    score: float | None
    mention: Mapping[str, Any] | None
    other: Mapping[str, Any] | None

class MeetingsProposalsRow(TypedDict):
    score: float
    meeting: str
    maybe: str
    who: str
    day: date | None
    maybe_day: date | None
    sentence: str
    maybe_sentence: str
    waiting: int

class MeetingsStandingRow(TypedDict):
    made_at: datetime
    made_by: str | None
    note: str | None
    kind: str
    object: str

class MeetingsVerdictsRow(TypedDict):
    at: datetime
    same: bool
    score: float | None
    mention: str
    other: str
    by: str | None
    note: str | None

class OperatingActiveFeedsRow(TypedDict):
    feeds: int

class OperatingFailingFeedsRow(TypedDict):
    feed_id: str
    feed: str
    url: str
    health: str
    shown_health: str
    reason: str | None
    failures: int
    since: datetime
    next_poll_at: datetime
    given_up: int
    problem: str | None
    http_status: int | None

class OperatingLastLoadRow(TypedDict):
    load_id: str

class OperatingLoadsSinceRow(TypedDict):
    step: str

class OperatingNewestLoadRow(TypedDict):
    loaded_at: datetime | None

class OperatingWaitingRow(TypedDict):
    dag: str
    what: str
    waiting: int
    since: datetime | None

class PagesArticleRow(TypedDict):
    article_id: str
    url: str
    feed_id: str | None
    outlet: str
    source_kind: str
    story_id: str | None
    first_seen_at: datetime
    last_fetched_at: datetime | None
    looks: int
    next_look_at: datetime | None
    withdrawn_at: datetime | None
    updated_at: datetime
    fetch_url: str | None
    etag: str | None
    last_modified: str | None
    look_problem: str | None
    feed_title: str | None

class PagesArticleRevisionsRow(TypedDict):
    revision_id: str
    revision_no: int
    title: str | None
    authors: list[str] | None
    published_at: datetime | None
    modified_at: datetime | None
    language: str | None
    page_kind: str
    fetched_at: datetime
    source_url: str | None
    quotes: int | None
    mentions: int | None
    problem: str | None
    extractor_version: str | None

class PagesCountriesRow(TypedDict):
    country: str

class PagesCountsRow(TypedDict):
    meetings: int
    quotes: int
    articles: int
    feeds: int

class PagesFeedRow(TypedDict):
    feed_id: str
    url: str
    title: str | None
    section: str | None
    outlet: str
    source_kind: str
    active: bool
    added_at: datetime
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    interval_seconds: int
    next_poll_at: datetime
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    moved_to: str | None
    moved_polls: int
    health: str
    reason: str | None
    updated_at: datetime
    format: str | None
    quiet_polls: int | None
    name: str | None
    poll_minutes: int | None
    language: str | None
    paused: bool | None
    feed: str
    shown_health: str
    every_minutes: int
    entries: int
    given_up: int
    waiting: int

class PagesFeedEntriesRow(TypedDict):
    entry_id: str
    title: str
    url: str | None
    published_at: datetime | None
    first_seen_at: datetime
    state: str
    attempts: int
    next_try_at: datetime | None
    problem: str | None
    article_id: str | None

class PagesFeedPollsRow(TypedDict):
    polled_at: datetime
    outcome: str
    http_status: int | None
    bytes: int | None
    entries: int
    new_entries: int
    problem: str | None
    seconds: float | None

class PagesFrontChangesRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    contradicted: bool
    withdrawn: bool | None
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    format: str
    confidence: float
    evidence: str
    kind: str
    changed_at: datetime
    total: int

class PagesFrontContradictedRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    contradicted: bool
    withdrawn: bool | None
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    format: str
    confidence: float
    official_status: str | None
    press_status: str | None
    denied_by: list[str] | None
    total: int

class PagesFrontFeedsRow(TypedDict):
    feed_id: str
    feed: str
    outlet: str
    health: str
    reason: str | None
    last_success_at: datetime | None
    total: int

class PagesFrontNewRow(TypedDict):
    quotes: int
    articles: int
    mails: int

class PagesMeetingRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    contradicted: bool
    mentions: int
    outlets: int
    stories: int
    first_outlet: str | None
    first_seen_at: datetime
    evidence: str
    evidence_article: str
    resolver_version: str
    updated_at: datetime
    official_outlets: int | None
    press_outlets: int | None
    official_status: str | None
    press_status: str | None
    denied_by: list[str] | None
    withdrawn: bool | None
    run_id: str | None
    start_time: time | None
    utc_offset: int | None
    reported: str | None
    evidence_outlet: str | None
    not_heard_of: bool | None

class PagesMeetingHistoryRow(TypedDict):
    kind: str
    old_value: str | None
    new_value: str | None
    outlet: str | None
    evidence: str | None
    article_id: str | None
    mention_id: str | None
    asserted_at: datetime | None
    changed_at: datetime
    reason: str | None
    old_version: str | None
    new_version: str | None
    source_kind: str | None
    url: str | None
    still_there: bool

class PagesMeetingMentionsRow(TypedDict):
    mention_id: str
    article_id: str
    revision_id: str
    link: str
    score: float
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    outlet: str
    source_kind: str
    url: str
    story_id: str | None
    title: str | None
    published_at: datetime | None
    said_at: datetime
    evidence: str | None
    participants: list[str] | None

class PagesMeetingParticipantsRow(TypedDict):
    position: int
    person_id: str
    name: str
    role: str | None
    type: str
    known: bool | None
    roles: list[str] | None

class PagesMeetingQuotesRow(TypedDict):
    quote_id: str
    speaker_name: str | None
    speaker_role: str | None
    content: str
    type: str
    via: str | None
    confidence: float
    article_id: str
    revision_id: str
    outlet: str
    source_kind: str
    said_at: datetime

class PagesMentionPlaceRow(TypedDict):
    article_id: str
    revision_id: str

class PagesMergedIdsRow(TypedDict):
    old_meeting_id: str
    merged_at: datetime

class PagesOutletsRow(TypedDict):
    outlet: str

class PagesPersonRow(TypedDict):
    person_id: str
    name: str
    type: str
    country: str | None
    seeded: bool
    first_seen_at: datetime

class PagesPersonAliasesRow(TypedDict):
    alias: str
    source: str
    first_seen_at: datetime

class PagesPersonMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    contradicted: bool
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    format: str
    role: str | None
    withdrawn: bool
    not_heard_of: bool | None

class PagesPersonQuotesRow(TypedDict):
    quote_id: str
    speaker_name: str | None
    content: str
    type: str
    via: str | None
    confidence: float
    outlet: str
    said_at: datetime

class PagesPersonRolesRow(TypedDict):
    role: str
    outlets: int
    first_at: datetime
    last_at: datetime
    evidence: str | None
    outlet: str
    article_id: str

class PagesQuotePlaceRow(TypedDict):
    article_id: str
    revision_id: str

class PagesRedirectRow(TypedDict):
    meeting_id: str

class PagesRevisionBodyRow(TypedDict):
    body: str

class PagesRevisionEvidenceRow(TypedDict):
    mention_id: str
    position: int
    start_char: int
    end_char: int

class PagesRevisionMentionsRow(TypedDict):
    mention_id: str
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    duration_minutes: int | None
    topic: str | None
    trigger_start: int
    trigger_end: int
    confidence: float
    why: str | None
    meeting_id: str | None
    participants: list[str] | None

class PagesRevisionParticipantsRow(TypedDict):
    mention_id: str
    name: str
    role: str | None
    type: str
    resolution: str
    start_char: int
    end_char: int | None

class PagesRevisionQuoteSpansRow(TypedDict):
    quote_id: str
    part: str
    position: int
    start_char: int
    end_char: int

class PagesRevisionQuotesRow(TypedDict):
    quote_id: str
    type: str
    content: str
    speaker_name: str | None
    speaker_kind: str
    speaker_role: str | None
    speaker_desc: str | None
    candidates: list[str] | None
    via: str | None
    addressee: str | None
    confidence: float
    why: str | None

class PagesRunArticlesRow(TypedDict):
    article_id: str
    revision_id: str
    quotes: int
    mentions: int
    problem: str | None
    extracted_at: datetime
    title: str | None
    outlet: str

class PagesRunMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    contradicted: bool
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    format: str
    mentions: int

class PagesSubjectsRow(TypedDict):
    subject: str

class PeopleDoubtfulRow(TypedDict):
    stated: str
    how: str
    mention_id: str
    article_id: str
    candidates: list[str]
    candidate_names: list[str] | None

class PeopleEditsRow(TypedDict):
    kind: str
    object: str
    object_name: str
    note: str | None
    made_by: str | None
    made_at: datetime

class PeopleFindRow(TypedDict):
    person_id: str
    name: str
    type: str
    roles: str | None

class PeopleJoinedRow(TypedDict):
    old_meeting_id: str
    meeting_id: str
    participants: str | None
    start_day: date | None

class PeopleListedRow(TypedDict):
    person_id: str
    name: str
    type: str
    country: str | None
    meetings: int
    aliases: str | None

class PeopleRolesRow(TypedDict):
    role: str
    since: datetime
    until: datetime
    articles: int
    outlet: str
    evidence: str | None

class PeopleWeightRow(TypedDict):
    person_id: str
    name: str
    type: str
    meetings: int
    mentions: int

class PollingAskedRow(TypedDict):
    feed_id: str
    url: str
    title: str | None
    outlet: str
    source_kind: str
    format: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    interval_seconds: int
    next_poll_at: datetime
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    quiet_polls: int | None
    moved_to: str | None
    moved_polls: int
    health: str
    reason: str | None
    poll_minutes: int | None

class PollingDueRow(TypedDict):
    feed_id: str
    url: str
    title: str | None
    outlet: str
    source_kind: str
    format: str | None
    etag: str | None
    last_modified: str | None
    content_hash: str | None
    interval_seconds: int
    next_poll_at: datetime
    last_polled_at: datetime | None
    last_success_at: datetime | None
    last_new_at: datetime | None
    failures: int
    quiet_polls: int | None
    moved_to: str | None
    moved_polls: int
    health: str
    reason: str | None
    poll_minutes: int | None

class PollingKnownRow(TypedDict):
    feed_id: str
    entry_key: str
    url: str | None

class PollingStatesRow(TypedDict):
    feed_id: str
    url: str
    title: str | None
    health: str
    reason: str | None
    next_poll_at: datetime

class ReextractChosenRow(TypedDict):
    revision_id: str
    article_id: str
    title: str | None
    body: str
    language: str | None
    published_at: datetime | None
    published_offset: int | None
    url: str

class ReextractNewFactsRow(TypedDict):
    fact: str
    fact_id: str
    revision_id: str
    article_id: str
    anchor: int | None
    version: str
    who: str | None
    status: str
    format: str
    days: str | None
    place: str | None
    minutes: str | None
    words: str

class ReextractOldFactsRow(TypedDict):
    fact: str
    fact_id: str
    revision_id: str
    article_id: str
    anchor: int | None
    version: str
    who: str | None
    status: str
    format: str
    days: str | None
    place: str | None
    minutes: str | None
    words: str

class ReextractToldRow(TypedDict):
    fact: str
    kind: str
    article_id: str
    what: str
    old_version: str | None
    new_version: str
    applied: bool

class ReextractVersionRow(TypedDict):
    version: str | None

class ReportsAheadRow(TypedDict):
    participants: list[str]
    status: str
    contradicted: bool
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    format: str
    confidence: float
    outlets: int
    reported_by: list[str] | None
    last_reported_at: datetime | None
    evidence: str
    evidence_mention: str | None
    evidence_article: str
    dated: bool
    meeting_id: str

class ReportsAlertsRow(TypedDict):
    created_at: datetime
    state: str
    reason: str | None
    recipient: str
    watch: str
    rule: str
    participants: list[str] | None
    kind: str | None
    old_value: str | None
    new_value: str | None
    attempts: int
    next_try_at: datetime | None
    message_id: str | None
    meeting_id: str
    alert_id: str

class ReportsAnonymousRow(TypedDict):
    outlet: str
    source_kind: str
    quotes: int
    anonymous: int
    share: float | None

class ReportsArticlesRow(TypedDict):
    article_id: str
    title: str | None
    outlet: str
    source_kind: str
    published_at: datetime | None
    language: str | None
    page_kind: str
    revisions: int
    quotes: int | None
    mentions: int | None
    subject: str | None
    problem: str | None
    withdrawn_at: datetime | None
    fetched_at: datetime
    story_id: str | None
    url: str

class ReportsAuditRow(TypedDict):
    made_at: datetime
    made_by: str | None
    way: str
    action: str
    subject: str
    object: str | None
    note: str | None
    audit_id: str

class ReportsChangesRow(TypedDict):
    change_id: str
    asserted_at: datetime
    participants: list[str] | None
    kind: str
    old_value: str | None
    new_value: str | None
    outlet: str | None
    evidence: str | None
    meeting_id: str
    article_id: str | None
    mention_id: str | None
    changed_at: datetime
    reason: str | None
    old_version: str | None
    new_version: str | None

class ReportsDailyRow(TypedDict):
    day: date | None
    meetings: int
    quotes: int

class ReportsFeedsRow(TypedDict):
    feed: str
    outlet: str
    section: str | None
    source_kind: str
    health: str
    reason: str | None
    entries: int
    new_7_days: int
    fetched: int
    waiting: int
    given_up: int
    polls_7_days: int
    failed_7_days: int
    last_success_at: datetime | None
    last_new_at: datetime | None
    next_poll_at: datetime
    every_minutes: int
    format: str | None
    language: str | None
    url: str
    feed_id: str

class ReportsLinkingRow(TypedDict):
    score: str
    judged: int
    one_meeting: int
    precision: float

class ReportsMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    contradicted: bool
    withdrawn: bool
    not_heard_of: bool | None
    maybe_same: list[str]
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    format: str
    duration_minutes: int | None
    topic: str | None
    subject: str | None
    outlets: int
    stories: int
    mentions: int
    first_outlet: str | None
    first_seen_at: datetime
    confidence: float
    last_change: str | None
    last_change_at: datetime
    evidence: str
    evidence_article: str
    evidence_mention: str | None
    evidence_outlet: str | None
    evidence_url: str | None

class ReportsPairsRow(TypedDict):
    one: str
    other: str
    one_country: str | None
    other_country: str | None
    meetings: int
    held: int
    last_day: date
    one_id: str
    other_id: str

class ReportsParticipantsRow(TypedDict):
    name: str
    role: str | None
    type: str
    participants: list[str]
    status: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    person_id: str
    meeting_id: str

class ReportsPeopleRow(TypedDict):
    name: str
    role: str | None
    type: str
    country: str | None
    meetings: int
    quotes: int
    last_day: date
    person_id: str | None

class ReportsPrecisionRow(TypedDict):
    month: str
    extractor_version: str | None
    reading: str
    judged: int
    found: float
    right_in_full: float
    no_meeting: int
    wrong_who: int
    wrong_day: int
    people: int

class ReportsProblemsRow(TypedDict):
    seen_at: datetime
    what: str
    name: str
    outlet: str | None
    kind: str
    reason: str | None
    next_try_at: datetime | None
    url: str | None
    article_id: str | None

class ReportsQuotesRow(TypedDict):
    quote_id: str
    speaker_name: str | None
    speaker_id: str | None
    speaker_kind: str
    speaker_sex: str | None
    speaker_role: str | None
    speaker_desc: str | None
    candidates: list[str] | None
    content: str
    cue: str | None
    type: str
    cue_kind: str
    via: str | None
    addressee: str | None
    subject: str | None
    confidence: float
    said_at: datetime
    published_at: datetime | None
    outlet: str
    source_kind: str
    title: str | None
    article_id: str
    revision_id: str
    url: str

class ReportsSidesRow(TypedDict):
    participants: str
    status: str
    official_status: str | None
    press_status: str | None
    contradicted: bool
    denied_by: str | None
    official_outlets: int | None
    press_outlets: int | None
    stories: int
    first_outlet: str | None
    first_seen_at: datetime
    start_day: date | None
    place: str | None
    meeting_id: str

class ReportsSummaryRow(TypedDict):
    what: str
    count: int
    note: str

class ReportsUtterancesRow(TypedDict):
    speaker: str | None
    wording: str
    outlets: int
    stories: int
    wordings: int
    first_outlet: str
    first_said_at: datetime
    via: str | None
    cut_by: str | None
    utterance_id: str

class ResolveAssertionPartiesRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None

class ResolveAssertionsRow(TypedDict):
    mention_id: str
    article_id: str
    revision_id: str
    parties: list[str]
    groups: list[str]
    maybe: list[str]
    sides: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    evidence: str
    outlet: str
    source_kind: str
    story_id: str
    published_at: datetime
    active: bool
    extractor_version: str
    resolver_version: str
    run_id: str | None
    asserted_at: datetime
    change: str | None
    planned_day: date | None
    start_time: time | None
    utc_offset: int | None
    acts: list[str] | None
    replaced: list[str] | None

class ResolveAttendingRow(TypedDict):
    mention_id: str
    position: int
    party_id: str
    party_name: str
    role: str | None
    type: str
    firm: bool
    candidates: list[str]

class ResolveBareClaimsRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None
    partners: list[str] | None
    company: list[str] | None

class ResolveClaimsAgainRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None
    partners: list[str] | None
    company: list[str] | None

class ResolveEditedRow(TypedDict):
    mention_id: str

class ResolveEditsRow(TypedDict):
    edit_id: str
    kind: str
    subject: str
    object: str
    applied_at: datetime | None
    shown_name: str | None
    shown_type: str | None

class ResolveExplainingClaimsRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None
    partners: list[str] | None
    company: list[str] | None

class ResolveGoneRow(TypedDict):
    mention_id: str
    again: bool | None
    old_extractor: str
    new_extractor: str | None
    old_resolver: str | None

class ResolveKnownProfilesRow(TypedDict):
    name_key: str
    profiles: list[str]

class ResolveLinksRow(TypedDict):
    mention_id: str
    meeting_id: str
    kind: str
    score: float

class ResolveMeetingDecisionsRow(TypedDict):
    decision_id: str
    kind: str
    subject: str
    object: str
    verdict: str
    applied_at: datetime | None

class ResolveMeetingsNearRow(TypedDict):
    mention_id: str
    meeting_id: str

class ResolveMentionsRow(TypedDict):
    mention_id: str
    article_id: str
    revision_id: str
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    duration_minutes: int | None
    change: str | None
    planned_day: date | None
    replaced: list[str] | None
    topic: str | None
    confidence: float
    extractor_version: str
    loaded_at: datetime
    outlet: str
    source_kind: str
    story_id: str
    published_at: datetime
    evidence: str

class ResolveNamesakeClaimsRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None
    partners: list[str] | None
    company: list[str] | None

class ResolveOldMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    place: str | None
    duration_minutes: int | None
    topic: str | None
    confidence: float
    contradicted: bool
    mentions: int
    outlets: int
    stories: int
    first_outlet: str | None
    first_seen_at: datetime
    evidence: str
    evidence_article: str
    resolver_version: str
    updated_at: datetime
    official_outlets: int | None
    press_outlets: int | None
    official_status: str | None
    press_status: str | None
    denied_by: list[str] | None
    withdrawn: bool | None
    run_id: str | None
    start_time: time | None
    utc_offset: int | None
    reported: str | None
    told: bool

class ResolveOldParticipantsRow(TypedDict):
    meeting_id: str
    position: int
    person_id: str
    name: str
    role: str | None
    type: str

class ResolveOldUtterancesRow(TypedDict):
    quote_id: str
    utterance_id: str

class ResolveParticipantsRow(TypedDict):
    mention_id: str
    position: int
    name: str
    role: str | None
    type: str

class ResolvePendingRow(TypedDict):
    mention_id: str
    article_id: str
    again: bool
    old_extractor: str | None
    new_extractor: str
    old_resolver: str | None
    known: bool

class ResolveQuotesRow(TypedDict):
    quote_id: str
    article_id: str
    content: str
    speaker_name: str | None
    speaker_kind: str
    speaker_role: str | None
    via: str | None
    outlet: str
    story_id: str
    published_at: datetime

class ResolveQuotesGoneRow(TypedDict):
    quote_id: str
    utterance_id: str

class ResolveQuotesOfRow(TypedDict):
    quote_id: str

class ResolveQuotesPendingRow(TypedDict):
    quote_id: str
    article_id: str

class ResolveRespelledClaimsRow(TypedDict):
    mention_id: str
    article_id: str
    position: int
    party_id: str
    party_name: str
    name: str
    role: str | None
    type: str
    stated: str
    country: str | None
    firm: bool
    generic: bool
    how: str
    candidates: list[str]
    name_key: str
    family: str
    profile: str
    bare: bool
    open: bool
    day: date | None
    sound: str | None
    office: str | None
    bearer: str | None
    partners: list[str] | None
    company: list[str] | None

class ResolveScopeRow(TypedDict):
    mention_id: str
    round: int

class ResolveSpeakerNamesRow(TypedDict):
    name: str

class ResolveSpeakersRow(TypedDict):
    quote_id: str
    article_id: str
    speaker_name: str
    speaker_kind: str
    speaker_role: str | None
    speaker_id: str | None
    parties: list[str]
    bearers: int
    said_at: datetime

class ResolveSpellingsRow(TypedDict):
    name: str

class ResolveVagueNearRow(TypedDict):
    mention_id: str

class ReviewMeetingOfRow(TypedDict):
    meeting_id: str

class ReviewMeetingsRow(TypedDict):
    meeting_id: str
    participants: list[str]
    status: str
    format: str
    start_day: date | None
    end_day: date | None
    time_precision: str
    start_time: time | None
    utc_offset: int | None
    place: str | None
    confidence: float
    waiting: int
    mention_id: str
    evidence: str
    outlet: str
    published_at: datetime
    title: str | None

class ReviewMentionsRow(TypedDict):
    mention_id: str
    extractor_version: str
    confidence: float

class ReviewVerdictRow(TypedDict):
    decision_id: str
    kind: str
    subject: str

class SearchArticlesRow(TypedDict):
    kind: str
    quote_id: str | None
    text: str
    speaker_name: str | None
    speaker_id: str | None
    speaker_desc: str | None
    speaker_role: str | None
    type: str | None
    via: str | None
    confidence: float | None
    said_at: datetime
    outlet: str
    source_kind: str
    title: str | None
    article_id: str
    revision_id: str
    url: str

class SearchArticlesInRow(TypedDict):
    article_id: str
    revision_id: str
    outlet: str
    title: str | None
    body: str
    day: date

class SearchQuotesRow(TypedDict):
    kind: str
    quote_id: str
    text: str
    speaker_name: str | None
    speaker_id: str | None
    speaker_desc: str | None
    speaker_role: str | None
    type: str
    via: str | None
    confidence: float
    said_at: datetime
    outlet: str
    source_kind: str
    title: str | None
    article_id: str
    revision_id: str
    url: str

class SearchQuotesInRow(TypedDict):
    quote_id: str
    article_id: str
    content: str
    speaker: str | None

class SearchTextsRow(TypedDict):
    article_id: str
    revision_id: str
    changed_at: datetime
    mark: str

class StoriesBodiesRow(TypedDict):
    article_id: str
    body: str

class StoriesMembersRow(TypedDict):
    article_id: str
    story_id: str | None

class StoriesPairsRow(TypedDict):
    a: str
    b: str
    containment: float
    balance: float
    a_is_smaller: bool
    same_outlet: bool

class StoriesPeriodRow(TypedDict):
    earliest: datetime | None
    latest: datetime | None

class StoriesSiteLinesRow(TypedDict):
    site: str
    hashes: list[int]

class Asked:
    __slots__ = ()
    @abstractmethod
    def answer(self, name: str, params: Mapping[str, Any]) -> list[Any]: ...
    @overload
    def rows(self, name: Literal["alerting/again"], **params: Any) -> list[AlertingAgainRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/aliases"], **params: Any
    ) -> list[AlertingAliasesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/attempts"], **params: Any
    ) -> list[AlertingAttemptsRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/changes"], **params: Any
    ) -> list[AlertingChangesRow]: ...
    @overload
    def rows(self, name: Literal["alerting/due"], **params: Any) -> list[AlertingDueRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/feed_meetings"], **params: Any
    ) -> list[AlertingFeedMeetingsRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/held_not_yet"], **params: Any
    ) -> list[AlertingHeldNotYetRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/known_names"], **params: Any
    ) -> list[AlertingKnownNamesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/known_to"], **params: Any
    ) -> list[AlertingKnownToRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/likely_same"], **params: Any
    ) -> list[AlertingLikelySameRow]: ...
    @overload
    def rows(self, name: Literal["alerting/list"], **params: Any) -> list[AlertingListRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_also"], **params: Any
    ) -> list[AlertingMailAlsoRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_changes"], **params: Any
    ) -> list[AlertingMailChangesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_evidence"], **params: Any
    ) -> list[AlertingMailEvidenceRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_held"], **params: Any
    ) -> list[AlertingMailHeldRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_history"], **params: Any
    ) -> list[AlertingMailHistoryRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_meetings"], **params: Any
    ) -> list[AlertingMailMeetingsRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_quotes"], **params: Any
    ) -> list[AlertingMailQuotesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_related"], **params: Any
    ) -> list[AlertingMailRelatedRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mail_thread"], **params: Any
    ) -> list[AlertingMailThreadRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/mails_today"], **params: Any
    ) -> list[AlertingMailsTodayRow]: ...
    @overload
    def rows(self, name: Literal["alerting/mutes"], **params: Any) -> list[AlertingMutesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/newest_change"], **params: Any
    ) -> list[AlertingNewestChangeRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/outcomes"], **params: Any
    ) -> list[AlertingOutcomesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/past_changes"], **params: Any
    ) -> list[AlertingPastChangesRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/sentences_told"], **params: Any
    ) -> list[AlertingSentencesToldRow]: ...
    @overload
    def rows(self, name: Literal["alerting/told"], **params: Any) -> list[AlertingToldRow]: ...
    @overload
    def rows(
        self, name: Literal["alerting/unconfirmed"], **params: Any
    ) -> list[AlertingUnconfirmedRow]: ...
    @overload
    def rows(
        self, name: Literal["digest/ailing_feeds"], **params: Any
    ) -> list[DigestAilingFeedsRow]: ...
    @overload
    def rows(
        self, name: Literal["digest/meeting_days"], **params: Any
    ) -> list[DigestMeetingDaysRow]: ...
    @overload
    def rows(
        self, name: Literal["digest/most_quoted"], **params: Any
    ) -> list[DigestMostQuotedRow]: ...
    @overload
    def rows(
        self, name: Literal["digest/newest_day"], **params: Any
    ) -> list[DigestNewestDayRow]: ...
    @overload
    def rows(
        self, name: Literal["extracting/pending"], **params: Any
    ) -> list[ExtractingPendingRow]: ...
    @overload
    def rows(self, name: Literal["fetching/looks"], **params: Any) -> list[FetchingLooksRow]: ...
    @overload
    def rows(
        self, name: Literal["fetching/outcome"], **params: Any
    ) -> list[FetchingOutcomeRow]: ...
    @overload
    def rows(
        self, name: Literal["fetching/pending"], **params: Any
    ) -> list[FetchingPendingRow]: ...
    @overload
    def rows(
        self, name: Literal["fetching/withdrawn"], **params: Any
    ) -> list[FetchingWithdrawnRow]: ...
    @overload
    def rows(self, name: Literal["frozen/extent"], **params: Any) -> list[FrozenExtentRow]: ...
    @overload
    def rows(self, name: Literal["frozen/versions"], **params: Any) -> list[FrozenVersionsRow]: ...
    @overload
    def rows(
        self, name: Literal["maintaining/free_blocks"], **params: Any
    ) -> list[MaintainingFreeBlocksRow]: ...
    @overload
    def rows(self, name: Literal["meetings/find"], **params: Any) -> list[MeetingsFindRow]: ...
    @overload
    def rows(
        self, name: Literal["meetings/mentions"], **params: Any
    ) -> list[MeetingsMentionsRow]: ...
    @overload
    def rows(
        self, name: Literal["meetings/near_texts"], **params: Any
    ) -> list[MeetingsNearTextsRow]: ...
    @overload
    def rows(self, name: Literal["meetings/pairs"], **params: Any) -> list[MeetingsPairsRow]: ...
    @overload
    def rows(
        self, name: Literal["meetings/proposals"], **params: Any
    ) -> list[MeetingsProposalsRow]: ...
    @overload
    def rows(
        self, name: Literal["meetings/standing"], **params: Any
    ) -> list[MeetingsStandingRow]: ...
    @overload
    def rows(
        self, name: Literal["meetings/verdicts"], **params: Any
    ) -> list[MeetingsVerdictsRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/active_feeds"], **params: Any
    ) -> list[OperatingActiveFeedsRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/failing_feeds"], **params: Any
    ) -> list[OperatingFailingFeedsRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/last_load"], **params: Any
    ) -> list[OperatingLastLoadRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/loads_since"], **params: Any
    ) -> list[OperatingLoadsSinceRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/newest_load"], **params: Any
    ) -> list[OperatingNewestLoadRow]: ...
    @overload
    def rows(
        self, name: Literal["operating/waiting"], **params: Any
    ) -> list[OperatingWaitingRow]: ...
    @overload
    def rows(self, name: Literal["pages/article"], **params: Any) -> list[PagesArticleRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/article_revisions"], **params: Any
    ) -> list[PagesArticleRevisionsRow]: ...
    @overload
    def rows(self, name: Literal["pages/countries"], **params: Any) -> list[PagesCountriesRow]: ...
    @overload
    def rows(self, name: Literal["pages/counts"], **params: Any) -> list[PagesCountsRow]: ...
    @overload
    def rows(self, name: Literal["pages/feed"], **params: Any) -> list[PagesFeedRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/feed_entries"], **params: Any
    ) -> list[PagesFeedEntriesRow]: ...
    @overload
    def rows(self, name: Literal["pages/feed_polls"], **params: Any) -> list[PagesFeedPollsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/front_changes"], **params: Any
    ) -> list[PagesFrontChangesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/front_contradicted"], **params: Any
    ) -> list[PagesFrontContradictedRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/front_feeds"], **params: Any
    ) -> list[PagesFrontFeedsRow]: ...
    @overload
    def rows(self, name: Literal["pages/front_new"], **params: Any) -> list[PagesFrontNewRow]: ...
    @overload
    def rows(self, name: Literal["pages/meeting"], **params: Any) -> list[PagesMeetingRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/meeting_history"], **params: Any
    ) -> list[PagesMeetingHistoryRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/meeting_mentions"], **params: Any
    ) -> list[PagesMeetingMentionsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/meeting_participants"], **params: Any
    ) -> list[PagesMeetingParticipantsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/meeting_quotes"], **params: Any
    ) -> list[PagesMeetingQuotesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/mention_place"], **params: Any
    ) -> list[PagesMentionPlaceRow]: ...
    @overload
    def rows(self, name: Literal["pages/merged_ids"], **params: Any) -> list[PagesMergedIdsRow]: ...
    @overload
    def rows(self, name: Literal["pages/outlets"], **params: Any) -> list[PagesOutletsRow]: ...
    @overload
    def rows(self, name: Literal["pages/person"], **params: Any) -> list[PagesPersonRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/person_aliases"], **params: Any
    ) -> list[PagesPersonAliasesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/person_meetings"], **params: Any
    ) -> list[PagesPersonMeetingsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/person_quotes"], **params: Any
    ) -> list[PagesPersonQuotesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/person_roles"], **params: Any
    ) -> list[PagesPersonRolesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/quote_place"], **params: Any
    ) -> list[PagesQuotePlaceRow]: ...
    @overload
    def rows(self, name: Literal["pages/redirect"], **params: Any) -> list[PagesRedirectRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_body"], **params: Any
    ) -> list[PagesRevisionBodyRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_evidence"], **params: Any
    ) -> list[PagesRevisionEvidenceRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_mentions"], **params: Any
    ) -> list[PagesRevisionMentionsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_participants"], **params: Any
    ) -> list[PagesRevisionParticipantsRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_quote_spans"], **params: Any
    ) -> list[PagesRevisionQuoteSpansRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/revision_quotes"], **params: Any
    ) -> list[PagesRevisionQuotesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/run_articles"], **params: Any
    ) -> list[PagesRunArticlesRow]: ...
    @overload
    def rows(
        self, name: Literal["pages/run_meetings"], **params: Any
    ) -> list[PagesRunMeetingsRow]: ...
    @overload
    def rows(self, name: Literal["pages/subjects"], **params: Any) -> list[PagesSubjectsRow]: ...
    @overload
    def rows(self, name: Literal["people/doubtful"], **params: Any) -> list[PeopleDoubtfulRow]: ...
    @overload
    def rows(self, name: Literal["people/edits"], **params: Any) -> list[PeopleEditsRow]: ...
    @overload
    def rows(self, name: Literal["people/find"], **params: Any) -> list[PeopleFindRow]: ...
    @overload
    def rows(self, name: Literal["people/joined"], **params: Any) -> list[PeopleJoinedRow]: ...
    @overload
    def rows(self, name: Literal["people/listed"], **params: Any) -> list[PeopleListedRow]: ...
    @overload
    def rows(self, name: Literal["people/roles"], **params: Any) -> list[PeopleRolesRow]: ...
    @overload
    def rows(self, name: Literal["people/weight"], **params: Any) -> list[PeopleWeightRow]: ...
    @overload
    def rows(self, name: Literal["polling/asked"], **params: Any) -> list[PollingAskedRow]: ...
    @overload
    def rows(self, name: Literal["polling/due"], **params: Any) -> list[PollingDueRow]: ...
    @overload
    def rows(self, name: Literal["polling/known"], **params: Any) -> list[PollingKnownRow]: ...
    @overload
    def rows(self, name: Literal["polling/states"], **params: Any) -> list[PollingStatesRow]: ...
    @overload
    def rows(
        self, name: Literal["reextract/chosen"], **params: Any
    ) -> list[ReextractChosenRow]: ...
    @overload
    def rows(
        self, name: Literal["reextract/new_facts"], **params: Any
    ) -> list[ReextractNewFactsRow]: ...
    @overload
    def rows(
        self, name: Literal["reextract/old_facts"], **params: Any
    ) -> list[ReextractOldFactsRow]: ...
    @overload
    def rows(self, name: Literal["reextract/told"], **params: Any) -> list[ReextractToldRow]: ...
    @overload
    def rows(
        self, name: Literal["reextract/version"], **params: Any
    ) -> list[ReextractVersionRow]: ...
    @overload
    def rows(self, name: Literal["reports/ahead"], **params: Any) -> list[ReportsAheadRow]: ...
    @overload
    def rows(self, name: Literal["reports/alerts"], **params: Any) -> list[ReportsAlertsRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/anonymous"], **params: Any
    ) -> list[ReportsAnonymousRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/articles"], **params: Any
    ) -> list[ReportsArticlesRow]: ...
    @overload
    def rows(self, name: Literal["reports/audit"], **params: Any) -> list[ReportsAuditRow]: ...
    @overload
    def rows(self, name: Literal["reports/changes"], **params: Any) -> list[ReportsChangesRow]: ...
    @overload
    def rows(self, name: Literal["reports/daily"], **params: Any) -> list[ReportsDailyRow]: ...
    @overload
    def rows(self, name: Literal["reports/feeds"], **params: Any) -> list[ReportsFeedsRow]: ...
    @overload
    def rows(self, name: Literal["reports/linking"], **params: Any) -> list[ReportsLinkingRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/meetings"], **params: Any
    ) -> list[ReportsMeetingsRow]: ...
    @overload
    def rows(self, name: Literal["reports/pairs"], **params: Any) -> list[ReportsPairsRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/participants"], **params: Any
    ) -> list[ReportsParticipantsRow]: ...
    @overload
    def rows(self, name: Literal["reports/people"], **params: Any) -> list[ReportsPeopleRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/precision"], **params: Any
    ) -> list[ReportsPrecisionRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/problems"], **params: Any
    ) -> list[ReportsProblemsRow]: ...
    @overload
    def rows(self, name: Literal["reports/quotes"], **params: Any) -> list[ReportsQuotesRow]: ...
    @overload
    def rows(self, name: Literal["reports/sides"], **params: Any) -> list[ReportsSidesRow]: ...
    @overload
    def rows(self, name: Literal["reports/summary"], **params: Any) -> list[ReportsSummaryRow]: ...
    @overload
    def rows(
        self, name: Literal["reports/utterances"], **params: Any
    ) -> list[ReportsUtterancesRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/assertion_parties"], **params: Any
    ) -> list[ResolveAssertionPartiesRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/assertions"], **params: Any
    ) -> list[ResolveAssertionsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/attending"], **params: Any
    ) -> list[ResolveAttendingRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/bare_claims"], **params: Any
    ) -> list[ResolveBareClaimsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/claims_again"], **params: Any
    ) -> list[ResolveClaimsAgainRow]: ...
    @overload
    def rows(self, name: Literal["resolve/edited"], **params: Any) -> list[ResolveEditedRow]: ...
    @overload
    def rows(self, name: Literal["resolve/edits"], **params: Any) -> list[ResolveEditsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/explaining_claims"], **params: Any
    ) -> list[ResolveExplainingClaimsRow]: ...
    @overload
    def rows(self, name: Literal["resolve/gone"], **params: Any) -> list[ResolveGoneRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/known_profiles"], **params: Any
    ) -> list[ResolveKnownProfilesRow]: ...
    @overload
    def rows(self, name: Literal["resolve/links"], **params: Any) -> list[ResolveLinksRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/meeting_decisions"], **params: Any
    ) -> list[ResolveMeetingDecisionsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/meetings_near"], **params: Any
    ) -> list[ResolveMeetingsNearRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/mentions"], **params: Any
    ) -> list[ResolveMentionsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/namesake_claims"], **params: Any
    ) -> list[ResolveNamesakeClaimsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/old_meetings"], **params: Any
    ) -> list[ResolveOldMeetingsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/old_participants"], **params: Any
    ) -> list[ResolveOldParticipantsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/old_utterances"], **params: Any
    ) -> list[ResolveOldUtterancesRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/participants"], **params: Any
    ) -> list[ResolveParticipantsRow]: ...
    @overload
    def rows(self, name: Literal["resolve/pending"], **params: Any) -> list[ResolvePendingRow]: ...
    @overload
    def rows(self, name: Literal["resolve/quotes"], **params: Any) -> list[ResolveQuotesRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/quotes_gone"], **params: Any
    ) -> list[ResolveQuotesGoneRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/quotes_of"], **params: Any
    ) -> list[ResolveQuotesOfRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/quotes_pending"], **params: Any
    ) -> list[ResolveQuotesPendingRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/respelled_claims"], **params: Any
    ) -> list[ResolveRespelledClaimsRow]: ...
    @overload
    def rows(self, name: Literal["resolve/scope"], **params: Any) -> list[ResolveScopeRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/speaker_names"], **params: Any
    ) -> list[ResolveSpeakerNamesRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/speakers"], **params: Any
    ) -> list[ResolveSpeakersRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/spellings"], **params: Any
    ) -> list[ResolveSpellingsRow]: ...
    @overload
    def rows(
        self, name: Literal["resolve/vague_near"], **params: Any
    ) -> list[ResolveVagueNearRow]: ...
    @overload
    def rows(
        self, name: Literal["review/meeting_of"], **params: Any
    ) -> list[ReviewMeetingOfRow]: ...
    @overload
    def rows(self, name: Literal["review/meetings"], **params: Any) -> list[ReviewMeetingsRow]: ...
    @overload
    def rows(self, name: Literal["review/mentions"], **params: Any) -> list[ReviewMentionsRow]: ...
    @overload
    def rows(self, name: Literal["review/verdict"], **params: Any) -> list[ReviewVerdictRow]: ...
    @overload
    def rows(self, name: Literal["search/articles"], **params: Any) -> list[SearchArticlesRow]: ...
    @overload
    def rows(
        self, name: Literal["search/articles_in"], **params: Any
    ) -> list[SearchArticlesInRow]: ...
    @overload
    def rows(self, name: Literal["search/quotes"], **params: Any) -> list[SearchQuotesRow]: ...
    @overload
    def rows(self, name: Literal["search/quotes_in"], **params: Any) -> list[SearchQuotesInRow]: ...
    @overload
    def rows(self, name: Literal["search/texts"], **params: Any) -> list[SearchTextsRow]: ...
    @overload
    def rows(self, name: Literal["stories/bodies"], **params: Any) -> list[StoriesBodiesRow]: ...
    @overload
    def rows(self, name: Literal["stories/members"], **params: Any) -> list[StoriesMembersRow]: ...
    @overload
    def rows(self, name: Literal["stories/pairs"], **params: Any) -> list[StoriesPairsRow]: ...
    @overload
    def rows(self, name: Literal["stories/period"], **params: Any) -> list[StoriesPeriodRow]: ...
    @overload
    def rows(
        self, name: Literal["stories/site_lines"], **params: Any
    ) -> list[StoriesSiteLinesRow]: ...
    @overload
    def rows(self, name: str, **params: Any) -> list[Row]: ...
