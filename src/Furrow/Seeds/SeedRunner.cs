using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds.Content;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>
/// Applies seeds in order, each in a transaction of its own together with its history row: it is applied and recorded, or neither.
/// </summary>
public sealed class SeedRunner
{
    private readonly WorkContext _work;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly IReadOnlySet<string> _appliedMigrations;
    private DatabaseSchema? _schema;

    /// <summary>A runner for one command.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="variables">Environment variables that volatile seeds may read.</param>
    /// <param name="appliedMigrations">The versions that <c>requires</c> is held against, as history spells them.</param>
    public SeedRunner(
        WorkContext work, IReadOnlyDictionary<string, string> variables, IReadOnlySet<string> appliedMigrations)
    {
        _work = work;
        _variables = variables;
        _appliedMigrations = appliedMigrations;
    }

    /// <summary>Applies what the plan says; skipped seeds are reported after the applied ones, in their order.</summary>
    /// <exception cref="FurrowException">One failed: those before it stay applied, nothing of it remains.</exception>
    public async Task<SeedResult> ApplyAsync(SeedPlan plan, CancellationToken cancellationToken)
    {
        CheckRequirements(plan);
        ImmutableArray<SeedOutcomeRecord>.Builder outcomes = ImmutableArray.CreateBuilder<SeedOutcomeRecord>();
        foreach (PlannedSeed planned in plan.ToRun)
        {
            outcomes.Add(await ApplyAsync(planned, cancellationToken));
            _work.Events.Emit(new ProgressMade(EventOperation.Insert, "Seeds", "seeds", outcomes.Count, plan.ToRun.Length));
        }

        foreach (SeedFile seed in plan.Skipped)
        {
            _work.Events.Emit(new SeedSkipped(seed.Name, "already applied"));
            outcomes.Add(new SeedOutcomeRecord(seed.Name, SeedOutcome.Skipped, 0, []));
        }

        return new SeedResult(outcomes.ToImmutable());
    }

    private void CheckRequirements(SeedPlan plan)
    {
        List<string> missing =
        [
            .. from planned in plan.ToRun
               from version in planned.Seed.Requires
               where !_appliedMigrations.Contains(version)
               select $"{planned.Seed.DisplayPath} requires migration {version}, which is not applied.",
        ];
        if (missing.Count > 0)
        {
            throw new FurrowException(ErrorCode.SeedInvalid, missing[0])
            {
                Detail = missing.Count == 1 ? null : string.Join('\n', missing),
                Hint = "Run `furrow migrate` first, or correct the version after `requires`.",
            };
        }
    }

    private async Task<SeedOutcomeRecord> ApplyAsync(PlannedSeed planned, CancellationToken cancellationToken)
    {
        SeedFile seed = planned.Seed;
        _work.Events.Emit(new SeedStarted(seed.Name));
        DateTimeOffset startedAt = _work.Clock.GetUtcNow();
        long start = _work.Clock.GetTimestamp();
        ImmutableArray<TableChanges> tables = [];
        try
        {
            await _work.InTransactionAsync(
                seed.Name,
                new TransactionRequest(TransactionPurpose.Work),
                async token =>
                {
                    ChangeCounts before = await _work.Session.ReadChangesAsync(token);
                    await WriteAsync(seed, token);
                    tables = (await _work.Session.ReadChangesAsync(token)).Since(before).Tables;
                    await _work.State.Seeds.AddAsync(Attempt(error: null), token);
                },
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FurrowException failure = _work.Fault(e, ErrorCode.SeedFailed, seed.DisplayPath);
            _work.Events.Emit(new SeedFailed(seed.Name, ElapsedMs(), EventError.From(failure)));
            await _work.RecordFailureAsync(
                token => _work.State.Seeds.AddAsync(Attempt(failure.Message), token), cancellationToken);
            throw failure;
        }

        _work.Events.Emit(new SeedApplied(seed.Name, seed.Version, ElapsedMs()));
        foreach (TableChanges table in tables)
        {
            _work.Events.Emit(new RowsChanged(table.Table.ToString(), table.Inserted, table.Updated, table.Deleted));
        }

        return new SeedOutcomeRecord(
            seed.Name, IsUpgrade() ? SeedOutcome.Upgraded : SeedOutcome.Applied, ElapsedMs(), tables);

        long ElapsedMs() => (long)_work.Clock.GetElapsedTime(start).TotalMilliseconds;

        bool IsUpgrade() => planned.Reason == SeedReason.Upgrade;

        SeedAttempt Attempt(string? error) => new(
            seed.Name, seed.Version, seed.Checksum, seed.Kind.Word(), seed.Policy.Word(), _work.Environment,
            startedAt, ElapsedMs(), _work.OperationId, _work.Actor)
        {
            IsUpgrade = IsUpgrade(),
            Tables = error is null ? tables : [],
            Error = error,
        };
    }

    private async Task WriteAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        if (seed.Kind == SeedKind.Sql)
        {
            SqlScript script = SqlSplitter.Split(seed.Text, _work.Database.Provider.Dialect);
            script.ThrowIfProblems(ErrorCode.SeedInvalid, seed.DisplayPath);
            OuterTransaction outer = OuterTransaction.Strip(script.Statements);
            RefuseTransactionControl(seed, outer.Statements);
            await new ScriptRunner(_work.Session, ErrorCode.SeedFailed, seed.DisplayPath)
                .RunAsync(outer.Statements, cancellationToken);

            // Statements may have changed the catalog that the next data seed is read against.
            _schema = null;
            return;
        }

        _schema ??= await _work.Session.ReadSchemaAsync(cancellationToken);
        await new DataSeedWriter(_work.Session, _schema, _variables).WriteAsync(seed, cancellationToken);
    }

    private static void RefuseTransactionControl(SeedFile seed, IReadOnlyList<SqlStatement> statements)
    {
        SqlStatement? control = statements.FirstOrDefault(statement => statement.Kind
            is SqlStatementKind.TransactionBegin or SqlStatementKind.TransactionCommit
            or SqlStatementKind.TransactionRollback or SqlStatementKind.TransactionOther);
        if (control is not null)
        {
            throw new FurrowException(
                ErrorCode.SeedInvalid, "A seed runs in one transaction with its history row; it cannot end that itself.")
            {
                File = seed.DisplayPath,
                Line = control.Line,
                Column = control.Column,
                Hint = "Remove the statement; one BEGIN … COMMIT around the whole file is allowed.",
            };
        }
    }
}
