using Furrow.State;

namespace Furrow.Seeds;

/// <summary>
/// Tries a transaction again that another one came in between of. Whoever else writes the same rows wins: the next try
/// sees what they wrote.
/// </summary>
internal static class ConflictRetry
{
    private const int TriesMax = 5;

    /// <summary>Runs the work, and again after a conflict.</summary>
    /// <param name="work">What the command has in hand.</param>
    /// <param name="transaction">One transaction, from its beginning to its commit.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task RunAsync(WorkContext work, Func<Task> transaction, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await transaction();
                return;
            }
            catch (Exception e)
                when (e is not OperationCanceledException && attempt < TriesMax && work.Shared is null
                    && work.Session.Explain(e).IsTransient)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
