-- People and bodies across articles, what each mention was understood to say, and the log of
-- how mentions were put together.

-- A canonical person, body or country. Who it is for sure stands in people_aliases and
-- role_claims; nothing dated is a column here.
CREATE TABLE people (
    person_id     VARCHAR NOT NULL,   -- type and hash of the name's key; a seed's never changes
    name          VARCHAR NOT NULL,
    type          VARCHAR NOT NULL,   -- person | org | country | group
    country       VARCHAR,            -- for whom a person of the seeds acts
    seeded        BOOLEAN NOT NULL,
    first_seen_at TIMESTAMP NOT NULL,
    updated_at    TIMESTAMP NOT NULL
);

-- A spelling under which somebody was named.
CREATE TABLE people_aliases (
    alias_id      VARCHAR NOT NULL,   -- hash of person_id and alias
    person_id     VARCHAR NOT NULL,
    alias         VARCHAR NOT NULL,
    source        VARCHAR NOT NULL,   -- seed | article | hand
    first_seen_at TIMESTAMP NOT NULL
);

-- That an article gave somebody a role on a day, with the sentence. Roles are claims: two may
-- disagree, and an office ends.
CREATE TABLE role_claims (
    claim_id         VARCHAR NOT NULL,  -- hash of mention_id, position
    person_id        VARCHAR NOT NULL,
    role             VARCHAR NOT NULL,
    mention_id       VARCHAR NOT NULL,
    article_id       VARCHAR NOT NULL,
    outlet           VARCHAR NOT NULL,
    asserted_at      TIMESTAMP NOT NULL,
    evidence         VARCHAR,
    resolver_version VARCHAR NOT NULL
);

-- What was decided by hand about people: append-only, respected by every resolution.
CREATE TABLE people_edits (
    edit_id    VARCHAR NOT NULL,
    kind       VARCHAR NOT NULL,   -- merge | split | alias | rename
    subject    VARCHAR NOT NULL,   -- person_id
    object     VARCHAR NOT NULL,   -- person_id (merge) or a name
    note       VARCHAR,
    made_by    VARCHAR,
    made_at    TIMESTAMP NOT NULL,
    applied_at TIMESTAMP           -- when a resolution took it in
);

-- What one mention says, as understood: kept for ever, also when the article was edited
-- (active = false) or read again by a newer extractor.
CREATE TABLE assertions (
    mention_id        VARCHAR NOT NULL,
    article_id        VARCHAR NOT NULL,
    revision_id       VARCHAR NOT NULL,
    parties           VARCHAR[] NOT NULL,  -- ids that identify the occasion
    groups            VARCHAR[] NOT NULL,  -- ids of parties named by kind only ("aides")
    maybe             VARCHAR[] NOT NULL,  -- candidates of doubtful names
    sides             VARCHAR[] NOT NULL,  -- countries that the persons act for
    status            VARCHAR NOT NULL,
    format            VARCHAR NOT NULL,
    start_day         DATE,
    end_day           DATE,
    time_precision    VARCHAR NOT NULL,
    place             VARCHAR,
    duration_minutes  INTEGER,
    topic             VARCHAR,
    confidence        DOUBLE NOT NULL,
    evidence          VARCHAR NOT NULL,
    outlet            VARCHAR NOT NULL,
    source_kind       VARCHAR NOT NULL,
    story_id          VARCHAR NOT NULL,
    published_at      TIMESTAMP NOT NULL,
    active            BOOLEAN NOT NULL,
    extractor_version VARCHAR NOT NULL,
    resolver_version  VARCHAR NOT NULL,
    run_id            VARCHAR,
    asserted_at       TIMESTAMP NOT NULL   -- when it was understood so
);

-- Whom each participant of an assertion was taken for, and why.
CREATE TABLE assertion_parties (
    mention_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    position   INTEGER NOT NULL,
    party_id   VARCHAR NOT NULL,
    party_name VARCHAR NOT NULL,
    name       VARCHAR NOT NULL,   -- as stated
    role       VARCHAR,
    type       VARCHAR NOT NULL,   -- as resolved
    stated     VARCHAR NOT NULL,   -- type as stated
    country    VARCHAR,
    firm       BOOLEAN NOT NULL,
    generic    BOOLEAN NOT NULL,
    how        VARCHAR NOT NULL,
    candidates VARCHAR[] NOT NULL,
    name_key   VARCHAR NOT NULL,
    family     VARCHAR NOT NULL,   -- word that stands for the person alone; '' for others
    profile    VARCHAR NOT NULL,   -- what role and title tell: walk of life, initials, sex, nation
    bare       BOOLEAN NOT NULL,   -- one word only
    open       BOOLEAN NOT NULL,   -- other claims have a say in whom it means
    day        DATE
);

