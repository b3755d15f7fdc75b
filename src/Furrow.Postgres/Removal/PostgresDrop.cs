using System.Collections.Immutable;
using Furrow.Postgres.Catalog;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Removal;

/// <summary>
/// Drops what the role owns in the user's schemas. Refuses where another role owns something there, or where something
/// that would stay depends on what would go.
/// </summary>
internal sealed class PostgresDrop(NpgsqlConnection connection, CatalogScope scope)
{
    private const int StatementsPerBatchMax = 500;

    public async Task<DropOutcome> RunAsync(DropRequest request, CancellationToken cancellationToken)
    {
        await LockAsync(cancellationToken);
        ImmutableArray<DropObstacle> obstacles = await FindObstaclesAsync(cancellationToken);
        if (!obstacles.IsEmpty)
        {
            return new DropOutcome(obstacles, []);
        }

        ImmutableArray<Listed> objects = await ListAsync(cancellationToken);
        await ExecuteAsync(Statements(objects), cancellationToken);
        if (await ListAsync(cancellationToken) is [{ } left, ..])
        {
            throw new InvalidOperationException($"The {left.Kind} {left.Identity} is there after it was dropped.");
        }

        ImmutableArray<string> schemas =
        [
            .. (await ReadAsync(DropQueries.Schemas, row => row.GetString(0), cancellationToken))
                .Where(name => request.SchemasMadeAgain.Contains(name, StringComparer.Ordinal)),
        ];
        await ExecuteAsync(schemas.Select(name => $"DROP SCHEMA {Quote(name)}"), cancellationToken);
        return new DropOutcome(
            [],
            [
                .. objects.Where(found => !found.IsPart)
                    .Select(found => new DroppedObject(found.Kind, found.Identity)),
                .. schemas.Select(name => new DroppedObject("schema", Quote(name))),
            ]);
    }

    /// <summary>What would refuse it now.</summary>
    public async Task<ImmutableArray<DropObstacle>> FindObstaclesAsync(CancellationToken cancellationToken) =>
    [
        .. await ReadAsync(
            DropQueries.Foreign, row => new DropObstacle(row.GetString(0), row.GetString(1)), cancellationToken),
        .. await ReadAsync(
            DropQueries.Dependents,
            row => new DropObstacle(row.GetString(0), DependsOn: row.GetString(1)),
            cancellationToken),
    ];

    // Nobody can make a new view of a table that is locked, so what is found about it stays true.
    private async Task LockAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<ObjectName> relations =
            await ReadAsync(DropQueries.Relations, row => row.Name(0), cancellationToken);
        if (!relations.IsEmpty)
        {
            string names = string.Join(
                ", ", relations.Select(name => SqlDialect.Postgres.QuoteName(name.Schema, name.Name)));
            await RawSql.ExecuteAsync(connection, $"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE", cancellationToken);
        }
    }

    // IF EXISTS: each CASCADE takes some of the others along.
    private static IEnumerable<string> Statements(ImmutableArray<Listed> objects)
    {
        foreach (IGrouping<string, Listed> kind in objects.GroupBy(found => found.Kind))
        {
            string word = kind.Key switch
            {
                "function" or "procedure" or "aggregate" => "ROUTINE",
                "statistics object" => "STATISTICS",
                _ => kind.Key.ToUpperInvariant(),
            };
            IEnumerable<string> names = kind.Select(found => found.Identity);
            foreach (string name in kind.Key == "table" ? [string.Join(", ", names)] : names)
            {
                yield return $"DROP {word} IF EXISTS {name} CASCADE";
            }
        }
    }

    private async Task ExecuteAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (string[] some in statements.Chunk(StatementsPerBatchMax))
        {
            await using NpgsqlBatch batch = new(connection);
            foreach (string statement in some)
            {
                batch.BatchCommands.Add(RawSql.Command(statement));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private Task<ImmutableArray<Listed>> ListAsync(CancellationToken cancellationToken) => ReadAsync(
        DropQueries.Listed,
        row => new Listed(row.GetString(0), row.GetString(1), row.GetBoolean(2)),
        cancellationToken);

    private async Task<ImmutableArray<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(scope.Command(sql));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadSetAsync(read, cancellationToken);
    }

    private static string Quote(string name) => SqlDialect.Postgres.QuoteIdentifier(name);

    private sealed record Listed(string Kind, string Identity, bool IsPart);
}
