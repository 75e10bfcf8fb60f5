-- Conventions: amounts are in minor units of the currency. Times are UTC. Ids come from sequences unless the gateway or the
-- provider assigned them. Text ids that are compared with < or sorted have the collation "C".

-- Converts milliseconds, the precision of all times in records and JSON.
CREATE FUNCTION to_timestamp_ms(ms bigint) RETURNS timestamptz
    LANGUAGE sql STABLE AS $$ SELECT timestamptz 'epoch' + ms * interval '1 millisecond' $$;

-- Fails a transaction that wrote fewer rows than it should. A multi-row write and the COMMIT are sent in one message, so the
-- client could not check the count before the commit. serialization_failure lets the caller retry.
CREATE FUNCTION assert_row_count(actual bigint, expected bigint, problem text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF actual <> expected THEN
        RAISE EXCEPTION '% of % rows %', expected - actual, expected, problem USING ERRCODE = 'serialization_failure';
    END IF;
END $$;

CREATE TYPE payment_status AS ENUM
    ('pending', 'processing', 'success', 'failed', 'expired', 'cancelled', 'partially_refunded', 'refunded');
CREATE TYPE refund_status AS ENUM ('pending', 'succeeded', 'failed');

-- Accounts and API keys ------------------------------------------------------------------------------------------------

CREATE TABLE accounts (
    account_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL
);

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

-- Merchants ------------------------------------------------------------------------------------------------------------

CREATE TABLE merchants (
    merchant_id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id        bigint      NOT NULL REFERENCES accounts,
    version           bigint      NOT NULL,
    name              text        NOT NULL,
    default_currency  text        NOT NULL,
    max_amount_minor  bigint      CHECK (max_amount_minor > 0),
    late_success      text        NOT NULL CHECK (late_success IN ('accept', 'refund')),
    return_urls       text[]      NOT NULL DEFAULT '{}',
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    max_amounts_minor jsonb       NOT NULL DEFAULT '{}',
    legal_name        text,
    support_contact   text
);
COMMENT ON COLUMN merchants.max_amounts_minor IS
    'maximum of one payment by currency code, for currencies other than the default currency';
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

-- ciphertext: Tink AEAD of the whole whsec_ string, with the associated data merchant:<merchant_id>.
CREATE TABLE merchant_secrets (
    secret_id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant_id bigint      NOT NULL REFERENCES merchants,
    ciphertext  bytea       NOT NULL,
    valid_until timestamptz,
    created_at  timestamptz NOT NULL
);
CREATE INDEX merchant_secrets_merchant ON merchant_secrets (merchant_id, secret_id DESC);

-- tag: hash of the content; it is part of the logo's URL.
CREATE TABLE merchant_logos (
    merchant_id bigint PRIMARY KEY,
    tag         text  NOT NULL,
    content     bytea NOT NULL CHECK (octet_length(content) <= 32768)
);
CREATE INDEX merchant_logos_tag ON merchant_logos (tag);

-- Payments -------------------------------------------------------------------------------------------------------------

CREATE SEQUENCE payment_ids;

-- The table with the most writes. Each index slows every create down, so there are only those that a query needs.
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
    poll_count       smallint       NOT NULL DEFAULT 0,
    shard            smallint       NOT NULL DEFAULT 0,
    on_hold          boolean        NOT NULL DEFAULT false,
    payer_sent       boolean        NOT NULL DEFAULT false,
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
    traceparent      text,
    paid_at          timestamptz,
    CONSTRAINT refunds_within_paid CHECK (refunded_minor BETWEEN 0 AND paid_minor),
    CONSTRAINT positive_amount CHECK (amount_minor > 0)
);
COMMENT ON COLUMN payments.revision IS 'rises with each write; an update with an old revision fails';
COMMENT ON COLUMN payments.poll_count IS 'number of provider checks in the current schedule';
COMMENT ON COLUMN payments.shard IS
    'partition of the create command; its owner schedules the provider checks, also after partitions were added';
COMMENT ON COLUMN payments.payer_sent IS 'the payer was sent to the provider''s page';
COMMENT ON COLUMN payments.on_hold IS 'an operator must review the payment';
COMMENT ON COLUMN payments.traceparent IS 'trace of the create request; later events belong to it';
COMMENT ON COLUMN payments.paid_at IS 'when paid_minor first became more than 0';

-- Lists are read status by status, with or without a status in the request. With another index on (merchant_id, created_at,
-- id), the planner could choose it for a rare status and scan all payments of the merchant.
CREATE INDEX payments_merchant_status ON payments (merchant_id, status, created_at DESC, id DESC);
CREATE INDEX payments_account_status ON payments (account_id, status, created_at DESC, id DESC);
CREATE INDEX payments_merchant_order ON payments (merchant_id, order_id, created_at DESC, id DESC)
    WHERE order_id IS NOT NULL;

-- Few payments are on hold, and no create writes to this index.
CREATE INDEX payments_on_hold ON payments (id) WHERE on_hold;

