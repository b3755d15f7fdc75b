namespace Furrow.Data.Cells;

/// <summary>What a cell may hold: a kind, whether NULL, and of a list what its items are.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsNullable">Whether NULL may stand there.</param>
/// <param name="Item">A list's items; null for everything else.</param>
public sealed record CellType(CellKind Kind, bool IsNullable = false, CellType? Item = null)
{
    /// <summary>An empty vector for values of this type.</summary>
    public CellVector CreateVector() => Kind switch
    {
        CellKind.Boolean => new FixedVector<bool>(Kind),
        CellKind.Integer or CellKind.Time or CellKind.Timestamp => new FixedVector<long>(Kind),
        CellKind.Decimal => new FixedVector<decimal>(Kind),
        CellKind.Float => new FixedVector<double>(Kind),
        CellKind.Text or CellKind.Bytes => new BytesVector(Kind),
        CellKind.Date => new FixedVector<int>(Kind),
        CellKind.Interval => new FixedVector<IntervalValue>(Kind),
        CellKind.Uuid => new FixedVector<Guid>(Kind),
        CellKind.List => new ListVector((Item ?? throw new InvalidOperationException("a list needs an item type"))
            .CreateVector()),
        _ => throw new InvalidOperationException($"{Kind} has no vector"),
    };
}
