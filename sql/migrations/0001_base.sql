-- The whole warehouse, first version.
--
-- Rules that hold for every table (measured; docs/decisions/0002-storage.md):
-- * no PRIMARY KEY, UNIQUE, FOREIGN KEY, index, sequence or ENUM: keys are deterministic
--   hashes made in Python, MERGE in the one loader keeps them unique, sql/checks prove it;
-- * every time is UTC in a TIMESTAMP; a day is a DATE;
-- * start_char/end_char are [start, end) in characters of revisions.body.

-- A feed that we were told to watch, with the state of its polling.
CREATE TABLE feeds (
    feed_id          VARCHAR NOT NULL,   -- hash of the URL as first given; survives a move
    url              VARCHAR NOT NULL,   -- where it is polled now
    title            VARCHAR,
    section          VARCHAR,            -- OPML folder
    outlet           VARCHAR NOT NULL,   -- whom readers would name as the publisher
    source_kind      VARCHAR NOT NULL DEFAULT 'press',  -- press | official
    active           BOOLEAN NOT NULL DEFAULT true,
    added_at         TIMESTAMP NOT NULL,
    etag             VARCHAR,
    last_modified    VARCHAR,
    content_hash     VARCHAR,
    interval_seconds INTEGER NOT NULL DEFAULT 900,
    next_poll_at     TIMESTAMP NOT NULL,
    last_polled_at   TIMESTAMP,
    last_success_at  TIMESTAMP,
    last_new_at      TIMESTAMP,
    failures         INTEGER NOT NULL DEFAULT 0,   -- in a row
    moved_to         VARCHAR,            -- a permanent redirect that has not held long enough yet
    moved_polls      INTEGER NOT NULL DEFAULT 0,
    health           VARCHAR NOT NULL DEFAULT 'new',  -- new | ok | ailing | down | retired
    reason           VARCHAR,            -- of the health, in words
    updated_at       TIMESTAMP NOT NULL
);

-- One attempt to poll one feed.
CREATE TABLE polls (
    poll_id      VARCHAR NOT NULL,
    feed_id      VARCHAR NOT NULL,
    polled_at    TIMESTAMP NOT NULL,
    outcome      VARCHAR NOT NULL,  -- new | unchanged | not_modified | temporary | soft | hard
    http_status  INTEGER,
    bytes        BIGINT,
    entries      INTEGER NOT NULL DEFAULT 0,
    new_entries  INTEGER NOT NULL DEFAULT 0,
    problem      VARCHAR,
    seconds      DOUBLE
);

-- One item of one feed. state: pending -> fetched | failed (tried again at next_try_at) | gone.
CREATE TABLE entries (
    entry_id      VARCHAR NOT NULL,   -- hash of feed_id and entry key
    feed_id       VARCHAR NOT NULL,
    entry_key     VARCHAR NOT NULL,
    guid          VARCHAR,
    url           VARCHAR,
    title         VARCHAR,
    summary       VARCHAR,
    authors       VARCHAR[],
    published_at  TIMESTAMP,
    first_seen_at TIMESTAMP NOT NULL,
    last_seen_at  TIMESTAMP NOT NULL,
    state         VARCHAR NOT NULL,
    attempts      INTEGER NOT NULL DEFAULT 0,
    next_try_at   TIMESTAMP,
    problem_kind  VARCHAR,            -- temporary | soft | hard
    problem       VARCHAR,
    article_id    VARCHAR,
    updated_at    TIMESTAMP NOT NULL
);

-- One article of one outlet, however many feeds or addresses led to it.
CREATE TABLE articles (
    article_id      VARCHAR NOT NULL,  -- hash of the canonical URL
    url             VARCHAR NOT NULL,
    feed_id         VARCHAR,
    outlet          VARCHAR NOT NULL,
    source_kind     VARCHAR NOT NULL DEFAULT 'press',
    story_id        VARCHAR,           -- wire copies of one text share it
    first_seen_at   TIMESTAMP NOT NULL,
    last_fetched_at TIMESTAMP,
    looks           INTEGER NOT NULL DEFAULT 0,
    next_look_at    TIMESTAMP,         -- when to see whether it was edited; NULL = never again
    withdrawn_at    TIMESTAMP,
    updated_at      TIMESTAMP NOT NULL
);

