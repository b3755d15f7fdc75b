using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows;

/// <summary>A command that changes the database: what the steps around its work need to know.</summary>
internal sealed record ChangeRequest
{
    /// <summary>As typed: <c>migrate</c>.</summary>
    public required string Command { get; init; }

    /// <summary>What it does, for the safety table.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>The caller's options.</summary>
    public required CommandOptions Options { get; init; }

    /// <summary>The command's own <c>--force</c>.</summary>
    public bool Force { get; init; }

    /// <summary>Whether it creates a missing database.</summary>
    public bool CreatesDatabase { get; init; }

    /// <summary>The stamp that <c>stamp</c> is to write.</summary>
    public EnvironmentDefinition? NewStamp { get; init; }

    /// <summary>
    /// Whether all its work is taken back: then it creates nothing, and works without lock and history where there are
    /// none.
    /// </summary>
    public bool IsRehearsal { get; init; }

    /// <summary>The environment of the snapshot that it puts in place; null for none.</summary>
    public string? SnapshotEnvironment { get; init; }

    /// <summary>
    /// Looks for what the command needs, once it may run and before anything is created; null where it needs nothing.
    /// </summary>
    public Func<CancellationToken, Task>? LookFirst { get; init; }

    /// <summary>Whether it works on a run of <c>generate</c> that is open; others have to wait for its end.</summary>
    public bool WorksOnRun { get; init; }

    /// <summary>What its session is for.</summary>
    public SessionAccess Access => IsRehearsal ? SessionAccess.Trial : SessionAccess.Write;
}

/// <summary>What a command does under the lock.</summary>
/// <param name="Do">The work.</param>
/// <param name="Glance">Finds out, reading only, that there is none, and says so; null: there may be some.</param>
internal sealed record ChangeWork<T>(
    Func<ChangeScope, CancellationToken, Task<T>> Do, Func<Glance, CancellationToken, Task<T?>>? Glance = null)
    where T : class;

/// <summary>What the command's work is given.</summary>
internal sealed record ChangeScope(WorkContext Work, ChosenEnvironment Environment, bool DatabaseCreated)
{
    /// <summary>Whether the work puts another database in the place of this one.</summary>
    public Replacement Replacement { get; init; } = new();
}

/// <summary>
/// Says that a command's work has put another database in the place of the one it began in, with the command's own row
/// as one that succeeded: its session may be gone by then.
/// </summary>
internal sealed class Replacement
{
    /// <summary>Whether it has.</summary>
    public bool IsDone { get; private set; }

    /// <summary>It has.</summary>
    public void Done() => IsDone = true;
}

/// <summary>
/// The steps that every changing command takes around its own work, always in this order: verdict, question, database,
/// furrow's tables and stamp, lock, verdict again, operation history, work, result.
/// </summary>
internal sealed class ChangingCommand
{
    private static readonly TimeSpan LastWordsLimit = TimeSpan.FromSeconds(5);

    private readonly ProjectContext _project;
    private readonly SafetyCheck _safety;

    public ChangingCommand(ProjectContext project)
    {
        _project = project;
        _safety = new SafetyCheck(project);
    }

    /// <summary>Runs the work between its steps.</summary>
    public Task<T> RunAsync<T>(
        ChangeRequest request,
        Func<ChangeScope, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken)
        where T : class => RunAsync(request, new ChangeWork<T>(work), cancellationToken);

    /// <summary>Runs the work between its steps, unless a glance finds that there is none.</summary>
    public async Task<T> RunAsync<T>(ChangeRequest request, ChangeWork<T> work, CancellationToken cancellationToken)
        where T : class
    {
        ChosenEnvironment environment = _project.ChooseEnvironment(request.Options);
        return await new CommandEvents(_project, request.Command).AroundAsync(
            environment, () => RunStepsAsync(request, environment, work, cancellationToken));
    }

