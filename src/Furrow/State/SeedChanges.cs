using System.Data.Common;

namespace Furrow.State;

/// <summary>
/// What attempts at seeds wrote, kept so that it can be put back. What the rows look like is the provider's, which
/// writes and reads them (<see cref="Providers.IChangeCapture"/>, <see cref="Providers.ISession.UndoAsync"/>).
/// </summary>
public sealed class SeedChanges
{
    private readonly StateStore _store;

    internal SeedChanges(StateStore store) => _store = store;

    /// <summary>Records why what an attempt wrote is not kept, as the end of a sentence.</summary>
    public async Task NotCapturedAsync(long historyId, string reason, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"UPDATE {_store.Names["seed_history"]} SET not_captured = @reason WHERE id = @id")
            .With("reason", _store.Redact(reason)).With("id", historyId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Forgets what the attempts at a seed wrote that are in force no longer.</summary>
    public async Task ForgetAsync(string seed, CancellationToken cancellationToken)
    {
        string history = _store.Names["seed_history"];
        await using DbCommand command = _store.Session.CreateCommand($"""
            DELETE FROM {_store.Names["seed_changes"]} WHERE history_id IN (
                SELECT h.id FROM {history} h WHERE h.name = @name AND NOT EXISTS (
                    SELECT 1 FROM {history} a
                    WHERE a.name = h.name AND a.status = 'Active' AND a.since_attempt <= h.attempt))
            """).With("name", seed);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