-- Due provider checks by shard and urgency. The owner of a shard reads only its own, and a backlog of one urgency does not hide
-- the checks of another. CheckUrgency has the same expression.
CREATE INDEX payments_due ON payments (
    shard,
    (CASE WHEN paid_minor > refunded_minor THEN 1
          WHEN status = 'cancelled' OR invoice_id IS NULL THEN 2
          WHEN status = 'processing' OR payer_sent THEN 3
          ELSE 4 END), next_check_at, payment_id)
    WHERE next_check_at IS NOT NULL;

-- Payers who returned from the provider. Only the payer's page reads this table.
CREATE TABLE payer_returns (
    payment_id  text COLLATE "C" PRIMARY KEY,
    returned_at timestamptz NOT NULL,
    checked_at  timestamptz NOT NULL
);

-- Position in the provider's list of changed invoices. current_at: when the list was last read to its end.
CREATE TABLE provider_cursors (
    provider   text PRIMARY KEY,
    cursor     text        NOT NULL,
    current_at timestamptz NOT NULL
);

-- Refunds --------------------------------------------------------------------------------------------------------------

CREATE TABLE refunds (
    refund_id          text PRIMARY KEY,
    payment_id         text COLLATE "C" NOT NULL REFERENCES payments,
    amount_minor       bigint        NOT NULL CHECK (amount_minor > 0),
    status             refund_status NOT NULL,
    origin             text          NOT NULL,
    provider_refund_id text,
    created_at         timestamptz   NOT NULL,
    updated_at         timestamptz   NOT NULL,
    provider           text          NOT NULL DEFAULT 'paymoon',
    account_id         bigint,
    failure_code       text
);
CREATE INDEX refunds_payment ON refunds (payment_id);
CREATE INDEX refunds_account_status ON refunds (account_id, status, created_at DESC, refund_id DESC);

-- The provider's refund ids are unique for the provider. No report of the provider can book a refund twice.
CREATE UNIQUE INDEX refunds_provider_refund ON refunds (provider, provider_refund_id)
    WHERE provider_refund_id IS NOT NULL;

-- Fills account_id from the payment, so that no writer can store a refund under another account.
CREATE FUNCTION set_refund_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT account_id INTO NEW.account_id FROM payments WHERE payment_id = NEW.payment_id;
    RETURN NEW;
END $$;
CREATE TRIGGER refund_account BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION set_refund_account();

-- Results of commands --------------------------------------------------------------------------------------------------

-- The first result of a cancel, refund or review command. key: k: and the Idempotency-Key, or c: and the command id.
CREATE TABLE command_results (
    payment_id  text COLLATE "C" NOT NULL,
    operation   text        NOT NULL,
    key         text        NOT NULL,
    command_id  text        NOT NULL,
    fingerprint text,
    reply       bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (payment_id, operation, key)
);
-- For the purge of results without an Idempotency-Key.
CREATE INDEX command_results_without_key ON command_results (created_at) WHERE key LIKE 'c:%';

-- Timeline -------------------------------------------------------------------------------------------------------------

CREATE SEQUENCE timeline_ids;

-- The events of a payment after its creation. The primary key makes a redelivered event one entry.
CREATE TABLE timeline (
    payment_id   text COLLATE "C" NOT NULL,
    source_id    text        NOT NULL,
    id           bigint      NOT NULL DEFAULT nextval('timeline_ids'),
    occurred_at  timestamptz NOT NULL,
    kind         text        NOT NULL,
    detail       jsonb       NOT NULL,
    content_hash text,
    PRIMARY KEY (payment_id, source_id)
);
COMMENT ON COLUMN timeline.content_hash IS
    'only for callbacks: the provider chooses event ids, and another content with the same id is another report';

-- Quarantine -----------------------------------------------------------------------------------------------------------

-- Provider reports that could not be applied. A report whose event_id belongs to another content is stored with
-- event_id#content_hash.
CREATE TABLE quarantine (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id         text        NOT NULL UNIQUE,
    payment_id       text COLLATE "C" NOT NULL,
    reason           text        NOT NULL,
    detail           text        NOT NULL,
    record           bytea       NOT NULL,
    attempts         integer     NOT NULL DEFAULT 1,
    quarantined_at   timestamptz NOT NULL,
    last_tried_at    timestamptz NOT NULL,
    applied_at       timestamptz,
    source           text,
    received_at      timestamptz,
    dismissed_at     timestamptz,
    dismissed_by     text,
    dismissal_reason text,
    last_tried_by    text,
    content_hash     text
);
CREATE INDEX quarantine_open ON quarantine (id DESC) WHERE applied_at IS NULL AND dismissed_at IS NULL;
CREATE INDEX quarantine_payment ON quarantine (payment_id);

-- Outbox ---------------------------------------------------------------------------------------------------------------

CREATE SEQUENCE outbox_ids;

-- A shard is a partition number of payment.commands.v1; the directory topics have the shard -1. A transaction that changes
-- payments of a shard, or publishes its rows, holds the shard's lock until its end.
-- Ids are drawn while the shard's lock is held. Within a shard, ascending ids are therefore the order of the commits, and a
-- reader that holds the lock and reads id > n misses no row. Rows live for milliseconds, so vacuum runs by dead rows only.
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
ALTER TABLE outbox ALTER COLUMN value SET STORAGE EXTERNAL;
