using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;
using Furrow.State;

namespace Furrow.Workflows.Sharing;

/// <summary>
/// <c>generate --shard I/N</c>: one part of the open run, in one transaction that also says it is done. Works without
/// the lock, beside other parts: a row of the run's own keeps everybody else from the same one.
/// </summary>
internal sealed class ShardWorkflow(ProjectContext project)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public Task<GenerateResult> RunAsync(GenerateOptions options, CancellationToken cancellationToken)
    {
        ChosenEnvironment environment = project.ChooseEnvironment(options);
        ChangeRequest request = new()
        {
            Command = $"generate --shard {options.Shard}",
            Operations = [Operation.Generate],
            Options = options,
        };
        return new CommandEvents(project, request.Command).AroundAsync(
            environment, () => RunAsync(request, options, environment, cancellationToken));
    }

    private async Task<GenerateResult> RunAsync(
        ChangeRequest request,
        GenerateOptions options,
        ChosenEnvironment environment,
        CancellationToken cancellationToken)
    {
        await using IDatabase database = project.OpenDatabase();
        await using ISession session = await database.OpenSessionAsync(SessionAccess.Write, cancellationToken);
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        SafetyDesk desk = new(project, database, request);
        SafetyQuestion question = new() { Operations = request.Operations, Environment = environment };
        Verdict verdict = await new SafetyCheck(project).JudgeAsync(question, session, state, cancellationToken);
        await desk.SettleAsync(verdict, state, cancellationToken);
        WorkContext work = new()
        {
            Session = session,
            Database = database,
            Lock = new NoLock(),
            State = state,
            Events = project.Events,
            Actor = project.Actor,
            OperationId = 0,
            Environment = environment.Definition.Name,
        };
        GenerateResult result;
        try
        {
            result = await WriteAsync(work, options, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && state.Exists)
        {
            await state.Operations.RecordAsync(
                desk.Start(verdict), Faults.Of(e, project.Provider), cancellationToken);
            throw;
        }

        await state.Operations.RecordAsync(desk.Start(verdict), failure: null, cancellationToken);
        return result;
    }

    private async Task<GenerateResult> WriteAsync(
        WorkContext work, GenerateOptions options, CancellationToken cancellationToken)
    {
        long start = work.Clock.GetTimestamp();
        GenerationRun run = await FindAsync(work, cancellationToken);
        GenerationInputs inputs = await RunInputs.ReadAsync(project, run, cancellationToken);
        if (options.NamesInputs)
        {
            await CompareAsync(run, options, cancellationToken);
        }

        ShardNumber number = options.Shard!;
        run = await DivideAsync(work, run, number, cancellationToken);
        GenerationShard shard = (await work.State.GenerationRuns.ReadShardsAsync(cancellationToken))
            .First(known => known.Number == number.Number);
        ShardRun writing = new(work, run, options.WorkerCount);
        ImmutableArray<TableGenerated>? written = null;
        try
        {
            await work.InTransactionAsync(
                "generate",
                new TransactionRequest(TransactionPurpose.Work),
                async token => written = await writing.WriteAsync(
                    shard, planning => writing.PlanAsync(inputs, planning), token),
                cancellationToken);
        }
        catch (DbException e)
        {
            throw GenerateFault.Of(work.Session, e);
        }

        GenerateResult result = RunResults.Of(
            run,
            new RunPart(RunStep.Shard, number, IsRepeated: written is null),
            written ?? RunResults.Planned(run, isNone: true),
            (long)work.Clock.GetElapsedTime(start).TotalMilliseconds);
        return result with { ByteCount = writing.ByteCount };
    }

    // What is given without a scenario is about the run's.
    private async Task CompareAsync(
        GenerationRun run, GenerateOptions options, CancellationToken cancellationToken)
    {
        GenerateOptions named = options with
        {
            Request = options.Request with { Scenario = options.Request.Scenario ?? run.Record.Scenario },
        };
        RunInputs.Compare(run, await new GenerateWorkflow(project).ReadAsync(named, cancellationToken), options);
    }

    // The first part to come says how many there are.
    private static async Task<GenerationRun> DivideAsync(
        WorkContext work, GenerationRun run, ShardNumber number, CancellationToken cancellationToken)
    {
        while (run.ShardCount is null)
        {
            bool isSaid = false;
            await work.InTransactionAsync(
                purpose: null,
                new TransactionRequest(TransactionPurpose.Work),
                async token => isSaid = await work.State.GenerationRuns.DivideAsync(run, number.Count, token),
                cancellationToken);
            if (!isSaid)
            {
                await Task.Delay(Pause, work.Clock, cancellationToken);
            }

            run = await FindAsync(work, cancellationToken);
        }

        return run.ShardCount == number.Count
            ? run
            : throw new FurrowException(
                ErrorCode.GenerateConflict,
                $"The run that is open is written in {run.ShardCount} shards, and this would be {number}.")
            {
                Hint = $"Give a shard of {run.ShardCount}: --shard 1/{run.ShardCount}.",
            };
    }

    private static async Task<GenerationRun> FindAsync(WorkContext work, CancellationToken cancellationToken) =>
        await work.State.GenerationRuns.FindAsync(cancellationToken) is { IsShared: true } run
            ? run
            : throw RunInputs.NotOpen();
}
