-- As for delivery, see V10.
ALTER TABLE finished ADD COLUMN refund_type text;
