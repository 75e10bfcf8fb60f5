-- Due checks of the provider, by kind, so that a backlog of one kind does not hide those of another. The expression stands in
-- CheckKind, too. Takes the place of payments_due, which the version before reads by.
CREATE INDEX CONCURRENTLY payments_due_by_kind ON payments (
    (CASE WHEN paid_minor > refunded_minor THEN 1
          WHEN status = 'processing' THEN 2
          WHEN status = 'cancelled' OR invoice_id IS NULL THEN 3
          ELSE 4 END), next_check_at, payment_id)
    WHERE next_check_at IS NOT NULL;