-- One text of an article. A changed text is a new revision; nothing is overwritten.
CREATE TABLE revisions (
    revision_id  VARCHAR NOT NULL,   -- hash of article_id and text_hash
    article_id   VARCHAR NOT NULL,
    revision_no  INTEGER NOT NULL,   -- 1, 2, 3 …
    title        VARCHAR,
    authors      VARCHAR[],
    published_at TIMESTAMP,
    modified_at  TIMESTAMP,
    language     VARCHAR,
    page_kind    VARCHAR NOT NULL,   -- article | paywall | consent | error | listing | empty
    body         VARCHAR NOT NULL,
    text_hash    VARCHAR NOT NULL,
    why          VARCHAR,            -- JSON: which source won for which field
    fetched_at   TIMESTAMP NOT NULL,
    body_version VARCHAR NOT NULL,   -- of the body extractor
    loaded_at    TIMESTAMP NOT NULL
);

-- Sampled shingle hashes of a revision, for recognising wire copies.
CREATE TABLE shingles (
    revision_id VARCHAR NOT NULL,
    article_id  VARCHAR NOT NULL,
    hash        UBIGINT NOT NULL
);

-- That an extractor version has read a revision, and how it went. Its absence is the work queue.
CREATE TABLE extractions (
    revision_id       VARCHAR NOT NULL,
    article_id        VARCHAR NOT NULL,
    extractor_version VARCHAR NOT NULL,
    run_id            VARCHAR,
    quotes            INTEGER NOT NULL,
    mentions          INTEGER NOT NULL,
    problem           VARCHAR,
    extracted_at      TIMESTAMP NOT NULL
);

-- One speech act of one speaker.
CREATE TABLE quotes (
    quote_id          VARCHAR NOT NULL,  -- hash of revision_id and content spans
    revision_id       VARCHAR NOT NULL,
    article_id        VARCHAR NOT NULL,
    position          INTEGER NOT NULL,  -- order in the article, from 0
    type              VARCHAR NOT NULL,  -- direct | mixed | indirect
    cue_kind          VARCHAR NOT NULL,  -- speech | attitude
    content           VARCHAR NOT NULL,  -- the content spans joined with ' … '
    speaker_name      VARCHAR,
    speaker_kind      VARCHAR NOT NULL,  -- person | org | group | anonymous | unknown
    speaker_role      VARCHAR,
    speaker_desc      VARCHAR,
    candidates        VARCHAR[],
    via               VARCHAR,
    addressee         VARCHAR,
    confidence        DOUBLE NOT NULL,
    extractor_version VARCHAR NOT NULL,
    loaded_at         TIMESTAMP NOT NULL
);

-- The spans of a quote. sql/checks prove body[start:end] = text for every one.
CREATE TABLE quote_spans (
    quote_id    VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    part        VARCHAR NOT NULL,  -- content | cue | source
    position    INTEGER NOT NULL,
    start_char  INTEGER NOT NULL,
    end_char    INTEGER NOT NULL,
    text        VARCHAR NOT NULL
);

-- What one revision says of one meeting.
CREATE TABLE meeting_mentions (
    mention_id        VARCHAR NOT NULL,
    revision_id       VARCHAR NOT NULL,
    article_id        VARCHAR NOT NULL,
    position          INTEGER NOT NULL,
    status            VARCHAR NOT NULL,
    format            VARCHAR NOT NULL,
    start_day         DATE,
    end_day           DATE,
    time_precision    VARCHAR NOT NULL DEFAULT 'unknown',
    time_basis        VARCHAR,
    place             VARCHAR,
    duration_minutes  INTEGER,
    topic             VARCHAR,
    trigger_start     INTEGER NOT NULL,
    trigger_end       INTEGER NOT NULL,
    trigger_text      VARCHAR NOT NULL,
    confidence        DOUBLE NOT NULL,
    extractor_version VARCHAR NOT NULL,
    loaded_at         TIMESTAMP NOT NULL
);

CREATE TABLE mention_participants (
    mention_id   VARCHAR NOT NULL,
    revision_id  VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    name         VARCHAR NOT NULL,
    role         VARCHAR,
    type         VARCHAR NOT NULL,  -- person | org | country | group
    on_behalf_of VARCHAR,
    resolution   VARCHAR NOT NULL,
    start_char   INTEGER,
    end_char     INTEGER
);

CREATE TABLE mention_evidence (
    mention_id  VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    position    INTEGER NOT NULL,   -- 0 = best
    start_char  INTEGER NOT NULL,
    end_char    INTEGER NOT NULL,
    text        VARCHAR NOT NULL
);

