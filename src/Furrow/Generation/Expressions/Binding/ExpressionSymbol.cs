using Furrow.Data.Cells;

namespace Furrow.Generation.Expressions.Binding;

/// <summary>What a name in an expression means.</summary>
/// <param name="Type">What its values are.</param>
public abstract record ExpressionSymbol(CellType Type);

/// <summary>The cells of a slot of the row's own batch.</summary>
public sealed record CellSymbol(int Slot, CellType Type) : ExpressionSymbol(Type);

/// <summary>A part of the row's identity: an integer.</summary>
public sealed record RowSymbol(RowPart Part) : ExpressionSymbol(new CellType(CellKind.Integer));

/// <summary>
/// A value that is the same for all rows and known when rows are made, but not yet when the expression is read: a
/// parameter, the as-of date, how many rows a table has. Scopes may derive from it to keep where the value comes from.
/// </summary>
public record ArgumentSymbol(string Name, CellType Type) : ExpressionSymbol(Type);

/// <summary>A name that exists but cannot be used here.</summary>
/// <param name="Reason">Why, as a sentence.</param>
/// <param name="Hint">What to do; null for nothing to say.</param>
public sealed record UnusableSymbol(string Reason, string? Hint) : ExpressionSymbol(new CellType(CellKind.Boolean));
