-- Revisions count the writes of one history. A restored copy, or a replica that is promoted before it has received every
-- write, goes on from an earlier revision and reaches the same numbers by other writes. The epoch names the history: it
-- is random, and a restore writes another one.
ALTER TABLE revision ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
UPDATE revision SET epoch = lower(hex(randomblob(16)));

CREATE VIEW shop_version AS SELECT value AS revision, epoch FROM revision;

ALTER TABLE purger ADD COLUMN epoch TEXT NOT NULL DEFAULT '';
UPDATE purger SET epoch = (SELECT epoch FROM shop_version);
