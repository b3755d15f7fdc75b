using Furrow.Errors;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <content>Generated rows.</content>
public sealed partial class SeedContext
{
    /// <summary>
    /// Generates rows: columns that <paramref name="values"/> names get those values, others what their names and types
    /// suggest; references lead to rows that are there. The rows that the table has count as generated before, so the
    /// same call again goes on behind them.
    /// </summary>
    /// <param name="table">The table, with its schema where that is not the default one.</param>
    /// <param name="count">How many rows, from 0.</param>
    /// <param name="values">
    /// An anonymous object or a dictionary of columns: constants, or what computes them (<c>Value</c>); null for none.
    /// </param>
    /// <param name="options">Random seed and day; null for 1 and today.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="FurrowException">
    /// Code <c>seed.failed</c>: columns or values that cannot be. Code <c>scenario.invalid</c>: a value's definition is
    /// wrong, or a column needs a value that nobody could guess. Code <c>generate.capacity</c>: there are not so many
    /// different rows, or no row to refer to. Code <c>generate.conflict</c>: a unique key is taken.
    /// </exception>
    public Task<GeneratedRows> GenerateAsync(
        string table,
        int count,
        object? values = null,
        GenerateRowsOptions? options = null,
        CancellationToken cancellationToken = default) => WriteAsync(
        table,
        async () =>
        {
            ISeedGenerator generator = _step.Surroundings.Generator ?? throw new FurrowException(
                ErrorCode.SeedFailed, $"{SeedName} generates rows, which whoever runs it cannot.")
            {
                Hint = "Run it through a FurrowProject.",
            };
            Schema.Table found = (await _table.SearchAsync(table, by: null, cancellationToken)).Table;
            return await new CodeGeneration(_step, generator).GenerateAsync(
                found, table, count, values, options ?? new GenerateRowsOptions(), cancellationToken);
        });

    /// <summary>The same with the random seed 1 and the day of today.</summary>
    public Task<GeneratedRows> GenerateAsync(
        string table, int count, object? values, CancellationToken cancellationToken) =>
        GenerateAsync(table, count, values, options: null, cancellationToken);
}
