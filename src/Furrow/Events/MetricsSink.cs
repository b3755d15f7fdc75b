using System.Diagnostics.Metrics;

namespace Furrow.Events;

/// <summary>
/// Turns events into measurements of the meter <see cref="TelemetryNames.Source"/>: how long work takes, how many
/// transactions commit, which errors and violations occur, how many rows are written. No tag holds a value of a row.
/// </summary>
public sealed class MetricsSink : IEventSink, IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _commands;
    private readonly Histogram<double> _migrations;
    private readonly Histogram<double> _seeds;
    private readonly Histogram<double> _lockWaits;
    private readonly Counter<long> _transactions;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _rows;
    private readonly Counter<long> _violations;

    /// <summary>Creates the meter: from a host's factory, or one of its own.</summary>
    public MetricsSink(IMeterFactory? factory = null)
    {
        MeterOptions options = new(TelemetryNames.Source)
        {
            Version = typeof(MetricsSink).Assembly.GetName().Version?.ToString(3),
        };
        _meter = factory?.Create(options) ?? new Meter(options);
        _commands = Seconds(TelemetryNames.CommandDuration, "How long changing commands take.");
        _migrations = Seconds(TelemetryNames.MigrationDuration, "How long migrations take.");
        _seeds = Seconds(TelemetryNames.SeedDuration, "How long seeds take.");
        _lockWaits = Seconds(TelemetryNames.LockWait, "How long commands wait for the lock.");
        _transactions = Count(TelemetryNames.Transactions, "{transaction}", "Transactions, by outcome.");
        _errors = Count(TelemetryNames.Errors, "{error}", "Commands that ended with an error, by code.");
        _rows = Count(TelemetryNames.Rows, "{row}", "Rows written, by table and kind.");
        _violations = Count(TelemetryNames.Violations, "{violation}", "Constraint violations met, by kind.");
    }

    /// <inheritdoc/>
    public void Emit(FurrowEvent furrowEvent)
    {
        switch (furrowEvent)
        {
            case CommandCompleted e:
                _commands.Record(e.DurationMs / 1000.0, Command(e.Command));
                break;
            case CommandFailed e:
                RecordFailure(e);
                break;
            case MigrationApplied e:
                _migrations.Record(e.DurationMs / 1000.0);
                break;
            case MigrationFailed e:
                _migrations.Record(e.DurationMs / 1000.0, Error(e.Failure));
                break;
            case SeedApplied e:
                _seeds.Record(e.DurationMs / 1000.0);
                break;
            case SeedFailed e:
                _seeds.Record(e.DurationMs / 1000.0, Error(e.Failure));
                break;
            case LockAcquired e:
                _lockWaits.Record(e.WaitedMs / 1000.0);
                break;
            case TransactionCommitted:
                _transactions.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Outcome, "commit"));
                break;
            case TransactionRolledBack:
                _transactions.Add(1, new KeyValuePair<string, object?>(TelemetryNames.Outcome, "rollback"));
                break;
            case RowsChanged e:
                AddRows(e.Table, "insert", e.Inserted);
                AddRows(e.Table, "update", e.Updated);
                AddRows(e.Table, "delete", e.Deleted);
                break;
        }
    }

    /// <summary>Ends the meter; a host's factory also ends its own.</summary>
    public void Dispose() => _meter.Dispose();

    // A command fails once, however many events say so on the way; so violations are counted here as well.
    private void RecordFailure(CommandFailed failed)
    {
        _commands.Record(failed.DurationMs / 1000.0, Command(failed.Command), Error(failed.Failure));
        _errors.Add(1, Error(failed.Failure), Command(failed.Command));
        if (ConstraintKind.Of(failed.Failure.SqlState) is { } kind)
        {
            _violations.Add(
                1,
                new KeyValuePair<string, object?>(TelemetryNames.Constraint, kind),
                new KeyValuePair<string, object?>(TelemetryNames.SqlState, failed.Failure.SqlState));
        }
    }

    private void AddRows(string table, string operation, long count)
    {
        if (count > 0)
        {
            _rows.Add(
                count,
                new KeyValuePair<string, object?>(TelemetryNames.Table, table),
                new KeyValuePair<string, object?>(TelemetryNames.RowOperation, operation));
        }
    }

    private static KeyValuePair<string, object?> Command(string command) => new(TelemetryNames.Command, command);

    private static KeyValuePair<string, object?> Error(EventError error) => new(TelemetryNames.ErrorType, error.Code);

    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram<double>(name, "s", description);

    private Counter<long> Count(string name, string unit, string description) =>
        _meter.CreateCounter<long>(name, unit, description);
}
