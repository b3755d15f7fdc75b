using static SQLitePCL.raw;

namespace Furrow.Sqlite;

/// <summary>
/// Tells SQL that a newer SQLite would take from SQL that is wrong: furrow brings its own SQLite, and the one that a
/// statement was written for may be years ahead (https://sqlite.org/changes.html).
/// </summary>
internal static class NewerSyntax
{
    private static readonly (string Message, string What, string Since)[] Messages =
    [
        ("near \">\": syntax error", "`->`", "3.38"),
        ("near \">>\": syntax error", "`->>`", "3.38"),
        ("near \"STRICT\": syntax error", "STRICT", "3.37"),
        ("unknown table option: STRICT", "STRICT", "3.37"),
        ("RIGHT and FULL OUTER JOINs are not currently supported", "RIGHT and FULL JOIN", "3.39"),
    ];

    private static readonly Dictionary<string, string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        ["format"] = "3.38",
        ["unixepoch"] = "3.38",
        ["octet_length"] = "3.43",
        ["timediff"] = "3.43",
        ["concat"] = "3.44",
        ["concat_ws"] = "3.44",
        ["string_agg"] = "3.44",
        ["jsonb"] = "3.45",
        ["json_pretty"] = "3.46",
    };

    /// <summary>What to say of SQLite's message; null where no newer version would help.</summary>
    public static string? HintFor(string message) => HintFor(message, sqlite3_libversion().utf8_to_string());

    /// <summary>The same for a version, as <c>3.35.5</c>.</summary>
    public static string? HintFor(string message, string version)
    {
        (_, string? what, string? since) = Messages.FirstOrDefault(known => message == known.Message);
        if (what is null && FunctionIn(message) is { } function && Functions.TryGetValue(function, out since))
        {
            what = $"{function}()";
        }

        return what is null || Version.Parse(version) >= Version.Parse(since!)
            ? null
            : $"{what} came with SQLite {since}, and furrow brings {version}: write it in another way.";
    }

    // "no such function: unixepoch", in a default "unknown function: unixepoch()".
    private static string? FunctionIn(string message)
    {
        const string start = " function: ";
        int at = message.IndexOf(start, StringComparison.Ordinal);
        return at < 0 ? null : message[(at + start.Length)..].TrimEnd('(', ')');
    }
}
