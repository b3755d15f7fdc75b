using System.Collections.Immutable;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>Reads the catalog into the model.</summary>
internal sealed class CatalogReader(NpgsqlConnection connection, CatalogScope scope)
{
    public Task<DatabaseSchema> ReadAsync(bool inTransaction, CancellationToken cancellationToken) =>
        new CatalogBatch(connection).ReadAsync(
            inTransaction,
            Queries(),
            async (reader, token) => SchemaAssembler.Assemble(await ReadRowsAsync(reader, token)),
            cancellationToken);

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