-- Pairs of parties (hashed) by mention: how a new mention finds what it can touch.
CREATE TABLE assertion_pairs (
    pair_key   UBIGINT NOT NULL,
    mention_id VARCHAR NOT NULL,
    start_day  DATE,
    end_day    DATE,
    said_day   DATE NOT NULL,
    firm       BOOLEAN NOT NULL,   -- false: one of the pair is only a candidate of a doubtful name
    vague      BOOLEAN NOT NULL,   -- the mention lacks a day or a firm party: it gets proposals
    put_off    BOOLEAN NOT NULL    -- says postponed: may go on at a later date
);

-- Every time a mention got a meeting or another one, append-only.
CREATE TABLE merge_log (
    log_id           VARCHAR NOT NULL,
    kind             VARCHAR NOT NULL,   -- linked | moved | merged | split
    mention_id       VARCHAR,
    old_meeting_id   VARCHAR,
    meeting_id       VARCHAR NOT NULL,
    resolver_version VARCHAR NOT NULL,
    run_id           VARCHAR,
    logged_at        TIMESTAMP NOT NULL
);

-- What somebody said on one occasion, however many outlets carry it in whatever cut.
CREATE TABLE utterances (
    utterance_id     VARCHAR NOT NULL,   -- hash of the quote that was published first
    speaker_id       VARCHAR,            -- NULL: nobody is named
    speaker_name     VARCHAR,
    wording          VARCHAR NOT NULL,   -- the longest form
    quote_id         VARCHAR NOT NULL,   -- which has it
    quotes           INTEGER NOT NULL,
    wordings         INTEGER NOT NULL,   -- different ones
    outlets          INTEGER NOT NULL,
    stories          INTEGER NOT NULL,
    first_outlet     VARCHAR NOT NULL,
    first_said_at    TIMESTAMP NOT NULL, -- publication of the first
    resolver_version VARCHAR NOT NULL,
    run_id           VARCHAR,
    updated_at       TIMESTAMP NOT NULL
);

-- Which quote is a wording of which utterance. Quotes that were read are all here; their words
-- are what later ones are compared with.
CREATE TABLE utterance_quotes (
    quote_id     VARCHAR NOT NULL,
    utterance_id VARCHAR NOT NULL,
    article_id   VARCHAR NOT NULL,
    speaker_id   VARCHAR,
    kind         VARCHAR NOT NULL,     -- longest | same | cut | variant
    cut          VARCHAR,              -- words of the longest form that are left out here
    via          VARCHAR,
    words        VARCHAR[] NOT NULL,   -- telling words, in the base form used for comparing
    said_at      TIMESTAMP NOT NULL
);

-- What reading an article again found otherwise.
CREATE TABLE reextractions (
    diff_id     VARCHAR NOT NULL,
    run_id      VARCHAR NOT NULL,
    revision_id VARCHAR NOT NULL,
    article_id  VARCHAR NOT NULL,
    fact        VARCHAR NOT NULL,   -- quote | mention
    kind        VARCHAR NOT NULL,   -- gained | lost | changed
    fact_id     VARCHAR NOT NULL,
    what        VARCHAR NOT NULL,   -- the fact, or what of it changed, in words
    old_version VARCHAR,
    new_version VARCHAR NOT NULL,
    applied     BOOLEAN NOT NULL,
    found_at    TIMESTAMP NOT NULL
);

ALTER TABLE meetings ADD COLUMN official_outlets INTEGER;
ALTER TABLE meetings ADD COLUMN press_outlets INTEGER;
ALTER TABLE meetings ADD COLUMN official_status VARCHAR;
ALTER TABLE meetings ADD COLUMN press_status VARCHAR;
ALTER TABLE meetings ADD COLUMN denied_by VARCHAR[];
ALTER TABLE meetings ADD COLUMN withdrawn BOOLEAN;
ALTER TABLE meetings ADD COLUMN run_id VARCHAR;
