using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>What a command is about to do, as the safety table needs to know it.</summary>
internal sealed record SafetyQuestion
{
    /// <summary>Everything it does; the strictest verdict holds.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>Where it works.</summary>
    public required ChosenEnvironment Environment { get; init; }

    /// <summary>Whether this command created the database.</summary>
    public bool CreatedByFurrow { get; init; }

    /// <summary>The stamp to write, for <see cref="Operation.Stamp"/>.</summary>
    public EnvironmentDefinition? NewStamp { get; init; }

    /// <summary>The environment of the snapshot to put in place; null for none.</summary>
    public string? SnapshotEnvironment { get; init; }
}

/// <summary>Puts a question and what the database says about itself before the safety table.</summary>
internal sealed class SafetyCheck
{
    private readonly ProjectContext _project;

    public SafetyCheck(ProjectContext project) => _project = project;

    /// <summary>The verdict on a database that is there.</summary>
    public async Task<Verdict> JudgeAsync(
        SafetyQuestion question, ISession session, StateStore state, CancellationToken cancellationToken)
    {
        bool hasUserTables = await session.HasUserTablesAsync(cancellationToken);
        if (hasUserTables && state.Stamp is null)
        {
            // Another command may have come in between: whoever makes the first table has stamped the database before.
            await state.RefreshAsync(cancellationToken);
        }

        // Only an import asks, and only where nothing says whose the tables are.
        bool haveRows = hasUserTables && state.Stamp is null && question.Operations.Contains(Operation.Import)
            && await HaveRowsAsync(session, cancellationToken);
        return Judge(question, StampOf(state), hasUserTables, haveRows);
    }

    /// <summary>The verdict on a database that is not there yet.</summary>
    public Verdict JudgeMissing(SafetyQuestion question) =>
        Judge(question, StampState.NoDatabase, hasUserTables: false, haveRows: false);

    // Which tables an import fills is known when its files are, and the verdict comes before them.
    private async Task<bool> HaveRowsAsync(ISession session, CancellationToken cancellationToken)
    {
        foreach (Table table in (await session.ReadSchemaAsync(cancellationToken)).Tables
            .Where(table => table.OwnedByExtension is null))
        {
            string name = _project.Provider.Dialect.QuoteName(table.Name.Schema, table.Name.Name);
            await using DbCommand command = session.CreateCommand($"SELECT 1 FROM {name} LIMIT 1");
            if (await command.ExecuteScalarAsync(cancellationToken) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private Verdict Judge(SafetyQuestion question, StampState stamp, bool hasUserTables, bool haveRows)
    {
        DatabaseAddress address = _project.Configuration.Database.Value;
        return question.Operations
            .Select(operation => SafetyTable.Judge(new SafetyRequest
            {
                Operation = operation,
                DatabaseName = address.DatabaseName,
                EnvironmentName = question.Environment.Definition.Name,
                EnvironmentKind = question.Environment.Definition.VerdictsLike,
                EnvironmentNaming = question.Environment.Naming,
                Stamp = stamp,
                HasUserTables = hasUserTables,
                TablesHaveRows = haveRows,
                CreatedByFurrow = question.CreatedByFurrow,
                SnapshotEnvironment = question.SnapshotEnvironment,
                IsLocalOrEmbedded = address.IsLoopbackOrSocket,
                NewStamp = question.NewStamp is { } target ? new StampTarget(target.Name, target.VerdictsLike) : null,
            }))
            .Aggregate((one, other) => one.Stricter(other));
    }

    /// <summary>What the database says of itself.</summary>
    public StampState StampOf(StateStore state)
    {
        if (state.StampProblem is { } problem)
        {
            return new StampState.Unreadable(problem);
        }

        if (state.Stamp is not { } name)
        {
            return StampState.Unstamped;
        }

        EnvironmentDefinition? known = _project.Configuration.Environments.Find(name);
        return new StampState.Stamped(name, known?.VerdictsLike ?? EnvironmentKind.Production);
    }
}
