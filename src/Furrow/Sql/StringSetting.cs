namespace Furrow.Sql;

/// <summary>
/// Recognises <c>SET standard_conforming_strings</c>: old dumps turn it off, and from there on a backslash in a plain
/// string escapes the quote after it.
/// </summary>
internal static class StringSetting
{
    private const string Name = "standard_conforming_strings";

    /// <summary>Whether strings are standard from this statement on; null for a statement that does not say.</summary>
    public static bool? Read(ReadOnlySpan<char> statement)
    {
        if (SqlTokens.StartWith(statement, SqlDialect.Postgres, "RESET", Name))
            return true;
        if (!SqlTokens.StartWith(statement, SqlDialect.Postgres, "SET"))
            return null;

        var cursor = new TokenCursor(statement, SqlDialect.Postgres);
        cursor.Take();
        _ = cursor.TakeWord("SESSION") || cursor.TakeWord("LOCAL");
        bool isAssignment = cursor.TakeWord(Name) && (cursor.TakeSymbol('=') || cursor.TakeWord("TO"));
        if (!isAssignment || cursor.IsAtEnd)
            return null;

        return !(cursor.IsValue("off") || cursor.IsValue("false") || cursor.IsValue("no") || cursor.IsNumber("0"));
    }
}
