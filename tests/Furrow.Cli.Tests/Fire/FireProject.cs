namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// A project whose second migration cannot be one transaction. Its counter shows a statement that ran twice, or never.
/// </summary>
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

    private const string Rows = "WITH RECURSIVE s (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM s WHERE i < 200000)";

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

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-fire-");

    public FireProject()
    {
        Write("furrow.yaml", "name: fire\n");
        Write("migrations/1_begin.up.sql", Begin);
        Write("migrations/2_steps.postgres.up.sql", OnPostgres);
        Write("migrations/2_steps.sqlite.up.sql", OnSqlite);
        Write("migrations/3_end.up.sql", "UPDATE counter SET n = n + 10000;");
    }

    public string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);

    private void Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
