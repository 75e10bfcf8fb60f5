-- No two refunds have the same id at the provider: a report of the provider settles one refund and never books a second one.
CREATE UNIQUE INDEX CONCURRENTLY refunds_provider_refund ON refunds (provider, provider_refund_id)
    WHERE provider_refund_id IS NOT NULL;
