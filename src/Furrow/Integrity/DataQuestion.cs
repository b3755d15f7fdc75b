using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Integrity;

/// <summary>Something to ask about rows.</summary>
/// <param name="Subject">The table it is about; null for none.</param>
/// <param name="Name">What of the table it is about; null for several things.</param>
/// <param name="AnswerAsync">Asks.</param>
internal sealed record DataQuestion(
    ObjectName? Subject, string? Name, Func<CancellationToken, Task<ImmutableArray<DataFinding>>> AnswerAsync)
{
    /// <summary>What to ask instead where it fails: each thing by itself.</summary>
    public ImmutableArray<DataQuestion>? Alone { get; init; }
}
