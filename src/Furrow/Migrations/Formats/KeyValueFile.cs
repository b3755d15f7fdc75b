namespace Furrow.Migrations.Formats;

/// <summary>
/// The lines <c>key = value</c> of another tool's small file: TOML's and Java properties' common part. Comments and
/// TOML's tables are passed over.
/// </summary>
internal static class KeyValueFile
{
    /// <summary>The keys before the first table, with their values without quotes; of a key twice, the last.</summary>
    public static IReadOnlyDictionary<string, string> Read(string text)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string raw in text.Split('\n'))
        {
            string line = raw.Trim();
            if (line.StartsWith('['))
            {
                break;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && line[0] is not ('#' or '!'))
            {
                values[line[..equals].Trim()] = Value(line[(equals + 1)..].Trim());
            }
        }

        return values;
    }

    private static string Value(string text)
    {
        if (text.Length > 1 && text[0] is '"' or '\'')
        {
            int end = text.IndexOf(text[0], 1);
            return end < 0 ? text : text[1..end];
        }

        int comment = text.IndexOf('#', StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