    private async Task<T> RunStepsAsync<T>(
        ChangeRequest request,
        ChosenEnvironment environment,
        ChangeWork<T> work,
        CancellationToken cancellationToken)
        where T : class
    {
        await using IDatabase database = _project.OpenDatabase();
        SafetyDesk desk = new(_project, database, request);
        SafetyQuestion question = new()
        {
            Operations = request.Operations,
            Environment = environment,
            NewStamp = request.NewStamp,
            SnapshotEnvironment = request.SnapshotEnvironment,
        };
        Opened opened = await OpenAsync(database, request, desk, question, cancellationToken);
        await using ISession session = opened.Session;
        question = question with { CreatedByFurrow = opened.Created };
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        Verdict settled = await _safety.JudgeAsync(question, session, state, cancellationToken);
        if (opened.Confirmed is not { } confirmed)
        {
            await desk.SettleAsync(settled, state, cancellationToken);
            await LookFirstAsync(request, cancellationToken);
        }
        else
        {
            await desk.RecheckAsync(confirmed, settled, state, cancellationToken);
        }

        if (request.IsRehearsal && !state.Exists)
        {
            WorkContext trial = Context(session, database, new NoLock(), state) with
            {
                Environment = environment.Definition.Name,
            };
            return await work.Do(new ChangeScope(trial, environment, DatabaseCreated: false), cancellationToken);
        }

        if (work.Glance is { } glance && await IsQuietAsync(settled, session, database, state, cancellationToken)
            && await glance(new Glance(_project, session, state, environment), cancellationToken) is { } nothing)
        {
            await state.Operations.RecordAsync(desk.Start(settled), failure: null, cancellationToken);
            return nothing;
        }

        await PrepareAsync(state, settled, request, cancellationToken);
        IDatabaseLock held = await new LockWaiter(_project).AcquireAsync(database, request.Command, cancellationToken);
        long start = _project.Clock.GetTimestamp();
        try
        {
            await state.RefreshAsync(cancellationToken);
            await desk.RecheckAsync(
                settled,
                await _safety.JudgeAsync(question, session, state, cancellationToken),
                state,
                cancellationToken);
            WorkContext context = Context(session, database, held, state) with
            {
                OperationId = await state.Operations.BeginAsync(desk.Start(settled), cancellationToken),
                Environment = environment.Definition.Name,
            };
            return await RecordAsync(
                new ChangeScope(context, environment, opened.Created),
                async (scope, token) =>
                {
                    await new OpenRunCheck(scope.Work).SettleAsync(request.WorksOnRun, token);
                    return await work.Do(scope, token);
                },
                cancellationToken);
        }
        finally
        {
            await held.DisposeAsync();
            _project.Events.Emit(new LockReleased((long)_project.Clock.GetElapsedTime(start).TotalMilliseconds));
        }
    }

    // A stamp to write, somebody at work, or what a killed command left behind: all of that wants the lock.
    private static async Task<bool> IsQuietAsync(
        Verdict settled,
        ISession session,
        IDatabase database,
        StateStore state,
        CancellationToken cancellationToken) =>
        state.Version == StateDefinition.CurrentVersion && !settled.WritesStamp
            && await database.ReadLockAsync(session, cancellationToken) is null
            && !await state.Operations.IsAnyOpenAsync(cancellationToken);

    private WorkContext Context(ISession session, IDatabase database, IDatabaseLock held, StateStore state) => new()
    {
        Session = session,
        Database = database,
        Lock = held,
        State = state,
        Events = _project.Events,
        Actor = _project.Actor,
        OperationId = 0,
        Environment = "",
    };

    // A refusal creates nothing, so the question comes before whatever would. Whoever agreed to the missing database is
    // not asked again about the created one.
    private async Task<Opened> OpenAsync(
        IDatabase database,
        ChangeRequest request,
        SafetyDesk desk,
        SafetyQuestion question,
        CancellationToken cancellationToken)
    {
        if (!database.Provider.Capabilities.ServerDatabases)
        {
            Verdict found = await AskAboutFileAsync(database, desk, question, cancellationToken);
            await LookFirstAsync(request, cancellationToken);
            return new(await database.OpenSessionAsync(request.Access, cancellationToken), false, found);
        }

        try
        {
            return new(await database.OpenSessionAsync(request.Access, cancellationToken), false, null);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.DatabaseMissing && request.CreatesDatabase)
        {
            // To ask first whether it is there would cost all others a connection.
        }

        Verdict verdict = _safety.JudgeMissing(question);
        await desk.SettleAsync(verdict, state: null, cancellationToken);
        await LookFirstAsync(request, cancellationToken);
        bool created = await database.CreateAsync(cancellationToken);
        if (created)
        {
            _project.Events.Emit(new DatabaseCreated(database.Reference.DatabaseName));
        }

        return new(await database.OpenSessionAsync(SessionAccess.Write, cancellationToken), created, verdict);
    }

    private static Task LookFirstAsync(ChangeRequest request, CancellationToken cancellationToken) =>
        request.LookFirst is { } look ? look(cancellationToken) : Task.CompletedTask;

