using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>What came of a script's statements.</summary>
/// <param name="Tables">The rows that they wrote, by table; empty where they were not to be counted.</param>
/// <param name="Stop">What stopped them; null when all ran.</param>
public sealed record ScriptOutcome(ImmutableArray<TableChanges> Tables, ScriptStop? Stop = null)
{
    /// <summary>
    /// Whether all sequences surely are and stand as before the open transaction. Default false: nobody looked.
    /// </summary>
    public bool LeavesSequences { get; init; }
}

/// <summary>The statement that failed.</summary>
/// <param name="Statement">Its place among those given, from 0.</param>
/// <param name="Cause">What the driver said.</param>
public sealed record ScriptStop(int Statement, Exception Cause);

/// <summary>
/// Statements run one by one: for drivers that gain nothing by more, and wherever each is to be told of.
/// </summary>
public static class OneByOne
{
    /// <summary>The same as <see cref="ISession.RunAsync"/>.</summary>
    public static async Task<ScriptOutcome> RunAsync(
        ISession session,
        IReadOnlyList<SqlStatement> statements,
        bool countsRows,
        CancellationToken cancellationToken)
    {
        ChangeCounts? before = countsRows ? await session.ReadChangesAsync(cancellationToken) : null;
        for (int place = 0; place < statements.Count; place++)
        {
            try
            {
                await session.ExecuteAsync(statements[place], cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException and not FurrowException)
            {
                return new ScriptOutcome([], new ScriptStop(place, e));
            }
        }

        return new ScriptOutcome(
            before is null ? [] : (await session.ReadChangesAsync(cancellationToken)).Since(before).Tables);
    }
}
