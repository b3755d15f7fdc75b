using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Integrity;

/// <summary>What there is to ask about a table, and what the answers mean.</summary>
internal sealed class TableFindings(ISession session, SqlDialect dialect)
{
    // A server takes some hundred result columns at most.
    private const int RulesPerScan = 200;
    private const string NotValid = ", which is NOT VALID";

    private readonly RowQuery _rows = new(session, dialect);
    private readonly KeyViolations _keys = new(session, dialect);

    /// <summary>The questions; what a table has from the one it is a partition of is asked of that one.</summary>
    public IEnumerable<DataQuestion> Ask(DatabaseSchema schema, Table table)
    {
        Table? above = table.PartitionOf is { } name ? schema.Find(name) : null;
        foreach (RowRule[] rules in Rules(table, above).Chunk(RulesPerScan))
        {
            yield return Ask(table, rules) with { Alone = [.. rules.Select(rule => Ask(table, [rule]))] };
        }

        foreach (ForeignKey key in table.ForeignKeys.Where(key => !key.IsInherited))
        {
            yield return new DataQuestion(
                table.Name, key.Name, async token => CheckKey(
                    schema, table, key, await _keys.CountAsync(schema, table, key, token)));
        }

        foreach (TableIndex index in table.Indexes.Where(index => !index.IsValid))
        {
            yield return new DataQuestion(
                table.Name, index.Name, async token => [await CheckIndexAsync(table, index, token)]);
        }

        yield return new DataQuestion(table.Name, null, token => session.Integrity.FindLagAsync(table, token));
    }

    private IEnumerable<RowRule> Rules(Table table, Table? above)
    {
        foreach (Column column in table.Columns.Where(column =>
            !column.IsNullable && above?.Find(column.Name) is not { IsNullable: false }))
        {
            yield return new RowRule(
                DataFindingKind.NotNull,
                column.Name,
                session.Integrity.IsNull(dialect.QuoteIdentifier(column.Name)));
        }

        foreach (CheckConstraint check in table.Checks.Where(check =>
            above is null || !above.Checks.Any(other => other.Name == check.Name)))
        {
            yield return new RowRule(DataFindingKind.Check, check.Name, $"NOT ({check.Expression})")
            {
                IsValidated = check.IsValidated,
            };
        }
    }

    // One pass over the table, however many rules it has.
    private DataQuestion Ask(Table table, RowRule[] rules) => new(
        table.Name,
        rules is [{ } only] ? only.Name : null,
        async token =>
        {
            string counts = string.Join(", ", rules.Select(rule => $"count(*) FILTER (WHERE {rule.Broken})"));
            long[] rows = await _rows.NumbersAsync($"SELECT {counts} FROM {_rows.Own(table)}", token);
            return [.. rules.Zip(rows, (rule, count) => CheckRule(table, rule, count)).OfType<DataFinding>()];
        });

    private DataFinding? CheckRule(Table table, RowRule rule, long rows)
    {
        if (rows == 0)
        {
            return rule.IsValidated ? null : Unvalidated(table, rule.Name);
        }

        string found = rule.Kind == DataFindingKind.NotNull
            ? $"{RowQuery.Rows(rows)} {(rows == 1 ? "has" : "have")} NULL in it, which is NOT NULL"
            : $"{RowQuery.Rows(rows)} {(rows == 1 ? "breaks" : "break")} the check";
        return new DataFinding(
            rule.Kind,
            table.Name,
            rule.Name,
            found + (rule.IsValidated ? "" : NotValid),
            rule.Kind == DataFindingKind.NotNull ? "Give them a value, or remove them." : Correct(table, rule))
        {
            Rows = rows,
            IsValidated = rule.IsValidated,
            Query = $"SELECT * FROM {_rows.Own(table)} WHERE {rule.Broken}",
        };
    }

    private ImmutableArray<DataFinding> CheckKey(DatabaseSchema schema, Table table, ForeignKey key, long rows)
    {
        if (rows == 0)
        {
            return key.IsValidated ? [] : [Unvalidated(table, key.Name)];
        }

        return
        [
            new DataFinding(
                DataFindingKind.ForeignKey,
                table.Name,
                key.Name,
                $"{KeyViolations.Describe(key, rows)}{(key.IsValidated ? "" : NotValid)}",
                "Add the missing rows, or change or remove the ones that refer to them"
                    + (key.IsValidated ? "." : $"; then {Validate(table, key.Name)}"))
            {
                Rows = rows,
                IsValidated = key.IsValidated,
                Query = $"SELECT c.* {_keys.Which(schema, table, key)}",
            },
        ];
    }

    private async Task<DataFinding> CheckIndexAsync(Table table, TableIndex index, CancellationToken cancellationToken)
    {
        string rebuild = table.Kind == TableKind.Partitioned
            ? "make the missing index of each partition and ALTER INDEX … ATTACH PARTITION"
            : $"REINDEX INDEX {dialect.QuoteName(table.Name.Schema, index.Name)};";
        UniqueKey? key = table.UniqueKeys.FirstOrDefault(unique => unique.Name == index.Name);
        string source = key is null ? "" : Repeated(table, key);
        long rows = key is null
            ? 0
            : await _rows.NumberAsync($"SELECT coalesce(sum(n - 1), 0) {source}", cancellationToken);
        return rows == 0
            ? new DataFinding(
                DataFindingKind.Index,
                table.Name,
                index.Name,
                index.IsUnique
                    ? "the unique index is not complete and keeps nothing out; no row is there more than once"
                    : "the index is not complete, so nothing uses it",
                $"Complete it: {rebuild}")
            : new DataFinding(
                DataFindingKind.Unique,
                table.Name,
                index.Name,
                $"{RowQuery.Rows(rows)} {(rows == 1 ? "repeats" : "repeat")} others; the unique index is not complete",
                $"Change or remove them, then {rebuild}")
            {
                Rows = rows,
                IsValidated = false,
                Query = $"SELECT * {source}",
            };
    }

    private string Repeated(Table table, UniqueKey key)
    {
        string[] parts =
        [
            .. key.Parts.Select(part => part.Column is { } column
                ? dialect.QuoteIdentifier(column)
                : $"({part.Expression})"),
        ];
        string[] conditions =
        [
            .. key.NullsNotDistinct ? [] : parts.Select(part => $"{part} IS NOT NULL"),
            .. key.Predicate is { } predicate ? (string[])[$"({predicate})"] : [],
        ];
        string where = conditions.Length == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        string list = string.Join(", ", parts);
        return $"FROM (SELECT {list}, count(*) AS n FROM {_rows.Own(table)}{where} "
            + $"GROUP BY {list} HAVING count(*) > 1) repeated";
    }

    private DataFinding Unvalidated(Table table, string constraint) => new(
        DataFindingKind.Unvalidated,
        table.Name,
        constraint,
        "every row keeps it, but it is NOT VALID",
        Validate(table, constraint))
    {
        Rows = 0,
        IsValidated = false,
    };

    private string Correct(Table table, RowRule rule) =>
        "Correct or remove them" + (rule.IsValidated ? "." : $"; then {Validate(table, rule.Name)}");

    private string Validate(Table table, string constraint) =>
        $"ALTER TABLE {dialect.QuoteName(table.Name.Schema, table.Name.Name)} "
            + $"VALIDATE CONSTRAINT {dialect.QuoteIdentifier(constraint)};";
}