-- The event behind the mentions: current values, derived from meeting_changes and mentions.
CREATE TABLE meetings (
    meeting_id       VARCHAR NOT NULL,  -- stays valid for ever; see meeting_redirects
    participants     VARCHAR[] NOT NULL,
    status           VARCHAR NOT NULL,
    format           VARCHAR NOT NULL,
    start_day        DATE,
    end_day          DATE,
    time_precision   VARCHAR NOT NULL,
    place            VARCHAR,
    duration_minutes INTEGER,
    topic            VARCHAR,
    confidence       DOUBLE NOT NULL,
    contradicted     BOOLEAN NOT NULL DEFAULT false,
    mentions         INTEGER NOT NULL,
    outlets          INTEGER NOT NULL,
    stories          INTEGER NOT NULL,   -- independent texts: a wire copy adds an outlet, not a story
    first_outlet     VARCHAR,
    first_seen_at    TIMESTAMP NOT NULL,
    evidence         VARCHAR NOT NULL,   -- the best sentence
    evidence_article VARCHAR NOT NULL,
    resolver_version VARCHAR NOT NULL,
    updated_at       TIMESTAMP NOT NULL
);

CREATE TABLE meeting_participants (
    meeting_id   VARCHAR NOT NULL,
    position     INTEGER NOT NULL,
    person_id    VARCHAR NOT NULL,
    name         VARCHAR NOT NULL,
    role         VARCHAR,
    type         VARCHAR NOT NULL
);

-- Which mention speaks of which meeting. kind: linked | proposed (a possible match, not merged).
CREATE TABLE meeting_links (
    mention_id       VARCHAR NOT NULL,
    meeting_id       VARCHAR NOT NULL,
    kind             VARCHAR NOT NULL,
    score            DOUBLE NOT NULL,
    resolver_version VARCHAR NOT NULL,
    linked_at        TIMESTAMP NOT NULL
);

-- An id that was given out once and has since been merged into another.
CREATE TABLE meeting_redirects (
    old_meeting_id VARCHAR NOT NULL,
    meeting_id     VARCHAR NOT NULL,
    merged_at      TIMESTAMP NOT NULL
);

-- The history of a meeting, append-only.
CREATE TABLE meeting_changes (
    change_id        VARCHAR NOT NULL,
    meeting_id       VARCHAR NOT NULL,
    kind             VARCHAR NOT NULL,  -- new | status | date | place | participant | duration | denied | contradicted | withdrawn
    old_value        VARCHAR,
    new_value        VARCHAR,
    mention_id       VARCHAR,
    article_id       VARCHAR,
    outlet           VARCHAR,
    evidence         VARCHAR,
    asserted_at      TIMESTAMP,         -- publication of the article that said so
    resolver_version VARCHAR NOT NULL,
    changed_at       TIMESTAMP NOT NULL
);

-- One change that one recipient should hear of, or why not (transactional outbox).
CREATE TABLE alerts (
    alert_id    VARCHAR NOT NULL,   -- hash of change_id, watch and recipient
    change_id   VARCHAR NOT NULL,
    meeting_id  VARCHAR NOT NULL,
    watch       VARCHAR NOT NULL,
    rule        VARCHAR NOT NULL,   -- why the watch matched, in words
    recipient   VARCHAR NOT NULL,
    state       VARCHAR NOT NULL,   -- pending | sending | sent | held | failed
    reason      VARCHAR,            -- of held and failed
    message_id  VARCHAR,
    attempts    INTEGER NOT NULL DEFAULT 0,
    next_try_at TIMESTAMP,
    created_at  TIMESTAMP NOT NULL,
    updated_at  TIMESTAMP NOT NULL
);

-- One attempt to hand one mail to the server.
CREATE TABLE deliveries (
    delivery_id VARCHAR NOT NULL,
    message_id  VARCHAR NOT NULL,
    recipient   VARCHAR NOT NULL,
    subject     VARCHAR NOT NULL,
    alerts      INTEGER NOT NULL,
    outcome     VARCHAR NOT NULL,   -- started | sent | refused | temporary
    problem     VARCHAR,
    attempted_at TIMESTAMP NOT NULL
);

-- One run of the loader.
CREATE TABLE loads (
    load_id   VARCHAR NOT NULL,
    step      VARCHAR NOT NULL,
    files     INTEGER NOT NULL,
    rows      BIGINT NOT NULL,
    seconds   DOUBLE NOT NULL,
    loaded_at TIMESTAMP NOT NULL
);
