-- The traceparent that an event came with, so that its webhook, hours later, is still part of the merchant's trace. A
-- version that does not know the column leaves it empty.
ALTER TABLE delivery ADD COLUMN traceparent text;
