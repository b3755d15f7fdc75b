namespace Furrow.Seeds.LockFile;

/// <summary>A text that is no seeds.lock.</summary>
/// <param name="line">The line at fault, from 1.</param>
/// <param name="problem">What is wrong with it, without a full stop.</param>
public sealed class SeedLockFormatException(int line, string problem) : FormatException(problem)
{
    /// <summary>The line at fault, from 1.</summary>
    public int Line { get; } = line;
}
