-- The traceparent that an event came with, so that its webhook, hours later, is still part of the merchant's trace. A
-- version that does not know the columns leaves them empty.
ALTER TABLE delivery ADD COLUMN traceparent text;
ALTER TABLE finished ADD COLUMN traceparent text;
ALTER TABLE unrouted ADD COLUMN traceparent text;
ALTER TABLE webhook_outbox ADD COLUMN traceparents text[];
