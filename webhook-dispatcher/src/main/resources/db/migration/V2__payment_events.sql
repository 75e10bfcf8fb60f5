-- Events of all accounts for the Events API. Partitioned by the day on which the event occurred, so that a redelivered record finds
-- its row; retention drops partitions. There is no default partition.
CREATE TABLE payment_event (
    account_id  bigint      NOT NULL,
    -- The place in the account's order, taken from event_position.
    position    bigint      NOT NULL,
    payment_id  text        NOT NULL,
    version     bigint      NOT NULL,
    merchant_id bigint      NOT NULL,
    occurred_at timestamptz NOT NULL,
    event_id    text        NOT NULL,
    type        text        NOT NULL,
    -- JSON: the body of the webhook, and the payment.
    data        bytea       NOT NULL,
    PRIMARY KEY (payment_id, version, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX payment_event_account ON payment_event (account_id, position);

-- The last position of each account. A transaction that stores events updates the row and locks it until its commit. Therefore
-- the positions of an account become visible in their order. A position is at least the database's clock in microseconds, so
-- positions that a restored backup has lost are not used again.
CREATE TABLE event_position (
    account_id bigint PRIMARY KEY,
    position   bigint NOT NULL,
    -- Number of events since the beginning.
    events     bigint NOT NULL
) WITH (fillfactor = 50);
