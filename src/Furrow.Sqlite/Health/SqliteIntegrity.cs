using System.Collections.Immutable;
using System.Globalization;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Health;

/// <summary>What looking over rows has to ask SQLite besides: AUTOINCREMENT's numbers, and the file itself.</summary>
internal sealed class SqliteIntegrity(SqliteConnection connection, Func<SqliteTransaction?> transaction)
    : IIntegrityWork
{
    private const int DamagesMax = 100;
    private const string Numbers = "sqlite_sequence";

    // What is counted by constraint anyway.
    private static readonly string[] Counted = ["NULL value in ", "CHECK constraint failed in "];

    /// <summary>Nothing: whoever may read the file sees all of it.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public string IsNull(string column) => $"typeof({column}) = 'null'";

    /// <inheritdoc />
    public Task<ImmutableArray<DataFinding>> FindLagAsync(Table table, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration interrupt = connection.InterruptOn(cancellationToken);
        bool hasNumbers = connection.Scalar(
            $"SELECT 1 FROM main.sqlite_master WHERE type = 'table' AND name = '{Numbers}'", transaction()) is not null;
        if (!hasNumbers || table.IsWithoutRowId)
        {
            return Task.FromResult(ImmutableArray<DataFinding>.Empty);
        }

        string name = SqlDialect.Sqlite.QuoteLiteral(table.Name.Name);
        object? furthest = connection.Scalar(
            $"""
            SELECT furthest FROM main.{Numbers} s, (SELECT max(rowid) AS furthest
                FROM {SqliteName.QuoteInMain(table.Name.Name)})
            WHERE s.name = {name} COLLATE NOCASE AND furthest > CAST(s.seq AS INTEGER)
            """,
            transaction());
        return Task.FromResult<ImmutableArray<DataFinding>>(furthest is not long number ? [] :
        [
            new DataFinding(
                DataFindingKind.Sequence,
                table.Name,
                Numbers,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the table has numbers up to {number}, and AUTOINCREMENT remembers a lower one"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"UPDATE {Numbers} SET seq = {number} WHERE name = {name} COLLATE NOCASE;")),
        ]);
    }

    /// <inheritdoc />
    public Task<ImmutableArray<DataFinding>> FindOthersAsync(
        DatabaseSchema schema, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration interrupt = connection.InterruptOn(cancellationToken);
        return Task.FromResult<ImmutableArray<DataFinding>>(
        [
            .. connection.Query(
                    string.Create(CultureInfo.InvariantCulture, $"PRAGMA main.integrity_check({DamagesMax})"),
                    row => row.GetString(0),
                    transaction())
                .SelectMany(text => text.Split('\n'))
                .Where(line => line != "ok" && !Array.Exists(
                    Counted, beginning => line.StartsWith(beginning, StringComparison.Ordinal)))
                .Select(line => new DataFinding(
                    DataFindingKind.Damage,
                    null,
                    null,
                    line,
                    line.Contains(" index ", StringComparison.Ordinal)
                        ? "Remove what is there twice, then REINDEX."
                        : "Restore a snapshot, or save what is readable with sqlite3's .recover.")),
        ]);
    }
}
