-- What a frozen snapshot says of itself.
CREATE TABLE frozen AS SELECT $manifest AS manifest
