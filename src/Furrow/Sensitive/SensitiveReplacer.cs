using Furrow.Configuration;
using Furrow.Schema;

namespace Furrow.Sensitive;

/// <summary>
/// Replaces the values of one export or snapshot. The same value of the same generator becomes the same one everywhere.
/// For several tasks at once.
/// </summary>
public sealed class SensitiveReplacer
{
    private readonly SensitivePlan _plan;
    private readonly Dictionary<(ObjectName, string), Func<string, string>> _functions = [];

    internal SensitiveReplacer(SensitivePlan plan, SensitiveKey key)
    {
        _plan = plan;
        foreach (SensitiveColumnPlan column in plan.Columns)
        {
            if (column.Replacement is { } replacement)
            {
                string name = $"{column.Table}.{column.Column}";
                _functions.Add((column.Table, column.Column), replacement.With(key, name));
            }
        }
    }

    /// <summary>
    /// The function that makes a cell's replacement, canonical text from canonical text (<see
    /// cref="Data.CanonicalText"/>); null for a column that is not replaced. Not for NULL, which stays NULL; empty
    /// text stays empty.
    /// </summary>
    /// <remarks>
    /// The function throws a <see cref="Errors.FurrowException"/> with <c>generate.capacity</c> where two values of a
    /// unique column would become one.
    /// </remarks>
    public Func<string, string>? For(ObjectName table, string column) =>
        _functions.GetValueOrDefault((_plan.Roots.GetValueOrDefault(table, table), column));
}
