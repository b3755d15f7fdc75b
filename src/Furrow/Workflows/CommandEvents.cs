using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Workflows;

/// <summary>Tells when a command starts and how it ends.</summary>
internal sealed class CommandEvents
{
    private readonly ProjectContext _project;
    private readonly string _command;

    public CommandEvents(ProjectContext project, string command)
    {
        _project = project;
        _command = command;
    }

    /// <summary>Runs a command between its two events. What it throws is one of ours, or a cancellation.</summary>
    public async Task<T> AroundAsync<T>(ChosenEnvironment environment, Func<Task<T>> command)
    {
        long start = _project.Clock.GetTimestamp();
        _project.Events.Emit(new CommandStarted(
            _command, _project.Configuration.Database.Value.DatabaseName, environment.Definition.Name));
        try
        {
            T result = await command();
            _project.Events.Emit(new CommandCompleted(_command, ElapsedMs()));
            return result;
        }
        catch (OperationCanceledException)
        {
            EventError interrupted = new(ErrorCode.Interrupted, $"{_command} was interrupted.");
            _project.Events.Emit(new CommandFailed(_command, ElapsedMs(), interrupted));
            throw;
        }
        catch (Exception e)
        {
            FurrowException failure = Faults.Of(e, _project.Provider);
            _project.Events.Emit(new CommandFailed(_command, ElapsedMs(), EventError.From(failure)));
            if (ReferenceEquals(failure, e))
            {
                throw;
            }

            throw failure;
        }

        long ElapsedMs() => (long)_project.Clock.GetElapsedTime(start).TotalMilliseconds;
    }
}
