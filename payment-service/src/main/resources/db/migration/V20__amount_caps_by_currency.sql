-- Currency code to minor units: the largest amount of one payment in a currency other than the merchant's default one.
ALTER TABLE merchants ADD COLUMN max_amounts_minor jsonb NOT NULL DEFAULT '{}';
