-- As for delivery, see V10.
ALTER TABLE unrouted ADD COLUMN refund_type text;
