using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>
/// <c>generate --prepare</c>, <c>--finish</c> and <c>--abort</c>: one transaction each, alone in the database; and the
/// way to <c>--shard</c>.
/// </summary>
internal sealed class SharedRunWorkflow(ProjectContext project)
{
    /// <summary>Takes the step that the options name.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: the database has one writer, and parts would only wait for each other.
    /// </exception>
    public Task<GenerateResult> RunAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        if (!project.Provider.Capabilities.ConcurrentWriters)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"{project.Provider.Name} has one writer, so a run cannot be written in parts.")
            {
                Hint = "Leave the option out: `furrow generate` writes everything in one transaction.",
            };
        }

        return options switch
        {
            { Shard: not null } => new ShardWorkflow(project).RunAsync(options, cancellationToken),
            { Prepare: true } => PrepareAsync(options, cancellationToken),
            { Finish: true } => EndAsync(
                "generate --finish",
                RunStep.Finished,
                options,
                (end, token) => end.FinishAsync(token),
                cancellationToken),
            _ => EndAsync(
                "generate --abort",
                RunStep.Aborted,
                options,
                (end, token) => end.AbortAsync(token),
                cancellationToken),
        };
    }

    // Nothing is done where the same run is open already.
    private async Task<GenerateResult> PrepareAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        GenerationInputs? inputs = null;
        return await RunAsync(
            "generate --prepare",
            options,
            async token => inputs = await new GenerateWorkflow(project).ReadAsync(options, token),
            async (work, token) => await PrepareAsync(work, inputs!, options, token),
            cancellationToken);
    }

    private static async Task<GenerateResult> PrepareAsync(
        WorkContext work, GenerationInputs inputs, GenerateOptions options, CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        if (await work.State.GenerationRuns.FindAsync(cancellationToken) is { } open)
        {
            RunInputs.Compare(open, inputs, options);
            return RunResults.Of(
                open, new RunPart(RunStep.Prepared, IsRepeated: true), RunResults.Planned(open), durationMs: 0);
        }

        OpenedRun opened =
            await new RunOpening(work, inputs, options.Rows).OpenAsync(isShared: true, cancellationToken);
        if (opened.Run is not { } run)
        {
            throw new FurrowException(
                ErrorCode.GenerateConflict,
                $"A run in parts cannot begin: {string.Join("; ", opened.Obstacles)}.")
            {
                Hint = "`furrow clear` empties tables. Without --prepare, `furrow generate` writes in one transaction "
                    + "whatever there is.",
            };
        }

        return RunResults.Of(
            run,
            new RunPart(RunStep.Prepared),
            RunResults.Planned(run),
            (long)work.Clock.GetElapsedTime(start).TotalMilliseconds);
    }

    private Task<GenerateResult> EndAsync(
        string command,
        RunStep step,
        GenerateOptions options,
        Func<RunEnding, CancellationToken, Task<ImmutableArray<TableRowCount>>> end,
        CancellationToken cancellationToken) => RunAsync(
        command,
        options,
        look: null,
        async (work, token) =>
        {
            long start = work.Clock.GetTimestamp();
            GenerationRun run = await work.State.GenerationRuns.FindAsync(token) ?? throw RunInputs.NotOpen();
            ImmutableArray<TableRowCount> rows = await end(new RunEnding(work, run), token);
            return RunResults.Of(
                run,
                new RunPart(step),
                [.. rows.Select(table => new TableGenerated(table.Table, table.Rows, 0))],
                (long)work.Clock.GetElapsedTime(start).TotalMilliseconds);
        },
        cancellationToken);

    private Task<GenerateResult> RunAsync(
        string command,
        GenerateOptions options,
        Func<CancellationToken, Task>? look,
        Func<WorkContext, CancellationToken, Task<GenerateResult>> step,
        CancellationToken cancellationToken) => new ChangingCommand(project).RunAsync(
        new ChangeRequest
        {
            Command = command,
            Operations = [Operation.Generate],
            Options = options,
            LookFirst = look,
            WorksOnRun = true,
        },
        async (scope, token) =>
        {
            GenerateResult? result = null;
            try
            {
                await scope.Work.InTransactionAsync(
                    "generate",
                    new TransactionRequest(TransactionPurpose.Work, project.Configuration.Migrations.LockTimeout),
                    async inside => result = await step(scope.Work, inside),
                    token);
            }
            catch (DbException e)
            {
                throw GenerateFault.Of(scope.Work.Session, e);
            }

            if (result is { Part.Step: RunStep.Finished })
            {
                foreach (TableGenerated table in result.Tables)
                {
                    scope.Work.Events.Emit(new RowsGenerated(table.Table.ToString(), table.Rows, 0));
                }
            }

            return result!;
        },
        cancellationToken);
}
