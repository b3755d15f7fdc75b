using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Generation.Programs;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Scenarios.Planning;
using Furrow.Schema;

namespace Furrow.Scenarios.Running;

/// <summary>Rows of one table that code asks for.</summary>
internal sealed record TableRequest
{
    /// <summary>The table.</summary>
    public required Table Table { get; init; }

    /// <summary>How many rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Values of columns by name; the others are inferred.</summary>
    public required ImmutableArray<(string Column, ConfigNode Value)> Columns { get; init; }

    /// <summary>The random seed.</summary>
    public required long RandomSeed { get; init; }

    /// <summary>The day that times are relative to.</summary>
    public required DateOnly AsOf { get; init; }

    /// <summary>The number of the first row at least; the rows that are there count as the first ones.</summary>
    public required long First { get; init; }

    /// <summary>Who asks, for messages.</summary>
    public required string Source { get; init; }

    /// <summary>The line that problems of a column are reported at; the table's own is 1.</summary>
    public static int LineOf(int place) => place + 2;
}

/// <summary>
/// Generates rows of one table into the transaction that a session has open: a scenario of one table without a file,
/// and without a row in the history. References lead to the rows that are there.
/// </summary>
internal sealed partial class TableGeneration(
    ISession session, IDatabaseProvider provider, EventHub events, TimeProvider clock)
{
    private readonly KeyReader _keys = new(session, provider.Dialect, provider.Capabilities);

    /// <summary>Plans and writes them.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>scenario.invalid</c>, <c>generate.capacity</c> or <c>generate.conflict</c>.
    /// </exception>
    public async Task<PlannedTable> RunAsync(
        TableRequest request, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        await _keys.LockAsync([request.Table], cancellationToken);
        long first = Math.Max(request.First, await CountAsync(request.Table, cancellationToken));
        GenerationPlan plan = await PlanAsync(request with { First = first }, schema, cancellationToken);
        await new UniqueCheck(session).RunAsync(plan, cancellationToken);
        new ConstraintCheck(events, provider.Dialect).Run(plan, isDryRun: false, cancellationToken);
        PlannedTable table = plan.Tables.Single();
        LoadFrame frame = await FrameAsync(plan, table, cancellationToken);
        await ExecuteAsync([.. frame.Remember, .. frame.Before], cancellationToken);
        RunProgress progress = new(events, [(table.Table.Name, table.Program.Space.Count)]);
        TableGenerated written = await new TableWriter(session, clock, progress, workerCount: 1).WriteAsync(
            table, RowRange.All(table), cancellationToken);
        await ExecuteAsync([.. frame.After, .. frame.Compare], cancellationToken);
        if (written.Rows > 0)
        {
            await session.Transfer.RaiseNumberingAsync([table.Table], cancellationToken);
        }

        return table;
    }

    private async Task<GenerationPlan> PlanAsync(
        TableRequest request, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        PlanRequest planning = new()
        {
            Choice = new ScenarioChoice(
                Define(request, schema), Preset: null, ImmutableSortedDictionary<string, string>.Empty),
            RandomSeed = request.RandomSeed,
            AsOf = request.AsOf,
            Schema = schema,
            Dialect = provider.Dialect,
            Capabilities = provider.Capabilities,
            Keys = await KeysAsync(request, schema, cancellationToken),
            FirstRows = ImmutableDictionary<ObjectName, long>.Empty.Add(request.Table.Name, request.First),
        };
        while (true)
        {
            ScenarioBinder binder = new(planning);
            if (Plan(binder, request, cancellationToken) is { } plan)
            {
                return plan;
            }

            foreach (Table table in binder.Missing)
            {
                IReadOnlyList<string?[]> rows = await session.FindAsync(
                    new RowSearch(table, [], []) { Columns = [.. StoredRows.ColumnsOf(table)] }, cancellationToken);
                planning = planning with { Stored = planning.Stored.Add(table.Name, StoredRows.Of(table, rows)) };
            }
        }
    }

    // There is no file that a problem could stand in: lines are those of columns, and whoever calls knows the place.
    private static GenerationPlan? Plan(
        ScenarioBinder binder, TableRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return binder.Plan(cancellationToken);
        }
        catch (FurrowException e) when (e.File == request.Source)
        {
            throw new FurrowException(e.Code, ColumnOf(request, e.Line) + e.Message)
            {
                Detail = e.Detail is null ? null : PlaceInDetail().Replace(
                    e.Detail,
                    place => ColumnOf(request, int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture))),
                Hint = e.Hint,
            };
        }
    }

    private static string ColumnOf(TableRequest request, int? line) =>
        line is { } at && at >= TableRequest.LineOf(0) && at < TableRequest.LineOf(request.Columns.Length)
            ? $"{request.Source}.{request.Columns[at - TableRequest.LineOf(0)].Column}: "
            : "";

    [GeneratedRegex(@"(?m)^[^\n]*?:(?<line>\d+):\d+: ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlaceInDetail();

    // The name is part of each cell's key: without its schema, so that both databases get the same values.
    private static Scenario Define(TableRequest request, DatabaseSchema schema)
    {
        bool isOnly = schema.Tables.Count(
            table => table.OwnedByExtension is null && table.Name.Name == request.Table.Name.Name) == 1;
        string name = isOnly ? request.Table.Name.Name : request.Table.Name.ToString();
        ConfigNode rows = new ConfigScalar(request.Rows.ToString(CultureInfo.InvariantCulture), 1, 1);
        ScenarioTable table = new()
        {
            Name = name,
            Entry = new ConfigEntry(name, rows, 1, 1),
            Rows = rows,
            Infers = true,
            Columns = [.. request.Columns.Select(column => new ConfigEntry(
                column.Column, column.Value, column.Value.Line, 1))],
        };
        return new Scenario { Name = name, File = request.Source, Checksum = "", Tables = [table] };
    }

    // Row 0 has the key that lies so many rows before the next one.
    private async Task<ImmutableDictionary<ObjectName, KeySequence>> KeysAsync(
        TableRequest request, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        if (ScenarioPlanning.Numbered(request.Table) is not { } numbered)
        {
            return ImmutableDictionary<ObjectName, KeySequence>.Empty;
        }

        ImmutableDictionary<ObjectName, KeySequence> keys =
            await _keys.ReadAsync(schema, [numbered], cancellationToken);
        return keys.ToImmutableDictionary(
            pair => pair.Key,
            pair => pair.Value with { Base = pair.Value.Base - (request.First * pair.Value.Increment) });
    }

    private async Task<long> CountAsync(Table table, CancellationToken cancellationToken)
    {
        string name = provider.Dialect.QuoteName(table.Name.Schema, table.Name.Name);
        await using DbCommand command = session.CreateCommand($"SELECT count(*) FROM {name}");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }

    // A key to the table itself matters only where it is written.
    private async Task<LoadFrame> FrameAsync(
        GenerationPlan plan, PlannedTable table, CancellationToken cancellationToken)
    {
        bool isWritten = table.Table.ForeignKeys.Any(key => key.ReferencedTable == table.Table.Name
            && key.Columns.All(name => table.Columns.Any(column => column.Column.Name == name)));
        return plan.LoadPlan.Breaks.IsEmpty || !isWritten
            ? new LoadFrame()
            : await session.Transfer.ReadFrameAsync(
                new LoadFrameRequest(
                    [table.Table],
                    [
                        .. plan.LoadPlan.Breaks
                            .Select(broken => KeyTreatments.Of(broken, ErrorCode.ScenarioInvalid))
                            .OfType<TreatedKey>(),
                    ])
                {
                    FiresTriggers = true,
                },
                cancellationToken);
    }

    private async Task ExecuteAsync(ImmutableArray<string> statements, CancellationToken cancellationToken)
    {
        foreach (string statement in statements)
        {
            await using DbCommand command = session.CreateCommand(statement);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
