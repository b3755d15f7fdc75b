using Furrow.Schema;

namespace Furrow.Seeds.Together;

/// <summary>A seed wrote a table that it does not name, so nobody knows what it may not run beside.</summary>
internal sealed class UndeclaredTableException(ObjectName table)
    : Exception($"{table} is written and not declared.")
{
    /// <summary>The table.</summary>
    public ObjectName Table { get; } = table;
}
