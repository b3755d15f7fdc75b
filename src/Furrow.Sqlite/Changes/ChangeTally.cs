using System.Collections.Immutable;
using Furrow.Providers;

namespace Furrow.Sqlite.Changes;

/// <summary>
/// Rows inserted, updated and deleted per table, that forgets what a savepoint takes back: opening one keeps a copy of
/// the numbers, rolling back to it puts them in their place.
/// </summary>
internal sealed class ChangeTally
{
    private readonly Stack<(string Name, Dictionary<string, Count> Before)> _savepoints = [];
    private Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    public void Inserted(string table) => Add(table, new Count(1, 0, 0));

    public void Updated(string table) => Add(table, new Count(0, 1, 0));

    public void Deleted(string table) => Add(table, new Count(0, 0, 1));

    public void OpenSavepoint(string name) => _savepoints.Push((name, Copy()));

    public void ReleaseSavepoint(string name)
    {
        if (Knows(name))
        {
            while (!Same(_savepoints.Pop().Name, name))
            {
                // Releasing one releases those inside it.
            }
        }
    }

    public void RollbackToSavepoint(string name)
    {
        if (Knows(name))
        {
            while (!Same(_savepoints.Peek().Name, name))
            {
                _savepoints.Pop();
            }

            Restore(_savepoints.Peek().Before);
        }
    }

    /// <summary>The numbers as they are, for <see cref="Restore"/>.</summary>
    public Dictionary<string, Count> Copy() => new(_counts, StringComparer.Ordinal);

    public void Restore(Dictionary<string, Count> counts) => _counts = new(counts, StringComparer.Ordinal);

    public ChangeCounts Read(Func<string, bool> isListed)
    {
        ImmutableArray<TableChanges>.Builder tables = ImmutableArray.CreateBuilder<TableChanges>();
        foreach ((string table, Count count) in _counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (isListed(table))
            {
                tables.Add(new TableChanges(SqliteName.Of(table), count.Inserted, count.Updated, count.Deleted));
            }
        }

        return new ChangeCounts(tables.ToImmutable());
    }

    private void Add(string table, Count count)
    {
        Count before = _counts.GetValueOrDefault(table);
        _counts[table] = new Count(
            before.Inserted + count.Inserted, before.Updated + count.Updated, before.Deleted + count.Deleted);
    }

    private bool Knows(string name) => _savepoints.Any(savepoint => Same(savepoint.Name, name));

    private static bool Same(string left, string right) => SqliteName.Comparer.Equals(left, right);

    public readonly record struct Count(long Inserted, long Updated, long Deleted);
}
