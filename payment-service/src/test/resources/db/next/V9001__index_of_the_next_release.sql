CREATE INDEX CONCURRENTLY payments_next_release ON payments (next_release);
