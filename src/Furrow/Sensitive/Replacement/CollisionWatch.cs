using System.Collections.Concurrent;
using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Sensitive.Replacement;

/// <summary>
/// Sees to it that no two values of a unique column become one, where a generator cannot promise that by itself. Holds
/// about 100 bytes for each value.
/// </summary>
internal sealed class CollisionWatch(string column, string generator)
{
    private readonly ConcurrentDictionary<string, ulong> _originals = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Notes a pair; the replacement is returned.</summary>
    /// <exception cref="FurrowException"><see cref="ErrorCode.GenerateCapacity"/>: another value has it.</exception>
    public string Note(string original, string replacement)
    {
        ulong print = BitConverter.ToUInt64(Sha256.Hash(System.Text.Encoding.UTF8.GetBytes(original)));
        return _originals.GetOrAdd(replacement, print) == print
            ? replacement
            : throw new FurrowException(
                ErrorCode.GenerateCapacity,
                $"Two values of {column}, which is unique, would be replaced by the same one.")
            {
                Hint = $"`{generator}` makes too few different values here. Choose `code`, `token` or `uuid`, or null; "
                    + "with a key for each export, running the command again may help too.",
            };
    }
}
