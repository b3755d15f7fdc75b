using System.Text;

namespace Furrow.Configuration;

/// <summary>Fills <c>${NAME}</c> and <c>${NAME:-default}</c> in; <c>$$</c> stands for one dollar sign.</summary>
internal static class Interpolation
{
    /// <summary>The filled-in text, or what is wrong. A variable that is empty counts as not set.</summary>
    public static string? Expand(
        string text, IReadOnlyDictionary<string, string> variables, out (string Message, string Hint) problem)
    {
        problem = default;
        var result = new StringBuilder(text.Length);
        for (int at = 0; at < text.Length;)
        {
            if (text[at] != '$' || at + 1 == text.Length || text[at + 1] is not ('$' or '{'))
            {
                result.Append(text[at++]);
                continue;
            }

            if (text[at + 1] == '$')
            {
                result.Append('$');
                at += 2;
                continue;
            }

            int end = text.IndexOf('}', at + 2);
            string? value = end < 0 ? Unclosed(out problem) : ValueOf(text[(at + 2)..end], variables, out problem);
            if (value is null) return null;
            result.Append(value);
            at = end + 1;
        }

        return result.ToString();
    }

    private static string? Unclosed(out (string Message, string Hint) problem)
    {
        problem = ("'${' is never closed", "close it with '}', or write '$${' for the two characters themselves");
        return null;
    }

    private static string? ValueOf(
        string reference, IReadOnlyDictionary<string, string> variables, out (string Message, string Hint) problem)
    {
        int separator = reference.IndexOf(":-", StringComparison.Ordinal);
        string name = separator < 0 ? reference : reference[..separator];
        string? fallback = separator < 0 ? null : reference[(separator + 2)..];

        problem = default;
        if (!IsName(name))
            problem = ("'${…}' must hold the name of a variable", "write ${NAME} or ${NAME:-default}");
        else if (fallback?.Contains("${", StringComparison.Ordinal) == true)
            problem = ($"the default of ${{{name}}} holds another '${{'", "a default is plain text");
        else if (variables.TryGetValue(name, out string? value) && value.Length > 0)
            return value;
        else if (fallback is null)
            problem = ($"the variable {name} is not set", $"set {name}, also in .env, or write ${{{name}:-default}}");
        else
            return fallback;
        return null;
    }

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
