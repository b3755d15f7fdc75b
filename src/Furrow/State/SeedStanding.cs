using System.Data.Common;

namespace Furrow.State;

/// <summary>
/// Changes what the seed history says of a seed that is in force, without the seed being run. Belongs into a
/// transaction that the operation history accounts for.
/// </summary>
public sealed class SeedStanding
{
    private readonly StateStore _store;

    /// <summary>Works on a database's own tables.</summary>
    public SeedStanding(StateStore store) => _store = store;

    /// <summary>Makes a seed in force Orphaned: its file is gone for good.</summary>
    public async Task OrphanAsync(string name, CancellationToken cancellationToken)
    {
        await using DbCommand command = _store.Session.CreateCommand(
            $"UPDATE {_store.Names["seed_history"]} SET status = 'Orphaned' WHERE name = @name AND status = 'Active'")
            .With("name", name);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Has a seed in force count as applied with this version and content.</summary>
    public async Task AcceptAsync(string name, string version, string checksum, CancellationToken cancellationToken)
    {
        string sql = $"""
            UPDATE {_store.Names["seed_history"]} SET version = @version, checksum = @checksum
            WHERE name = @name AND status = 'Active'
            """;
        await using DbCommand command = _store.Session.CreateCommand(sql)
            .With("name", name).With("version", version).With("checksum", checksum);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
