using System.Diagnostics;

namespace Furrow.Events;

/// <summary>
/// Turns events into activities of the source <see cref="TelemetryNames.Source"/>: one for each changing command and,
/// inside it, for each migration, seed and transaction. No tag holds a statement or a value of a row.
/// </summary>
/// <remarks>
/// Where an activity ends, it is found again as <see cref="Activity.Current"/> or above it: begin and end are told in
/// one flow of control, so commands that run side by side do not mix.
/// </remarks>
public sealed class ActivitySink : IEventSink, IDisposable
{
    private const string Migration = "furrow migration";
    private const string Seed = "furrow seed";
    private const string Transaction = "furrow transaction";
    private const string CommandPrefix = "furrow command ";
    private const string Unfinished = "furrow.unfinished";

    private readonly ActivitySource _source = new(
        TelemetryNames.Source, typeof(ActivitySink).Assembly.GetName().Version?.ToString(3));

    /// <inheritdoc/>
    public void Emit(FurrowEvent furrowEvent)
    {
        switch (furrowEvent)
        {
            case CommandStarted e:
                Start(e, CommandPrefix + e.Command)?
                    .SetTag(TelemetryNames.Command, e.Command)
                    .SetTag(TelemetryNames.Database, e.Database)
                    .SetTag(TelemetryNames.Environment, e.Environment);
                break;
            case CommandCompleted e:
                End(e, CommandPrefix + e.Command, failure: null);
                break;
            case CommandFailed e:
                End(e, CommandPrefix + e.Command, e.Failure);
                break;
            case MigrationStarted e:
                Start(e, Migration)?
                    .SetTag(TelemetryNames.MigrationVersion, e.Version)
                    .SetTag(TelemetryNames.MigrationName, e.MigrationName);
                break;
            case MigrationApplied e:
                End(e, Migration, failure: null);
                break;
            case MigrationFailed e:
                End(e, Migration, e.Failure);
                break;
            case SeedStarted e:
                Start(e, Seed)?.SetTag(TelemetryNames.SeedName, e.Seed);
                break;
            case SeedApplied e:
                Find(Seed)?.SetTag(TelemetryNames.SeedVersion, e.Version);
                End(e, Seed, failure: null);
                break;
            case SeedFailed e:
                End(e, Seed, e.Failure);
                break;
            case TransactionBegun e:
                Start(e, Transaction)?.SetTag(TelemetryNames.Work, e.Work);
                break;
            case TransactionCommitted e:
                Find(Transaction)?.SetTag(TelemetryNames.Outcome, "commit");
                End(e, Transaction, failure: null);
                break;
            case TransactionRolledBack e:
                Find(Transaction)?.SetTag(TelemetryNames.Outcome, "rollback").SetStatus(ActivityStatusCode.Error);
                End(e, Transaction, failure: null);
                break;
        }
    }

    /// <summary>Ends the source.</summary>
    public void Dispose() => _source.Dispose();

    private Activity? Start(FurrowEvent begun, string name)
    {
        Activity? above = Ours(Activity.Current);
        Activity? activity = _source.StartActivity(
            name, ActivityKind.Internal, parentContext: default, tags: null, links: null, begun.Timestamp);
        if (activity is not null && above?.GetCustomProperty(Unfinished) is List<Activity> unfinished)
        {
            unfinished.Add(activity);
        }

        activity?.SetCustomProperty(Unfinished, new List<Activity>());
        return activity;
    }

    private static void End(FurrowEvent ended, string name, EventError? failure)
    {
        if (Find(name) is not { } activity)
        {
            return;
        }

        EndWhatIsInside(activity, ended);
        if (failure is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error, failure.Message);
            activity.SetTag(TelemetryNames.ErrorType, failure.Code);
            if (failure.SqlState is not null)
            {
                activity.SetTag(TelemetryNames.SqlState, failure.SqlState);
            }
        }

        activity.SetEndTime(ended.Timestamp.UtcDateTime);
        activity.Stop();
    }

    // A seed or migration that is interrupted has no end of its own: the command's end is its end.
    private static void EndWhatIsInside(Activity activity, FurrowEvent ended)
    {
        foreach (Activity inside in (List<Activity>)activity.GetCustomProperty(Unfinished)!)
        {
            if (!inside.IsStopped)
            {
                EndWhatIsInside(inside, ended);
                inside.SetStatus(ActivityStatusCode.Error);
                inside.SetTag(TelemetryNames.ErrorType, Errors.ErrorCode.Interrupted);
                inside.SetEndTime(ended.Timestamp.UtcDateTime);
                inside.Stop();
            }
        }
    }

    private static Activity? Find(string name)
    {
        Activity? activity = Ours(Activity.Current);
        while (activity is not null && activity.OperationName != name)
        {
            activity = Ours(activity.Parent);
        }

        return activity;
    }

    private static Activity? Ours(Activity? activity)
    {
        while (activity is not null && (activity.IsStopped || activity.Source.Name != TelemetryNames.Source))
        {
            activity = activity.Parent;
        }

        return activity;
    }
}
