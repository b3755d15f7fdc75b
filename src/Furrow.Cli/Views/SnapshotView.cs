using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Seeds;
using Furrow.Snapshots;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Views;

/// <summary>What the snapshot commands did.</summary>
internal static class SnapshotView
{
    private const double Unit = 1000;

    /// <summary>The page of <c>snapshot create</c>.</summary>
    public static Page Created(SnapshotCreateResult result, WorkPlace place, Func<string, string> show)
    {
        SnapshotMetadata snapshot = result.Snapshot;
        string where = snapshot.Place is null ? show(result.Path) : $"the server keeps it as {result.Path}";
        PageBuilder page = new();
        page.Line(place.Line);
        page.Line(Phrase.Of(
            new("✓ ", Tone.Good), "Stored ", new(snapshot.Name, Tone.Strong),
            $" in {Words.Duration(place.ElapsedMs)}."));
        page.Line(new Piece(where, Tone.Muted), indent: 2, hang: 2);
        return page.Gap().Line($"{Contents(snapshot)}, {Size(snapshot.SizeBytes)}.")
            .Next(place.Command("snapshot restore")).Build();
    }

    /// <summary>The page of <c>snapshot list</c>.</summary>
    public static Page List(SnapshotListResult result, WorkPlace place)
    {
        if (result.Snapshots.IsEmpty)
        {
            return new PageBuilder().Line("There are no snapshots.").Next(place.Command("snapshot create")).Build();
        }

        PageBuilder page = new();
        Add(page, result.Snapshots);
        return page.Build();
    }

    /// <summary>A heading and a line for each snapshot; nothing for none.</summary>
    public static void Add(PageBuilder page, IReadOnlyList<StoredSnapshot> snapshots)
    {
        if (snapshots.Count == 0)
        {
            return;
        }

        page.Heading("Snapshots", Words.Number(snapshots.Count)).Add(new Table
        {
            HasHeader = true,
            Columns =
            [
                new("name", Wraps: true), new("taken (UTC)"), new("size", IsRight: true), new("rows", IsRight: true),
                new("note", Wraps: true, WidthMin: 20),
            ],
            Rows =
            [
                .. snapshots.Select(snapshot => Row.Of(
                    snapshot.Name,
                    new Piece(Words.ShortTime(snapshot.At), Tone.Muted),
                    snapshot.Metadata is { } known ? Size(known.SizeBytes) : "",
                    snapshot.Metadata is { } counted ? Words.Number(counted.Tables.Sum(table => table.Rows)) : "",
                    snapshot.Problem is { } problem
                        ? new Piece($"broken: {problem}", Tone.Bad)
                        : snapshot.Metadata?.Changelog ?? "")),
            ],
        });
    }

    /// <summary>The page of <c>snapshot restore</c>.</summary>
    public static Page Restored(SnapshotRestoreResult result, WorkPlace place)
    {
        PageBuilder page = new();
        page.Line(place.Line);
        page.Line(Phrase.Of(
            new("✓ ", Tone.Good), "Restored ", new(result.Snapshot.Name, Tone.Strong),
            $" in {Words.Duration(place.ElapsedMs)}."));
        AddEnded(page, result.Replaced.EndedSessions);
        string[] seeds = [.. result.Seeds.Seeds.Where(seed => seed.Outcome != SeedOutcome.Skipped)
            .Select(seed => seed.Name)];
        if (seeds.Length > 0)
        {
            page.Line($"Applied again, since their rows are in no snapshot: {Words.And(seeds)}.", indent: 2, hang: 2);
        }

        page.Gap().Line($"{Contents(result.Snapshot)}, all verified.");
        return result.Replaced.Previous is null
            ? page.Build()
            : page.Line(Phrase.Of("What was there is kept: ", new(place.Command("snapshot undo"), Tone.Accent)))
                .Build();
    }

    /// <summary>The page of <c>snapshot verify</c>.</summary>
    public static Page Verified(SnapshotVerifyResult result, bool isAgainstDatabase, TableNames names)
    {
        PageBuilder page = new();
        page.Line(Phrase.Of(
            new("✓ ", Tone.Good), new(result.Snapshot.Name, Tone.Strong), $" is whole: {Contents(result.Snapshot)}."));
        if (!isAgainstDatabase)
        {
            return page.Build();
        }

        if (result.Differences.IsEmpty)
        {
            return page.Line(Phrase.Of(new("✓ ", Tone.Good), "The database is what it holds.")).Build();
        }

        page.Line(Phrase.Of(new("✗ ", Tone.Bad), "The database is not what it holds:"));
        foreach (SnapshotDifference difference in result.Differences)
        {
            page.Line(
                difference.Table is { } table ? $"{names.Name(table)} {difference.Reason}" : difference.Reason,
                indent: 2,
                hang: 2);
        }

        return page.Build();
    }

    /// <summary>The page of <c>snapshot undo</c>.</summary>
    public static Page Undone(SnapshotUndoResult result, WorkPlace place)
    {
        string when = result.Restored.ReplacedAt is { } at ? $" {Words.Time(at)}" : " the last restore";
        PageBuilder page = new();
        page.Line(place.Line);
        page.Line(Phrase.Of(
            new("✓ ", Tone.Good),
            $"The database is again what it was before{when}, after {Words.Duration(place.ElapsedMs)}."));
        AddEnded(page, result.Replaced.EndedSessions);
        return page.Build();
    }

    /// <summary>The page of <c>snapshot prune</c>.</summary>
    public static Page Pruned(SnapshotPruneResult result)
    {
        string kept = $"{Words.Count(result.KeptCount, "snapshot")} {(result.KeptCount == 1 ? "stays" : "stay")}";
        if (result.Pruned.IsEmpty && result.InUse.IsEmpty)
        {
            return Page.Of($"Nothing to do: {kept}.");
        }

        PageBuilder page = new();
        foreach (PrunedSnapshot snapshot in result.Pruned)
        {
            page.Line(Phrase.Of(new("✓ ", Tone.Good), $"{snapshot.Name}: {Say(snapshot.Reason)}"), hang: 2);
        }

        foreach (string name in result.InUse)
        {
            page.Line(Phrase.Of(new("! ", Tone.Warning), $"{name}: in use, left alone"), hang: 2);
        }

        return page.Gap().Line(
            $"Deleted {Words.Count(result.Pruned.Length, "snapshot")}, "
            + $"{Size(result.Pruned.Sum(snapshot => snapshot.SizeBytes))}; {kept}.").Build();
    }

    private static void AddEnded(PageBuilder page, int sessions)
    {
        if (sessions > 0)
        {
            page.Line($"Ended {Words.Count(sessions, "session")} of others.", indent: 2);
        }
    }

    private static string Say(PruneReason reason) => reason switch
    {
        PruneReason.Count => "more than are kept",
        PruneReason.Age => "too old",
        _ => "all together are too large",
    };

    private static string Contents(SnapshotMetadata snapshot) =>
        $"{Words.Count(snapshot.Tables.Length, "table")} with "
        + Words.Count(snapshot.Tables.Sum(table => table.Rows), "row");

    // As disks are sold, and as `max_size` is written.
    private static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => Text(bytes / Unit, "KB"),
        < 1_000_000_000 => Text(bytes / Unit / Unit, "MB"),
        _ => Text(bytes / Unit / Unit / Unit, "GB"),
    };

    private static string Text(double value, string unit) =>
        $"{value.ToString("0.#", CultureInfo.InvariantCulture)} {unit}";
}
