namespace Furrow.Seeds;

/// <summary>
/// A seed in C#. A file in a seeds folder holds one such class and is compiled when it is to run; an application may
/// also compile its own in (<see cref="SeedAttribute"/>). It runs in one transaction together with its history row.
/// </summary>
public abstract class Seed
{
    /// <summary>
    /// What the seed says about itself. Read from the source without running it, so everything in it has to be a
    /// literal. Default: version 1.0.0 and nothing else.
    /// </summary>
    public virtual SeedInfo Info => new();

    /// <summary>Writes the seed's rows. Whatever it throws rolls all of them back.</summary>
    /// <param name="context">The open transaction and what else a seed may need; over when this returns.</param>
    /// <param name="cancellationToken">Cancelled by Ctrl-C and when the lock is lost.</param>
    public abstract Task RunAsync(SeedContext context, CancellationToken cancellationToken);

    /// <summary>Brings rows of an older version of this seed up to date. Default: runs the seed again.</summary>
    /// <param name="context">As for <see cref="RunAsync"/>.</param>
    /// <param name="fromVersion">The version that is applied.</param>
    /// <param name="cancellationToken">As for <see cref="RunAsync"/>.</param>
    public virtual Task UpgradeAsync(SeedContext context, string fromVersion, CancellationToken cancellationToken) =>
        RunAsync(context, cancellationToken);

    /// <summary>
    /// Takes the seed's rows back. Called only where a seed overrides it; otherwise furrow puts back what it saw the
    /// seed change.
    /// </summary>
    /// <param name="context">As for <see cref="RunAsync"/>.</param>
    /// <param name="cancellationToken">As for <see cref="RunAsync"/>.</param>
    /// <exception cref="NotSupportedException">The seed does not override this.</exception>
    public virtual Task RollbackAsync(SeedContext context, CancellationToken cancellationToken) =>
        Task.FromException(new NotSupportedException($"{GetType().Name} has no way back of its own."));
}
