-- Hash of what a callback says: the provider chooses event ids, and a known id with other content is another report.
-- Empty in rows of a version without it, and for all that is no callback: the content is then taken to be the same.
ALTER TABLE timeline ADD COLUMN content_hash text;
