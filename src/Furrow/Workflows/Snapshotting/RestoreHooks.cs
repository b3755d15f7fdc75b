using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Snapshots;

namespace Furrow.Workflows.Snapshotting;

/// <summary>Runs <c>before_restore</c> and <c>after_restore</c> around work that replaces rows.</summary>
/// <param name="project">The project.</param>
/// <param name="done">What is said of the work where only the hook after it failed, as a sentence.</param>
internal sealed class RestoreHooks(ProjectContext project, string done)
{
    /// <summary>Runs the work. The hook after it runs in any case.</summary>
    public async Task<T> AroundAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
        where T : class
    {
        HooksSettings hooks = project.Configuration.Hooks;
        T? result = null;
        try
        {
            await RunHookAsync("before_restore", hooks.BeforeRestore, cancellationToken);
            result = await work(cancellationToken);
        }
        finally
        {
            // Whatever was stopped before is started again, after Ctrl-C too.
            await RunLastHookAsync(hooks.AfterRestore, isDone: result is not null);
        }

        return result;
    }

    private async Task RunHookAsync(string name, string? command, CancellationToken cancellationToken)
    {
        if (command is not null)
        {
            await new HookRun(name, command, project.Configuration.Directory, project.Events)
                .RunAsync(cancellationToken);
        }
    }

    private async Task RunLastHookAsync(string? command, bool isDone)
    {
        try
        {
            await RunHookAsync("after_restore", command, CancellationToken.None);
        }
        catch (FurrowException e) when (!isDone)
        {
            // Why there was no restore must not be hidden by this.
            project.Events.Emit(new WarningRaised(e.Message, e.Hint));
        }
        catch (FurrowException e)
        {
            throw new FurrowException(e.Code, $"{done} {e.Message}")
            {
                File = e.File,
                Hint = "What it wrote stands above. Run what it should have done by hand.",
            };
        }
    }
}
