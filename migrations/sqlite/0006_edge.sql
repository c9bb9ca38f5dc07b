-- What lets copies of pages be right: how far back the outbox reaches, which processes follow it (PostgreSQL alone: on
-- SQLite every process sees each commit by itself), and how far each content delivery network has been purged.
ALTER TABLE revision ADD COLUMN forgotten BIGINT NOT NULL DEFAULT 0;

CREATE TABLE purger (
    network TEXT NOT NULL PRIMARY KEY,
    purged BIGINT NOT NULL,
    purged_at BIGINT NOT NULL,
    repeated BIGINT NOT NULL,
    repeats_next BIGINT NOT NULL,
    holder TEXT,
    held_until BIGINT NOT NULL
);
