-- Lists over all merchants of an account: read status by status like those of one merchant, so that an account of a thousand
-- merchants costs no more than one of one merchant.
CREATE INDEX CONCURRENTLY payments_account_status ON payments (account_id, status, created_at DESC, id DESC);
