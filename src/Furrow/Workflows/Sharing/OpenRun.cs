using System.Collections.Immutable;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>A run of <c>generate</c> that is open: indexes and keys of its tables are off until it ends.</summary>
/// <param name="Scenario">What it writes.</param>
/// <param name="StartedAt">When it was opened.</param>
/// <param name="IsShared">
/// Whether several commands work on it; otherwise it is one command's, at work or killed.
/// </param>
/// <param name="ShardCount">How many parts it has; null until the first begins.</param>
/// <param name="Missing">The parts that are not written, from 1.</param>
public sealed record OpenRun(
    string Scenario, DateTimeOffset StartedAt, bool IsShared, int? ShardCount, ImmutableArray<int> Missing)
{
    /// <summary>Reads it; null for none.</summary>
    internal static async Task<OpenRun?> ReadAsync(StateStore state, CancellationToken cancellationToken)
    {
        if (await state.GenerationRuns.FindAsync(cancellationToken) is not { } run)
        {
            return null;
        }

        ImmutableArray<GenerationShard> shards = await state.GenerationRuns.ReadShardsAsync(cancellationToken);
        return new OpenRun(
            run.Record.Scenario,
            run.StartedAt,
            run.IsShared,
            run.ShardCount,
            [.. shards.Where(shard => shard.Rows is null).Select(shard => shard.Number)]);
    }

    /// <summary>It in a line: what it writes, since when, and which shards are missing.</summary>
    public string Description
    {
        get
        {
            string missing = ShardCount is not { } count ? "no shard yet"
                : Missing.IsEmpty ? $"all {count} shards written"
                : $"missing shards of {count}: {string.Join(", ", Missing)}";
            return $"{Scenario} since {StartedAt.UtcDateTime:u}, {missing}";
        }
    }

    /// <summary>What is to be done about it.</summary>
    public string Remedy => IsShared
        ? "Write the missing shards and end it with `furrow generate --finish`, or undo it with --abort."
        : "If no furrow is at work (`furrow lock`), the next command that changes the database undoes it.";
}
