-- As for delivery, see V4.
ALTER TABLE unrouted ADD COLUMN traceparent text;
