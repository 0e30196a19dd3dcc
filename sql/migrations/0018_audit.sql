-- What people changed by hand: one row a change, append-only, never tidied away. Verdicts, watches,
-- mutes, people, feeds, tokens; what was done with Airflow's own pages is in Airflow's Audit Log.
CREATE TABLE audit (
    audit_id VARCHAR NOT NULL,
    made_at  TIMESTAMP NOT NULL,
    made_by  VARCHAR,           -- as signed in; of a command the user of the machine
    way      VARCHAR NOT NULL,  -- page | command | link | request | earlier
    action   VARCHAR NOT NULL,  -- in two words, like: watch kept
    subject  VARCHAR NOT NULL,  -- what was changed: an id, a name or an address
    object   VARCHAR,           -- to what, or with what
    note     VARCHAR
);

-- What had been kept before there was an audit.
INSERT INTO audit
SELECT d.verdict, min(d.made_at), any_value(d.made_by), 'earlier', 'meeting ' || any_value(d.kind),
    min(d.subject), min(d.object), any_value(d.note)
FROM meeting_decisions AS d GROUP BY d.verdict;

INSERT INTO audit
SELECT e.edit_id, e.made_at, e.made_by, 'earlier', 'person ' || e.kind, e.subject, e.object, e.note
FROM people_edits AS e;

INSERT INTO audit
SELECT m.mute_id, m.created_at, NULL, 'earlier',
    CASE WHEN m.muted THEN 'mails end' ELSE 'mails again' END, m.recipient,
    coalesce(m.meeting_id, m.watch), m.reason
FROM mutes AS m;
