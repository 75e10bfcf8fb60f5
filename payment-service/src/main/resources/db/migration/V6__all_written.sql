-- Ends a transaction that found other rows than it was to write, before it can commit: a statement and the commit after it go
-- to the server in one message. Whoever hears of it tries again.
CREATE FUNCTION all_written(written bigint, wanted bigint, otherwise text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF written <> wanted THEN
        RAISE EXCEPTION '% of % rows %', wanted - written, wanted, otherwise USING ERRCODE = 'serialization_failure';
    END IF;
END $$;
