using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Code;

/// <summary>Reads and writes rows for a C# seed with the conversions and checks that seeds in files have.</summary>
internal sealed class CodeTable(SeedStepContext step)
{
    private readonly CodeRows _rows = new(new RowMembers());
    private readonly IReadOnlyDictionary<string, string> _noVariables =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Inserts rows; returns them with what the database filled in, where that is wanted.</summary>
    public async Task<IReadOnlyList<FoundRow>> InsertAsync(
        string table, object rows, bool isReturning, CancellationToken cancellationToken)
    {
        TablePlan plan = await PlanAsync(table, key: [], rows, cancellationToken);
        ImmutableArray<Column> returning = isReturning ? plan.Table.Columns : [];
        List<FoundRow> returned = [];
        await WriteAsync(
            plan,
            async (batch, token) =>
            {
                IReadOnlyList<string?[]> found = await step.Session.InsertAsync(
                    new RowInsert(batch.Table, batch.Columns, batch.Rows) { Returning = returning }, token);
                returned.AddRange(found.Select(cells => new FoundRow(plan.Table, returning, cells)));
            },
            cancellationToken);
        return returned;
    }

    /// <summary>Inserts the rows whose key is missing and updates the others where a value differs.</summary>
    public async Task<UpsertCounts> UpsertAsync(
        string table, IReadOnlyList<string>? key, object rows, CancellationToken cancellationToken)
    {
        TablePlan plan = await PlanAsync(table, key, rows, cancellationToken);
        UpsertCounts counts = default;
        await WriteAsync(
            plan,
            async (batch, token) => counts += await step.Session.UpsertAsync(batch, token),
            cancellationToken);
        return counts;
    }

    /// <summary>The rows that have these values; all where none are given.</summary>
    public async Task<IReadOnlyList<FoundRow>> FindAsync(
        string table, object? by, int? rowCountMax, CancellationToken cancellationToken)
    {
        RowSearch search = await SearchAsync(table, by, cancellationToken);
        IReadOnlyList<string?[]> found = await step.Session.FindAsync(
            search with { Columns = search.Table.Columns, RowCountMax = rowCountMax }, cancellationToken);
        return [.. found.Select(cells => new FoundRow(search.Table, search.Table.Columns, cells))];
    }

    /// <summary>Deletes the rows that have these values.</summary>
    public async Task<long> DeleteAsync(string table, object by, CancellationToken cancellationToken)
    {
        RowSearch search = await SearchAsync(table, by, cancellationToken);
        return search.By.IsEmpty
            ? throw new FurrowException(ErrorCode.SeedFailed, $"{table}: a row to delete is given by no column.")
            {
                Hint = "Give at least one column; `furrow clear` empties whole tables.",
            }
            : await step.Session.DeleteAsync(search, cancellationToken);
    }

    /// <summary>What rows are looked for.</summary>
    public async Task<RowSearch> SearchAsync(string table, object? by, CancellationToken cancellationToken)
    {
        Table found = await FindTableAsync(table, cancellationToken);
        (ImmutableArray<Column> columns, string?[] values) = by is null ? ([], []) : _rows.ReadSearch(found, table, by);
        return new RowSearch(found, columns, values);
    }

    private async Task<Table> FindTableAsync(string written, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await step.ReadSchemaAsync(cancellationToken);
        return new SeedTableFinder(schema).Find(written, out string? problem) ?? throw new FurrowException(
            ErrorCode.SeedFailed, $"{char.ToUpperInvariant(problem![0])}{problem[1..]}.")
        {
            Hint = "Check the name, and that the migrations have run.",
        };
    }

    private async Task<TablePlan> PlanAsync(
        string written, IReadOnlyList<string>? key, object rows, CancellationToken cancellationToken)
    {
        Table table = await FindTableAsync(written, cancellationToken);
        SeedProblems problems = new(written);
        SeedTable source = _rows.Read(table, written, key, rows, problems);
        SeedTableFinder tables = new(await step.ReadSchemaAsync(cancellationToken));
        CellPlanner cells = new(isVolatile: false, _noVariables, new ReferencePlanner(tables), problems);
        TablePlan? plan = problems.Count == 0 ? new TablePlanner(source, table, cells, problems).Plan() : null;
        if (plan is { Key.IsEmpty: false })
        {
            new DuplicateKeys(problems).Check(plan);
        }

        problems.ThrowIfAny(ErrorCode.SeedFailed);
        return plan!;
    }

    // All of a call's rows or none of them, so that a seed may catch what it throws and go on.
    private async Task WriteAsync(
        TablePlan plan, Func<RowBatch, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        BatchWriter writer = new(step.Session, plan.Name, write);
        List<ReadyRow[]> runs = [.. Runs(plan)];
        if (runs.Count == 1 && runs[0].Length == 1)
        {
            await writer.WriteAsync(plan, runs[0], cancellationToken);
            return;
        }

        Refusal? refusal = await new Attempt(step.Session).RunAsync(
            async () =>
            {
                foreach (ReadyRow[] run in runs)
                {
                    await writer.WriteAsync(plan, run, cancellationToken);
                }
            },
            cancellationToken);
        if (refusal is not null)
        {
            ExceptionDispatchInfo.Throw(refusal.Cause);
        }
    }

    // Rows of one shape that follow each other: their order is the order that they are numbered in.
    private static IEnumerable<ReadyRow[]> Runs(TablePlan plan)
    {
        int start = 0;
        for (int i = 1; i <= plan.Rows.Length; i++)
        {
            if (i == plan.Rows.Length || !ReferenceEquals(plan.Rows[i].Shape, plan.Rows[start].Shape))
            {
                yield return [.. plan.Rows[start..i].Select(row => new ReadyRow(row, [.. row.Cells]))];
                start = i;
            }
        }
    }
}
