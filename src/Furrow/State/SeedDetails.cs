using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Providers;

namespace Furrow.State;

/// <summary>
/// What the seed history keeps of an attempt as JSON: <c>{"tables":[…],"depends":["base/00_roles"]}</c>.
/// </summary>
internal static class SeedDetails
{
    public static string Write(ImmutableArray<TableChanges> tables, ImmutableArray<string> depends)
    {
        string names = string.Join(',', depends.Select(name => $"\"{JsonEncodedText.Encode(name)}\""));
        return $$"""{"tables":{{TableChangesJson.Write(tables)}},"depends":[{{names}}]}""";
    }

    public static ImmutableArray<string> ReadDepends(string details)
    {
        using JsonDocument json = JsonDocument.Parse(details);
        return json.RootElement.TryGetProperty("depends", out JsonElement depends)
            ? [.. depends.EnumerateArray().Select(name => name.GetString()!)]
            : [];
    }
}
