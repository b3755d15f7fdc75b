using System.Collections.Immutable;

namespace Furrow.Postgres.Changes;

/// <summary>The statements that put back what <c>seed_changes</c> holds of one attempt.</summary>
/// <param name="Changes">The table, quoted.</param>
/// <param name="HistoryId">The attempt.</param>
internal sealed record UndoSql(string Changes, long HistoryId)
{
    /// <summary>
    /// Counts the rows of a table that are not as the attempt left them: changed, gone, or there again although it
    /// deleted them.
    /// </summary>
    public string Changed(CapturedTable table) => table.Key.IsEmpty
        ? $"""
          SELECT coalesce(sum(greatest(w.n - coalesce(h.n, 0), 0)), 0)::bigint
          FROM (SELECT b.key, count(*) AS n FROM {Changes} b WHERE {Own(table)} AND b.kind = 'inserted' GROUP BY 1) w
          LEFT JOIN (SELECT {table.Cells} AS key, count(*) AS n FROM {table.Sql} t GROUP BY 1) h ON h.key = w.key
          """
        : $"""
          SELECT count(*) FROM {Changes} b LEFT JOIN {table.Sql} t ON {table.HasKey}
          WHERE {Own(table)} AND CASE b.kind WHEN 'table' THEN false WHEN 'deleted' THEN t.ctid IS NOT NULL
              ELSE t.ctid IS NULL OR {table.Checksum} <> b.after END
          """;

    /// <summary>
    /// One statement for all tables, whose result is three counts a table: deleted, updated, inserted. Foreign keys are
    /// checked at its end, when everything is in place again, so that no order of tables matters and cycles do not;
    /// unique keys are checked row by row, so what is taken away goes first and what comes back comes last.
    /// </summary>
    public string PutBack(ImmutableArray<CapturedTable> tables)
    {
        List<string> parts = [];
        for (int place = 0; place < tables.Length; place++)
        {
            parts.Add($"d{place} AS ({Delete(tables[place])})");
        }

        parts.Add($"gone AS (SELECT {Sum(tables, "d")} AS n)");
        for (int place = 0; place < tables.Length; place++)
        {
            parts.Add($"u{place} AS ({Update(tables[place])})");
        }

        parts.Add($"settled AS (SELECT {Sum(tables, "u")} AS n)");
        for (int place = 0; place < tables.Length; place++)
        {
            parts.Add($"i{place} AS ({Insert(tables[place])})");
        }

        IEnumerable<string> counts = tables.Select((_, place) =>
            $"{Count("d", place)}, {Count("u", place)}, {Count("i", place)}");
        return $"WITH {string.Join(",\n", parts)}\nSELECT ARRAY[{string.Join(", ", counts)}]";
    }

    private string Own(CapturedTable table) => FormattableString.Invariant(
        $"b.history_id = {HistoryId} AND {table.Owned}");

    // Rows that are alike are told apart by counting them.
    private string Delete(CapturedTable table) => table.Key.IsEmpty
        ? $"""
          DELETE FROM {table.Sql} t USING (
              SELECT s.place FROM (SELECT t.ctid AS place, {table.Cells} AS key,
                  row_number() OVER (PARTITION BY {table.Cells}) AS n FROM {table.Sql} t) s
              JOIN (SELECT b.key, row_number() OVER (PARTITION BY b.key) AS n FROM {Changes} b
                  WHERE {Own(table)} AND b.kind = 'inserted') w ON w.key = s.key AND w.n = s.n) x
          WHERE t.ctid = x.place RETURNING 1
          """
        : $"""
          DELETE FROM {table.Sql} t USING {Changes} b
          WHERE {Own(table)} AND b.kind = 'inserted' AND {table.HasKey} RETURNING 1
          """;

    // The key is the same, and what the server insists on numbering cannot have been changed.
    private string Update(CapturedTable table)
    {
        string[] key = [.. table.Key.Select(column => column.Column.Name)];
        List<string> set = [];
        for (int place = 0; place < table.Columns.Length; place++)
        {
            CapturedColumn column = table.Columns[place];
            if (!column.IsAlwaysNumbered && !key.Contains(column.Name, StringComparer.Ordinal))
            {
                set.Add($"{column.Quoted} = {Before(column, place)}");
            }
        }

        return key.Length == 0 || set.Count == 0
            ? "SELECT 1 WHERE false"
            : $"""
              UPDATE {table.Sql} t SET {string.Join(", ", set)} FROM {Changes} b, gone
              WHERE gone.n >= 0 AND {Own(table)} AND b.kind = 'updated' AND {table.HasKey} RETURNING 1
              """;
    }

    private string Insert(CapturedTable table) => $"""
        INSERT INTO {table.Target} ({string.Join(", ", table.Columns.Select(column => column.Quoted))})
        OVERRIDING SYSTEM VALUE
        SELECT {string.Join(", ", table.Columns.Select(Before))} FROM {Changes} b, settled
        WHERE settled.n >= 0 AND {Own(table)} AND b.kind = 'deleted' RETURNING 1
        """;

    private static string Before(CapturedColumn column, int place) =>
        FormattableString.Invariant($"(b.before[{place + 1}])::{column.Type}");

    private static string Count(string kind, int place) =>
        FormattableString.Invariant($"(SELECT count(*) FROM {kind}{place})");

    private static string Sum(ImmutableArray<CapturedTable> tables, string kind) =>
        string.Join(" + ", tables.Select((_, place) => Count(kind, place)));
}
