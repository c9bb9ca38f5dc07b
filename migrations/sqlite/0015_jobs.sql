-- Background jobs. A scheduled job has a row: when it is due, and which process has it. A queued job has tasks, which are
-- written in the transaction of whatever they follow from; one that has failed for good stays until somebody retries it.
CREATE TABLE job (
    name TEXT NOT NULL PRIMARY KEY,
    due_at BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    lease_owner TEXT NOT NULL,
    leased_until BIGINT NOT NULL
);

CREATE TABLE task (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    task_key TEXT,
    payload TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    failed_at BIGINT,
    error TEXT NOT NULL,
    lease_owner TEXT NOT NULL,
    leased_until BIGINT NOT NULL,
    CONSTRAINT task_once UNIQUE (job, task_key)
);

CREATE INDEX task_due ON task (job, due_at) WHERE failed_at IS NULL;
