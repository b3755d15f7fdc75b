using System.Collections.Immutable;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Providers;

/// <summary>What applying migrations step by step, or only on trial, needs of a session.</summary>
public interface IStepWork
{
    /// <summary>
    /// Runs a statement outside of any transaction. <paramref name="lockTimeout"/>: how long it may wait for a lock;
    /// null for as long as the session says. Behind a proxy that shares sessions a limit cannot be set and is not.
    /// </summary>
    Task ExecuteAloneAsync(SqlStatement statement, TimeSpan? lockTimeout, CancellationToken cancellationToken);

    /// <summary>
    /// Looks whether a statement that was started and whose end nobody saw has done its work. Waits while the server
    /// still runs it for a process that is gone.
    /// </summary>
    Task<StepTrace> ProbeAsync(SqlStatement statement, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to watch which tables the open transaction locks. Empty for ever where there are no locks on tables.
    /// </summary>
    Task<ILockObserver> ObserveLocksAsync(CancellationToken cancellationToken);
}

/// <summary>What a statement whose end nobody saw has left.</summary>
/// <param name="Outcome">Whether its work is done.</param>
/// <param name="Remains">
/// What has to be run, each alone, before anything else: it removes or completes what was left half-way.
/// </param>
public sealed record StepTrace(StepOutcome Outcome, ImmutableArray<string> Remains)
{
    /// <summary>Nothing in the database tells.</summary>
    public static StepTrace Unknown { get; } = new(StepOutcome.Unknown, []);

    /// <summary>The work is there.</summary>
    public static StepTrace Done { get; } = new(StepOutcome.Done, []);

    /// <summary>It is not, or doing it twice is the same as once.</summary>
    public static StepTrace NotDone { get; } = new(StepOutcome.NotDone, []);
}

/// <summary>Whether a statement's work is done.</summary>
public enum StepOutcome
{
    /// <summary>It is.</summary>
    Done,

    /// <summary>It is not, or doing it twice is the same as once.</summary>
    NotDone,

    /// <summary>Nobody can tell from the database.</summary>
    Unknown,
}

/// <summary>Tells which locks a transaction has taken since it was asked last.</summary>
public interface ILockObserver
{
    /// <summary>Locks on tables that others can see too, taken since the last call; ordered by name.</summary>
    Task<ImmutableArray<TableLocks>> ReadNewAsync(CancellationToken cancellationToken);
}

/// <summary>The locks on one table, in the database's own words, the weakest first.</summary>
public sealed record TableLocks(ObjectName Table, ImmutableArray<string> Modes);
