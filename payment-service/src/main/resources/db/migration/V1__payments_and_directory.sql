-- Ids come from sequences, except those that the gateway or the provider assigned. Times are UTC. Amounts are minor units.
-- payments is the hot table: narrow, and with as few indexes as its queries allow, since each create pays for each index.

CREATE FUNCTION from_ms(ms bigint) RETURNS timestamptz
    LANGUAGE sql STABLE AS $$ SELECT timestamptz 'epoch' + ms * interval '1 millisecond' $$;

CREATE TYPE payment_status AS ENUM
    ('pending', 'processing', 'success', 'failed', 'expired', 'cancelled', 'partially_refunded', 'refunded');
CREATE TYPE refund_status AS ENUM ('pending', 'succeeded', 'failed');

CREATE TABLE accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE merchants (
    merchant_id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id       bigint      NOT NULL REFERENCES accounts,
    version          bigint      NOT NULL,
    name             text        NOT NULL,
    default_currency text        NOT NULL,
    max_amount_minor bigint      CHECK (max_amount_minor > 0),
    late_success     text        NOT NULL CHECK (late_success IN ('accept', 'refund')),
    return_urls      text[]      NOT NULL DEFAULT '{}',
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX merchants_account ON merchants (account_id, merchant_id);

CREATE TABLE merchant_endpoints (
    endpoint_id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id        bigint  NOT NULL REFERENCES merchants,
    url                text    NOT NULL,
    statuses           text[]  NOT NULL DEFAULT '{}',
    headers_ciphertext bytea,
    enabled            boolean NOT NULL DEFAULT true
);
CREATE INDEX merchant_endpoints_merchant ON merchant_endpoints (merchant_id, endpoint_id);

-- Tink AEAD over the whole whsec_ string, associated data merchant:<merchant_id>.
CREATE TABLE merchant_secrets (
    secret_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id bigint      NOT NULL REFERENCES merchants,
    ciphertext  bytea       NOT NULL,
    valid_until timestamptz,
    created_at  timestamptz NOT NULL
);
CREATE INDEX merchant_secrets_merchant ON merchant_secrets (merchant_id, secret_id DESC);

CREATE TABLE api_keys (
    key_id       text PRIMARY KEY,
    account_id   bigint      NOT NULL REFERENCES accounts,
    version      bigint      NOT NULL,
    name         text        NOT NULL,
    hash         text        NOT NULL UNIQUE,
    scopes       text[]      NOT NULL,
    valid_until  timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    created_at   timestamptz NOT NULL
);
CREATE INDEX api_keys_created ON api_keys (created_at DESC, key_id DESC);

CREATE SEQUENCE payment_ids;

CREATE TABLE payments (
    payment_id       text COLLATE "C" PRIMARY KEY,
    id               bigint         NOT NULL,
    account_id       bigint         NOT NULL,
    merchant_id      bigint         NOT NULL,
    amount_minor     bigint         NOT NULL,
    paid_minor       bigint         NOT NULL DEFAULT 0,
    refunded_minor   bigint         NOT NULL DEFAULT 0,
    version          bigint         NOT NULL DEFAULT 1,
    invoice_version  bigint         NOT NULL DEFAULT 0,
    created_at       timestamptz    NOT NULL,
    expires_at       timestamptz    NOT NULL,
    updated_at       timestamptz    NOT NULL,
    next_check_at    timestamptz,
    status           payment_status NOT NULL DEFAULT 'pending',
    revision         integer        NOT NULL DEFAULT 0,
    checks           smallint       NOT NULL DEFAULT 0,
    review           boolean        NOT NULL DEFAULT false,
    sandbox          boolean        NOT NULL,
    currency         text           NOT NULL,
    command_id       text           NOT NULL,
    fingerprint      text,
    description      text,
    order_id         text,
    return_url       text,
    metadata         jsonb,
    invoice_id       text,
    invoice_url      text,
    invoice_status   text,
    CONSTRAINT refunds_within_paid CHECK (refunded_minor BETWEEN 0 AND paid_minor),
    CONSTRAINT positive_amount CHECK (amount_minor > 0)
);
COMMENT ON COLUMN payments.revision IS 'rises with each write: two writers of one payment are noticed';
CREATE INDEX payments_merchant ON payments (merchant_id, created_at DESC, id DESC);
CREATE INDEX payments_merchant_status ON payments (merchant_id, status, created_at DESC, id DESC);
CREATE INDEX payments_merchant_order ON payments (merchant_id, order_id, created_at DESC, id DESC)
    WHERE order_id IS NOT NULL;
CREATE INDEX payments_due ON payments (next_check_at, payment_id) WHERE next_check_at IS NOT NULL;

CREATE TABLE refunds (
    refund_id          text PRIMARY KEY,
    payment_id         text COLLATE "C" NOT NULL REFERENCES payments,
    amount_minor       bigint        NOT NULL CHECK (amount_minor > 0),
    status             refund_status NOT NULL,
    origin             text          NOT NULL,
    provider_refund_id text,
    created_at         timestamptz   NOT NULL,
    updated_at         timestamptz   NOT NULL
);
CREATE INDEX refunds_payment ON refunds (payment_id);

-- First outcome of a cancel, refund or review command, by the merchant's Idempotency-Key or, without one, by the command.
CREATE TABLE command_outcomes (
    payment_id  text COLLATE "C" NOT NULL,
    operation   text        NOT NULL,
    key         text        NOT NULL,
    command_id  text        NOT NULL,
    fingerprint text,
    reply       bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (payment_id, operation, key)
);

CREATE SEQUENCE timeline_ids;

-- What happened to a payment besides its creation. source_id makes a redelivered event one line.
CREATE TABLE timeline (
    payment_id  text COLLATE "C" NOT NULL,
    source_id   text        NOT NULL,
    id          bigint      NOT NULL DEFAULT nextval('timeline_ids'),
    occurred_at timestamptz NOT NULL,
    kind        text        NOT NULL,
    detail      jsonb       NOT NULL,
    PRIMARY KEY (payment_id, source_id)
);

CREATE TABLE quarantine (
    id             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id       text        NOT NULL UNIQUE,
    payment_id     text COLLATE "C" NOT NULL,
    reason         text        NOT NULL,
    detail         text        NOT NULL,
    record         bytea       NOT NULL,
    attempts       integer     NOT NULL DEFAULT 1,
    quarantined_at timestamptz NOT NULL,
    last_tried_at  timestamptz NOT NULL,
    applied_at     timestamptz
);
CREATE INDEX quarantine_open ON quarantine (id DESC) WHERE applied_at IS NULL;
CREATE INDEX quarantine_payment ON quarantine (payment_id);

CREATE SEQUENCE outbox_ids;

-- Rows live for milliseconds. Ids are drawn while the shard's lock is held, so within a shard they rise in commit order.
CREATE TABLE outbox (
    shard       integer     NOT NULL,
    id          bigint      NOT NULL DEFAULT nextval('outbox_ids'),
    topic       text        NOT NULL,
    key         text        NOT NULL,
    value       bytea,
    event_id    text        NOT NULL,
    event_type  text        NOT NULL,
    occurred_at timestamptz NOT NULL,
    traceparent text,
    PRIMARY KEY (shard, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_threshold = -1);
ALTER TABLE outbox ALTER COLUMN value SET STORAGE EXTERNAL;
