namespace Furrow.Events;

/// <summary>Which kind of constraint a server's code says was violated.</summary>
internal static class ConstraintKind
{
    /// <summary>The kind by SQLSTATE, or SQLite's extended result code; null when it is about something else.</summary>
    public static string? Of(string? sqlState) => sqlState switch
    {
        "23502" or "1299" => "not_null",
        "23503" or "23001" or "787" => "foreign_key",
        "23505" or "1555" or "2067" or "2579" => "unique",
        "23514" or "275" => "check",
        "23P01" => "exclusion",
        "23000" or "19" or "1811" or "3091" => "other",
        _ => null,
    };
}
