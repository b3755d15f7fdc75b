using System.Collections.Immutable;
using System.Text;
using Furrow.Sql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Takes the definitions out of what pg_dump writes. Its settings, among them some that older servers do not know, and
/// what only psql understands stand before and behind them and are left there.
/// </summary>
internal static class DumpText
{
    private const string FirstEntry = "\n--\n-- Name: ";
    private const string End = "\n--\n-- PostgreSQL database dump complete\n--\n";
    private const string PlainBackslashes = "\nSET standard_conforming_strings = off;\n";

    // Passwords; and what CREATE EXTENSION writes by itself, and only the extension's owner may.
    private static readonly string[] Never = ["CREATE USER MAPPING ", "COMMENT ON EXTENSION "];

    /// <summary>The definitions without the statements that begin with one of some words.</summary>
    public static string Clean(string text, ImmutableArray<string> lostStatements)
    {
        int start = text.IndexOf(FirstEntry, StringComparison.Ordinal);
        int end = text.LastIndexOf(End, StringComparison.Ordinal);
        if (start < 0 || end < start)
        {
            return "";
        }

        string body = Without(text[(start + 1)..end].TrimEnd('\n') + "\n", [.. Never, .. lostStatements]);

        // pg_dump writes literals as the database has them.
        return text.AsSpan(0, start).Contains(PlainBackslashes, StringComparison.Ordinal)
            ? $"SET standard_conforming_strings = off;\n\n{body}\nSET standard_conforming_strings = on;\n"
            : body;
    }

    private static string Without(string body, string[] beginnings)
    {
        if (!Array.Exists(beginnings, beginning => body.Contains(beginning, StringComparison.Ordinal)))
        {
            return body;
        }

        StringBuilder kept = new(body.Length);
        int at = 0;
        foreach (SqlStatement statement in SqlSplitter.Split(body, SqlDialect.Postgres).Statements)
        {
            ReadOnlyMemory<char> slice = statement.Slice;
            if (Array.Exists(beginnings, beginning => slice.Span.StartsWith(beginning, StringComparison.Ordinal)))
            {
                kept.Append(body, at, statement.Offset - at);
                at = statement.Offset + statement.Length;
                at += at < body.Length && body[at] == ';' ? 1 : 0;
            }
        }

        return kept.Append(body, at, body.Length - at).ToString();
    }
}
