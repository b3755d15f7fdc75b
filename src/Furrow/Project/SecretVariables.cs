using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Furrow.Events;

namespace Furrow;

/// <summary>
/// Environment variables for seeds that read secrets: the value of each one that is read is masked from then on.
/// </summary>
internal sealed class SecretVariables(IReadOnlyDictionary<string, string> variables, SecretRedactor secrets)
    : IReadOnlyDictionary<string, string>
{
    public IEnumerable<string> Keys => variables.Keys;

    public IEnumerable<string> Values => variables.Values;

    public int Count => variables.Count;

    public string this[string key] =>
        TryGetValue(key, out string? value) ? value : throw new KeyNotFoundException($"There is no variable {key}.");

    public bool ContainsKey(string key) => variables.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        if (!variables.TryGetValue(key, out value))
        {
            return false;
        }

        secrets.Learn(value);
        return true;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => variables.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
