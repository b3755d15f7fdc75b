using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.Removal;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Snapshots;

/// <summary>What stands in the way of a restore inside the database that it replaces.</summary>
internal sealed class InPlaceChecks(SnapshotServer server)
{
    private const string MissingExtensions = """
        SELECT name::text FROM unnest(string_to_array($1, chr(10))) name
        WHERE name <> '' AND NOT EXISTS (SELECT FROM pg_extension e WHERE e.extname = name.name)
            AND NOT EXISTS (SELECT FROM pg_available_extensions a
                JOIN pg_available_extension_versions v ON v.name = a.name AND v.version = a.default_version
                WHERE a.name = name.name AND (v.trusted OR NOT v.superuser))
        ORDER BY 1
        """;

    private const string MissingOthers = """
        SELECT what::text FROM unnest(string_to_array($1, chr(10))) what
        WHERE what <> '' AND what NOT IN (SELECT 'event trigger ' || evtname FROM pg_event_trigger
            UNION ALL SELECT 'publication ' || pubname FROM pg_publication
            UNION ALL SELECT 'foreign data wrapper ' || fdwname FROM pg_foreign_data_wrapper)
        ORDER BY 1
        """;

    private const string ForeignLargeObjects =
        "SELECT oid::text FROM pg_largeobject_metadata WHERE NOT pg_has_role(lomowner, 'USAGE') ORDER BY oid LIMIT 20";

    /// <summary>All schemas but the system's, furrow's own too.</summary>
    public static CatalogScope Everything { get; } = new("", null);

    public async Task<ImmutableArray<RestoreObstacle>> RunAsync(
        RestoreRequest request, ArchiveNeeds needs, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await server.OpenTargetAsync(cancellationToken);
        List<RestoreObstacle> found = [];
        IEnumerable<string> extensions = request.Extensions.Select(extension => extension.Name);
        await AddAsync(
            connection,
            RawSql.Command(MissingExtensions, string.Join('\n', extensions)),
            names => new RestoreObstacle(
                "extensions",
                true,
                $"Extensions are not in the database, and the role cannot create them: {names}.",
                "An administrator can create them: CREATE EXTENSION …;"));
        await AddAsync(
            connection,
            RawSql.Command(MissingOthers, string.Join('\n', needs.SuperuserOnly)),
            names => new RestoreObstacle(
                "superuser", true, $"Only a superuser may make what the snapshot holds: {names}.", null));
        await AddAsync(
            connection,
            RawSql.Command(ForeignLargeObjects),
            names => new RestoreObstacle(
                "large objects",
                true,
                $"Large objects belong to roles that you may not act for: {names}.",
                "Their owners, or an administrator, can remove them with lo_unlink."));
        foreach (DropObstacle obstacle in
            await new PostgresDrop(connection, Everything).FindObstaclesAsync(cancellationToken))
        {
            found.Add(new RestoreObstacle(
                "objects",
                true,
                obstacle.Owner is { } owner
                    ? $"The {obstacle.Object} belongs to \"{owner}\", which you may not act for."
                    : $"The {obstacle.Object} depends on {obstacle.DependsOn}, and would stay without it.",
                "Its owner, or an administrator, can drop it."));
        }

        return [.. found];

        async Task AddAsync(
            NpgsqlConnection asked, NpgsqlBatchCommand query, Func<string, RestoreObstacle> describe)
        {
            List<string> names = await RawSql.ListAsync(asked, query, cancellationToken);
            if (names.Count > 0)
            {
                found.Add(describe(string.Join(", ", names)));
            }
        }
    }
}
