-- SQLite stages large writes here, and applies them in short transactions. On PostgreSQL, whose writers don't wait for
-- each other, a large write is one transaction, and these tables stay empty: both engines have one history.
CREATE TABLE staged_write (
    singleton BOOLEAN NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    staged_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    done BIGINT NOT NULL,
    is_whole BOOLEAN NOT NULL,
    CONSTRAINT staged_write_is_one CHECK (singleton)
);

CREATE TABLE staged_step (
    number BIGINT NOT NULL PRIMARY KEY,
    body TEXT COLLATE "C" NOT NULL
);

CREATE TABLE staged_key (
    cache_key TEXT COLLATE "C" NOT NULL PRIMARY KEY
);
