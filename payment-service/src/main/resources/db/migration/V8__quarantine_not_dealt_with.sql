-- Takes the place of quarantine_open, which the version before reads by: what has been dismissed is not open either.
CREATE INDEX CONCURRENTLY quarantine_not_dealt_with ON quarantine (id DESC)
    WHERE applied_at IS NULL AND dismissed_at IS NULL;
