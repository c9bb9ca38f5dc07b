-- Every write ends here: one revision per transaction, in the order of commits, and the cache keys it changed.
-- A single row that each writer updates last makes the numbers follow the commits, which a sequence would not.
CREATE TABLE revision (
    singleton BOOLEAN NOT NULL PRIMARY KEY,
    value BIGINT NOT NULL,
    CONSTRAINT revision_is_one_row CHECK (singleton)
);
INSERT INTO revision (singleton, value) VALUES (TRUE, 0);

CREATE TABLE outbox (
    revision BIGINT NOT NULL,
    cache_key TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    CONSTRAINT outbox_key_once PRIMARY KEY (revision, cache_key)
);
