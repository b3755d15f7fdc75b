using Furrow.Cli.Rendering;
using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>
/// Stands in for the sinks until the configuration, which chooses them, is read; and remembers what a failing command
/// has to say at its end.
/// </summary>
internal sealed class EventRouter : IEventSink
{
    private readonly List<IEventSink> _sinks = [];
    private int _migrationCount;
    private int _seedCount;
    private int _rollbackCount;

    /// <summary>Whether the log already has the line that says how the command failed.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What was applied so far and stays so: <c>3 migrations</c>.</summary>
    public IReadOnlyList<string> Applied
    {
        get
        {
            List<string> applied = [];
            if (_migrationCount > 0) applied.Add(Words.Count(_migrationCount, "migration"));
            if (_seedCount > 0) applied.Add(Words.Count(_seedCount, "seed"));
            return applied;
        }
    }

    /// <summary>How many migrations were taken back so far.</summary>
    public int TakenBackCount => _rollbackCount;

    /// <summary>Adds a sink; it hears what comes from now on.</summary>
    public void Attach(IEventSink sink) => _sinks.Add(sink);

    /// <inheritdoc />
    public bool HearsStatements => _sinks.Any(sink => sink.HearsStatements);

    /// <inheritdoc />
    public void Emit(FurrowEvent furrowEvent)
    {
        switch (furrowEvent)
        {
            case MigrationApplied:
                _migrationCount++;
                break;
            case MigrationRolledBack:
                _rollbackCount++;
                break;
            case SeedApplied:
                _seedCount++;
                break;
            case CommandFailed:
                HasFailed = true;
                break;
        }

        foreach (IEventSink sink in _sinks.ToArray())
        {
            if (furrowEvent is SqlExecuted && !sink.HearsStatements) continue;
            Deliver(sink, furrowEvent);
        }
    }

    // One sink's full disk must not silence the others.
    private void Deliver(IEventSink sink, FurrowEvent furrowEvent)
    {
        try
        {
            sink.Emit(furrowEvent);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _sinks.Remove(sink);
            WarningRaised warning = new(
                $"{sink.GetType().Name} failed and hears nothing more: {e.Message}", Hint: null);
            foreach (IEventSink other in _sinks)
            {
                other.Emit(warning with { Timestamp = furrowEvent.Timestamp });
            }
        }
    }
}
