using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;

namespace Furrow.Workflows.SeedTesting;

/// <summary>
/// Applies the whole set in another order that what the seeds say of themselves allows, and compares where that leads.
/// What differs is tried once more in the usual order: what changes from run to run by itself is no matter of order.
/// </summary>
internal sealed class OrderTrial(SeedTestScene scene, SeedTestBed usual)
{
    private static readonly ImmutableHashSet<(ObjectName Table, string Column)> None = [];

    private ImmutableHashSet<(ObjectName Table, string Column)> _moving = None;

    /// <summary>The columns of tables with rows that were not compared.</summary>
    public ImmutableArray<(ObjectName Table, string Column)> NotCompared { get; private set; } = [];

    /// <summary>A check for each seed, by name.</summary>
    /// <param name="seeds">Those that can be applied, in the usual order.</param>
    /// <param name="written">What each of them wrote in it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, SeedTrial>> RunAsync(
        ImmutableArray<SeedFile> seeds,
        IReadOnlyDictionary<string, ImmutableArray<TableChanges>> written,
        CancellationToken cancellationToken)
    {
        ImmutableArray<SeedFile> order = OtherOrder.Of(seeds);
        if (order.SequenceEqual(seeds))
        {
            return seeds.ToDictionary(
                seed => seed.Name,
                _ => new SeedTrial(SeedTestStep.Order, SeedTestOutcome.Ok) { Detail = "There is no other order." },
                StringComparer.Ordinal);
        }

        await using SeedTestBed other = await scene.StartAsync(cancellationToken);
        OrderRun run = new(other);
        await run.RunAsync(order, cancellationToken);
        bool isWhole = run.Written.Count == seeds.Length;
        ImmutableArray<TableDifference> tables =
            isWhole ? await CompareAsync(other, seeds, cancellationToken) : [];
        ILookup<string, TableDifference> suspects = tables
            .SelectMany(table => Suspects(table.Table, written, run.Written).Select(name => (name, table)))
            .ToLookup(pair => pair.name, pair => pair.table, StringComparer.Ordinal);
        return seeds.ToDictionary(
            seed => seed.Name, seed => Judge(seed, run, [.. suspects[seed.Name]]), StringComparer.Ordinal);
    }

    private static SeedTrial Judge(SeedFile seed, OrderRun run, ImmutableArray<TableDifference> tables)
    {
        if (run.Errors.TryGetValue(seed.Name, out Errors.FurrowException? error))
        {
            return SeedTrials.Failed(
                SeedTestStep.Order,
                run.WaitedFor.TryGetValue(seed.Name, out string? awaited)
                    ? $"It fails unless {awaited} ran before, and does not say that it depends on it."
                    : "In another order it fails.",
                error);
        }

        if (!run.Written.ContainsKey(seed.Name))
        {
            return new SeedTrial(SeedTestStep.Order, SeedTestOutcome.NotTested)
            {
                Detail = "In another order a seed that it depends on fails.",
            };
        }

        return tables.IsEmpty
            ? new SeedTrial(SeedTestStep.Order, SeedTestOutcome.Ok)
            : new SeedTrial(SeedTestStep.Order, SeedTestOutcome.Differs)
            {
                Detail = "In another order it leads to other rows; it may depend on a seed without saying so.",
                Tables = tables,
            };
    }

    private async Task<ImmutableArray<TableDifference>> CompareAsync(
        SeedTestBed other, ImmutableArray<SeedFile> seeds, CancellationToken cancellationToken)
    {
        DatabaseState expected = await usual.ReadMappedAsync(None, cancellationToken);
        ImmutableArray<TableDifference> tables =
            expected.TablesDifferingIn(await other.ReadMappedAsync(None, cancellationToken));
        if (!tables.IsEmpty)
        {
            _moving = await FindMovingAsync(expected, seeds, cancellationToken);
        }

        if (!_moving.IsEmpty)
        {
            expected = await usual.ReadMappedAsync(_moving, cancellationToken);
            tables = expected.TablesDifferingIn(await other.ReadMappedAsync(_moving, cancellationToken));
        }

        ContentMapping mapping = new(expected.Schema, _moving);
        NotCompared =
        [
            .. expected.Contents.Where(content => content.Content.Rows.Rows > 0)
                .Select(content => expected.Schema.Find(content.Content.Table)!)
                .SelectMany(table => mapping.NotCompared(table).Select(column => (table.Name, column.Name))),
        ];
        return tables;
    }

    // Where the same values stand in other rows, no column of the table can be relied on.
    private async Task<ImmutableHashSet<(ObjectName Table, string Column)>> FindMovingAsync(
        DatabaseState expected, ImmutableArray<SeedFile> seeds, CancellationToken cancellationToken)
    {
        await using SeedTestBed again = await scene.StartAsync(cancellationToken);
        OrderRun run = new(again);
        await run.RunAsync(seeds, cancellationToken);
        DatabaseState found = await again.ReadMappedAsync(None, cancellationToken);
        return
        [
            .. expected.TablesDifferingIn(found).SelectMany(table =>
                (table.Columns.IsEmpty
                    ? expected.Schema.Find(table.Table)!.Columns.Select(column => column.Name)
                    : table.Columns).Select(column => (table.Table, column))),
        ];
    }

    // Those that wrote another number of rows into it than in the usual order; where there are none, all that wrote.
    private static ImmutableArray<string> Suspects(
        ObjectName table,
        IReadOnlyDictionary<string, ImmutableArray<TableChanges>> usual,
        IReadOnlyDictionary<string, ImmutableArray<TableChanges>> other)
    {
        ImmutableArray<string> different = [.. usual.Keys.Where(name => Of(usual, name) != Of(other, name))];
        ImmutableArray<string> writers = [.. usual.Keys.Where(name => Of(usual, name) is not null)];
        return different.Length > 0 ? different
            : writers.Length > 0 ? writers
            : [.. usual.Keys];

        TableChanges? Of(IReadOnlyDictionary<string, ImmutableArray<TableChanges>> written, string name) =>
            written[name].FirstOrDefault(changes => changes.Table == table);
    }
}
