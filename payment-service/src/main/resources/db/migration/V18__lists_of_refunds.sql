-- Lists of an account are read status by status, with or without a status in the request, as lists of payments are.
CREATE INDEX CONCURRENTLY refunds_account_status ON refunds (account_id, status, created_at DESC, refund_id DESC);
