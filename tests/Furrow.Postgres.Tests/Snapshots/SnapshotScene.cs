using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Snapshots;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Tests.Snapshots;

/// <summary>
/// A database that an ordinary role owns, a folder, and the work with snapshots of it. Whatever the role owns in the
/// end is dropped.
/// </summary>
internal sealed class SnapshotScene : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-tests-");
    private readonly PostgresConnector _connector;
    private int _number;

    private SnapshotScene(PostgresServer server, string name, TestRole role)
    {
        _server = server;
        Name = name;
        Role = role;
        Target = new TestDatabase(server, name, role, PostgresServer.Quick);
        _connector = new PostgresConnector(
            new ConnectTarget(server.Reference(name, role)), PostgresServer.Quick.Clock);
    }

    public string Name { get; }

    public TestRole Role { get; }

    /// <summary>The database, with a session of its own for setting up.</summary>
    public TestDatabase Target { get; private set; }

    public string Folder => _folder.FullName;

    public ISnapshotWork Work => Make();

    public static async Task<SnapshotScene> CreateAsync(
        PostgresServer server, string options = "CREATEDB", string label = "", bool isMissing = false)
    {
        TestRole role = await server.CreateRoleAsync("snapper", options);
        string name = label + server.NewName("db");
        SnapshotScene scene = new(server, name, role);
        if (!isMissing)
        {
            await server.AdministerAsync(
                $"CREATE DATABASE {PostgresServer.Quote(name)} OWNER {PostgresServer.Quote(role.Name)}");
        }

        return scene;
    }

    public ISnapshotWork Make(
        Func<ReplaceStep, Task>? reached = null, long directorySizeMin = long.MaxValue, ToolPlaces? places = null)
    {
        PostgresDatabase database = (PostgresDatabase)Target.Database;
        return new PostgresSnapshots(new SnapshotServer(
            database, _connector, new DatabaseCreation(_connector, PostgresServer.Quick))
        {
            Reached = reached,
            DirectorySizeMin = directorySizeMin,
            StoreJobs = 2,
            Tools = new Toolbox(
                _connector.Target, database.Options.Clock, new ToolPurpose(ErrorCode.SnapshotFailed))
            {
                Places = places ?? ToolPlaces.Here,
            },
        });
    }

    public StoreRequest Store(Func<ISession, CancellationToken, Task>? look = null, bool isLocal = false) => new()
    {
        Path = Path.Combine(Folder, $"it's a \"{_number++}\".dump"),
        Look = look ?? ((_, _) => Task.CompletedTask),
        IsLocal = isLocal,
    };

    public RestoreRequest Restore(StoredDatabase stored, bool isLocal = false) => new()
    {
        Place = stored.Place,
        IsLocal = isLocal,
        ServerVersion = "15.0",
        ScratchFolder = Path.Combine(Folder, "scratch"),
        Jobs = 2,
    };

    /// <summary>Stores it and closes the scene's own session, which a copy would not bear.</summary>
    public async Task<StoredDatabase> StoreAsync(Func<ISession, CancellationToken, Task>? look = null) =>
        await Work.StoreAsync(Store(look), CancellationToken.None);

    public async Task<Replaced> RestoreAsync(StoredDatabase stored, bool isLocal = false)
    {
        await using IRestoration restoration =
            await Work.RestoreAsync(Restore(stored, isLocal), CancellationToken.None);
        return await restoration.CommitAsync(CancellationToken.None);
    }

    /// <summary>Begins anew with the scene's session, which a replacement ends.</summary>
    public async Task ReopenAsync()
    {
        await Target.DisposeAsync();
        Target = new TestDatabase(_server, Name, Role, PostgresServer.Quick);
    }

    /// <summary>What is asked of the database as it is now.</summary>
    public async Task<string?> ValueAsync(string sql)
    {
        await ReopenAsync();
        return await Target.ValueAsync(sql);
    }

    /// <summary>The first column of a query, as the administrator, in another database.</summary>
    public async Task<List<string>> AskAsync(string sql) => await _server.AskAsync(sql);

    public Task AdministerAsync(string sql, string? database = null) =>
        _server.AdministerAsync(sql, database ?? Name);

    /// <summary>The databases of the role's, but for the one that the scene is about.</summary>
    public async Task<List<string>> OthersAsync() => await AskAsync(
        $"SELECT datname::text FROM pg_database WHERE pg_get_userbyid(datdba) = {Literal(Role.Name)} "
            + $"AND datname <> {Literal(Name)} ORDER BY 1");

    /// <summary>Every table with its number of rows and its hash.</summary>
    public static async Task<string> HashAsync(ISession session, CancellationToken token)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(token);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [.. schema.Tables.Select(table => new ContentRequest(table, ContentCell.Own(table)))], token);
        return string.Join('\n', contents.Select(content => $"{content.Table}: {content.Rows}"));
    }

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public async ValueTask DisposeAsync()
    {
        await Target.DisposeAsync();
        await _connector.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
        foreach (string name in (string[])[Name, .. await OthersAsync()])
        {
            await _server.AdministerAsync($"DROP DATABASE IF EXISTS {PostgresServer.Quote(name)} WITH (FORCE)");
        }

        _folder.Delete(recursive: true);
    }
}