    // Opening a file for writing makes it.
    private async Task<Verdict> AskAboutFileAsync(
        IDatabase database, SafetyDesk desk, SafetyQuestion question, CancellationToken cancellationToken)
    {
        await using ISession look = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        StateStore state = await StateStore.OpenAsync(look, database, cancellationToken);
        Verdict found = await _safety.JudgeAsync(question, look, state, cancellationToken);
        await desk.SettleAsync(found, state, cancellationToken);
        return found;
    }

    // `stamp` writes its own, under the lock: the environment it runs as is not the one it writes.
    private async Task PrepareAsync(
        StateStore state, Verdict verdict, ChangeRequest request, CancellationToken cancellationToken)
    {
        bool mayStamp = request is { NewStamp: null, IsRehearsal: false };
        string? stamp = verdict.WritesStamp && mayStamp ? verdict.EnvironmentName : null;
        if (await state.EnsureAsync(stamp, cancellationToken))
        {
            _project.Events.Emit(new StampWritten(verdict.DatabaseName, stamp!, Before: null));
        }
    }

    // Gaps in numbers harm nobody; but in development and test the same steps lead to the same rows, killed or not.
    private static async Task<SequenceRun?> BeginSequencesAsync(
        WorkContext context, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        if (!context.Database.Provider.Capabilities.Sequences || environment.Definition.VerdictsLike.Strictness() > 0)
        {
            return null;
        }

        await using ISessionTransaction transaction = await context.Lock.BeginAsync(
            context.Session, new TransactionRequest(TransactionPurpose.Work), cancellationToken);
        SequenceRun run = await SequenceRun.BeginAsync(context.State, context.OperationId, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return run;
    }

    private async Task<T> RecordAsync<T>(
        ChangeScope scope, Func<ChangeScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        WorkContext context = scope.Work;
        T result;
        try
        {
            context = context with
            {
                Sequences = await BeginSequencesAsync(context, scope.Environment, cancellationToken),
            };
            result = await work(scope with { Work = context }, cancellationToken);
        }
        catch (Exception e) when (!scope.Replacement.IsDone)
        {
            await EndAsync(context, e);
            throw;
        }
        catch (Exception e)
        {
            await RecordInNewAsync(context, e);
            throw;
        }

        if (!scope.Replacement.IsDone)
        {
            await EndAsync(context, null);
        }

        return result;
    }

    // The new database says that the command succeeded, which it had until then.
    private async Task RecordInNewAsync(WorkContext context, Exception failure)
    {
        using CancellationTokenSource limit = new(LastWordsLimit, _project.Clock);
        await SayAsync(
            "The result could not be recorded",
            async () =>
            {
                await using ISession session =
                    await context.Database.OpenSessionAsync(SessionAccess.Write, limit.Token);
                StateStore state = await StateStore.OpenAsync(session, context.Database, limit.Token);
                OperationResult result = failure is OperationCanceledException
                    ? OperationResult.Interrupted
                    : OperationResult.Failed;
                FurrowException? reason =
                    result == OperationResult.Failed ? Faults.Of(failure, _project.Provider) : null;
                await state.Operations.EndAsync(context.OperationId, result, reason, limit.Token);
            },
            failure);
    }

    // The last words are said even after Ctrl-C, within a limit; a lost connection must not hide why the work failed.
    private async Task EndAsync(WorkContext context, Exception? failure)
    {
        using CancellationTokenSource limit = new(LastWordsLimit, _project.Clock);
        OperationResult result = failure switch
        {
            null => OperationResult.Succeeded,
            OperationCanceledException => OperationResult.Interrupted,
            _ => OperationResult.Failed,
        };
        FurrowException? reason = result == OperationResult.Failed ? Faults.Of(failure!, _project.Provider) : null;
        await SayAsync(
            "The result could not be recorded",
            () => context.State.Operations.EndAsync(context.OperationId, result, reason, limit.Token),
            failure);
        await SayAsync(
            "What the attempt moved of sequences could not be set back",
            () => context.EndSequencesAsync(setBack: result != OperationResult.Succeeded, limit.Token),
            failure);
    }

    private async Task SayAsync(string otherwise, Func<Task> word, Exception? failure)
    {
        try
        {
            await word();
        }
        catch (Exception e) when (failure is not null)
        {
            _project.Events.Emit(new WarningRaised(
                $"{otherwise}: {Faults.Of(e, _project.Provider).Message}", Hint: null));
        }
    }

    private sealed record Opened(ISession Session, bool Created, Verdict? Confirmed);
}
