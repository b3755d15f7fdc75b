using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Planning;

/// <summary>A cycle of foreign keys none of which can be broken.</summary>
public sealed record LoadPlanProblem
{
    internal LoadPlanProblem(
        ImmutableArray<ObjectName> tables, ImmutableArray<(KeyReference Reference, string Obstacle)> keys)
    {
        Tables = tables;
        Keys = [.. keys.Select(key => key.Reference)];
        IEnumerable<string> names = tables.Append(tables[0]).Select(DisplayText.Of);
        IEnumerable<string> reasons = keys.Select(key =>
            $"{DisplayText.Of(key.Reference.Table)} {DisplayText.Escape(key.Reference.Key.Name)}: {key.Obstacle}");
        Cycle = string.Join(" -> ", names);
        Message = $"{Cycle} ({string.Join("; ", reasons)})";
    }

    /// <summary>The cycle's tables (for partition trees, the topmost), each once, the first by name first.</summary>
    public ImmutableArray<ObjectName> Tables { get; }

    /// <summary>The keys, each from the table of the same index to the next table, the last to the first.</summary>
    public ImmutableArray<KeyReference> Keys { get; }

    /// <summary>The cycle for people: <c>a -> b -> a</c>.</summary>
    public string Cycle { get; }

    /// <summary>The cycle, its keys, and for each why it cannot be broken; one line.</summary>
    public string Message { get; }
}
