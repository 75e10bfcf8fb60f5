-- One row a replay. The cursor is what makes a job durable: it moves in the transaction that puts the deliveries back.
CREATE TABLE replay_job (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id    bigint      NOT NULL,
    merchant_id   bigint      NOT NULL,
    since         timestamptz NOT NULL,
    until         timestamptz NOT NULL,
    status        text,
    state         text        NOT NULL CHECK (state IN ('running', 'done')),
    last_id       bigint      NOT NULL DEFAULT 0,
    end_id        bigint      NOT NULL,
    total         bigint      NOT NULL,
    replayed      bigint      NOT NULL DEFAULT 0,
    created_at    timestamptz NOT NULL,
    finished_at   timestamptz
);
CREATE INDEX replay_job_running ON replay_job (id) WHERE state = 'running';
CREATE INDEX replay_job_merchant ON replay_job (merchant_id, id);
