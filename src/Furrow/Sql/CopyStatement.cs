namespace Furrow.Sql;

/// <summary>How the rows of a COPY are written.</summary>
public enum CopyFormat
{
    /// <summary>PostgreSQL's own text format, the default; <see cref="CopyText"/> reads it.</summary>
    Text,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>PostgreSQL's binary format, which cannot stand in a text file.</summary>
    Binary,
}

/// <summary>What a <c>COPY table [(columns)] FROM STDIN …</c> names.</summary>
/// <param name="Schema">The schema as the server will look it up; null where none is named.</param>
/// <param name="Table">The table: folded to lower case where it stood without quotes.</param>
/// <param name="Columns">The columns, folded likewise; empty for all of the table's.</param>
/// <param name="Format">How the rows are written.</param>
/// <param name="Options">All after STDIN as it stands in the statement; empty where nothing follows.</param>
public sealed record CopyStatement(
    string? Schema, string Table, IReadOnlyList<string> Columns, CopyFormat Format, string Options)
{
    /// <summary>
    /// Reads a statement; null where it is no <c>COPY table FROM STDIN</c>, or names with <c>U&amp;"…"</c>.
    /// </summary>
    public static CopyStatement? Parse(ReadOnlySpan<char> statementText)
    {
        var cursor = new TokenCursor(statementText, SqlDialect.Postgres);
        if (!cursor.TakeWord("COPY"))
            return null;

        bool isBinary = cursor.IsWord("BINARY") && !cursor.IsFollowedBy('.') && !cursor.IsFollowedByWord("FROM");
        if (isBinary)
            cursor.Take();

        List<string> name = ReadList(ref cursor, '.');
        List<string> columns = [];
        if (cursor.TakeKind(SqlTokenKind.OpenParenthesis))
        {
            columns = ReadList(ref cursor, ',');
            if (!cursor.TakeKind(SqlTokenKind.CloseParenthesis) || columns.Count == 0)
                return null;
        }

        bool isFromClient = cursor.TakeWord("FROM") && (cursor.TakeWord("STDIN") || cursor.TakeWord("STDOUT"));
        if (!isFromClient || name.Count is 0 or > 3)
            return null;

        string options = statementText[cursor.PreviousEnd..].Trim().ToString();
        return new CopyStatement(
            name.Count > 1 ? name[^2] : null,
            name[^1],
            columns,
            isBinary ? CopyFormat.Binary : FormatOf(ref cursor),
            options);
    }

    /// <summary>Identifiers with a separator between them; empty when one is missing.</summary>
    private static List<string> ReadList(ref TokenCursor cursor, char separator)
    {
        List<string> names = [];
        do
        {
            if (cursor.TakeIdentifier() is not { } name)
                return [];
            names.Add(name);
        }
        while (cursor.TakeSymbol(separator));
        return names;
    }

    /// <summary>Both spellings: <c>(FORMAT csv, …)</c> and, from before version 9, <c>CSV</c> on its own.</summary>
    private static CopyFormat FormatOf(ref TokenCursor cursor)
    {
        cursor.TakeWord("WITH");
        bool isList = cursor.TakeKind(SqlTokenKind.OpenParenthesis);
        while (!cursor.IsAtEnd && !cursor.IsWord("WHERE"))
        {
            if (isList && !cursor.TakeWord("FORMAT"))
            {
                cursor.Take();
                continue;
            }

            if (cursor.IsValue("csv"))
                return CopyFormat.Csv;
            if (cursor.IsValue("binary"))
                return CopyFormat.Binary;
            cursor.Take();
        }

        return CopyFormat.Text;
    }
}
