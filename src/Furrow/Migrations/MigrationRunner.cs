using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Migrations;

/// <summary>A migration, split into its statements.</summary>
public sealed record PreparedMigration(MigrationFile File, IReadOnlyList<SqlStatement> Statements);

/// <summary>
/// Applies migrations in order, each in a transaction of its own together with its history row: it is applied and
/// recorded, or neither.
/// </summary>
public sealed class MigrationRunner
{
    private readonly WorkContext _work;
    private readonly TimeSpan _lockTimeout;
    private readonly Func<string, string> _display;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="lockTimeout">How long one statement may wait for a lock.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    public MigrationRunner(WorkContext work, TimeSpan lockTimeout, Func<string, string> display)
    {
        _work = work;
        _lockTimeout = lockTimeout;
        _display = display;
    }

    /// <summary>Splits all of them, before the first one runs.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: what cannot run, every file listed.</exception>
    public async Task<IReadOnlyList<PreparedMigration>> PrepareAsync(
        IReadOnlyList<MigrationFile> pending, CancellationToken cancellationToken)
    {
        List<PreparedMigration> prepared = [];
        List<FurrowException> problems = [];
        foreach (MigrationFile file in pending)
        {
            try
            {
                prepared.Add(new PreparedMigration(file, await SplitAsync(file, cancellationToken)));
            }
            catch (FurrowException e)
            {
                problems.Add(e);
            }
        }

        Problems.Throw(problems, $"{problems.Count} migrations cannot be run; nothing was changed.");
        return prepared;
    }

    /// <summary>Applies them in order.</summary>
    /// <exception cref="FurrowException">One failed: those before it stay applied, nothing of it remains.</exception>
    public async Task<MigrateResult> ApplyAsync(
        IReadOnlyList<PreparedMigration> prepared, CancellationToken cancellationToken)
    {
        ImmutableArray<AppliedMigration>.Builder applied = ImmutableArray.CreateBuilder<AppliedMigration>();
        foreach (PreparedMigration migration in prepared)
        {
            applied.Add(await ApplyAsync(migration.File, migration.Statements, cancellationToken));
            _work.Events.Emit(new ProgressMade(
                EventOperation.Migrate, "Migrations", "migrations", applied.Count, prepared.Count));
        }

        return new MigrateResult(applied.ToImmutable());
    }

    private async Task<IReadOnlyList<SqlStatement>> SplitAsync(
        MigrationFile file, CancellationToken cancellationToken)
    {
        string display = _display(file.Up.Path);
        string text = await file.Up.ReadAsync(cancellationToken);
        SqlScript script = SqlSplitter.Split(text, _work.Database.Provider.Dialect);
        script.ThrowIfProblems(ErrorCode.MigrationFailed, display);
        OuterTransaction outer = OuterTransaction.Strip(script.Statements);
        SqlStatement? control = outer.Statements.FirstOrDefault(IsTransactionControl);
        if (control is null && !MigrationDirectives.IsNonTransactional(text))
        {
            return outer.Statements;
        }

        throw new FurrowException(
            ErrorCode.MigrationFailed, "A migration runs in one transaction, and this one asks for something else.")
        {
            File = display,
            Line = control?.Line,
            Column = control?.Column,
            Hint = "Remove the transaction control or the no-transaction directive; "
                + "non-transactional migrations cannot be run by this version of furrow.",
        };
    }

    private async Task<AppliedMigration> ApplyAsync(
        MigrationFile file, IReadOnlyList<SqlStatement> statements, CancellationToken cancellationToken)
    {
        _work.Events.Emit(new MigrationStarted(file.Version.Text, file.Name));
        DateTimeOffset startedAt = _work.Clock.GetUtcNow();
        long start = _work.Clock.GetTimestamp();
        ImmutableArray<TableChanges> tables = [];
        try
        {
            await _work.InTransactionAsync(
                file.Title,
                new TransactionRequest(TransactionPurpose.SchemaChange, _lockTimeout),
                async token =>
                {
                    ChangeCounts before = await _work.Session.ReadChangesAsync(token);
                    ScriptRunner script = new(_work.Session, ErrorCode.MigrationFailed, _display(file.Up.Path));
                    await script.RunAsync(statements, token);
                    tables = (await _work.Session.ReadChangesAsync(token)).Since(before).Tables;
                    await _work.State.Migrations.AddAsync(Attempt(tables, null), token);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FurrowException failure = _work.Fault(e, ErrorCode.MigrationFailed, _display(file.Up.Path));
            _work.Events.Emit(new MigrationFailed(
                file.Version.Text, file.Name, Elapsed(), EventError.From(failure)));
            await _work.RecordFailureAsync(
                token => _work.State.Migrations.AddAsync(Attempt([], failure.Message), token), cancellationToken);
            throw failure;
        }

        long durationMs = Elapsed();
        _work.Events.Emit(new MigrationApplied(file.Version.Text, file.Name, durationMs));
        return new AppliedMigration(file.Version.Text, file.Name, durationMs, tables);

        long Elapsed() => (long)_work.Clock.GetElapsedTime(start).TotalMilliseconds;

        MigrationAttempt Attempt(ImmutableArray<TableChanges> changes, string? error) => new(
            file.Version.Text, file.Name, file.Checksum, startedAt, Elapsed(), _work.OperationId, _work.Actor)
        {
            Tables = changes,
            Error = error,
        };
    }

    private static bool IsTransactionControl(SqlStatement statement) => statement.Kind
        is SqlStatementKind.TransactionBegin or SqlStatementKind.TransactionCommit
        or SqlStatementKind.TransactionRollback or SqlStatementKind.TransactionOther;
}
