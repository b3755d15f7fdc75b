using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Transfer;
using Furrow.Workflows;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Tests.Transfer;

/// <summary>Exports as they are used: run from the first statement to the last in an empty database.</summary>
public sealed class SqliteRestoreTests : IDisposable
{
    private const string Schema = """
        PRAGMA user_version = 7;
        PRAGMA application_id = 42;
        CREATE TABLE "odd "" name; -- x" (
            id INTEGER PRIMARY KEY AUTOINCREMENT, parent REFERENCES "odd "" name; -- x", note text);
        CREATE TABLE ring_a (id integer PRIMARY KEY, b integer NOT NULL REFERENCES ring_b) -- a comment
        ;
        CREATE TABLE ring_b (id integer PRIMARY KEY, a integer NOT NULL REFERENCES ring_a ON DELETE RESTRICT);
        CREATE TABLE anything (i, r real, n numeric, t text, b blob, double_n AS (n * 2) STORED);
        CREATE TABLE flat (k text PRIMARY KEY, v) WITHOUT ROWID;
        CREATE VIEW named AS SELECT note FROM "odd "" name; -- x";
        CREATE INDEX by_note ON "odd "" name; -- x" (note) WHERE note <> '';
        CREATE TRIGGER fired AFTER INSERT ON ring_a BEGIN UPDATE flat SET v = 'fired'; END;
        CREATE TRIGGER second AFTER INSERT ON ring_a BEGIN DELETE FROM flat; END;
        CREATE VIRTUAL TABLE found USING fts5(words);
        """;

    private static readonly string[][] Ways =
        [["seed.sql"], ["schema.sql", "data.sql"], ["schema.sql", "advanced_seed.sql"]];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-export-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string SourcePath => Path.Combine(_folder.FullName, "source.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("UTF-8")]
    [InlineData("UTF-16le")]
    public async Task C5_definitions_and_values_come_back_with_their_storage_classes(string encoding)
    {
        Create($"PRAGMA encoding = '{encoding}';\n{Schema}");
        await ExportAsync();
        foreach (string[] files in Ways)
        {
            string target = Restore(files);
            Assert.Equal(await StateAsync(SourcePath), await StateAsync(target));
            Assert.Equal(
                ("7", "42", encoding),
                (Scalar(target, "PRAGMA user_version"), Scalar(target, "PRAGMA application_id"),
                    Scalar(target, "PRAGMA encoding")));
        }
    }

    [Fact]
    public async Task C6_the_next_insert_after_a_restore_gets_a_free_number()
    {
        Create(Schema);
        await ExportAsync();
        string target = Restore("seed.sql");
        Assert.Equal(
            "101", Scalar(target, "INSERT INTO \"odd \"\" name; -- x\" (note) VALUES ('x') RETURNING id"));
    }

    [Fact]
    public async Task Every_real_number_comes_back_bit_by_bit()
    {
        using (SqliteConnection connection = Open(SourcePath))
        {
            Run(connection, "CREATE TABLE numbers (n real); BEGIN");
            Random chance = new(1);
            using SqliteCommand insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO numbers VALUES (@n)";
            SqliteParameter number = insert.Parameters.Add("@n", SqliteType.Real);
            for (int i = 0; i < 20_000; i++)
            {
                double value = BitConverter.Int64BitsToDouble(chance.NextInt64(long.MinValue, long.MaxValue));
                number.Value = double.IsNaN(value) ? double.NegativeInfinity : value;
                insert.ExecuteNonQuery();
            }

            Run(connection, "COMMIT");
        }

        await ExportAsync();
        Assert.Equal(await StateAsync(SourcePath), await StateAsync(Restore("seed.sql")));
    }

    private void Create(string schema)
    {
        using SqliteConnection connection = Open(SourcePath);
        Run(connection, schema);
        Run(connection, """
            PRAGMA foreign_keys = OFF;
            INSERT INTO ring_a VALUES (1, 1), (2, 2);
            INSERT INTO ring_b VALUES (1, 2), (2, 1);
            INSERT INTO "odd "" name; -- x" VALUES (100, 3, 'a'), (3, 100, 'it''s'), (4, NULL, NULL);
            DELETE FROM "odd "" name; -- x" WHERE id = 4;
            INSERT INTO anything (i, r, n, t, b) VALUES (1, 1, 1, 1, 1), ('1', 1.5, '1.5', 1.5, '1'),
                (X'00', -0.0, 1e300, '', X''), (NULL, NULL, NULL, NULL, NULL),
                (9223372036854775807, 9e999, -9e999, 'line' || char(13, 10, 9) || 'é😀', X'00ff0a27'),
                ('a' || char(0) || 'b', 0.1, 12345678901234567890, '; -- ''', '\.');
            INSERT INTO flat VALUES ('k', 'kept');
            """);
    }

    private async Task ExportAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "furrow.yaml"), "name: shop\n", Token);
        await using FurrowProject project = await FurrowProject.OpenAsync(
            _folder.FullName,
            options =>
            {
                options.UseSqlite();
                options.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
                options.Overrides = new ProjectOverrides { Database = "sqlite:" + SourcePath };
            },
            Token);
        await project.ExportAsync(new ExportOptions(ExportFormat.Sql), Token);
    }

    private string Restore(params string[] files)
    {
        string target = Path.Combine(_folder.FullName, $"{string.Concat(files)}.db");
        using SqliteConnection connection = Open(target);
        foreach (string file in files)
        {
            Run(connection, File.ReadAllText(Path.Combine(_folder.FullName, "export", file)));
        }

        return target;
    }

    private static async Task<string> StateAsync(string path)
    {
        DatabaseReference reference = DatabaseAddress.Parse("sqlite:" + path, ".").ToReference();
        await using IDatabase database = new SqliteProvider().Open(reference, new DatabaseOptions());
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [.. schema.Tables.Select(table => new ContentRequest(table, ContentCell.Own(table)))], Token);
        DatabaseCatalog catalog = await session.ReadCatalogAsync(Token);
        return string.Join('\n', catalog.Objects) + string.Join('\n', contents.Select(content => content.Rows))
            + string.Join('\n', await session.Transfer.ReadNumberingAsync(tables: null, Token));
    }

    private static string? Scalar(string path, string sql)
    {
        using SqliteConnection connection = Open(path);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static SqliteConnection Open(string path)
    {
        SqliteConnection connection = new($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
