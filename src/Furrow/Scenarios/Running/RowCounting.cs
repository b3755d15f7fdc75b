using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Generation.Programs;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>
/// Counts the rows that scenarios would make, without planning what is in them. Only reads: the catalog, and rows that
/// are there already where the numbers depend on such.
/// </summary>
internal sealed class RowCounting(ISession session, IDatabaseProvider provider, DatabaseSchema schema)
{
    private ImmutableDictionary<ObjectName, TableProgram> _stored = ImmutableDictionary<ObjectName, TableProgram>.Empty;

    /// <summary>Whether the numbers depend on rows of tables that scenarios do not fill.</summary>
    public bool ReadsRows => !_stored.IsEmpty;

    /// <summary>Counts; what is in the way of that is the answer's, not an error.</summary>
    /// <exception cref="OperationCanceledException">It took too long.</exception>
    public async Task<RowForecast> CountAsync(
        GenerationInputs inputs, long? rowCount, CancellationToken cancellationToken)
    {
        if (!schema.Tables.Any(table => table.OwnedByExtension is null))
        {
            return RowForecast.Without("the database has no tables yet");
        }

        if (inputs.Choice.Scenario.IsCode)
        {
            return RowForecast.Without("only its code says, which generate alone runs");
        }

        try
        {
            while (true)
            {
                ScenarioBinder binder = new(new PlanRequest
                {
                    Choice = inputs.Choice,
                    RandomSeed = inputs.RandomSeed,
                    AsOf = inputs.AsOf,
                    Schema = schema,
                    Dialect = provider.Dialect,
                    Capabilities = provider.Capabilities,
                    RowCount = rowCount,
                    Stored = _stored,
                });
                if (Count(binder, cancellationToken) is { } tables)
                {
                    return new RowForecast(tables, Unknown: null);
                }

                await ReadAsync(binder.Missing, cancellationToken);
            }
        }
        catch (FurrowException e) when (e.Code
            is ErrorCode.ScenarioInvalid or ErrorCode.GenerateCapacity or ErrorCode.Usage)
        {
            return RowForecast.Without(e.Message.TrimEnd('.'));
        }
    }

    // Null where rows of other tables have to be read first.
    private static ImmutableArray<ForecastTable>? Count(ScenarioBinder binder, CancellationToken cancellationToken)
    {
        ImmutableArray<ScenarioTable> definitions = binder.Request.Choice.Scenario.Tables;
        foreach (ScenarioTable definition in definitions)
        {
            binder.AddTable(definition);
        }

        binder.Scope.Problems.ThrowIfAny();
        TableBinder[] tables =
        [
            .. definitions.Select(
                definition => binder.BinderOf(definition.Name, definition.Entry.Line, definition.Entry.Column)!),
        ];
        foreach (TableBinder table in tables)
        {
            binder.EnsureRows(table);
        }

        binder.Scope.Problems.ThrowIfAny();
        if (binder.Missing.Count > 0)
        {
            return null;
        }

        Readying readying = new(cancellationToken);
        foreach (TableBinder table in tables)
        {
            readying.Ensure(new Dependency.Rows(table.Program));
        }

        return [.. tables.Select(table => new ForecastTable(table.Table.Name, table.Program.Space.Count))];
    }

    private async Task ReadAsync(IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        foreach (Table table in tables)
        {
            IReadOnlyList<string?[]> rows = await session.FindAsync(
                new RowSearch(table, [], []) { Columns = [.. StoredRows.ColumnsOf(table)] }, cancellationToken);
            _stored = _stored.SetItem(table.Name, StoredRows.Of(table, rows));
        }
    }
}
