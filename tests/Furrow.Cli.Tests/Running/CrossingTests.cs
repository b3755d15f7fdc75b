using Furrow.Cli.Tests.Fire;
using Furrow.Configuration;
using Furrow.Postgres;
using Furrow.Sqlite;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Cli.Tests.Running;

/// <summary>Rows that leave one kind of database, go into the other and come back, and are what they were.</summary>
public sealed class CrossingTests : IDisposable
{
    private const string Columns =
        "id, name, active, born, wakes, seen, seen_at, credit, weight, token, data, doc, boss_id";

    // Names of types that mean the same to both.
    private const string Table = """
        CREATE TABLE people (
            id bigint PRIMARY KEY,
            name varchar(80) NOT NULL,
            active boolean,
            born date,
            wakes time,
            seen timestamp,
            seen_at timestamptz,
            credit numeric(12,2),
            weight double precision,
            token uuid,
            data bytea,
            doc json,
            boss_id bigint REFERENCES people);
        """;

    private const string Rows = $$"""
        INSERT INTO people ({{Columns}}) VALUES
        (1, 'Zoë "O''Brien", {x}', true, '2024-02-29', '07:30:00', '2024-02-29 23:59:59.123456',
            '2024-02-29 23:59:59+00', 12.50, 0.1, '6f9619ff-8b86-d011-b42d-00c04fc964ff', '\x00ff10',
            '{"a": [1, "two\n", null]}', 3),
        (2, '', false, '0001-01-01', '00:00:00', '1999-12-31 00:00:00', '1999-12-31 00:00:00+00', -0.01, -1e300,
            NULL, '\x', '"\u00e9"', NULL),
        (3, E'tab\there\nand \\N', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 3),
        (9223372036854775807, '表', true, '9999-12-31', '23:59:59.999999', '2024-01-01 12:00:00',
            '2024-01-01 12:00:00+00', 9999999999.99, 123456789.125, NULL, '\x5c', 'null', 1);
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-crossing-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(ExportFormat.Json, ExportFormat.Csv)]
    [InlineData(ExportFormat.Csv, ExportFormat.Json)]
    public async Task Rows_come_back_from_the_other_kind_of_database_as_they_were(ExportFormat there, ExportFormat back)
    {
        await using PostgresFireDatabase first = new();
        await using SqliteFireDatabase between = new();
        await using PostgresFireDatabase last = new();
        await first.CreateAsync();
        await last.CreateAsync();
        await MigrateAsync(first, Rows);
        await MigrateAsync(between, "");
        await MigrateAsync(last, "");
        await MoveAsync(first, between, there);
        string onSqlite = await between.ReadRowsAsync();
        await MoveAsync(between, last, back);
        string rows = await first.ReadRowsAsync();
        Assert.Contains("9223372036854775807", rows, StringComparison.Ordinal);
        Assert.Equal(rows, await last.ReadRowsAsync());

        // And once more, from SQLite to itself by way of the other.
        await using SqliteFireDatabase again = new();
        await MigrateAsync(again, "");
        await MoveAsync(last, again, back);
        Assert.Equal(onSqlite, await again.ReadRowsAsync());
    }

    private async Task MigrateAsync(IFireDatabase database, string rows)
    {
        string migrations = Directory.CreateDirectory(Path.Combine(_folder.FullName, "migrations")).FullName;
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "furrow.yaml"), "name: crossing\n");
        await File.WriteAllTextAsync(Path.Combine(migrations, "1_people.up.sql"), Table + rows);
        await using FurrowProject project = await OpenAsync(database);
        await project.SetupAsync(new SetupOptions(), CancellationToken.None);
    }

    private async Task MoveAsync(IFireDatabase from, IFireDatabase to, ExportFormat format)
    {
        string folder = Path.Combine(_folder.FullName, "export");
        await using (FurrowProject project = await OpenAsync(from))
        {
            await project.ExportAsync(
                new ExportOptions(format) { IncludeSensitive = true, Directory = folder }, CancellationToken.None);
        }

        await using (FurrowProject project = await OpenAsync(to))
        {
            Assert.Equal(
                4, (await project.ImportAsync(new ImportOptions(folder) { Yes = true }, CancellationToken.None)).Rows);
        }

        Directory.Delete(folder, recursive: true);
    }

    private Task<FurrowProject> OpenAsync(IFireDatabase database) => FurrowProject.OpenAsync(
        _folder.FullName,
        options =>
        {
            options.UsePostgres();
            options.UseSqlite();
            options.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
            options.Overrides = new ProjectOverrides { Database = database.Url };
        },
        CancellationToken.None);
}
