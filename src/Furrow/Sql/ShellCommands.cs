namespace Furrow.Sql;

/// <summary>The names of psql's backslash commands, so that a message names only what is surely a command.</summary>
internal static class ShellCommands
{
    private static readonly string[] _names =
    [
        "!", "?", "a", "bind", "c", "C", "cd", "connect", "conninfo", "copy", "copyright", "crosstabview", "d",
        "da", "dA", "db", "dc", "dC", "dd", "dD", "df", "di", "dm", "dn", "do", "dp", "drds", "ds", "dS", "dt",
        "dT", "du", "dv", "dx", "e", "echo", "ef", "elif", "else", "encoding", "endif", "errverbose", "ev", "f",
        "g", "gdesc", "gexec", "gset", "gx", "h", "H", "help", "html", "i", "if", "include", "include_relative",
        "ir", "l", "list", "lo_export", "lo_import", "lo_list", "lo_unlink", "o", "out", "p", "password",
        "print", "prompt", "pset", "q", "qecho", "quit", "r", "reset", "restrict", "s", "set", "setenv", "sf",
        "sv", "t", "T", "timing", "unrestrict", "unset", "w", "warn", "watch", "write", "x", "z",
    ];

    /// <summary>The command after the backslash at an offset; null when it is none of psql's.</summary>
    public static string? NameAt(ReadOnlySpan<char> text, int backslash)
    {
        ReadOnlySpan<char> rest = text[(backslash + 1)..];
        int length = rest.IndexOfAny(" \t\r\n;");
        ReadOnlySpan<char> name = (length < 0 ? rest : rest[..length]).TrimEnd('+');
        foreach (string known in _names)
        {
            if (name.SequenceEqual(known))
                return known;
        }

        return null;
    }

    /// <summary>What pg_dump writes around a script against injected commands; it means nothing to a server.</summary>
    public static bool IsHarmless(string? name) => name is "restrict" or "unrestrict";

    /// <summary>True for <c>\copy … from stdin</c>, whose rows follow like those of the statement.</summary>
    public static bool IsCopyFromClient(string? name, ReadOnlySpan<char> line) =>
        name == "copy" && SqlTokens.Contain(line, SqlDialect.Postgres, "FROM", "STDIN");
}
