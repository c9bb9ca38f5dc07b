-- Revisions count the writes of one history. A restored copy, or a replica that is promoted before it has received every
-- write, goes on from an earlier revision and reaches the same numbers by other writes. The epoch names the history: it
-- is random, and a restore writes another one.
ALTER TABLE revision ADD COLUMN epoch TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE revision SET epoch = replace(CAST(gen_random_uuid() AS TEXT), '-', '');

-- The server adds what tells of a promotion or of a restore by PostgreSQL's own tools: the cluster, its timeline, and the
-- storage of the table itself. A part that the server does not tell is left out.
CREATE FUNCTION server_history() RETURNS TEXT LANGUAGE plpgsql STABLE AS $$
DECLARE
    cluster TEXT := '';
    timeline TEXT := '';
BEGIN
    BEGIN
        SELECT CAST(system_identifier AS TEXT) INTO cluster FROM pg_control_system();
    EXCEPTION WHEN OTHERS THEN cluster := '';
    END;
    BEGIN
        timeline := substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8);
    EXCEPTION WHEN OTHERS THEN timeline := '';
    END;
    RETURN concat_ws('-', cluster, timeline, CAST('revision' AS REGCLASS)::OID, pg_relation_filenode('revision'));
END
$$;

CREATE VIEW shop_version AS SELECT value AS revision, concat(epoch, '-', server_history()) AS epoch FROM revision;

ALTER TABLE purger ADD COLUMN epoch TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE purger SET epoch = (SELECT epoch FROM shop_version);

ALTER TABLE follower ADD COLUMN epoch TEXT COLLATE "C" NOT NULL DEFAULT '';
