using System.Collections.Frozen;
using Furrow.Providers;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Loading;

/// <summary>What binary forms need and only the server knows.</summary>
internal sealed class LoadTypes
{
    private readonly FrozenDictionary<ObjectName, uint> _elements;

    private LoadTypes(FrozenDictionary<ObjectName, uint> elements, int moneyDigits)
    {
        _elements = elements;
        MoneyDigits = moneyDigits;
    }

    /// <summary>How many decimals money has.</summary>
    public int MoneyDigits { get; }

    /// <summary>The object identifier of an array type's items.</summary>
    public uint ElementOf(ObjectName array) => _elements[array];

    public static async Task<LoadTypes> ReadAsync(
        NpgsqlConnection connection, BulkRequest request, CancellationToken cancellationToken)
    {
        ObjectName[] arrays =
        [
            .. request.Columns.Select(column => column.Column.Type).Where(type => type.Kind == TypeKind.Array)
                .Select(type => type.Name).Distinct(),
        ];
        bool hasMoney = request.Columns.Any(column => Innermost(column.Column.Type).Name.Name == "money");
        Dictionary<ObjectName, uint> elements = [];
        int moneyDigits = 0;
        await using NpgsqlBatch batch = new(connection);

        // A load takes as long as it takes.
        batch.BatchCommands.Add(RawSql.Command("SET LOCAL statement_timeout = 0"));
        batch.BatchCommands.Add(RawSql.Command(
            """
            SELECT n.nspname::text, t.typname::text, t.typelem
            FROM ROWS FROM (pg_catalog.unnest($1::text[]), pg_catalog.unnest($2::text[])) AS w (space, name)
            JOIN pg_catalog.pg_namespace n ON n.nspname = w.space
            JOIN pg_catalog.pg_type t ON t.typnamespace = n.oid AND t.typname = w.name
            """,
            arrays.Select(name => name.Schema).ToArray(),
            arrays.Select(name => name.Name).ToArray()));
        if (hasMoney)
        {
            batch.BatchCommands.Add(RawSql.Command(
                "SELECT pg_catalog.scale(CAST(CAST(1 AS pg_catalog.money) AS pg_catalog.numeric))"));
        }

        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            elements.Add(
                new ObjectName(reader.GetString(0), reader.GetString(1)), reader.GetFieldValue<uint>(2));
        }

        if (hasMoney && await reader.NextResultAsync(cancellationToken) && await reader.ReadAsync(cancellationToken))
        {
            moneyDigits = reader.GetInt32(0);
        }

        return new LoadTypes(elements.ToFrozenDictionary(), moneyDigits);
    }

    private static ColumnType Innermost(ColumnType type) => type.Element is { } element ? Innermost(element) : type;
}
