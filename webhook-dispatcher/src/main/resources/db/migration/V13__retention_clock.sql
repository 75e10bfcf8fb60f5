-- One row: when maintenance last saw the database's clock, and since when that clock has run without a jump. Retention drops
-- nothing whose age a clock that jumped would have to prove.
CREATE TABLE retention_clock (
    id           boolean PRIMARY KEY DEFAULT true CHECK (id),
    last_seen_at timestamptz NOT NULL,
    steady_since timestamptz
);
INSERT INTO retention_clock (last_seen_at) VALUES (now());
