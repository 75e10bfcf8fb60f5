-- Lists are read off payments_merchant_status, status by status, with or without a status asked for. With a second index on
-- (merchant_id, created_at, id) the planner could choose it for a status that is rare for this merchant, and walk through
-- all of the merchant's payments; and each create paid for it.
DROP INDEX payments_merchant;
