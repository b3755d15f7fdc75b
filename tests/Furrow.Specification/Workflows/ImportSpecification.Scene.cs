using System.Collections.Immutable;
using System.Text;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Transfer;
using Furrow.Transfer.Importing;
using Furrow.Workflows;

namespace Furrow.Specification.Workflows;

/// <content>What the tests work with.</content>
public abstract partial class ImportSpecification<TFixture>
{
    private const string Odd = "odd \"\" name; -- x";

    private static Task<ImportResult> ImportAsync(WorkflowHarness harness, string path, bool clearFirst = false) =>
        harness.RunAsync(project => project.ImportAsync(
            new ImportOptions(path) { Yes = true, ClearFirst = clearFirst, Environment = "development" }, Token));

    private static async Task<FurrowException> FailsAsync(
        WorkflowHarness harness, string path, bool clearFirst = false, string? code = ErrorCode.ImportFailed)
    {
        FurrowException error =
            await Assert.ThrowsAsync<FurrowException>(() => ImportAsync(harness, path, clearFirst));
        Assert.True(code is null || error.Code == code, $"{path}: {error.Code} {error.Message}\n{error.Detail}");
        return error;
    }

    private static async Task<bool> HasStateAsync(WorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        return (await Furrow.State.StateStore.OpenAsync(session, database, Token)).Exists;
    }

    // As another kind of database would have written it.
    private static string Document(string parents, string children) => $$"""
        {"format":1,"source":{"provider":"another"},"tables":[
         {"schema":"s","name":"parents","columns":[{"name":"id"},{"name":"name"}],"rows":[{{parents}}]},
         {"schema":"s","name":"children","columns":[{"name":"id"},{"name":"parent_id"}],"rows":[{{children}}]}],
         "sequences":[]}
        """;

    private static void Bring(WorkflowHarness source, WorkflowHarness target)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(source.Project.Path, "export")))
        {
            target.Project.Write($"export/{Path.GetFileName(file)}", File.ReadAllText(file));
        }
    }

    private static async Task<string> StateAsync(WorkflowHarness harness)
    {
        await using IDatabase database = harness.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [.. schema.Tables.Select(table => new ContentRequest(table, ContentCell.Own(table)))], Token);
        DatabaseCatalog catalog = await session.ReadCatalogAsync(Token);
        return string.Join(
                '\n', catalog.Objects.Select(found => $"{found.Kind} {found.Name} {found.Definition}"))
            + string.Join('\n', contents.Select(content => content.Rows))
            + string.Join('\n', await session.Transfer.ReadNumberingAsync(tables: null, Token));
    }

    private async Task<WorkflowHarness> TwoTablesAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        await harness.ExecuteAsync(
            "CREATE TABLE parents (id integer PRIMARY KEY, name text)",
            "CREATE TABLE children (id integer PRIMARY KEY, parent_id integer NOT NULL REFERENCES parents)");
        return harness;
    }

    // Keys in a circle that must not be NULL, a key to the own table, names that would be SQL, rows that end a COPY.
    private async Task<WorkflowHarness> ExportedAsync()
    {
        WorkflowHarness harness = await fixture.CreateAsync(Token);
        bool isPostgres = harness.Provider.Capabilities.Schemas;
        string id = isPostgres ? "serial PRIMARY KEY" : "integer PRIMARY KEY AUTOINCREMENT";
        string later = isPostgres ? "" : " DEFERRABLE INITIALLY DEFERRED";
        await harness.ExecuteAsync(
            $"CREATE TABLE \"{Odd}\" "
                + $"(id integer PRIMARY KEY, \"the; \"\"key\"\"\" integer REFERENCES \"{Odd}\", t text)",
            $"CREATE TABLE big (id {id}, t text NOT NULL, f double precision)",
            "CREATE TABLE empty (id integer)",
            isPostgres
                ? "CREATE TABLE left_one (id integer PRIMARY KEY, other integer NOT NULL)"
                : $"CREATE TABLE left_one (id integer PRIMARY KEY, other integer NOT NULL REFERENCES right_one{later})",
            $"CREATE TABLE right_one (id integer PRIMARY KEY, other integer NOT NULL REFERENCES left_one{later})",
            isPostgres
                ? "WITH l AS (INSERT INTO left_one VALUES (1, 2), (2, 1)) SELECT 1"
                : "INSERT INTO empty SELECT 1 WHERE 0");
        await (isPostgres
            ? harness.ExecuteAsync(
                "INSERT INTO right_one VALUES (1, 1), (2, 2)",
                "ALTER TABLE left_one ADD FOREIGN KEY (other) REFERENCES right_one",
                "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS "
                    + "'BEGIN NEW.t := upper(NEW.t); RETURN NEW; END'")
            : harness.ExecuteAsync(
                "PRAGMA foreign_keys = OFF", "INSERT INTO left_one VALUES (1, 2), (2, 1)",
                "INSERT INTO right_one VALUES (1, 1), (2, 2)"));
        StringBuilder rows = new();
        for (int row = 1; row <= 3000; row++)
        {
            rows.Append(row == 1 ? "" : ", ").Append($"({row}, 'row {row}; -- é \n\\.\nCOPY x FROM stdin;', 0.1)");
        }

        await harness.ExecuteAsync(
            $"INSERT INTO big (id, t, f) VALUES {rows}",
            $"INSERT INTO \"{Odd}\" VALUES (1, 2, 'tab\t'), (2, 1, '\\.'), (3, NULL, NULL), (4, 4, '')",
            isPostgres
                ? "CREATE TRIGGER loud BEFORE INSERT ON big FOR EACH ROW EXECUTE FUNCTION shout()"
                : "CREATE TRIGGER loud AFTER INSERT ON big BEGIN UPDATE big SET t = upper(t) WHERE id = NEW.id; END",
            isPostgres ? "SELECT setval('big_id_seq', 5000)" : "CREATE INDEX big_t ON big (t)");
        await harness.RunAsync(
            project => project.ExportAsync(new ExportOptions(ExportFormat.Sql) { IncludeSensitive = true }, Token));
        return harness;
    }
}
