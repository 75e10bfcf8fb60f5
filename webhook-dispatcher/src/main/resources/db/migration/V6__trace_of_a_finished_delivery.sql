-- As for delivery, see V4.
ALTER TABLE finished ADD COLUMN traceparent text;
