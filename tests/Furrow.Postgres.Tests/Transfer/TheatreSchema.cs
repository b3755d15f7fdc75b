namespace Furrow.Postgres.Tests.Transfer;

/// <summary>
/// A schema with what makes exports go wrong: mixed-case and odd names, references to the own table and in a circle,
/// deferrable and not, triggers in every mode, partitions, inheritance, views upon views, constraints that rows break.
/// </summary>
internal static class TheatreSchema
{
    public const string Sql = """""
        CREATE TYPE show_role AS ENUM ('director', 'stage manager', 'it''s');
        CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
        CREATE TYPE pair AS (a integer, b text);
        CREATE SCHEMA "Other Schema";
        CREATE TABLE "userTable" (user_id uuid PRIMARY KEY, email email NOT NULL UNIQUE, role show_role,
            created_by uuid REFERENCES "userTable"(user_id) DEFERRABLE INITIALLY DEFERRED, prefs jsonb,
            raw json, at timestamptz DEFAULT now(), plain timestamp);
        CREATE TABLE "showsTable" (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            "ownerId" uuid NOT NULL REFERENCES "userTable", name text, price numeric(10,2),
            total numeric GENERATED ALWAYS AS (price * 2) STORED, lead_script bigint NOT NULL);
        CREATE TABLE "scriptsTable" (id bigserial PRIMARY KEY, show_id bigint NOT NULL, body text, blob bytea,
            tags text[], flags boolean, r int4range, p pair, f float8, d date, iv interval, t time, tz timetz);
        ALTER TABLE "scriptsTable" ADD CONSTRAINT s_fk FOREIGN KEY (show_id)
            REFERENCES "showsTable"(id) ON DELETE RESTRICT;
        ALTER TABLE "showsTable" ADD CONSTRAINT lead FOREIGN KEY (lead_script)
            REFERENCES "scriptsTable"(id) DEFERRABLE;
        CREATE TABLE elements (id integer PRIMARY KEY, parent integer REFERENCES elements,
            note text DEFAULT 'x');
        CREATE TABLE a (id int PRIMARY KEY, b int NOT NULL);
        CREATE TABLE b (id int PRIMARY KEY, a int NOT NULL REFERENCES a);
        ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b;
        COMMENT ON CONSTRAINT ab ON a IS 'hm';
        CREATE TABLE measure (at timestamp NOT NULL, v float8, up int) PARTITION BY RANGE (at);
        CREATE TABLE measure_1 PARTITION OF measure FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
        CREATE TABLE measure_x (v float8, up int, at timestamp NOT NULL);
        ALTER TABLE measure ATTACH PARTITION measure_x DEFAULT;
        CREATE TABLE base (id int, n text);
        CREATE TABLE child (extra int) INHERITS (base);
        CREATE TABLE "Other Schema"."odd "" name;
        -- x" ("the ""col" text, "tab x" int);
        CREATE TABLE nothing ();
        CREATE TABLE oldies (n int);
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'fired'; RETURN NEW; END $$;
        CREATE FUNCTION touch2() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.v := 99; RETURN NEW; END $$;
        CREATE TRIGGER t1 BEFORE INSERT ON elements FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE TRIGGER t2 BEFORE INSERT ON elements FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE TRIGGER t3 BEFORE INSERT ON elements FOR EACH ROW EXECUTE FUNCTION touch();
        CREATE TRIGGER t4 BEFORE INSERT ON elements FOR EACH ROW EXECUTE FUNCTION touch();
        ALTER TABLE elements ENABLE ALWAYS TRIGGER t2;
        ALTER TABLE elements ENABLE REPLICA TRIGGER t3;
        ALTER TABLE elements DISABLE TRIGGER t4;
        CREATE TRIGGER mt BEFORE INSERT ON measure FOR EACH ROW EXECUTE FUNCTION touch2();
        ALTER TABLE measure_x ENABLE ALWAYS TRIGGER mt;
        CREATE VIEW v AS SELECT id FROM elements;
        CREATE MATERIALIZED VIEW zm AS SELECT count(*) AS n FROM v;
        CREATE MATERIALIZED VIEW am AS SELECT n FROM zm;
        CREATE UNIQUE INDEX ON am (n);
        CREATE MATERIALIZED VIEW unpop AS SELECT 1 AS x WITH NO DATA;
        CREATE RULE r AS ON INSERT TO oldies DO INSTEAD NOTHING;
        CREATE SEQUENCE loose START 5 INCREMENT 5;
        COMMENT ON TABLE elements IS 'it''s';
        COMMENT ON COLUMN elements.note IS 'n';
        ALTER TABLE elements DISABLE TRIGGER USER;
        INSERT INTO elements VALUES (5, NULL, 'root'), (1, 2, 'x'), (2, 5, E'a\tb\nc\\d\re'), (3,1,NULL),
            (4,3,'');
        ALTER TABLE elements ENABLE TRIGGER t1;
        ALTER TABLE elements ENABLE ALWAYS TRIGGER t2;
        ALTER TABLE elements ENABLE REPLICA TRIGGER t3;
        INSERT INTO "userTable" VALUES ('00000000-0000-0000-0000-000000000002', 'b@x', 'it''s',
            '00000000-0000-0000-0000-000000000001', '{"a": [1, "é\"\\"]}', '{"z" : 1,  "a":2}',
            '2026-01-05 07:30:00.123456+02', 'infinity'), ('00000000-0000-0000-0000-000000000001', 'a@x', NULL,
            '00000000-0000-0000-0000-000000000001', NULL, NULL, '0044-03-15 00:00:00+00 BC',
            '2026-01-05 07:30:00');
        BEGIN;
        SET CONSTRAINTS ALL DEFERRED;
        INSERT INTO "showsTable" ("ownerId", name, price, lead_script)
            VALUES ('00000000-0000-0000-0000-000000000001', 'Hamlet', 12.50, 1),
            ('00000000-0000-0000-0000-000000000002', NULL, 'NaN', 2);
        INSERT INTO "scriptsTable" (show_id, body, blob, tags, flags, r, p, f, d, iv, t, tz) VALUES (1,
            E'line\nline\\N', '\x00ff0a', '{a,"b c",NULL}', true, '[1,3)', '(1,"a b")', 'NaN', 'infinity',
            '1 mon 2 days', '07:30', '07:30+02'), (2, '\.', '', '{}', false, 'empty', NULL, '-Infinity',
            '0001-01-01 BC', NULL, NULL, NULL);
        COMMIT;
        ALTER TABLE a DISABLE TRIGGER USER;
        ALTER TABLE a ALTER CONSTRAINT ab DEFERRABLE;
        BEGIN;
        SET CONSTRAINTS ALL DEFERRED;
        INSERT INTO a VALUES (1,1),(2,2);
        INSERT INTO b VALUES (1,2),(2,1);
        COMMIT;
        ALTER TABLE a ALTER CONSTRAINT ab NOT DEFERRABLE;
        ALTER TABLE measure DISABLE TRIGGER mt;
        INSERT INTO measure VALUES ('2026-01-03', 0.1, 1), ('2025-01-03', 1e308, 2);
        ALTER TABLE ONLY measure ENABLE TRIGGER mt;
        ALTER TABLE ONLY measure_1 ENABLE REPLICA TRIGGER mt;
        ALTER TABLE ONLY measure_x ENABLE ALWAYS TRIGGER mt;
        INSERT INTO base VALUES (1, 'b');
        INSERT INTO child VALUES (2, 'c', 3);
        INSERT INTO "Other Schema"."odd "" name;
        -- x" VALUES ('x', 1), (NULL, NULL);
        INSERT INTO nothing DEFAULT VALUES;
        DROP RULE r ON oldies;
        INSERT INTO oldies VALUES (-1);
        CREATE RULE r AS ON INSERT TO oldies DO INSTEAD NOTHING;
        ALTER TABLE oldies ADD CONSTRAINT pos CHECK (n > 0) NOT VALID;
        SELECT nextval('loose'), nextval('loose');
        REFRESH MATERIALIZED VIEW zm;
        REFRESH MATERIALIZED VIEW am;
        ALTER TABLE b ENABLE ROW LEVEL SECURITY;
        CREATE POLICY p ON b USING (a > 0);
        SELECT lo_from_bytea(0, '\x0102'), lo_from_bytea(0, repeat('x', 200000)::bytea);
        """"";
}
