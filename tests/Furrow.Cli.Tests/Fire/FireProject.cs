namespace Furrow.Cli.Tests.Fire;

/// <summary>A small project of which each part is there to be killed in.</summary>
internal sealed class FireProject : IDisposable
{
    private const string Begin = """
        CREATE TABLE counter (n integer NOT NULL);
        INSERT INTO counter VALUES (0);
        CREATE TABLE a (id integer PRIMARY KEY, x integer);
        """;

    private const string OnPostgres = """
        INSERT INTO a SELECT i, i % 7 FROM generate_series(1, 20000) i;
        CREATE INDEX CONCURRENTLY a_x ON a (x);
        UPDATE counter SET n = n + 1;
        CREATE UNIQUE INDEX CONCURRENTLY a_x_id ON a (x, id);
        BEGIN;
        UPDATE counter SET n = n + 10;
        SELECT pg_sleep(0.05);
        INSERT INTO a SELECT i, i % 7 FROM generate_series(20001, 20100) i;
        COMMIT;
        VACUUM a;
        UPDATE counter SET n = n + 100;
        REINDEX TABLE CONCURRENTLY a;
        DROP INDEX CONCURRENTLY a_x;
        UPDATE counter SET n = n + 1000;
        """;

    private const string Rows = "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 20000)";

    private const string OnSqlite = $"""
        {Rows} INSERT INTO a SELECT i, i % 7 FROM s;
        VACUUM;
        UPDATE counter SET n = n + 1;
        CREATE INDEX a_x ON a (x);
        VACUUM;
        BEGIN;
        UPDATE counter SET n = n + 10;
        UPDATE a SET x = x + 1;
        COMMIT;
        PRAGMA journal_mode = DELETE;
        UPDATE counter SET n = n + 100;
        VACUUM;
        UPDATE counter SET n = n + 1000;
        """;

    private const string Tables = """
        CREATE TABLE rooms (id integer PRIMARY KEY, name text NOT NULL UNIQUE);
        CREATE TABLE chairs (id integer PRIMARY KEY, room_id integer NOT NULL REFERENCES rooms (id));
        ALTER TABLE rooms ADD COLUMN best_chair_id integer REFERENCES chairs (id);
        """;

    private const string Rooms = """
        tables:
          - table: rooms
            key: [id]
            rows:
              - { id: 1, name: red }
              - { id: 2, name: blue }
        """;

    private const string Scenario = """
        as_of: 2026-01-05
        tables:
          rooms:
            rows: 30
            columns:
              name: 'room ${row}'
              best_chair_id: { pick: chairs }
          chairs:
            per: rooms
            count: { uniform: 2..9 }
          lamps:
            rows: 200
            columns: { watts: { uniform: 1..60 } }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-fire-");

    private FireProject() => Write("furrow.yaml", "name: fire\n");

    public string Path => _folder.FullName;

    /// <summary>
    /// One whose second migration cannot be one transaction. Its counter shows a statement that ran twice, or never.
    /// </summary>
    public static FireProject WithSteps()
    {
        FireProject project = new();
        project.Write("migrations/1_begin.up.sql", Begin);
        project.Write("migrations/2_steps.postgres.up.sql", OnPostgres);
        project.Write("migrations/2_steps.sqlite.up.sql", OnSqlite);
        project.Write("migrations/3_end.up.sql", "UPDATE counter SET n = n + 10000;");
        return project;
    }

    /// <summary>One with rows that refer to each other, in a circle too, brought by three kinds of seeds.</summary>
    public static FireProject WithSeeds()
    {
        FireProject project = new();
        project.Write("migrations/1_begin.up.sql", Tables);
        project.Write("migrations/2_lamps.up.sql", "CREATE TABLE lamps (id integer PRIMARY KEY, watts integer);");
        project.Write("seeds/base/00_rooms.yaml", Rooms);
        IEnumerable<string> chairs = Enumerable.Range(1, 40).Select(id => $"{id},{1 + (id % 2)}\n");
        project.Write("seeds/base/10_chairs.csv", $"id,room_id\n{string.Concat(chairs)}");
        project.Write("seeds/development/00_lamps.sql", "INSERT INTO lamps SELECT id, 60 FROM chairs;");
        project.Write(
            "seeds/development/10_best.sql", "UPDATE rooms SET best_chair_id = (SELECT min(id) FROM chairs);");
        return project;
    }

    /// <summary>One that generates rows which refer to each other, in a circle too.</summary>
    public static FireProject WithScenario()
    {
        FireProject project = new();
        project.Write("migrations/1_begin.up.sql", Tables);
        project.Write("migrations/2_lamps.up.sql", "CREATE TABLE lamps (id integer PRIMARY KEY, watts integer);");
        project.Write("scenarios/rooms.yaml", Scenario);
        return project;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
