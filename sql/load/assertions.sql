-- What mentions say, as understood. A mention that is resolved again keeps its first time.
MERGE INTO assertions AS t
USING (FROM stg_assertions
    QUALIFY row_number() OVER (PARTITION BY mention_id ORDER BY asserted_at DESC) = 1) AS s
ON t.mention_id = s.mention_id
WHEN MATCHED THEN UPDATE SET parties = s.parties, groups = s.groups, maybe = s.maybe,
    sides = s.sides, story_id = s.story_id, active = s.active,
    resolver_version = s.resolver_version, run_id = s.run_id
WHEN NOT MATCHED THEN INSERT BY NAME;
