using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Sql;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>A migrations folder and what is read from it.</summary>
internal sealed class MigrationScene : IDisposable
{
    public static readonly string[] Postgres = ["postgres", "postgresql", "pg"];
    public static readonly string[] Sqlite = ["sqlite", "sqlite3"];

    public TempFolder Folder { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Folder.Dispose();

    public MigrationScene Write(string file, string text = "SELECT 1;\n")
    {
        Folder.Write(file, text);
        return this;
    }

    public MigrationSource Source(MigrationsSettings? settings = null, bool isSqlite = false) => new(
        Folder.Path,
        settings ?? new(),
        isSqlite ? Sqlite : Postgres,
        isSqlite ? SqlDialect.Sqlite : SqlDialect.Postgres,
        Folder.Display);

    public Task<MigrationSet> ReadAsync(MigrationsSettings? settings = null, bool isSqlite = false) =>
        MigrationFolder.ReadAsync(Source(settings, isSqlite), Token);

    /// <summary>All lines that the refusal is made of.</summary>
    public async Task<string[]> FailsAsync(MigrationsSettings? settings = null, bool isSqlite = false)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => ReadAsync(settings, isSqlite));
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        Assert.Contains("ignore", error.Hint, StringComparison.Ordinal);
        return error.Detail is null ? [error.Message] : [error.Message, .. error.Detail.Split('\n')];
    }

    public static async Task<string> TextOf(MigrationScript? script) => await script!.ReadAsync(Token);

    /// <summary>The statements that a script would run, each with its line.</summary>
    public static async Task<IEnumerable<(int Line, string Text)>> StatementsOf(MigrationScript? script)
    {
        SqlScript split = SqlSplitter.Split(await TextOf(script), SqlDialect.Postgres);
        Assert.Empty(split.Problems);
        return split.Statements.Select(statement => (statement.Line, statement.Text));
    }
}
