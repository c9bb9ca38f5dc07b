-- A large write, such as an import, would hold SQLite's one writer for many seconds. It is staged here first, and then
-- applied in short transactions: each applies some steps, removes them, counts them, and notes the cache keys that it
-- touched. A staged write that is whole is finished after a crash; one that is not has changed nothing.
CREATE TABLE staged_write (
    singleton BOOLEAN NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    staged_at BIGINT NOT NULL,
    steps BIGINT NOT NULL,
    done BIGINT NOT NULL,
    is_whole BOOLEAN NOT NULL,
    CONSTRAINT staged_write_is_one CHECK (singleton)
);

CREATE TABLE staged_step (
    number BIGINT NOT NULL PRIMARY KEY,
    body TEXT NOT NULL
);

CREATE TABLE staged_key (
    cache_key TEXT NOT NULL PRIMARY KEY
);
