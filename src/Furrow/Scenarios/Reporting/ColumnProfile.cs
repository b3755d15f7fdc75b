using System.Collections.Immutable;

namespace Furrow.Scenarios.Reporting;

/// <summary>What the cells of a column are like, in the rows that were looked at.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type as the server spells it.</param>
/// <param name="NullCount">How many cells are NULL.</param>
/// <param name="ValueCount">How many are not.</param>
/// <param name="DistinctCount">How many different values there are among these.</param>
public sealed record ColumnProfile(string Name, string Type, long NullCount, long ValueCount, long DistinctCount)
{
    /// <summary>Whether it holds the rows' own numbers.</summary>
    public bool IsRowKey { get; init; }

    /// <summary>
    /// Whether values come from rows that were there before: such values are nowhere in the profile.
    /// </summary>
    public bool IsHidden { get; init; }

    /// <summary>The values, where there are few; the most frequent ones of an enum or of hidden values.</summary>
    public ImmutableArray<ValueShare> Shares { get; init; } = [];

    /// <summary>How many cells hold a value that <see cref="Shares"/> leaves out.</summary>
    public long OtherCount { get; init; }

    /// <summary>How the values, or the lengths of texts, are spread; null where <see cref="Shares"/> say it.</summary>
    public ColumnHistogram? Histogram { get; init; }

    /// <summary>Some values, cut to a readable length; none where the other parts say it.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The part of the cells that is NULL, from 0 to 1.</summary>
    public double NullShare => NullCount + ValueCount == 0 ? 0 : (double)NullCount / (NullCount + ValueCount);
}

/// <summary>A value and how often it occurs.</summary>
/// <param name="Label">The value in canonical text, cut to a readable length; null where it is hidden.</param>
/// <param name="Count">How many cells hold it.</param>
public sealed record ValueShare(string? Label, long Count);

/// <summary>How values are spread between the smallest and the largest.</summary>
/// <param name="IsOfLengths">Whether the lengths of texts in characters are meant, not values.</param>
/// <param name="Counts">How many lie in each of so many equal steps from the smallest on.</param>
/// <param name="From">The smallest in canonical text.</param>
/// <param name="Median">The one in the middle.</param>
/// <param name="To">The largest.</param>
public sealed record ColumnHistogram(
    bool IsOfLengths, ImmutableArray<long> Counts, string From, string Median, string To);
