-- Creates and attaches without locking the parent against its readers and writers.
--
-- After the wait it must look into the catalog: to_regclass answers from a cache that remembers, from the first look, that
-- there is no such table, and an advisory lock does not refresh it.
CREATE OR REPLACE FUNCTION ensure_partition(parent text, child text, low text, high text) RETURNS void
    LANGUAGE plpgsql AS $$
BEGIN
    IF to_regclass(child) IS NOT NULL THEN
        RETURN;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('ensure_partition'));
    IF EXISTS (SELECT FROM pg_class WHERE relname = child AND relnamespace = CAST(current_schema AS regnamespace)) THEN
        RETURN;
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', child, parent);
    EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
END
$$;
