using System.Collections.Immutable;
using System.Data;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>
/// Reads the catalog in one round trip, whatever the number of tables. While it does, the search path is empty: the
/// server then writes every name with its schema, so that definitions mean the same wherever they are run again.
/// </summary>
internal sealed class CatalogReader(NpgsqlConnection connection, CatalogScope scope)
{
    private const string KeepPath = "furrow.search_path";

    public async Task<DatabaseSchema> ReadAsync(bool inTransaction, CancellationToken cancellationToken)
    {
        if (inTransaction)
        {
            return await ReadHereAsync(cancellationToken);
        }

        // One snapshot for all queries, so that a table has all of its columns or is not there.
        await using NpgsqlTransaction? transaction = await TryBeginAsync(cancellationToken);
        if (transaction is null)
        {
            return await ReadHereAsync(cancellationToken);
        }

        DatabaseSchema schema = await ReadHereAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return schema;
    }

    // A script outside a transaction of ours may have begun one itself, which only the driver knows.
    private async Task<NpgsqlTransaction?> TryBeginAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        }
        catch (InvalidOperationException) when (connection.State == ConnectionState.Open)
        {
            return null;
        }
    }

    private async Task<DatabaseSchema> ReadHereAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(
            $"SELECT set_config('{KeepPath}', current_setting('search_path'), true)"));
        batch.BatchCommands.Add(RawSql.Command("SELECT set_config('search_path', '', true)"));
        foreach (NpgsqlBatchCommand query in Queries())
        {
            batch.BatchCommands.Add(query);
        }

        batch.BatchCommands.Add(RawSql.Command(
            $"SELECT set_config('search_path', current_setting('{KeepPath}'), true)"));

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return SchemaAssembler.Assemble(await ReadRowsAsync(reader, cancellationToken));
    }

    // The order is that of ReadRowsAsync.
    private IEnumerable<NpgsqlBatchCommand> Queries() =>
    [
        scope.Command(CatalogQueries.Tables),
        scope.Command(CatalogQueries.Parents),
        scope.Command(CatalogQueries.Columns),
        scope.Command(CatalogQueries.Types),
        RawSql.Command(CatalogQueries.Labels),
        RawSql.Command(CatalogQueries.DomainChecks),
        scope.Command(CatalogQueries.Indexes(connection.PostgreSqlVersion.Major)),
        scope.Command(CatalogQueries.Constraints),
        scope.Command(CatalogQueries.Triggers),
        scope.Command(CatalogQueries.Sequences),
        RawSql.Command(CatalogQueries.Extensions),
    ];

    private static async Task<CatalogRows> ReadRowsAsync(
        NpgsqlDataReader reader, CancellationToken cancellationToken) => new()
        {
            Tables = await reader.ReadSetAsync(TableRow.Read, cancellationToken),
            Parents = (await reader.ReadSetAsync(ParentRow.Read, cancellationToken)).ToLookup(row => row.Table),
            Columns = (await reader.ReadSetAsync(ColumnRow.Read, cancellationToken)).ToLookup(row => row.Table),
            Types = (await reader.ReadSetAsync(TypeRow.Read, cancellationToken)).ToDictionary(row => row.Id),
            Labels = await ReadTextAsync(reader, 1, cancellationToken),
            DomainChecks = await ReadTextAsync(reader, 2, cancellationToken),
            Indexes = (await reader.ReadSetAsync(IndexRow.Read, cancellationToken)).ToLookup(row => row.Table),
            Constraints =
                (await reader.ReadSetAsync(ConstraintRow.Read, cancellationToken)).ToLookup(row => row.Table),
            Triggers = (await reader.ReadSetAsync(ReadTrigger, cancellationToken)).ToLookup(row => row.Table),
            Sequences = await reader.ReadSetAsync(ReadSequence, cancellationToken),
            Extensions = await reader.ReadSetAsync(ReadExtension, cancellationToken),
        };

    private static async Task<ILookup<uint, string>> ReadTextAsync(
        NpgsqlDataReader reader, int ordinal, CancellationToken cancellationToken)
    {
        ImmutableArray<(uint Owner, string Text)> rows = await reader.ReadSetAsync(
            row => (row.GetFieldValue<uint>(0), row.GetString(ordinal)), cancellationToken);
        return rows.ToLookup(row => row.Owner, row => row.Text);
    }

    private static (uint Table, Trigger Trigger) ReadTrigger(NpgsqlDataReader row)
    {
        TriggerMode mode = row.GetString(3) switch
        {
            "D" => TriggerMode.Disabled,
            "R" => TriggerMode.Replica,
            "A" => TriggerMode.Always,
            _ => TriggerMode.Origin,
        };
        return (row.GetFieldValue<uint>(0), new Trigger(row.GetString(1), row.GetString(2), mode, row.GetBoolean(4)));
    }

    private static Sequence ReadSequence(NpgsqlDataReader row) => new(
        row.Name(1),
        row.NameOrNull(3),
        row.Text(5),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.GetInt64(9),
        row.GetBoolean(10));

    private static Extension ReadExtension(NpgsqlDataReader row) =>
        new(row.GetString(1), row.GetString(2), row.GetString(3));
}
