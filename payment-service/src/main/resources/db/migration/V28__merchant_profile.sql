-- Shown to payers.
ALTER TABLE merchants
    ADD COLUMN legal_name text,
    ADD COLUMN support_contact text;
