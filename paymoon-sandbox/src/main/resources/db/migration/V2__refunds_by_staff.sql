-- A refund that Paymoon's own staff makes has no id of the merchant's side.
alter table refund alter column external_refund_id drop not null;
