using System.Data.Common;
using Furrow.Errors;
using Furrow.Seeds.Code;

namespace Furrow.Seeds;

/// <summary>What is asked of a C# seed.</summary>
internal enum SeedCodeAct
{
    /// <summary>Its rows.</summary>
    Run,

    /// <summary>Its rows, over those of an older version.</summary>
    Upgrade,

    /// <summary>Its own way back.</summary>
    Rollback,
}

/// <summary>
/// Runs a C# seed inside the seed's transaction. A savepoint around it tells whether the transaction is still the same
/// when it is done, and usable.
/// </summary>
/// <param name="seed">The seed.</param>
/// <param name="code">Its code; disposed with the step.</param>
/// <param name="act">What to ask of it.</param>
/// <param name="fromVersion">For an upgrade, the version that is applied.</param>
internal sealed class SeedCodeStep(SeedFile seed, ISeedCode code, SeedCodeAct act, string? fromVersion = null)
    : ISeedStep, IDisposable
{
    private const string Savepoint = "furrow_code";
    private const string AbortedState = "25P02";

    // How long a seed that was cancelled may go on before the command ends without it.
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(2);

    private SeedContext? _context;

    /// <summary>Whether a seed has a way back of its own.</summary>
    public static bool HasRollback(Seed seed) => seed.GetType()
        .GetMethod(nameof(Seed.RollbackAsync), [typeof(SeedContext), typeof(CancellationToken)])!
        .DeclaringType != typeof(Seed);

    /// <inheritdoc />
    public async Task RunAsync(SeedStepContext context, CancellationToken cancellationToken)
    {
        await ExecuteAsync(context, $"SAVEPOINT {Savepoint}", cancellationToken);
        _context = new SeedContext(seed, context);
        try
        {
            Task work = Task.Run(() => ActAsync(_context, cancellationToken), CancellationToken.None);
            await WaitAsync(work, _context, cancellationToken);

            // What follows must not run on top of the seed's own stack, which would keep its assembly loaded.
            await Task.Yield();
        }
        catch (Exception e)
        {
            // Drivers complain in their own words when they are interrupted, and seeds may wrap them.
            throw cancellationToken.IsCancellationRequested
                ? new OperationCanceledException("The seed was interrupted.", e, cancellationToken)
                : SeedCodeFault.Of(e, seed, code, _context.Redactor, context.Session);
        }
        finally
        {
            _context.Close();
            context.ForgetSchema();
        }

        await CheckTransactionAsync(context, cancellationToken);
    }

    /// <inheritdoc />
    public async Task CommittedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _context!.CommittedAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            FurrowException fault = SeedCodeFault.Of(e, seed, code, _context!.Redactor, session: null);
            throw new FurrowException(
                ErrorCode.SeedFailed,
                $"{seed.Name} is applied, but what it does after its commit failed: {fault.Message}")
            {
                File = fault.File,
                Line = fault.Line,
                Detail = fault.Detail,
                Hint = "It is not tried again by itself: do it by hand, or apply the seed again with --force.",
            };
        }
    }

    /// <inheritdoc />
    public void Dispose() => code.Dispose();

    private Task ActAsync(SeedContext context, CancellationToken cancellationToken)
    {
        Seed made = code.Create();
        return act switch
        {
            SeedCodeAct.Upgrade => made.UpgradeAsync(context, fromVersion!, cancellationToken),
            SeedCodeAct.Rollback => made.RollbackAsync(context, cancellationToken),
            _ => made.RunAsync(context, cancellationToken),
        };
    }

    // Nothing can stop code that does not look at its token. Its commands are ended, in case it waits for one; then it
    // is left behind, without its context.
    private static async Task WaitAsync(Task work, SeedContext context, CancellationToken cancellationToken)
    {
        try
        {
            await work.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!work.IsCompleted)
        {
            try
            {
                await work.WaitAsync(GracePeriod, context.Clock, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                context.Interrupt();
                await work.WaitAsync(GracePeriod, context.Clock, CancellationToken.None);
            }
        }
    }

    private async Task CheckTransactionAsync(SeedStepContext context, CancellationToken cancellationToken)
    {
        try
        {
            await ExecuteAsync(context, $"RELEASE SAVEPOINT {Savepoint}", cancellationToken);
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            bool isAborted = context.Session.Explain(e).SqlState == AbortedState;
            throw new FurrowException(
                ErrorCode.SeedFailed,
                isAborted
                    ? "A statement of the seed failed, the seed went on, and the database had given the transaction up."
                    : "The seed ended the transaction that it runs in, so part of it may have been committed.")
            {
                File = seed.DisplayPath,
                Hint = isAborted
                    ? "Let the exception out, or set a savepoint before a statement that may fail."
                    : "Leave BEGIN, COMMIT and ROLLBACK to furrow; use OnCommitted for what comes after.",
            };
        }
    }

    private static async Task ExecuteAsync(SeedStepContext context, string sql, CancellationToken cancellationToken)
    {
        await using DbCommand command = context.Session.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
