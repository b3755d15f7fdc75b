using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Faults;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Diagnosis;

/// <summary>Runs the health checks, each by itself: one that fails is a line of the report.</summary>
internal sealed class PostgresDiagnosis(PostgresDatabase database, PostgresConnector connector)
{
    public async Task<ImmutableArray<HealthCheck>> RunAsync(CancellationToken cancellationToken)
    {
        List<HealthCheck> checks = [];
        int? major = null;
        long started = database.Options.Clock.GetTimestamp();
        try
        {
            await using NpgsqlConnection connection =
                await connector.OpenAsync(database.Options.ConnectWait, cancellationToken);
            TimeSpan took = database.Options.Clock.GetElapsedTime(started);
            major = connection.PostgreSqlVersion.Major;
            checks.Add(new HealthCheck(
                "connection",
                HealthLevel.Ok,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{connector.Target.Address} answered in {took.TotalMilliseconds:0} ms")));
            ServerChecks server = new(connection, database.Options);
            checks.Add(server.Version());
            checks.Add(await TryAsync("client tools", () => ToolsAsync(major, cancellationToken), cancellationToken));
            foreach ((string name, Func<CancellationToken, Task<HealthCheck>> check) in server.Queries)
            {
                checks.Add(await TryAsync(name, () => check(cancellationToken), cancellationToken));
            }

            checks.Add(await TryAsync("lock", () => LockAsync(cancellationToken), cancellationToken));
        }
        catch (FurrowException exception)
        {
            checks.Add(Unconnected(exception));
            checks.Add(await TryAsync("client tools", () => ToolsAsync(major, cancellationToken), cancellationToken));
        }

        return [.. checks];
    }

    private static HealthCheck Unconnected(FurrowException exception) => new(
        "connection",
        exception.Code == ErrorCode.DatabaseMissing ? HealthLevel.Warning : HealthLevel.Failed,
        exception.Message,
        exception.Hint);

    private static async Task<HealthCheck> TryAsync(
        string name, Func<Task<HealthCheck>> check, CancellationToken cancellationToken)
    {
        try
        {
            return await check();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            DatabaseFault fault = PostgresFaults.Explain(exception);
            return new HealthCheck(
                name, HealthLevel.Failed, $"could not be checked: {fault.Message}", fault.Hint ?? "Run it again.");
        }
    }

    private async Task<HealthCheck> ToolsAsync(int? serverMajor, CancellationToken cancellationToken)
    {
        const string Name = "client tools";
        const string Remedy = "Install the PostgreSQL client tools of the server's version or newer "
            + "(Debian: postgresql-client); snapshots and exports need them.";
        List<string> found = [];
        List<string> missing = [];
        int oldest = int.MaxValue;
        foreach (string tool in (string[])["pg_dump", "pg_restore", "psql"])
        {
            IReadOnlyList<ClientTool> all =
                await ToolPlaces.Here.ListAsync(tool, database.Options.Clock, cancellationToken);
            if (ToolChoice.Nearest(all, serverMajor ?? int.MaxValue) is { } one)
            {
                found.Add($"{one.Name} {one.Version}");
                oldest = Math.Min(oldest, one.Major);
            }
            else
            {
                missing.Add(tool);
            }
        }

        if (missing.Count > 0)
        {
            return new HealthCheck(Name, HealthLevel.Warning, $"not found: {string.Join(", ", missing)}", Remedy);
        }

        return oldest < serverMajor
            ? new HealthCheck(
                Name,
                HealthLevel.Warning,
                $"{string.Join(", ", found)}: older than the server ({serverMajor}), which pg_dump refuses",
                Remedy)
            : new HealthCheck(Name, HealthLevel.Ok, string.Join(", ", found));
    }

    private async Task<HealthCheck> LockAsync(CancellationToken cancellationToken) =>
        await database.ReadLockAsync(cancellationToken) switch
        {
            null => new HealthCheck("lock", HealthLevel.Ok, "free"),
            { Alive: true } held => new HealthCheck(
                "lock",
                HealthLevel.Warning,
                $"held by {held.Holder} since {Time(held.Since)}",
                "Wait for it to finish; 'furrow unlock --force' takes it away."),
            { } dead => new HealthCheck(
                "lock",
                HealthLevel.Warning,
                $"{dead.Holder} took it at {Time(dead.Since)} and is gone",
                "'furrow unlock' clears its claim; the next command would too."),
        };

    private static string Time(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
