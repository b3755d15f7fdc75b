using System.Data.Common;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.State;
using Furrow.Workflows;
using Furrow.Workflows.Verifying;

namespace Furrow.Specification.Workflows;

/// <summary>
/// A project and its database, worked with as a host does: through <see cref="FurrowProject"/> alone.
/// </summary>
public abstract class WorkflowHarness : IAsyncDisposable
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public abstract IDatabaseProvider Provider { get; }

    /// <summary>The database as <c>--database</c> takes it, password included.</summary>
    public abstract string Address { get; }

    /// <summary>Where tables land whose schema is not named.</summary>
    public abstract string Schema { get; }

    /// <summary>A statement that takes far longer than a test waits.</summary>
    public abstract string SlowStatement { get; }

    /// <summary>A statement that cannot run in a transaction, on table <c>a</c> with a column <c>id</c>.</summary>
    public abstract string AloneStatement { get; }

    public ProjectFolder Project { get; } = new();

    public EventRecorder Events { get; } = new();

    /// <summary>The word before furrow's own tables.</summary>
    public string StateSchema { get; set; } = "furrow";

    public StateNames State => new(Provider, StateSchema);

    /// <summary>Everything that is in the database and beside it: names, definitions, row counts.</summary>
    public abstract Task<string> FingerprintAsync();

    /// <summary>Lets the project's role make scratch databases, where that takes a right.</summary>
    public virtual Task AllowScratchAsync() => Task.CompletedTask;

    /// <summary>How many scratch databases there are that this project's role has made.</summary>
    public abstract Task<int> CountScratchAsync();

    /// <summary>Makes the database refuse new rows of one of furrow's own tables.</summary>
    public abstract Task RefuseRowsAsync(string table, string condition);

    public virtual ValueTask DisposeAsync()
    {
        Project.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>The project as a host without a prompt opens it: no variables, no waiting.</summary>
    public Task<FurrowProject> OpenAsync(Action<FurrowOptions>? configure = null) => FurrowProject.OpenAsync(
        Project.Path,
        options =>
        {
            options.Use(Provider);
            options.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
            options.Overrides = new ProjectOverrides { Database = Address };
            options.ConnectWait = TimeSpan.FromSeconds(10);
            options.Sinks.Add(Events);
            configure?.Invoke(options);
        },
        Token);

    public async Task<T> RunAsync<T>(Func<FurrowProject, Task<T>> verb, Action<FurrowOptions>? configure = null)
    {
        await using FurrowProject project = await OpenAsync(configure);
        return await verb(project);
    }

    public Task<SetupResult> SetupAsync(SetupOptions? options = null) =>
        RunAsync(project => project.SetupAsync(options ?? new SetupOptions(), Token));

    public Task<Migrations.MigrateResult> MigrateAsync(MigrateOptions? options = null) =>
        RunAsync(project => project.MigrateAsync(options ?? new MigrateOptions(), Token));

    public Task<Migrations.RollbackResult> RollbackAsync(RollbackOptions? options = null) =>
        RunAsync(project => project.RollbackAsync((options ?? new RollbackOptions()) with { Yes = true }, Token));

    public Task<Seeds.Rollback.SeedRollbackResult> SeedRollbackAsync(SeedRollbackOptions? options = null) => RunAsync(
        project => project.SeedRollbackAsync((options ?? new SeedRollbackOptions()) with { Yes = true }, Token));

    public Task<BaselineResult> BaselineAsync(string version) =>
        RunAsync(project => project.BaselineAsync(new BaselineOptions(version) { Environment = "development" }, Token));

    public Task<RepairResult> RepairAsync(RepairOptions options) =>
        RunAsync(project => project.RepairAsync(options, Token));

    public Task<Seeds.SeedResult> SeedAsync(SeedOptions? options = null) =>
        RunAsync(project => project.SeedAsync(options ?? new SeedOptions(), Token));

    public Task<StatusResult> StatusAsync(QueryOptions? options = null) =>
        RunAsync(project => project.StatusAsync(options ?? new QueryOptions(), Token));

    public Task<VerifyResult> VerifyAsync(VerifyOptions? options = null) =>
        RunAsync(project => project.VerifyAsync(options ?? new VerifyOptions(), Token));

    /// <summary>Runs a verb that must fail with a code.</summary>
    public static async Task<FurrowException> FailsAsync<T>(string code, Func<Task<T>> verb)
    {
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(verb);
        Assert.True(error.Code == code, $"Expected {code}, found {error.Code}: {error.Message}\n{error.Detail}");
        Assert.NotEmpty(error.Message);
        return error;
    }

    /// <summary>Runs statements one by one, each for itself.</summary>
    public async Task ExecuteAsync(params string[] statements)
    {
        await using IDatabase database = OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, Token);
        foreach (string statement in statements)
        {
            await session.ExecuteAsync(
                new SqlStatement(statement, 1, 1, SqlStatementKind.Ordinary, Provider.Dialect), Token);
        }
    }

    /// <summary>A query's rows, cells as invariant text with blanks between, NULL as <c>-</c>.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using IDatabase database = OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, Token);
        await using DbCommand command = session.CreateCommand(sql);
        await using DbDataReader reader = await command.ExecuteReaderAsync(Token);
        List<string> rows = [];
        while (await reader.ReadAsync(Token))
        {
            object[] cells = new object[reader.FieldCount];
            reader.GetValues(cells);
            rows.Add(string.Join(' ', cells.Select(Text)));
        }

        return rows;
    }

    public async Task<string> ScalarAsync(string sql) => Assert.Single(await RowsAsync(sql));

    /// <summary>Columns of one of furrow's own tables, in order of writing.</summary>
    public Task<IReadOnlyList<string>> HistoryAsync(string table, string columns) =>
        RowsAsync($"SELECT {columns} FROM {State[table]} ORDER BY id");

    public async Task<bool> HasTableAsync(string table) =>
        (await StatusAsync()).Tables.Any(found => found.Table.Name == table);

    public IDatabase OpenDatabase() => Provider.Open(
        DatabaseAddress.Parse(Address, Project.Path).ToReference(),
        new DatabaseOptions { ConnectWait = TimeSpan.FromSeconds(10), StateSchema = StateSchema });

    private static string Text(object cell) => cell switch
    {
        DBNull => "-",
        bool truth => truth ? "1" : "0",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
