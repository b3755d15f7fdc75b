using System.Globalization;
using System.Text;

namespace Furrow.Bench.Clearing;

/// <summary>Tables that refer to one another, of which a test has touched a few.</summary>
internal static class TouchedTables
{
    /// <summary>How many have rows, one each.</summary>
    public const int RowCount = 9;

    /// <summary>The statements that make them.</summary>
    public static string Create(int tables)
    {
        StringBuilder sql = new();
        for (int table = 1; table <= tables; table++)
        {
            sql.Append(CultureInfo.InvariantCulture, $"CREATE TABLE t{table} (id bigserial PRIMARY KEY, name text");
            if (table > 1)
            {
                sql.Append(CultureInfo.InvariantCulture, $", parent bigint REFERENCES t{table / 2}");
            }

            sql.Append(");\n");
            if (table > 1)
            {
                sql.Append(CultureInfo.InvariantCulture, $"CREATE INDEX ON t{table} (parent);\n");
            }
        }

        return sql.ToString();
    }

    /// <summary>The statements that fill some of them.</summary>
    public static string Touch() => string.Concat(Enumerable.Range(1, RowCount).Select(table => string.Create(
        CultureInfo.InvariantCulture, $"INSERT INTO t{table} (name) VALUES ('touched');\n")));

    /// <summary>Their names.</summary>
    public static string Names(int tables) => string.Join(
        ", ", Enumerable.Range(1, tables).Select(table => string.Create(CultureInfo.InvariantCulture, $"t{table}")));

    /// <summary>A query for how many rows there are.</summary>
    public static string CountRows(int tables) => "SELECT " + string.Join(
        " + ",
        Enumerable.Range(1, tables).Select(table => string.Create(
            CultureInfo.InvariantCulture, $"(SELECT count(*) FROM t{table})")));
}
