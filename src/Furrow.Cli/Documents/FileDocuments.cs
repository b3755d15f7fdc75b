using System.Text.Json;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>init</c>, <c>create</c>, <c>create-seed</c> and <c>stamp</c>.</summary>
internal static class FileDocuments
{
    /// <summary>The fields of a command that writes files; full paths.</summary>
    public static void Created(Utf8JsonWriter json, CreateResult result)
    {
        json.WriteStrings("created", result.Created);
        json.WriteStrings("kept", result.Kept);
        json.WriteStrings("updated", result.Updated);
    }

    /// <summary>The fields of <c>stamp</c>.</summary>
    public static void Stamp(Utf8JsonWriter json, StampResult result)
    {
        json.WriteString("stamp", result.Stamp);
        json.WriteString("before", result.Before);
    }
}
