-- Requests of merchants to the API. RequestLogPartitions creates and drops the partitions, one for each day in UTC.
-- received_at is a part of the request id, so a redelivered record has the same key.
CREATE TABLE api_requests (
    request_id           text COLLATE "C" NOT NULL,
    account_id           bigint      NOT NULL,
    key_id               text        NOT NULL,
    received_at          timestamptz NOT NULL,
    duration_ms          bigint      NOT NULL,
    method               text        NOT NULL,
    path_template        text        NOT NULL,
    path                 text        NOT NULL,
    query                text,
    status               integer     NOT NULL,
    error_code           text,
    idempotency_key_hash text,
    payment_id           text COLLATE "C",
    merchant_id          bigint,
    request_body         text,
    response_body        text,
    PRIMARY KEY (request_id, received_at)
) PARTITION BY RANGE (received_at);

-- Each filter has an index, except the method, which has few values. The partial indexes are small: most requests succeed.
CREATE INDEX api_requests_account ON api_requests (account_id, received_at DESC, request_id DESC);
CREATE INDEX api_requests_key ON api_requests (account_id, key_id, received_at DESC, request_id DESC);
CREATE INDEX api_requests_path ON api_requests (account_id, path_template, received_at DESC, request_id DESC);
CREATE INDEX api_requests_payment ON api_requests (account_id, payment_id, received_at DESC, request_id DESC)
    WHERE payment_id IS NOT NULL;
CREATE INDEX api_requests_failed ON api_requests (account_id, status, received_at DESC, request_id DESC)
    WHERE status >= 400;
CREATE INDEX api_requests_error ON api_requests (account_id, error_code, received_at DESC, request_id DESC)
    WHERE error_code IS NOT NULL;
