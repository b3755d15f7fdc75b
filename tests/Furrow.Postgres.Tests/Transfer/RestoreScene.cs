using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Furrow.Configuration;
using Furrow.Data;
using Furrow.Events;
using Furrow.Postgres.ClientTools;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Transfer;
using Furrow.Workflows;

namespace Furrow.Postgres.Tests.Transfer;

/// <summary>A database to export from, and empty ones that psql restores into as their ordinary owner.</summary>
internal sealed class RestoreScene : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly DirectoryInfo _project = Directory.CreateTempSubdirectory("furrow-export-");

    private RestoreScene(PostgresServer server, TestDatabase source) => (_server, Source) = (server, source);

    public TestDatabase Source { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RestoreScene> CreateAsync(PostgresServer server)
    {
        RestoreScene scene = new(server, await server.CreateDatabaseAsync());
        await File.WriteAllTextAsync(Path.Combine(scene._project.FullName, "furrow.yaml"), "name: shop\n", Token);
        return scene;
    }

    public string PathOf(string name) => Path.Combine(_project.FullName, "export", name);

    /// <summary>Exports the source as the owner; sinks hear what happens.</summary>
    public async Task<ExportResult> ExportAsync(ExportOptions options, params IEventSink[] sinks)
    {
        await using FurrowProject project = await OpenAsync(Source, sinks);
        return await project.ExportAsync(options with { IncludeSensitive = true }, Token);
    }

    /// <summary>Imports into a new database as its ordinary owner, and holds it against the source.</summary>
    public async Task ImportsAsync(params string[] paths)
    {
        await using TestDatabase target = await _server.CreateDatabaseAsync();
        foreach (string path in paths)
        {
            await using FurrowProject project = await OpenAsync(target, []);
            await project.ImportAsync(new ImportOptions(path) { Yes = true, Environment = "development" }, Token);
        }

        await IsAsSourceAsync(target, string.Join(" + ", paths));
    }

    /// <summary>Restores files into a new database with psql, stopping at the first error; what psql said.</summary>
    public async Task<(TestDatabase Database, int ExitCode, string Said)> RestoreAsync(params string[] files)
    {
        TestDatabase target = await _server.CreateDatabaseAsync();
        foreach (string file in files)
        {
            (int exitCode, string said) = await RunAsync(target, PathOf(file));
            if (exitCode != 0)
            {
                return (target, exitCode, said);
            }
        }

        return (target, 0, "");
    }

    /// <summary>Holds a restored database against the source: definitions and rows.</summary>
    public async Task IsRestoredAsync(params string[] files)
    {
        (TestDatabase target, int exitCode, string said) = await RestoreAsync(files);
        await using TestDatabase restored = target;
        Assert.True(exitCode == 0, $"{string.Join(" + ", files)}: {said}");
        await IsAsSourceAsync(restored, string.Join(" + ", files));
    }

    private async Task IsAsSourceAsync(TestDatabase restored, string way)
    {
        ISession expected = await Source.SessionAsync();
        ISession found = await restored.SessionAsync();
        ImmutableArray<CatalogDifference> differences = CatalogDiff.Compare(
            await expected.ReadCatalogAsync(Token), await found.ReadCatalogAsync(Token));
        Assert.True(differences.IsEmpty, $"{way}: {string.Join('\n', differences)}");
        Assert.Equal(await HashAsync(expected), await HashAsync(found));
        Assert.Equal(await SequencesAsync(Source), await SequencesAsync(restored));
    }

    public async ValueTask DisposeAsync()
    {
        _project.Delete(recursive: true);
        await Source.DisposeAsync();
    }

    public static async Task<ImmutableArray<(ObjectName, ContentHash)>> HashAsync(ISession session)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(
            [
                .. schema.Tables.Where(table => table.OwnedByExtension is null)
                    .Select(table => new ContentRequest(table, ContentCell.Own(table))),
            ],
            Token);
        return [.. contents.Select(content => (content.Table, content.Rows))];
    }

    private static async Task<string> SequencesAsync(TestDatabase database)
    {
        ImmutableArray<SequenceValue> values =
            await (await database.SessionAsync()).Transfer.ReadNumberingAsync(tables: null, Token);
        return string.Join('\n', values);
    }

    private Task<FurrowProject> OpenAsync(TestDatabase database, IEventSink[] sinks)
    {
        string user = Uri.EscapeDataString(database.Role.Name);
        string place = string.Create(CultureInfo.InvariantCulture, $"{_server.Host}:{_server.Port}");
        string name = Uri.EscapeDataString(database.Name);
        return FurrowProject.OpenAsync(
            _project.FullName,
            furrow =>
            {
                furrow.UsePostgres();
                furrow.Variables = new Dictionary<string, string>(StringComparer.Ordinal);
                furrow.Overrides = new ProjectOverrides
                {
                    Database = $"postgres://{user}:{database.Role.Password}@{place}/{name}",
                };
                foreach (IEventSink sink in sinks)
                {
                    furrow.Sinks.Add(sink);
                }
            },
            Token);
    }

    private async Task<(int ExitCode, string Said)> RunAsync(TestDatabase target, string file)
    {
        ClientTool psql = (await ToolPlaces.Here.ListAsync("psql", TimeProvider.System, Token))
            .MaxBy(tool => tool.Major)
            ?? throw new InvalidOperationException("These tests need psql.");
        ProcessStartInfo start = new(psql.Path, ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGHOST"] = _server.Host;
        start.Environment["PGPORT"] = _server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = target.Role.Name;
        start.Environment["PGPASSWORD"] = target.Role.Password;
        start.Environment["PGDATABASE"] = target.Name;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Token);
        string said = await process.StandardError.ReadToEndAsync(Token);
        await output;
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, said);
    }
}
