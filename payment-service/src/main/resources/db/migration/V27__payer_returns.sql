-- Payers who came back from the provider: since when, and when the provider was last queried because of it. Apart from
-- payments, since only the payer's page reads it and no rule depends on it.
CREATE TABLE payer_returns (
    payment_id  text COLLATE "C" PRIMARY KEY,
    returned_at timestamptz NOT NULL,
    checked_at  timestamptz NOT NULL
);
