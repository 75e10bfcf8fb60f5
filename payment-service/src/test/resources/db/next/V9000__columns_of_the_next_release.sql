-- What a later release may do while this one runs: a column more on every table, and a table more. In one transaction only
-- because nothing is under way in this test at that moment; otherwise the rule is one table a file.
DO $$
DECLARE
    name text;
BEGIN
    FOR name IN SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
          AND relname <> 'flyway_schema_history'
    LOOP
        EXECUTE format('ALTER TABLE %I ADD COLUMN next_release text', name);
    END LOOP;
END
$$;
CREATE TABLE next_release (id bigint PRIMARY KEY);
