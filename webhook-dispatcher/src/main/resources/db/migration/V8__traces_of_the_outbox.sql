-- As for delivery, see V4; one for each event.
ALTER TABLE webhook_outbox ADD COLUMN traceparents text[];
