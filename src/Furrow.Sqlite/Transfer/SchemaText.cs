using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Sqlite.Transfer;

/// <summary>Something that sqlite_schema has a statement for.</summary>
internal sealed record ScriptObject(string Type, string Name, string Table, string Sql, bool IsVirtual)
{
    /// <summary>The statement, such that a semicolon can follow: its last line may end in a comment.</summary>
    public string Statement => Sql.Contains("--", StringComparison.Ordinal) ? Sql + "\n" : Sql;
}

/// <summary>
/// SQLite's own statements in an order in which they can be run: a table needs nothing, indexes and triggers need their
/// table, and what a view reads is looked for only when it is read.
/// </summary>
internal static class SchemaText
{
    private static readonly string[] AfterRows = ["index", "view", "trigger"];

    public static SchemaScript Of(
        IReadOnlyList<ScriptObject> objects, ImmutableArray<ObjectName>? tables, long userVersion, long applicationId)
    {
        HashSet<string>? chosen = tables is { } names
            ? new(names.Select(name => name.Name), SqliteName.Comparer)
            : null;
        ScriptObject[] wanted = [.. objects.Where(found => chosen is null || chosen.Contains(found.Table))];
        StringBuilder before = new();
        StringBuilder after = new();
        foreach (ScriptObject table in wanted.Where(found => found.Type == "table"))
        {
            Append(before, table.Statement);
        }

        foreach (ScriptObject found in AfterRows.SelectMany(type => wanted.Where(found => found.Type == type)))
        {
            Append(after, found.Statement);
        }

        AppendNumber(after, "user_version", userVersion);
        AppendNumber(after, "application_id", applicationId);
        return new SchemaScript(before.ToString(), after.ToString());
    }

    private static void AppendNumber(StringBuilder text, string pragma, long value)
    {
        if (value != 0)
        {
            Append(text, string.Create(CultureInfo.InvariantCulture, $"PRAGMA {pragma} = {value}"));
        }
    }

    private static void Append(StringBuilder text, string statement) => text.Append(statement).Append(";\n");
}
