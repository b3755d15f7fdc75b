namespace Furrow.Sql;

/// <summary>What a stretch of SQL text is.</summary>
public enum SqlTokenKind
{
    /// <summary>A run of blanks and line ends; also a byte order mark at the start of the text.</summary>
    Whitespace,

    /// <summary><c>-- …</c>, without its line end.</summary>
    LineComment,

    /// <summary><c>/* … */</c>.</summary>
    BlockComment,

    /// <summary>A keyword or an identifier without quotes.</summary>
    Word,

    /// <summary><c>"…"</c>, <c>U&amp;"…"</c>, in SQLite also <c>[…]</c> and <c>`…`</c>.</summary>
    QuotedIdentifier,

    /// <summary>
    /// A string of any form, with its prefix: <c>'…'</c>, <c>E'…'</c>, <c>X'…'</c>, <c>$tag$…$tag$</c>.
    /// </summary>
    StringLiteral,

    /// <summary>A number, with whatever letters hang on it.</summary>
    Number,

    /// <summary><c>$1</c> in PostgreSQL, <c>$name</c> in SQLite.</summary>
    Parameter,

    /// <summary><c>(</c>.</summary>
    OpenParenthesis,

    /// <summary><c>)</c>.</summary>
    CloseParenthesis,

    /// <summary><c>;</c>.</summary>
    Semicolon,

    /// <summary><c>\</c> outside quotes, which no dialect knows.</summary>
    Backslash,

    /// <summary>One character of anything else: an operator, a comma, a dot.</summary>
    Symbol,
}

/// <summary>A stretch of SQL text. The tokens of a text follow one another without gaps.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it starts, in UTF-16 units from 0.</param>
/// <param name="Length">How long it is, in UTF-16 units, at least 1.</param>
/// <param name="IsTerminated">False for a quote or comment that the text ends inside of.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, bool IsTerminated)
{
    /// <summary>Where the next token starts.</summary>
    public int End => Start + Length;

    /// <summary>True for blanks and comments.</summary>
    public bool IsTrivia => Kind is SqlTokenKind.Whitespace or SqlTokenKind.LineComment or SqlTokenKind.BlockComment;

    /// <summary>The token's own text, cut from the text that was lexed.</summary>
    public ReadOnlySpan<char> In(ReadOnlySpan<char> text) => text.Slice(Start, Length);
}
