namespace Furrow.Generation.Expressions;

/// <summary>What of a row's identity an expression may read.</summary>
public enum RowPart
{
    /// <summary>Its number in its table, from 0.</summary>
    Number,

    /// <summary>Which child of its parent it is, from 0.</summary>
    Ordinal,
}
