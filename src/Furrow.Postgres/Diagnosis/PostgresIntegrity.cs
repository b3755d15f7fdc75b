using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Postgres.Catalog;
using Furrow.Postgres.Rows;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Diagnosis;

/// <summary>What looking over rows has to ask PostgreSQL besides: sequences, and constraints of domains.</summary>
internal sealed class PostgresIntegrity(NpgsqlConnection connection, CatalogScope scope) : IIntegrityWork
{
    // A domain's check is kept by the columns that have it; n: PostgreSQL 18's NOT NULL … NOT VALID of a table.
    private const string Unvalidated = $"""
        SELECT n.nspname::text, t.typname::text, con.conname::text, pg_get_expr(con.conbin, 0), cn.nspname::text,
            c.relname::text, a.attname::text
        FROM pg_constraint con
        JOIN pg_type t ON t.oid = con.contypid
        JOIN pg_namespace n ON n.oid = t.typnamespace
        LEFT JOIN (pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
            JOIN pg_namespace cn ON cn.oid = c.relnamespace) ON a.atttypid = t.oid AND NOT a.attisdropped
        WHERE con.contype = 'c' AND NOT con.convalidated AND {CatalogScope.Condition}
        UNION ALL
        SELECT n.nspname::text, c.relname::text, con.conname::text, NULL, NULL, NULL, NULL
        FROM pg_constraint con
        JOIN pg_class c ON c.oid = con.conrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE con.contype = 'n' AND NOT con.convalidated AND {CatalogScope.Condition}
        ORDER BY 1, 2, 3, 5, 6, 7
        """;

    /// <inheritdoc />
    public async Task PrepareAsync(CancellationToken cancellationToken) =>
        await RawSql.ExecuteAsync(connection, "SET LOCAL row_security = off", cancellationToken);

    /// <inheritdoc />
    public string IsNull(string column) => $"num_nulls({column}) > 0";

    /// <inheritdoc />
    public async Task<ImmutableArray<DataFinding>> FindLagAsync(Table table, CancellationToken cancellationToken)
    {
        ImmutableArray<(FoundSequence Sequence, long Furthest)> lagging =
            await SequenceRaise.FindLagAsync(connection, table, cancellationToken);
        return
        [
            .. lagging.Select(lag => new DataFinding(
                DataFindingKind.Sequence,
                table.Name,
                lag.Sequence.Name.ToString(),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{lag.Sequence.Column} has numbers up to {lag.Furthest}, and the sequence "
                        + $"would give one of them again"),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"SELECT setval({SqlDialect.Postgres.QuoteLiteral(Quote(lag.Sequence.Name))}, {lag.Furthest});"))),
        ];
    }

    /// <inheritdoc />
    public async Task<ImmutableArray<DataFinding>> FindOthersAsync(
        DatabaseSchema schema, CancellationToken cancellationToken)
    {
        ImmutableArray<Use> uses = await new CatalogBatch(connection).ReadAsync(
            inTransaction: true,
            [scope.Command(Unvalidated)],
            async (reader, token) => await reader.ReadSetAsync(
                row => new Use(
                    row.Name(0), row.GetString(2), row.Text(3), row.IsDBNull(4) ? null : row.Name(4), row.Text(6)),
                token),
            cancellationToken);
        ImmutableArray<DataFinding>.Builder found = ImmutableArray.CreateBuilder<DataFinding>();
        foreach (IGrouping<(ObjectName Owner, string Constraint), Use> constraint in
            uses.GroupBy(use => (use.Owner, use.Constraint)))
        {
            int before = found.Count;
            foreach (Use use in constraint)
            {
                if (use is { Expression: { } expression, Table: { } table, Column: { } column }
                    && schema.Find(table) is not null
                    && await CheckAsync(use, table, column, expression, cancellationToken) is { } broken)
                {
                    found.Add(broken);
                }
            }

            if (found.Count == before)
            {
                found.Add(NobodyMadeSure(constraint.First()));
            }
        }

        return found.ToImmutable();
    }

    private async Task<DataFinding?> CheckAsync(
        Use use, ObjectName table, string column, string expression, CancellationToken cancellationToken)
    {
        string which = $"FROM ONLY {Quote(table)} WHERE NOT ({InPlaceOfValue(expression, column)})";
        await using NpgsqlBatch batch = new(connection) { Timeout = 0 };
        batch.BatchCommands.Add(RawSql.Command($"SELECT count(*) {which}"));
        long rows = (long)(await batch.ExecuteScalarAsync(cancellationToken))!;
        return rows == 0 ? null : new DataFinding(
            DataFindingKind.Check,
            table,
            column,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{rows} {(rows == 1 ? "row breaks" : "rows break")} the check {use.Constraint} of the domain "
                    + $"{use.Owner}, which is NOT VALID"),
            $"Correct or remove them; then {Validate(use)}")
        {
            Rows = rows,
            IsValidated = false,
            Query = $"SELECT * {which}",
        };
    }

    private static DataFinding NobodyMadeSure(Use use) => new(
        DataFindingKind.Unvalidated,
        use.Owner,
        use.Constraint,
        use.Expression is null
            ? "it is NOT VALID"
            : "every column of the domain keeps it (arrays and composites were not looked into), but it is NOT VALID",
        Validate(use))
    {
        IsValidated = false,
    };

    // The server writes VALUE for what is checked; a column of that name it would put into quotes.
    private static string InPlaceOfValue(string expression, string column)
    {
        StringBuilder text = new();
        int copied = 0;
        foreach (SqlToken token in SqlTokens.Significant(expression, SqlDialect.Postgres))
        {
            if (token.In(expression).Equals("VALUE", StringComparison.Ordinal))
            {
                text.Append(expression, copied, token.Start - copied)
                    .Append(SqlDialect.Postgres.QuoteIdentifier(column));
                copied = token.End;
            }
        }

        return text.Append(expression, copied, expression.Length - copied).ToString();
    }

    private static string Validate(Use use) =>
        $"ALTER {(use.Expression is null ? "TABLE" : "DOMAIN")} {Quote(use.Owner)} VALIDATE CONSTRAINT "
            + $"{SqlDialect.Postgres.QuoteIdentifier(use.Constraint)};";

    private static string Quote(ObjectName name) => SqlDialect.Postgres.QuoteName(name.Schema, name.Name);

    private sealed record Use(
        ObjectName Owner, string Constraint, string? Expression, ObjectName? Table, string? Column);
}
