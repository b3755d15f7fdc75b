using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Migrations.Running;

/// <summary>Reads the scripts of a plan before the first one runs, and finds what cannot be run.</summary>
/// <param name="dialect">Whose SQL it is.</param>
/// <param name="display">Turns a full path into what people are shown.</param>
internal sealed class TaskPreparation(SqlDialect dialect, Func<string, string> display)
{
    private readonly ImmutableArray<MigrationTask>.Builder _tasks = ImmutableArray.CreateBuilder<MigrationTask>();
    private readonly List<FurrowException> _problems = [];

    /// <summary>Reads one direction of one migration.</summary>
    /// <exception cref="FurrowException">Code <c>migration.failed</c>: it cannot be run.</exception>
    public async Task<RunnableScript> ReadAsync(MigrationScript script, CancellationToken cancellationToken) =>
        new ScriptReader(display(script.Path), script.Transaction, dialect)
            .Read(await script.ReadAsync(cancellationToken));

    /// <summary>Reads everything that <c>migrate</c> is to apply.</summary>
    /// <exception cref="FurrowException">What cannot run, every file listed.</exception>
    public async Task<ImmutableArray<MigrationTask>> ForMigrateAsync(
        MigrationPlan plan, CancellationToken cancellationToken)
    {
        foreach (MigrationFile file in plan.Pending)
        {
            HalfDoneMigration? begun = plan.HalfDoneOf(file);
            await AddAsync(
                file.Up,
                script => new MigrationTask
                {
                    Key = begun?.Record.Version ?? file.Version.Text,
                    Version = file.Version.Text,
                    Name = file.Name,
                    Checksum = file.Checksum,
                    Script = script,
                    Progress = begun?.Progress,
                },
                cancellationToken);
        }

        foreach (RepeatableMigration file in plan.Repeatable)
        {
            await AddAsync(
                file.Script,
                script => new MigrationTask
                {
                    Key = MigrationHistory.RepeatableVersion(file.Name),
                    Version = RepeatableMigration.Word,
                    Name = file.Name,
                    Checksum = file.Checksum,
                    Script = script,
                    IsRepeatable = true,
                    Progress = plan.HalfDoneOf(file)?.Progress,
                },
                cancellationToken);
        }

        return Finish("cannot be run");
    }

    /// <summary>Reads the ways down of everything that <c>rollback</c> is to take back.</summary>
    /// <exception cref="FurrowException">What cannot run, every file listed.</exception>
    public async Task<ImmutableArray<MigrationTask>> ForRollbackAsync(
        RollbackPlan plan, CancellationToken cancellationToken)
    {
        foreach (PlannedRollback planned in plan.ToTakeBack)
        {
            await AddAsync(
                planned.File.Down!,
                script => new MigrationTask
                {
                    Key = planned.Record.Version,
                    Version = planned.Record.Version,
                    Name = planned.Record.Name,
                    Checksum = planned.Record.Checksum,
                    Script = script,
                    Direction = MigrationWay.Down,
                    Progress = planned.Record.Progress,
                },
                cancellationToken);
        }

        return Finish("cannot be taken back");
    }

    private async Task AddAsync(
        MigrationScript script, Func<RunnableScript, MigrationTask> make, CancellationToken cancellationToken)
    {
        try
        {
            MigrationTask task = make(await ReadAsync(script, cancellationToken));
            _tasks.Add(task);
            if (HalfDone.FindEdit(task) is { } edit)
            {
                _problems.Add(edit);
            }
        }
        catch (FurrowException e)
        {
            _problems.Add(e);
        }
    }

    private ImmutableArray<MigrationTask> Finish(string what)
    {
        Problems.Throw(_problems, $"{_problems.Count} migrations {what}; nothing was changed.");
        return _tasks.ToImmutable();
    }
}
