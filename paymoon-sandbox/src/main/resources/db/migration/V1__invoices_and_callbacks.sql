-- Amounts are numeric without a scale, so that PostgreSQL keeps their decimals.
create table invoice (
    invoice_id      text primary key,
    external_id     text        not null unique,
    idempotency_key text        not null unique,
    amount          numeric     not null check (amount > 0),
    currency        text        not null,
    description     text,
    callback_url    text        not null,
    return_url      text,
    status          text        not null,
    version         bigint      not null,
    paid_amount     numeric     not null,
    refunded_amount numeric     not null,
    expires_at      timestamptz not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null
);
create index invoice_due on invoice (expires_at) where status = 'created';

create table refund (
    refund_id          text primary key,
    invoice_id         text        not null references invoice,
    external_refund_id text, -- null if Paymoon's staff made the refund
    amount             numeric     not null check (amount > 0),
    status             text        not null,
    settles_as         text,
    settles_at         timestamptz,
    created_at         timestamptz not null,
    unique (invoice_id, external_refund_id)
);
create index refund_due on refund (settles_at) where status = 'pending';

-- One row for each delivery; an event may be delivered several times. The first attempt is made from memory. If it does not
-- end, the dispatcher claims the row at next_attempt_at.
create table callback (
    id              bigint generated always as identity primary key,
    event_id        text        not null,
    external_id     text        not null,
    target          text        not null,
    body            bytea       not null,
    forged          boolean     not null,
    state           text        not null default 'pending',
    attempts        integer     not null default 0,
    last_result     text,
    created_at      timestamptz not null,
    next_attempt_at timestamptz not null,
    updated_at      timestamptz not null
);
create index callback_due on callback (next_attempt_at) where state = 'pending';
create index callback_of on callback (external_id, id);
create index callback_old on callback (created_at);
