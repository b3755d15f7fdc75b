using System.Data.Common;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Integrity;

/// <summary>Asks about all rows of tables, however long that takes.</summary>
internal sealed class RowQuery(ISession session, SqlDialect dialect)
{
    /// <summary>A number of rows for people.</summary>
    public static string Rows(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "row" : "rows")}");

    /// <summary>A table's own rows in a FROM: without those of tables that inherit from it.</summary>
    public string Own(Table table)
    {
        string name = dialect.QuoteName(table.Name.Schema, table.Name.Name);
        return dialect.HasCopy && table.Kind != TableKind.Partitioned ? $"ONLY {name}" : name;
    }

    /// <summary>How many rows a table has.</summary>
    public Task<long> CountAsync(Table table, CancellationToken cancellationToken) =>
        NumberAsync($"SELECT count(*) FROM {Own(table)}", cancellationToken);

    /// <summary>Whether it has any.</summary>
    public async Task<bool> AnyAsync(Table table, CancellationToken cancellationToken) =>
        (await NumbersAsync($"SELECT 1 FROM {Own(table)} LIMIT 1", cancellationToken)).Length > 0;

    /// <summary>The number that a query gives.</summary>
    public async Task<long> NumberAsync(string sql, CancellationToken cancellationToken) =>
        (await NumbersAsync(sql, cancellationToken))[0];

    /// <summary>The numbers of a query's first row; none where there is no row.</summary>
    public async Task<long[]> NumbersAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? [.. Enumerable.Range(0, reader.FieldCount)
                .Select(place => Convert.ToInt64(reader.GetValue(place), CultureInfo.InvariantCulture))]
            : [];
    }
}
