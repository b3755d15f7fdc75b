namespace Furrow.Sqlite.Catalog;

internal enum SqlTokenKind
{
    /// <summary>A bare word: a keyword or a name.</summary>
    Word,

    /// <summary>A name in double quotes, brackets or backticks.</summary>
    QuotedName,

    /// <summary>Text in single quotes; SQLite takes it for a name where only a name can stand.</summary>
    Text,

    /// <summary>Digits.</summary>
    Number,

    /// <summary>Any other character.</summary>
    Symbol,

    /// <summary>The end of the text.</summary>
    End,
}

/// <summary>A token of SQLite's SQL: what it says without quotes, and where it stands in the source.</summary>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName or SqlTokenKind.Text;

    public bool IsWord(string keyword) =>
        Kind == SqlTokenKind.Word && string.Equals(Value, keyword, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Value[0] == symbol;
}
