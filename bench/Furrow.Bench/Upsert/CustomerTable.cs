using System.Data.Common;
using System.Globalization;

namespace Furrow.Bench.Upsert;

/// <summary>
/// Puts the table back to where a run begins. Each contender has its own copy of the full table, in the form in which
/// it writes values itself: rows that have not changed must look so to it.
/// </summary>
internal sealed class CustomerTable(ICustomerDatabase database)
{
    /// <summary>Keeps what the table holds now.</summary>
    public Task KeepAsync(string copy, CancellationToken cancellationToken) =>
        ExecuteAsync($"CREATE TABLE {copy} AS SELECT * FROM customers", cancellationToken);

    /// <summary>Empties the table, and fills it from a copy unless that is null.</summary>
    public Task RestoreAsync(string? copy, CancellationToken cancellationToken) => ExecuteAsync(
        $"BEGIN; {database.EmptyTable}; {(copy is null ? "" : $"INSERT INTO customers SELECT * FROM {copy};")} COMMIT",
        cancellationToken);

    /// <exception cref="InvalidOperationException">There are other rows, or other changes in them.</exception>
    public async Task CheckAsync(int changed, CancellationToken cancellationToken)
    {
        (long rows, long changedRows) = (
            await CountAsync("true", cancellationToken),
            await CountAsync($"city = '{Customers.ChangedCity}'", cancellationToken));
        if ((rows, changedRows) != (Customers.Count, changed))
        {
            throw new InvalidOperationException(
                $"{database.Name} has {rows} rows, {changedRows} of them changed; "
                + $"expected {Customers.Count} and {changed}.");
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using DbConnection connection = database.Connect();
        await connection.OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<long> CountAsync(string condition, CancellationToken cancellationToken)
    {
        await using DbConnection connection = database.Connect();
        await connection.OpenAsync(cancellationToken);
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM customers WHERE {condition}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}
