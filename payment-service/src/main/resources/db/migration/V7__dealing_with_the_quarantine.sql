-- Entries that will never apply are dismissed, and it is kept who did what. source and received_at tell which answer of the
-- provider repeats which; both are empty in what a version without them has written, which then is repeated by none.
ALTER TABLE quarantine
    ADD COLUMN source        text,
    ADD COLUMN received_at   timestamptz,
    ADD COLUMN dismissed_at  timestamptz,
    ADD COLUMN dismissed_by  text,
    ADD COLUMN why           text,
    ADD COLUMN last_tried_by text;
