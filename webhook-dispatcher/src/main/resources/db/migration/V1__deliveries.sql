-- Who is alive. A lane belongs to its owner while the owner's row has not expired; times are the database's own clock,
-- so the clocks of the instances need not agree.
CREATE TABLE instance (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);

-- One row an endpoint. Every write for an endpoint's deliveries updates its lane under (owner, epoch): that is the fence.
CREATE TABLE lane (
    endpoint_id       bigint PRIMARY KEY,
    merchant_id       bigint  NOT NULL,
    account_id        bigint  NOT NULL,
    directory_version bigint  NOT NULL,
    enabled           boolean NOT NULL,
    disabled_reason   text,
    owner             bigint,
    epoch             bigint  NOT NULL DEFAULT 0,
    failures          int     NOT NULL DEFAULT 0,
    not_before        timestamptz,
    paused_until      timestamptz,
    delivered         bigint  NOT NULL DEFAULT 0,
    exhausted         bigint  NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
CREATE INDEX lane_owner ON lane (owner);
CREATE INDEX lane_merchant ON lane (merchant_id);
CREATE INDEX lane_account ON lane (account_id);

-- Apart from lane, so that ingest and the recording of results do not wait for each other.
CREATE TABLE lane_intake (
    endpoint_id bigint PRIMARY KEY,
    accepted    bigint NOT NULL
) WITH (fillfactor = 50);

-- What was seen of a payment at an endpoint, and how many of its deliveries are pending. Ingest and completion meet in
-- this row: its lock is what makes "only the head may run" hold. Partitioned by the month the payment was made in.
CREATE TABLE payment_head (
    payment_month date   NOT NULL,
    endpoint_id   bigint NOT NULL,
    payment_id    text   NOT NULL,
    seen          bigint NOT NULL,
    pending       int    NOT NULL CHECK (pending >= 0),
    PRIMARY KEY (payment_id, endpoint_id, payment_month)
) PARTITION BY RANGE (payment_month);

-- Pending work only; a row leaves when it is delivered or exhausted.
CREATE TABLE delivery (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint_id   bigint      NOT NULL,
    payment_id    text        NOT NULL,
    payment_month date        NOT NULL,
    version       bigint      NOT NULL,
    status        text        NOT NULL,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
    accepted_at   timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    head          boolean     NOT NULL,
    attempts      int         NOT NULL DEFAULT 0,
    round_start   int         NOT NULL DEFAULT 0,
    UNIQUE (endpoint_id, payment_id, version)
) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000,
        autovacuum_analyze_scale_factor = 0.05);
CREATE INDEX delivery_due ON delivery (endpoint_id, due_at, id) WHERE head;

-- What became of deliveries. Partitioned by day of the end, dropped by retention; no default partition.
CREATE TABLE finished (
    id            bigint      NOT NULL,
    endpoint_id   bigint      NOT NULL,
    payment_id    text        NOT NULL,
    payment_month date        NOT NULL,
    version       bigint      NOT NULL,
    status        text        NOT NULL,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
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
    excerpt       text
) PARTITION BY RANGE (at);
CREATE INDEX attempt_delivery ON attempt (delivery_id);

-- Events whose merchant the directory does not know yet.
CREATE TABLE unrouted (
    payment_id    text        NOT NULL,
    version       bigint      NOT NULL,
    merchant_id   bigint      NOT NULL,
    payment_month date        NOT NULL,
    status        text        NOT NULL,
    event_id      text        NOT NULL,
    body          bytea       NOT NULL,
    arrived_at    timestamptz NOT NULL,
    PRIMARY KEY (payment_id, version)
);
CREATE INDEX unrouted_merchant ON unrouted (merchant_id);

-- One row a recorded batch: records of webhook.events.v1 that are not known to be in Kafka yet.
CREATE TABLE webhook_outbox (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    created_at timestamptz NOT NULL,
    events     bytea[]     NOT NULL
);

-- Creates and attaches without locking the parent against its readers and writers.
CREATE FUNCTION ensure_partition(parent text, child text, low text, high text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partition'));
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
END
$$;
