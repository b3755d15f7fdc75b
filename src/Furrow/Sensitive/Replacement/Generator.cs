using Furrow.Configuration;
using Furrow.Schema;

namespace Furrow.Sensitive.Replacement;

/// <summary>A named way to replace values.</summary>
/// <param name="Name">What furrow.yaml calls it.</param>
/// <param name="What">What it makes, for people.</param>
internal sealed record Generator(string Name, string What)
{
    /// <summary>Which types it can fill; of an array, its elements.</summary>
    public required Func<ColumnType, bool> Fits { get; init; }

    /// <summary>The types that it fills, for people.</summary>
    public required string FitsWhat { get; init; }

    /// <summary>The shortest text it can make, in characters.</summary>
    public int LengthMin { get; init; } = 1;

    /// <summary>
    /// How many different values it makes, as a power of two; infinity where two values never become one.
    /// </summary>
    public required Func<Target, double> Bits { get; init; }

    /// <summary>Makes the function that replaces a value that is not empty.</summary>
    public required Func<SensitiveKey, Target, Func<string, string>> Create { get; init; }
}
