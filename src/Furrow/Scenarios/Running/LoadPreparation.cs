using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Makes way for a plan's rows in the transaction that is open: keys that the order of the tables does not satisfy, and
/// the indexes and keys of large empty tables, which are built faster than kept.
/// </summary>
internal sealed class LoadPreparation(ISession session, SqlDialect dialect, EventHub events)
{
    /// <summary>What goes around the rows.</summary>
    public FramedLoad Load { get; } = new(session, events, "generate");

    /// <summary>Reads what goes around the rows, and does the first part of it.</summary>
    public async Task<LoadFrame> BeginAsync(GenerationPlan plan, CancellationToken cancellationToken)
    {
        LoadFrameRequest request = new([.. plan.Tables.Select(table => table.Table)], TreatedKeys(plan.LoadPlan))
        {
            FiresTriggers = true,
            Detach = await LargeAsync(plan, cancellationToken),
        };
        return request is { Keys: [], Detach: [] }
            ? new LoadFrame()
            : await Load.BeginAsync(request, cancellationToken);
    }

    /// <summary>Puts everything back, checks it, and fails where a definition is not as it was.</summary>
    public Task EndAsync(LoadFrame frame, CancellationToken cancellationToken) =>
        Load.PutBackAsync([.. frame.After, .. frame.Compare], cancellationToken);

    /// <summary>Whether a table has no row.</summary>
    public async Task<bool> IsEmptyAsync(Table table, CancellationToken cancellationToken)
    {
        await using DbCommand command = session.CreateCommand(
            $"SELECT 1 FROM {dialect.QuoteName(table.Name.Schema, table.Name.Name)} LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is null;
    }

    private async Task<ImmutableArray<Table>> LargeAsync(GenerationPlan plan, CancellationToken cancellationToken)
    {
        ImmutableArray<Table>.Builder large = ImmutableArray.CreateBuilder<Table>();
        foreach (PlannedTable table in plan.Tables.Where(
            table => table.Program.Space.Count >= FramedLoad.DetachedRowsMin))
        {
            if (await IsEmptyAsync(table.Table, cancellationToken))
            {
                large.Add(table.Table);
            }
        }

        return large.ToImmutable();
    }

    private static ImmutableArray<TreatedKey> TreatedKeys(LoadPlan plan) =>
    [
        .. plan.Breaks.Select(broken => KeyTreatments.Of(broken, ErrorCode.ScenarioInvalid)).OfType<TreatedKey>(),
    ];
}
