namespace Furrow.Generation.Expressions.Syntax;

internal enum TokenKind
{
    End,
    Name,
    Literal,
    Symbol,
}

/// <summary>The smallest piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">A name, or a symbol; empty for the rest.</param>
/// <param name="Value">A literal's value.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends, exclusively.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, int Start, int End)
{
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && Text == word;
}
