-- Running instances of the service. An instance owns its endpoint queues while its row has not expired. All times are the
-- database's clock, so the clocks of the instances may differ.
CREATE TABLE instance (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

-- One row for each endpoint. Every write for deliveries of an endpoint names owner and epoch of this row: an instance that lost
-- the queue writes nothing (fencing).
CREATE TABLE endpoint_queue (
    endpoint_id       bigint PRIMARY KEY,
    merchant_id       bigint  NOT NULL,
    account_id        bigint  NOT NULL,
    directory_version bigint  NOT NULL,
    enabled           boolean NOT NULL,
    disabled_reason   text,
    owner             bigint,
    epoch             bigint  NOT NULL DEFAULT 0,
    failures          int     NOT NULL DEFAULT 0,
    throttled_until   timestamptz,
    paused_until      timestamptz,
    delivered         bigint  NOT NULL DEFAULT 0,
    exhausted         bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE INDEX endpoint_queue_owner ON endpoint_queue (owner);
CREATE INDEX endpoint_queue_merchant ON endpoint_queue (merchant_id);
CREATE INDEX endpoint_queue_account ON endpoint_queue (account_id);

-- Number of accepted deliveries. A table of its own, so that accepting events and recording results do not wait for each other.
CREATE TABLE endpoint_intake (
    endpoint_id bigint PRIMARY KEY,
    accepted    bigint NOT NULL
) WITH (fillfactor = 50);

-- For each payment and endpoint: the last version that was accepted, and the number of pending deliveries. Accepting an event and
-- finishing a delivery both lock this row, so at most one delivery of a payment is at the head of the line at an endpoint.
-- Partitioned by the month in which the payment was created.
CREATE TABLE payment_queue (
    payment_month date   NOT NULL,
    endpoint_id   bigint NOT NULL,
    payment_id    text   NOT NULL,
    last_version  bigint NOT NULL,
    pending       int    NOT NULL CHECK (pending >= 0),
    PRIMARY KEY (payment_id, endpoint_id, payment_month)
) PARTITION BY RANGE (payment_month);

-- Pending deliveries. A row is deleted when the delivery is delivered or exhausted.
CREATE TABLE delivery (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint_id   bigint      NOT NULL,
    payment_id    text        NOT NULL,
    payment_month date        NOT NULL,
    version       bigint      NOT NULL,
    status        text        NOT NULL,
    -- refund.succeeded or refund.failed if the webhook reports the end of a refund; null if it reports a status.
    refund_type   text,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
    -- W3C trace context of the event, so that a webhook belongs to the merchant's trace even hours later.
    traceparent   text,
    accepted_at   timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    -- Only the first pending delivery of a payment at an endpoint may be sent.
    head_of_line  boolean     NOT NULL,
    attempts      int         NOT NULL DEFAULT 0,
    -- Attempts that were made before the last redelivery; the retry schedule counts from there.
    round_start   int         NOT NULL DEFAULT 0,
    -- Redelivered by hand, or a test event: sent although its endpoint is throttled or paused. One attempt resets it.
    expedited     boolean     NOT NULL DEFAULT false,
    UNIQUE (endpoint_id, payment_id, version)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX delivery_due ON delivery (endpoint_id, due_at, id) WHERE head_of_line;
CREATE INDEX delivery_expedited ON delivery (endpoint_id, id) WHERE head_of_line AND expedited;

-- Deliveries that were delivered or exhausted. Partitioned by the day of the last attempt; retention drops partitions. There is no
-- default partition.
CREATE TABLE finished (
    id            bigint      NOT NULL,
    endpoint_id   bigint      NOT NULL,
    payment_id    text        NOT NULL,
    payment_month date        NOT NULL,
    version       bigint      NOT NULL,
    status        text        NOT NULL,
    refund_type   text,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
    traceparent   text,
    accepted_at   timestamptz NOT NULL,
    finished_at   timestamptz NOT NULL,
    outcome       text        NOT NULL CHECK (outcome IN ('delivered', 'exhausted')),
    attempts      int         NOT NULL
) PARTITION BY RANGE (finished_at);
CREATE INDEX finished_id ON finished (id);
CREATE INDEX finished_endpoint ON finished (endpoint_id, id);
CREATE INDEX finished_payment ON finished (payment_id);

CREATE TABLE attempt (
    delivery_id   bigint      NOT NULL,
    number        int         NOT NULL,
    at            timestamptz NOT NULL,
    outcome       text        NOT NULL,
    http_status   int,
    error         text,
    address       text,
    dns_us        bigint,
    connect_us    bigint,
    tls_us        bigint,
    first_byte_us bigint,
    total_us      bigint      NOT NULL,
    next_at       timestamptz,
    -- Seconds that the receiver requested by Retry-After, before any cap.
    retry_after_s bigint,
    excerpt       text
) PARTITION BY RANGE (at);
CREATE INDEX attempt_delivery ON attempt (delivery_id);

-- Events whose merchant is not in the directory yet.
CREATE TABLE unrouted (
    payment_id    text        NOT NULL,
    version       bigint      NOT NULL,
    merchant_id   bigint      NOT NULL,
    payment_month date        NOT NULL,
    status        text        NOT NULL,
    refund_type   text,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
    traceparent   text,
    arrived_at    timestamptz NOT NULL,
    PRIMARY KEY (payment_id, version)
);
CREATE INDEX unrouted_merchant ON unrouted (merchant_id);

-- Transactional outbox of webhook.events.v1. A shard is the id of the instance that records results, in one thread; suspended
-- deliveries have the shard 0. Rows live for milliseconds, so vacuum runs by dead rows only.
CREATE SEQUENCE outbox_ids;
CREATE TABLE outbox (
    shard       integer     NOT NULL,
    id          bigint      NOT NULL DEFAULT nextval('outbox_ids'),
    topic       text        NOT NULL,
    key         text        NOT NULL,
    value       bytea,
    event_id    text        NOT NULL,
    event_type  text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    written_at  timestamptz NOT NULL DEFAULT now(),
    traceparent text,
    PRIMARY KEY (shard, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_threshold = -1);

-- One row for each suspended endpoint: how far its deliveries were published as suspended in webhook.events.v1. The occasion
-- changes when the merchant changes the endpoint or the endpoint accepts a delivery; the next suspension is then published again.
CREATE TABLE suspension (
    endpoint_id   bigint PRIMARY KEY,
    since         timestamptz NOT NULL,
    occasion      text        NOT NULL,
    payment_id    text        NOT NULL DEFAULT '',
    version       bigint      NOT NULL DEFAULT 0,
    all_published boolean     NOT NULL DEFAULT false
);
CREATE INDEX suspension_unpublished ON suspension (since, endpoint_id) WHERE NOT all_published;

-- One row for each replay. last_id advances in the transaction that makes the deliveries pending again, so a replay survives a
-- crash.
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

-- One row: when retention last read the database's clock, and since when that clock has run without a jump. Retention drops nothing
-- whose age only a clock that jumped would prove.
CREATE TABLE retention_clock (
    id           boolean PRIMARY KEY DEFAULT true CHECK (id),
    last_seen_at timestamptz NOT NULL,
    steady_since timestamptz
);
INSERT INTO retention_clock (last_seen_at) VALUES (now());

-- Creates and attaches a partition without locking the parent against its readers and writers.
--
-- After the wait for the lock it reads the catalog: to_regclass answers from a cache that an advisory lock does not refresh.
CREATE FUNCTION ensure_partition(parent text, child text, low text, high text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partition'));
    IF EXISTS (SELECT FROM pg_class WHERE relname = child AND relnamespace = CAST(current_schema AS regnamespace)) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
END
$$;

-- Fails the transaction if a statement wrote fewer rows than it had to, before the commit that is sent with it can take effect. The
-- caller retries.
CREATE FUNCTION assert_row_count(actual bigint, expected bigint, reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF actual <> expected THEN
        RAISE EXCEPTION '% of % rows %', expected - actual, expected, reason USING ERRCODE = 'serialization_failure';
    END IF;
END $$;
