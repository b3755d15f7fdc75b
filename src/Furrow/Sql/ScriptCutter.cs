using System.Text;

namespace Furrow.Sql;

/// <summary>Some statements of a script that follow one another.</summary>
/// <param name="Text">Their text with what stands between and behind them.</param>
/// <param name="Line">The line of the script that the text begins in, from 1.</param>
/// <param name="Statements">
/// The statements; where the last one is a COPY, its rows are next in the lines and must be read before anything else.
/// </param>
/// <param name="Problems">What only a shell understands. Then the statements are a guess and must not be run.</param>
public sealed record ScriptPiece(
    string Text, long Line, IReadOnlyList<SqlStatement> Statements, IReadOnlyList<SqlProblem> Problems)
{
    /// <summary>Whether the script ends behind this piece, and within a statement or a text that it begins.</summary>
    public bool EndsWithin { get; init; }

    /// <summary>Whether the last statement is a COPY whose rows follow.</summary>
    public bool HasRows => Statements is [.., { Kind: SqlStatementKind.Copy, CopyData.IsEmpty: true } last]
        && last.CopyDataOffset >= Text.Length;

    /// <summary>The line of the script that a line of the text is, both from 1.</summary>
    public int LineOf(int line) => (int)Math.Min(int.MaxValue, Line + line - 1);
}

/// <summary>
/// Cuts a script into its statements while it is being read: some at a time, so that memory does not grow with the
/// script. A piece ends at the end of a line; whether a semicolon there ends a statement, the splitter is asked.
/// </summary>
public sealed class ScriptCutter(ScriptLines lines, SqlDialect dialect)
{
    private const string Sentinel = "SELECT 1";
    private const string NoRows = "\\.\n";

    // Statements are worth sending together, and a piece lies in memory.
    private const int PieceChars = 1 << 16;

    // What is not complete yet is looked at again only when it has grown: the work stays linear.
    private const int GrowthMin = 2;

    private bool _plainStringsEscape;

    /// <summary>The next statements; null behind the last ones.</summary>
    public async Task<ScriptPiece?> ReadAsync(CancellationToken cancellationToken)
    {
        StringBuilder text = new();
        long start = lines.NextLine;
        int tried = PieceChars / GrowthMin;
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            text.Append(line).Append('\n');
            ReadOnlySpan<char> shown = line.AsSpan().TrimEnd();
            if (shown is not [.., ';'])
            {
                continue;
            }

            if (dialect.HasCopy && shown.Contains("stdin", StringComparison.OrdinalIgnoreCase)
                && CutBeforeRows(text.ToString(), start) is { } copy)
            {
                return Keep(copy);
            }

            if (text.Length >= GrowthMin * tried)
            {
                tried = text.Length;
                if (Cut(text.ToString(), start) is { } piece)
                {
                    return Keep(piece);
                }
            }
        }

        return text.Length == 0 ? null : Keep(Rest(text.ToString(), start));
    }

    private ScriptPiece? CutBeforeRows(string text, long line)
    {
        SqlScript script = Split(text + NoRows);
        return !HasUnfinished(script)
            && script.Statements is [.., { Kind: SqlStatementKind.Copy } last] && last.CopyDataOffset == text.Length
            ? new ScriptPiece(text, line, script.Statements, script.Problems)
            : null;
    }

    private ScriptPiece? Cut(string text, long line)
    {
        SqlScript script = Split(text + Sentinel);
        return !HasUnfinished(script) && script.Statements is [.., { Text: Sentinel }]
            ? new ScriptPiece(text, line, [.. script.Statements.SkipLast(1)], script.Problems)
            : null;
    }

    private ScriptPiece Rest(string text, long line)
    {
        if (Cut(text, line) is { } whole)
        {
            return whole;
        }

        SqlScript script = Split(text);
        return new ScriptPiece(text, line, script.Statements, script.Problems) { EndsWithin = true };
    }

    private SqlScript Split(string text) => SqlSplitter.Split(text, dialect, _plainStringsEscape);

    private static bool HasUnfinished(SqlScript script) => script.Problems.Any(problem => problem.IsUnfinished);

    private ScriptPiece Keep(ScriptPiece piece)
    {
        if (dialect.HasEscapeStrings)
        {
            foreach (SqlStatement statement in piece.Statements)
            {
                _plainStringsEscape = StringSetting.Read(statement.Slice.Span) is { } isStandard
                    ? !isStandard
                    : _plainStringsEscape;
            }
        }

        return piece;
    }
}
