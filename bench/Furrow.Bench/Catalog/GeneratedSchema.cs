using System.Globalization;
using System.Text;

namespace Furrow.Bench.Catalog;

/// <summary>
/// A schema of any size: every table has ten columns, a primary key, a unique constraint, a check and two indexes, and
/// from the third on two foreign keys to earlier tables.
/// </summary>
internal static class GeneratedSchema
{
    private const int RootTables = 2;

    public static int ForeignKeyCount(int tables) => Math.Max(0, tables - RootTables) * 2;

    /// <summary>The statements, which both providers understand but for the type of JSON.</summary>
    public static string Script(int tables, string jsonType)
    {
        StringBuilder script = new();
        for (int at = 0; at < tables; at++)
        {
            AppendTable(script, at, jsonType);
        }

        return script.ToString();
    }

    private static void AppendTable(StringBuilder script, int at, string jsonType)
    {
        bool isRoot = at < RootTables;
        string owner = isRoot ? "" : $"REFERENCES t{Name(at / 2)} (id) ON DELETE CASCADE";
        string neighbour = isRoot ? "" : $"REFERENCES t{Name(at - 1)} (id)";
        script.Append(CultureInfo.InvariantCulture, $"""
            CREATE TABLE t{Name(at)} (
                id bigint PRIMARY KEY,
                owner_id bigint NOT NULL {owner},
                neighbour_id bigint {neighbour},
                code varchar(40) NOT NULL,
                title text NOT NULL DEFAULT 'untitled',
                amount numeric(12,2) CHECK (amount >= 0),
                is_active boolean NOT NULL DEFAULT true,
                settings {jsonType},
                created_at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP,
                due_on date,
                UNIQUE (owner_id, code)
            );
            CREATE INDEX t{Name(at)}_neighbour ON t{Name(at)} (neighbour_id);
            CREATE INDEX t{Name(at)}_due ON t{Name(at)} (due_on, is_active) WHERE due_on IS NOT NULL;

            """);
    }

    private static string Name(int at) => at.ToString("000", CultureInfo.InvariantCulture);
}
