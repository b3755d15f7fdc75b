using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Scenarios;

/// <summary>What <c>generate</c> did to one table, or would do.</summary>
/// <param name="Table">The table.</param>
/// <param name="Rows">How many rows it got.</param>
/// <param name="DurationMs">How long that took; 0 in a dry run.</param>
public sealed record TableGenerated(ObjectName Table, long Rows, long DurationMs)
{
    /// <summary>How many bytes were sent to the database; 0 where none were, or where they went into files.</summary>
    public long ByteCount { get; init; }

    /// <summary>The names of the columns in <see cref="FirstRows"/>; none but in a dry run.</summary>
    public ImmutableArray<string> Columns { get; init; } = [];

    /// <summary>The first rows in canonical text, null for NULL; none but in a dry run.</summary>
    public ImmutableArray<ImmutableArray<string?>> FirstRows { get; init; } = [];
}
