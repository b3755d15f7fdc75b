using System.Text;
using Furrow.Sql;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Cuts the script that pg_restore writes into its statements while it is being written. A statement ends at the end of
/// a line; whether a semicolon there ends one, the splitter is asked.
/// </summary>
internal sealed class ScriptStatements(ScriptLines lines)
{
    private const string Sentinel = "SELECT 1";

    // What is not complete yet is looked at again only when it has grown: the work stays linear.
    private const int GrowthMin = 2;

    /// <summary>
    /// The next statements; empty behind the last ones. Where the last one is a COPY, its rows are next in the lines,
    /// and must be read before this is called again.
    /// </summary>
    /// <exception cref="InvalidDataException">The text does not end where a statement does.</exception>
    public async Task<IReadOnlyList<SqlStatement>> ReadAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        int tried = 0;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            text.Append(line).Append('\n');
            bool isCopy = line.StartsWith("COPY ", StringComparison.Ordinal)
                && line.EndsWith(" FROM stdin;", StringComparison.Ordinal);
            if (!isCopy && (!line.EndsWith(';') || text.Length < GrowthMin * tried))
            {
                continue;
            }

            tried = text.Length;
            if (Cut(text.ToString(), isCopy) is { } statements)
            {
                return statements;
            }
        }

        return Cut(text.ToString(), isCopy: false)
            ?? throw new InvalidDataException("The script ends within a statement.");
    }

    /// <summary>The statements of a text; null where the last one is not complete.</summary>
    private static IReadOnlyList<SqlStatement>? Cut(string text, bool isCopy)
    {
        SqlScript script = SqlSplitter.Split(text + (isCopy ? "\\.\n" : Sentinel), SqlDialect.Postgres);
        if (script.Problems.Count > 0 || script.Statements.Count == 0)
        {
            return null;
        }

        SqlStatement last = script.Statements[^1];
        if (isCopy)
        {
            return last.Kind == SqlStatementKind.Copy ? script.Statements : null;
        }

        return last.Text == Sentinel ? [.. script.Statements.SkipLast(1)] : null;
    }
}
