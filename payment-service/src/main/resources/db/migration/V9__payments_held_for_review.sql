-- Payments held for review, oldest first, for operators. No create pays for it, and few payments are ever in it.
CREATE INDEX CONCURRENTLY payments_held ON payments (id) WHERE review;
