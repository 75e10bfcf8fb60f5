-- The seconds that the receiver asked for by Retry-After, however many are honoured.
ALTER TABLE attempt ADD COLUMN retry_after_s bigint;
