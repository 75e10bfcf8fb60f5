-- The transaction of the last change. Ids of a sequence could be committed out of order, and a reader would skip some. A
-- transaction before pg_snapshot_xmin has ended, so all changes up to there are visible.
alter table invoice add column changed_by xid8 not null default pg_current_xact_id();
create index invoice_changed on invoice (changed_by, invoice_id);
