using Furrow.Schema;

namespace Furrow.Sensitive;

/// <summary>A column that looks sensitive, and why. Never holds a value.</summary>
/// <param name="Table">The table; for a partition, the table it is a partition of.</param>
/// <param name="Column">The column.</param>
/// <param name="Kind">What it seems to hold.</param>
/// <param name="Reason">Why: <c>its name</c>, <c>41 of 200 values look like e-mail addresses</c>.</param>
public sealed record SensitiveFinding(ObjectName Table, string Column, SensitiveKind Kind, string Reason);
