-- As in the timeline. A report whose event id is taken by other content has the hash in its event_id, too.
ALTER TABLE quarantine ADD COLUMN content_hash text;
