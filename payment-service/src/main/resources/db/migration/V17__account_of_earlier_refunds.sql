UPDATE refunds AS r SET account_id = p.account_id FROM payments AS p
WHERE p.payment_id = r.payment_id AND r.account_id IS NULL;
