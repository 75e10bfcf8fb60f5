-- refund.succeeded or refund.failed if the webhook is about the end of a refund; empty if it is about a status.
ALTER TABLE delivery ADD COLUMN refund_type text;
