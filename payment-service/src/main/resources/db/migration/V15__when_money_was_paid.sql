-- When paid_minor first became more than 0. Empty for payments that were paid before, and in what a version without the
-- column has written.
ALTER TABLE payments ADD COLUMN paid_at timestamptz;
