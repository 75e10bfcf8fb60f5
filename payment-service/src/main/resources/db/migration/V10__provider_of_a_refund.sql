-- The provider that carries out a refund: its refund ids are unique, but only per provider.
ALTER TABLE refunds ADD COLUMN provider text NOT NULL DEFAULT 'paymoon';
