-- Roles as articles gave them. The same claim may be understood anew as somebody else's.
MERGE INTO role_claims AS t
USING (FROM stg_role_claims
    QUALIFY row_number() OVER (PARTITION BY claim_id ORDER BY person_id) = 1) AS s
ON t.claim_id = s.claim_id
WHEN MATCHED AND t.person_id <> s.person_id
  THEN UPDATE SET person_id = s.person_id, resolver_version = s.resolver_version
WHEN NOT MATCHED THEN INSERT BY NAME;
