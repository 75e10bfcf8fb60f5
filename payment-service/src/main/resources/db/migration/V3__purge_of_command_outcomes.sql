-- For the purge of outcomes that no merchant's key stands for; an entry a cancel, refund or review without one.
CREATE INDEX CONCURRENTLY command_outcomes_by_command ON command_outcomes (created_at) WHERE key LIKE 'c:%';
