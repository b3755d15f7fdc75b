using System.Text.Json;
using Furrow.Seeds.Watching;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>seed-watch</c>: one for everything it sees, and a last one.</summary>
internal static class SeedWatchDocument
{
    /// <summary>The fields of something seen.</summary>
    public static void Seen(Utf8JsonWriter json, SeedWatchEvent seen)
    {
        json.WriteString("event", seen.Kind.Word());
        json.WriteTime("at", seen.At);
        json.WriteString("subject", seen.Subject);
        json.WriteString("message", seen.Message);
        json.WriteNumberOrNull("line", seen.Line);
        json.WriteNumberOrNull("column", seen.Column);
        json.WriteString("hint", seen.Hint);
    }

    /// <summary>The fields of the last one.</summary>
    public static void Ended(Utf8JsonWriter json, SeedWatchResult result)
    {
        json.WriteString("event", "ended");
        json.WriteNumber("seeds", result.SeedCount);
        json.WriteNumber("changes", result.ChangeCount);
    }
}
