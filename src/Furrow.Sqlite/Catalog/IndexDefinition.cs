namespace Furrow.Sqlite.Catalog;

/// <summary>The parts of a CREATE INDEX statement, as written, and the condition of a partial one.</summary>
internal sealed record IndexDefinition(List<string> Parts, string? Predicate)
{
    public static IndexDefinition Parse(string sql)
    {
        TokenCursor cursor = new(sql);
        while (!cursor.AtEnd && !cursor.Current.IsSymbol('('))
        {
            cursor.Take();
        }

        List<string> parts = [.. cursor.TakeList().Select(WithoutOrder)];
        return new IndexDefinition(parts, cursor.TakeWord("WHERE") ? cursor.Rest() : null);
    }

    private static string WithoutOrder(string part)
    {
        SqlToken last = SqlTokenizer.Tokenize(part)[^2];
        return last.IsWord("ASC") || last.IsWord("DESC") ? part[..last.Start].TrimEnd() : part;
    }
}
