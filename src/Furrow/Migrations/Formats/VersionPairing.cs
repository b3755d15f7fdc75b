namespace Furrow.Migrations.Formats;

/// <summary>A file or folder with the name of a migration.</summary>
internal sealed record NamedEntry(FolderEntry Entry, MigrationFileName Name);

/// <summary>
/// Finds what belongs together: of each version the way up and the way down that are for the database at hand. What
/// names the database beats its twin of the same name that does not.
/// </summary>
/// <param name="reading">Where problems go.</param>
internal sealed class VersionPairing(FolderReading reading)
{
    /// <summary>The versions in order; those that are only for other databases are left out.</summary>
    public IEnumerable<(NamedEntry Up, NamedEntry? Down)> Pair(IEnumerable<NamedEntry> entries)
    {
        List<(NamedEntry, NamedEntry?)> pairs = [];
        foreach (IGrouping<MigrationVersion, NamedEntry> version in
            entries.GroupBy(entry => entry.Name.Version).OrderBy(group => group.Key))
        {
            string what = $"version {version.Key}";
            NamedEntry? up = Pick(what, version.Where(entry => entry.Name.Direction != MigrationDirection.Down));
            NamedEntry? down = Pick(what, version.Where(entry => entry.Name.Direction == MigrationDirection.Down));
            if (up is null)
            {
                CheckOrphan(version, down);
                continue;
            }

            if (down is not null && !string.Equals(up.Name.Name, down.Name.Name, StringComparison.Ordinal))
            {
                reading.Problems.Report(
                    down.Entry.Path, $"a down file whose name is not that of {reading.Source.Display(up.Entry.Path)}.");
            }

            pairs.Add((up, down));
        }

        return pairs;
    }

    /// <summary>Of files that stand for one thing the one for the database at hand; null where there is none.</summary>
    /// <param name="what">The thing, for people.</param>
    /// <param name="entries">The files.</param>
    public NamedEntry? Pick(string what, IEnumerable<NamedEntry> entries)
    {
        List<NamedEntry> all = [.. entries.Where(entry => reading.IsOurs(entry.Name.Dialect))];
        NamedEntry? picked = all.Find(entry => entry.Name.Dialect is not null) ?? all.FirstOrDefault();
        List<NamedEntry> rivals = [.. all.Where(entry => !IsTwin(entry, picked!))];
        if (rivals.Count > 0)
        {
            string files = string.Join(
                ", ", rivals.Append(picked!).Select(entry => reading.Source.Display(entry.Entry.Path))
                    .Order(StringComparer.Ordinal));
            reading.Problems.ReportSeveral(
                rivals[0].Entry.Path, $"{what} is there more than once: {files}.");
        }

        return picked;
    }

    // A migration that only other databases have may come with a way down for all.
    private void CheckOrphan(IEnumerable<NamedEntry> version, NamedEntry? down)
    {
        bool isForOthers = version.Any(entry => entry.Name.Direction != MigrationDirection.Down);
        if (down is not null && !isForOthers)
        {
            reading.Problems.Report(down.Entry.Path, "a down file without its up file.");
        }
    }

    private static bool IsTwin(NamedEntry entry, NamedEntry picked) =>
        ReferenceEquals(entry, picked)
        || (entry.Name.Dialect is null && picked.Name.Dialect is not null
            && string.Equals(entry.Name.Name, picked.Name.Name, StringComparison.Ordinal));
}
