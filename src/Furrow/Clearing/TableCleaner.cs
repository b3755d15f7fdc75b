using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Clearing;

/// <summary>
/// Empties tables and makes the history say so, in the transaction that is open: all of it or nothing.
/// </summary>
public sealed class TableCleaner
{
    private readonly WorkContext _work;

    /// <summary>A cleaner for one command.</summary>
    public TableCleaner(WorkContext work) => _work = work;

    /// <summary>Empties the tables named, or every one of the user's where none is.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: a name is no table; <c>refused</c>: something that was not named would be harmed;
    /// <c>database.permission</c>. Nothing was removed.
    /// </exception>
    public async Task<ClearResult> ClearAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await _work.Session.ReadSchemaAsync(cancellationToken);
        return await ClearAsync(schema, TableChoice.Choose(schema, names), names.Count == 0, cancellationToken);
    }

    /// <summary>Empties tables of the catalog just read.</summary>
    /// <param name="schema">The catalog.</param>
    /// <param name="chosen">The tables.</param>
    /// <param name="isEverything">Whether they are all there are, so that no seed's rows can be left.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FurrowException">As of the other overload.</exception>
    public async Task<ClearResult> ClearAsync(
        DatabaseSchema schema,
        IReadOnlyList<Table> chosen,
        bool isEverything,
        CancellationToken cancellationToken)
    {
        ClearPlan plan = ClearPlan.Make(schema, chosen);
        ClearOutcome outcome = await _work.Session.ClearAsync(new ClearRequest(plan.Steps), cancellationToken);
        ClearRefusal.Throw(outcome.Obstacles);
        ImmutableArray<TableRowCount> cleared = plan.Report(outcome.Rows);
        HashSet<string>? names =
            isEverything ? null : plan.Tables.Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal);
        await _work.State.Generations.ForgetAsync(names, cancellationToken);
        ImmutableArray<string> seeds =
            await new ClearedHistory(_work.State).ForgetSeedsAsync(names, cancellationToken);
        return new ClearResult(cleared, seeds);
    }
}
