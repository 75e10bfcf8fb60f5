-- The traceparent that a payment was created with, so that what follows from callbacks and checks, its webhooks included,
-- is in the same trace. A version that does not know the column leaves it empty.
ALTER TABLE payments ADD COLUMN traceparent text;
