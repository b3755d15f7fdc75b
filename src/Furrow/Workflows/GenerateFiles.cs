using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Running;
using Furrow.Schema;
using Furrow.Transfer;

namespace Furrow.Workflows;

/// <summary>
/// <c>generate --format</c>: the same rows into files, as an export has them. Of the database only definitions are
/// read, where its keys stand, and rows that the scenario refers to or could meet; nothing is written into it.
/// </summary>
internal sealed class GenerateFiles(ProjectContext project)
{
    public Task<GenerateResult> RunAsync(
        GenerateOptions options, GenerationInputs inputs, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = project.ChooseEnvironment(options);
        return new CommandEvents(project, "generate").AroundAsync(
            environment, () => WriteAsync(options, inputs, environment, cancellationToken));
    }

    private async Task<GenerateResult> WriteAsync(
        GenerateOptions options,
        GenerationInputs inputs,
        ChosenEnvironment environment,
        CancellationToken cancellationToken)
    {
        long start = project.Clock.GetTimestamp();
        await using DatabaseView view = await DatabaseView.OpenAsync(project, cancellationToken);

        // Rows that are there may show in the files: where generating is refused, so is this.
        await view.SettleAsync(
            project,
            new ChangeRequest { Command = "generate", Operations = [Operation.Generate], Options = options },
            environment,
            cancellationToken);
        await using ISessionTransaction transaction = await view.Session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work) { IsRepeatable = true }, cancellationToken);
        DatabaseSchema schema = await view.Session.ReadSchemaAsync(cancellationToken);
        ScenarioPlanning planning = new(view.Session, project.Provider, view.State, inputs, options.Rows);
        (GenerationPlan plan, _, bool isContinued) = await planning.PlanAsync(schema, cancellationToken);
        await new UniqueCheck(view.Session).RunAsync(plan, cancellationToken);
        new ConstraintCheck(project.Events, project.Provider.Dialect).Run(
            plan, isDryRun: false, cancellationToken);
        FileProgress progress = new(plan, project.Events, project.Clock);
        GeneratedRowSource rows = new(
            view.Session.Transfer,
            options.WorkerCount,
            table => Rows(plan, table, progress),
            Numbering(plan, schema));
        ExportPlan files = ExportPlan.Make(
            schema,
            project.Provider.Capabilities,
            [.. plan.Tables.Select(table => table.Table)],
            isWhole: false,
            rows.Select);
        ExportResult written = await new Exporter(view.Session, project.Events) { Rows = rows }.RunAsync(
            files,
            new ExportRequest(
                options.Format!.Value,
                ExportPart.All,
                Path.GetFullPath(options.Directory!, project.Configuration.Directory),
                new ExportSource(
                    project.Provider.Name,
                    view.Session.Server.Version,
                    view.Database.Reference.DatabaseName,
                    environment.Definition.Name)),
            cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return new GenerateResult
        {
            Scenario = inputs.Choice.Scenario.Name,
            Preset = inputs.Choice.Preset?.Name,
            RandomSeed = inputs.RandomSeed,
            AsOf = inputs.AsOf,
            Parameters = inputs.Choice.Parameters,
            Tables =
            [
                .. written.Tables.Select(table =>
                    new TableGenerated(table.Table, table.Rows, progress.DurationMs(table.Table))),
            ],
            DurationMs = (long)project.Clock.GetElapsedTime(start).TotalMilliseconds,
            PlanByteCount = plan.ByteCount,
            ByteCount = written.Files.Files.Sum(file => file.SizeBytes),
            IsContinued = isContinued,
            Directory = written.Directory,
            Plan = plan,
        };
    }

    private static GeneratedRows Rows(GenerationPlan plan, Table table, FileProgress progress)
    {
        PlannedTable planned = plan.Tables.First(known => known.Table.Name == table.Name);
        return new GeneratedRows(
            [.. planned.Columns.Select(column => new BulkColumn(column.Column, column.Cells))],
            PlannedRows.RangeCount(RowRange.All(planned)),
            encoder => progress.Watch(table.Name, new PlannedRows(planned, RowRange.All(planned), encoder)));
    }

    // As if the rows had been inserted: the last key of each table was handed out.
    private ImmutableArray<SequenceValue> Numbering(GenerationPlan plan, DatabaseSchema schema) =>
    [
        .. plan.Tables.Where(table => table is { Keys: not null, Program.Space.Count: > 0 }).Select(table =>
        {
            ObjectName? sequence = schema.Sequences.FirstOrDefault(known => known.OwnerTable == table.Table.Name)?.Name;
            return new SequenceValue(
                sequence ?? table.Table.Name, table.Keys!.KeyOf(table.Program.Space.End - 1), IsCalled: true);
        }).Where(value => !project.Provider.Capabilities.Sequences
            || schema.Sequences.Any(known => known.Name == value.Sequence)),
    ];
}
