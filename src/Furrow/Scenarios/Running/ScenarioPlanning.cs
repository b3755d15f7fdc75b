using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Generation.Programs;
using Furrow.Data.Cells;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Scenarios.Running;

/// <summary>Plans a scenario against a database, as it is in the transaction that the session has open.</summary>
internal sealed class ScenarioPlanning(
    ISession session, IDatabaseProvider provider, StateStore state, GenerationInputs inputs, long? rowCount)
{
    private readonly KeyReader _keys = new(session, provider.Dialect, provider.Capabilities);
    private readonly PlanBasis _basis = new();

    /// <summary>
    /// The run whose numbering and ranges hold; null to go on behind the rows that are there and those of the recipe.
    /// </summary>
    public GenerationRecord? Given { get; init; }

    /// <summary>
    /// A hash of everything that the last plan was made of besides the inputs: columns written, rows that are there.
    /// </summary>
    public string Basis => _basis.Hash;

    /// <summary>Keeps others from writing to the scenario's tables until the transaction ends.</summary>
    public Task LockAsync(DatabaseSchema schema, CancellationToken cancellationToken) =>
        _keys.LockAsync([.. Tables(schema)], cancellationToken);

    /// <summary>Plans; reads rows that are there where the scenario refers to such.</summary>
    public async Task<(GenerationPlan Plan, string Recipe, bool IsContinued)> PlanAsync(
        DatabaseSchema schema, CancellationToken cancellationToken)
    {
        PlanRequest request = new()
        {
            Choice = inputs.Choice,
            RandomSeed = inputs.RandomSeed,
            AsOf = inputs.AsOf,
            Schema = schema,
            Capabilities = provider.Capabilities,
            RowCount = rowCount,
            Keys = Given is not null
                ? ImmutableDictionary<ObjectName, KeySequence>.Empty
                : await _keys.ReadAsync(
                    schema, [.. Tables(schema).Select(Numbered).OfType<(Table, Column)>()], cancellationToken),
        };
        request = Given is null ? request : Restore(request, Given);
        RefuseAmbiguousCount();
        GenerationRecord? earlier = null;
        string? recipe = null;
        while (true)
        {
            ScenarioBinder binder = new(request);
            GenerationPlan? plan = binder.Plan(cancellationToken);
            if (recipe is null)
            {
                recipe = inputs.Recipe(binder.ReadByCells);
                earlier = Given is null ? await state.Generations.FindAsync(recipe, cancellationToken) : null;
                if (earlier is not null)
                {
                    request = Continue(request, earlier);
                    plan = null;
                }
            }

            if (plan is not null)
            {
                _basis.Add(plan);
                return (plan, recipe, earlier is not null);
            }

            foreach (Table table in binder.Missing)
            {
                IReadOnlyList<string?[]> rows = await session.FindAsync(
                    new RowSearch(table, [], []) { Columns = [.. StoredRows.ColumnsOf(table)] }, cancellationToken);
                _basis.Add(table, rows);
                request = request with { Stored = request.Stored.Add(table.Name, StoredRows.Of(table, rows)) };
            }
        }
    }

    /// <summary>The scenario's tables, as far as they are there.</summary>
    public IEnumerable<Table> Tables(DatabaseSchema schema)
    {
        foreach (ScenarioTable definition in inputs.Choice.Scenario.Tables)
        {
            foreach (Table table in schema.Tables.Where(table => table.OwnedByExtension is null
                && (table.Name.Name == definition.Name || table.Name.ToString() == definition.Name)))
            {
                yield return table;
            }
        }
    }

    private void RefuseAmbiguousCount()
    {
        int roots = inputs.Choice.Scenario.Tables.Count(table => table.Rows is not null && table.Pairs is null);
        if (rowCount is not null && roots != 1)
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"--rows says how many rows the one table without a parent has; "
                    + $"{inputs.Choice.Scenario.Name} has {roots}.")
            {
                Hint = "Use the scenario's parameters instead.",
            };
        }
    }

    private static PlanRequest Restore(PlanRequest request, GenerationRecord given)
    {
        foreach (GeneratedTable table in given.Tables)
        {
            if (request.Schema.Tables.FirstOrDefault(known => known.Name.ToString() == table.Name) is { } found)
            {
                request = request with
                {
                    FirstRows = request.FirstRows.SetItem(found.Name, table.First),
                    Keys = table is { Base: { } from, Increment: { } increment }
                        ? request.Keys.SetItem(found.Name, new KeySequence(from, increment))
                        : request.Keys,
                };
            }
        }

        return request;
    }

    // Rows go on where those of the same recipe ended, with the numbering that they began.
    private static PlanRequest Continue(PlanRequest request, GenerationRecord earlier)
    {
        foreach (GeneratedTable table in earlier.Tables)
        {
            if (request.Schema.Tables.FirstOrDefault(known => known.Name.ToString() == table.Name) is not { } found)
            {
                continue;
            }

            request = request with { FirstRows = request.FirstRows.SetItem(found.Name, table.First + table.Rows) };
            if (table is { Base: { } from, Increment: { } increment }
                && request.Keys.TryGetValue(found.Name, out KeySequence? next))
            {
                // Somebody else's rows in between: the numbering begins anew behind them.
                KeySequence begun = new(from, increment);
                request = begun.KeyOf(table.First + table.Rows) == next.Base
                    ? request with { Keys = request.Keys.SetItem(found.Name, begun) }
                    : request with
                    {
                        Keys = request.Keys.SetItem(
                            found.Name,
                            next with { Base = next.Base - ((table.First + table.Rows) * next.Increment) }),
                    };
            }
        }

        return request;
    }

    private static (Table, Column)? Numbered(Table table) =>
        table.PrimaryKey?.Columns is [var name] && table.Find(name) is { IsWritable: true } column
        && ColumnCells.Of(column.Type).Kind == CellKind.Integer
            ? (table, column)
            : null;
}
