-- Two instances that start together may both find a partition missing: the second waits for the lock, but what it knows of
-- the catalogue is from before. By then the first has made and attached it.
CREATE OR REPLACE FUNCTION ensure_partition(parent text, child text, low text, high text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partition'));
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    BEGIN
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
    EXCEPTION WHEN duplicate_table THEN
        RETURN;
    END;
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
END
$$;
