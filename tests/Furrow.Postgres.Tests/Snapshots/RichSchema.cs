namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>One of everything that a database may hold and an ordinary owner may make.</summary>
internal static class RichSchema
{
    public static readonly string[] Statements =
    [
        "CREATE EXTENSION citext",
        "CREATE SCHEMA billing",
        "COMMENT ON SCHEMA billing IS 'money; it''s'",
        "CREATE TYPE mood AS ENUM ('sad', 'it''s; ok', 'häppy')",
        "CREATE DOMAIN percent AS integer CHECK (VALUE BETWEEN 0 AND 100)",
        "CREATE TYPE pair AS (a integer, b text)",
        """
        CREATE TABLE "we ird;\"table" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name citext NOT NULL UNIQUE,
            m mood, p percent DEFAULT 5, pr pair, tags text[], doc jsonb, raw bytea,
            twice integer GENERATED ALWAYS AS (length(name::text) * 2) STORED, at timestamptz DEFAULT now())
        """.Replace("\\\"", "\"\"", StringComparison.Ordinal),
        """
        INSERT INTO "we ird;""table" (name, m, pr, tags, doc, raw)
        SELECT 'n' || g || E'\n\\.\nüñ', 'it''s; ok'::mood, ROW(g, E'tab\t'::text)::pair, ARRAY['a,b', NULL, '"'],
            '{"a": [1, null]}', decode(md5(g::text), 'hex') FROM generate_series(1, 500) g
        """,
        "COMMENT ON TABLE \"we ird;\"\"table\" IS 'odd; name'",
        """
        CREATE TABLE billing.event (id bigint, day date, what text, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)
        """,
        "CREATE TABLE billing.event_1 PARTITION OF billing.event FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')",
        "CREATE TABLE billing.event_2 PARTITION OF billing.event FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')",
        """
        INSERT INTO billing.event SELECT g, date '2020-06-01' + g, 'x' || g FROM generate_series(1, 400) g
        """,
        """
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $f$
        BEGIN
            -- a semicolon; and a line that looks like one:
            PERFORM 1;
            RETURN NEW;
        END;
        $f$
        """,
        """
        CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC
            SELECT n * 2;
        END
        """,
        "CREATE TRIGGER one BEFORE UPDATE ON \"we ird;\"\"table\" FOR EACH ROW EXECUTE FUNCTION touch()",
        "CREATE TRIGGER two BEFORE UPDATE ON \"we ird;\"\"table\" FOR EACH ROW EXECUTE FUNCTION touch()",
        "ALTER TABLE \"we ird;\"\"table\" DISABLE TRIGGER one",
        "ALTER TABLE \"we ird;\"\"table\" ENABLE ALWAYS TRIGGER two",
        "CREATE VIEW billing.v AS SELECT id, name FROM \"we ird;\"\"table\" WHERE id > 10",
        "CREATE MATERIALIZED VIEW billing.mv AS SELECT count(*) AS n FROM billing.event",
        "CREATE INDEX part ON \"we ird;\"\"table\" (lower(name::text)) WHERE id > 3",
        "CREATE TABLE empty (id integer)",
        """
        CREATE TABLE typed (id integer PRIMARY KEY, ms mood[], ps pair[], r int4range, c regclass, t regtype,
            d percent[], f float8[], n name, x xml)
        """,
        """
        INSERT INTO typed VALUES (1, '{sad,NULL}', ARRAY[ROW(1, 'x')::pair], '[1,5)', 'empty', 'mood', '{1,2}',
            '{NaN,-0,1e300}', 'ü', '<a/>'), (2, '{}', '{}', 'empty', NULL, 'pair[]', NULL, '{{1,2},{3,4}}', '', NULL)
        """,
        """
        CREATE TABLE child (id integer PRIMARY KEY, parent integer REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED)
        """,
        "INSERT INTO child VALUES (1, 2), (2, 1)",
        "SELECT lo_from_bytea(0, decode(repeat('00ff10', 50000), 'hex'))",
        "CREATE PUBLICATION pub FOR TABLE child",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA billing GRANT SELECT ON TABLES TO PUBLIC",
        "GRANT SELECT ON billing.v TO PUBLIC",
        "ALTER TABLE child ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY mine ON child USING (id > 0)",
    ];

    /// <summary>Sums of what the hashes of tables do not see.</summary>
    public const string Rest = """
        SELECT (SELECT string_agg(md5(lo_get(oid)), ',') FROM pg_largeobject_metadata)
            || (SELECT string_agg(tgname || tgenabled::text, ',' ORDER BY tgname) FROM pg_trigger
                WHERE NOT tgisinternal)
            || (SELECT n FROM billing.mv) || (SELECT count(*) FROM billing.v)
            || (SELECT string_agg(relname || coalesce(relacl::text, ''), ',' ORDER BY relname) FROM pg_class
                WHERE relnamespace = 'billing'::regnamespace)
            || (SELECT string_agg(defaclobjtype::text || defaclacl::text, ',') FROM pg_default_acl)
            || (SELECT string_agg(pubname, ',') FROM pg_publication)
            || (SELECT nextval('"we ird;""table_id_seq"'))
        """;
}
