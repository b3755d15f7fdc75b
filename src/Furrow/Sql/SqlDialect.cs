using System.Text;

namespace Furrow.Sql;

/// <summary>How one database writes and reads SQL text: quoting, and what the lexer has to know.</summary>
public sealed class SqlDialect
{
    private SqlDialect(string name, int identifierLengthMax)
    {
        Name = name;
        IdentifierLengthMax = identifierLengthMax;
    }

    /// <summary>PostgreSQL 14 and later, whatever its <c>standard_conforming_strings</c> when quoting.</summary>
    public static SqlDialect Postgres { get; } = new("postgres", 63)
    {
        HasDollarQuotes = true,
        HasEscapeStrings = true,
        HasNestedComments = true,
        HasCopy = true,
        HasPsqlCommands = true,
    };

    /// <summary>SQLite 3.</summary>
    public static SqlDialect Sqlite { get; } = new("sqlite", int.MaxValue)
    {
        HasBracketNames = true,
        HasEmptyNames = true,
        HasDotCommands = true,
    };

    /// <summary>The name in configuration and folders: <c>postgres</c> or <c>sqlite</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The most UTF-8 bytes of an identifier that the server keeps: 63 in PostgreSQL, no limit in SQLite.
    /// </summary>
    public int IdentifierLengthMax { get; }

    /// <summary><c>$tag$…$tag$</c> and <c>$1</c>; otherwise a dollar starts a named parameter.</summary>
    internal bool HasDollarQuotes { get; private init; }

    /// <summary>Strings with a prefix: <c>E'…'</c> with backslash escapes, <c>U&amp;'…'</c>, <c>N'…'</c>.</summary>
    internal bool HasEscapeStrings { get; private init; }

    internal bool HasNestedComments { get; private init; }

    /// <summary><c>[name]</c> and <c>`name`</c>.</summary>
    internal bool HasBracketNames { get; private init; }

    internal bool HasEmptyNames { get; private init; }

    /// <summary><c>COPY … FROM STDIN;</c> with its rows on the lines after it.</summary>
    internal bool HasCopy { get; private init; }

    /// <summary>The server's shell takes <c>\commands</c>, which the server itself does not know.</summary>
    internal bool HasPsqlCommands { get; private init; }

    /// <summary>The shell takes <c>.commands</c> at the start of a line.</summary>
    internal bool HasDotCommands { get; private init; }

    /// <summary>The identifier in double quotes, always. Refuses NUL, and in PostgreSQL the empty name.</summary>
    /// <exception cref="ArgumentException">The name cannot be written in this dialect.</exception>
    public string QuoteIdentifier(string identifier)
    {
        RefuseNul(identifier);
        if (identifier.Length == 0 && !HasEmptyNames)
            throw new ArgumentException("An identifier must have at least one character.", nameof(identifier));

        return $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary><c>"schema"."name"</c>, or <c>"name"</c> alone where there is no schema.</summary>
    /// <exception cref="ArgumentException">A part cannot be written in this dialect.</exception>
    public string QuoteName(string? schema, string name) =>
        schema is null ? QuoteIdentifier(name) : $"{QuoteIdentifier(schema)}.{QuoteIdentifier(name)}";

    /// <summary>The text as a string literal that reads back as itself. Refuses NUL.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character.</exception>
    public string QuoteLiteral(string text)
    {
        RefuseNul(text);
        string doubled = text.Replace("'", "''", StringComparison.Ordinal);

        // Whether a plain string takes backslashes literally is a server setting; E'…' means the same under both.
        return HasEscapeStrings && doubled.Contains('\\', StringComparison.Ordinal)
            ? $"E'{doubled.Replace("\\", "\\\\", StringComparison.Ordinal)}'"
            : $"'{doubled}'";
    }

    /// <summary>False for an identifier that the server would cut to <see cref="IdentifierLengthMax"/> bytes.</summary>
    public bool FitsIdentifier(string identifier) => Encoding.UTF8.GetByteCount(identifier) <= IdentifierLengthMax;

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static void RefuseNul(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("SQL text cannot hold a NUL character.", nameof(text));
    }
}
