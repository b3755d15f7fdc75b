using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// What the seed history keeps of an attempt as JSON: <c>{"tables":[…],"depends":["base/00_roles"]}</c>, with
/// <c>"compiledIn":true</c> where the seed has no file.
/// </summary>
internal static class SeedDetails
{
    public static string Write(
        ImmutableArray<TableChanges> tables, ImmutableArray<string> depends, bool isCompiledIn = false)
    {
        string names = string.Join(',', depends.Select(name => $"\"{JsonEncodedText.Encode(name)}\""));
        string compiled = isCompiledIn ? ",\"compiledIn\":true" : "";
        return $$"""{"tables":{{TableChangesJson.Write(tables)}},"depends":[{{names}}]{{compiled}}}""";
    }

    public static ImmutableArray<string> ReadDepends(string details)
    {
        using JsonDocument json = JsonDocument.Parse(details);
        return json.RootElement.TryGetProperty("depends", out JsonElement depends)
            ? [.. depends.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }
}
