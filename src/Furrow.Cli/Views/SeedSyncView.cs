using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Seeds.LockFile;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>What became of seeds.lock, and of seeds that the database has otherwise or without a file.</summary>
internal static class SeedSyncView
{
    /// <summary>The page of <c>seed-sync</c>.</summary>
    public static Page Sync(SeedSyncResult result, Func<string, string> show)
    {
        PageBuilder page = new();
        if (result.Accepted is { } accepted)
        {
            page.Line(accepted.WasDrift
                ? Phrase.Of(
                    new("✓ ", Tone.Good), $"The database has {accepted.Name} as applied with its content now.")
                : $"The database has no drift of {accepted.Name}; nothing was accepted.");
        }

        if (result.Changes.Length > 0)
        {
            page.Add(new Table
            {
                Indent = 0,
                TitleColumns = 2,
                Columns = [new("change"), new("seed", Wraps: true), new("version", Wraps: true)],
                Rows = [.. result.Changes.Select(change => Line(change, result.Accepted))],
            });
        }

        string seeds = Words.Count(result.Count, "seed");
        string file = show(result.Path);
        page.Line(result.Written ? $"{file} lists {seeds}." : $"Nothing to do: {file} lists the {seeds}.");
        return page.Build();
    }

    /// <summary>The page of <c>seed-clean</c>.</summary>
    public static Page Clean(SeedCleanResult result, WorkPlace place)
    {
        if (result.Orphaned.IsEmpty && result.Unlisted.IsEmpty)
        {
            return Page.Of("Nothing to do: every applied seed has its file.");
        }

        ImmutableArray<Row> rows =
        [
            .. result.Orphaned.Select(name => Row.Of(
                new Piece("orphaned", Tone.Good), name, "its rows stay, its history too")),
            .. result.Unlisted.Except(result.Orphaned).Select(name => Row.Of(
                new Piece("unlisted", Tone.Good), name, "it is not applied here")),
        ];
        PageBuilder page = new();
        page.Add(new Table
        {
            Indent = 0,
            TitleColumns = 2,
            Columns = [new("what"), new("seed", Wraps: true), new("note", Wraps: true)],
            Rows = rows,
        });
        return page.Line(place.Line).Build();
    }

    private static Row Line(SeedLockChange change, SeedAcceptance? accepted) => change.Kind switch
    {
        SeedLockChangeKind.Added => Row.Of(new Piece("added", Tone.Good), change.Name, change.After!.Version),
        SeedLockChangeKind.Removed => Row.Of(new Piece("removed", Tone.Accent), change.Name, Phrase.Empty),
        SeedLockChangeKind.Versioned => Row.Of(
            new Piece("changed", Tone.Accent), change.Name, $"{change.Before!.Version} → {change.After!.Version}"),
        _ => Row.Of(
            new Piece("changed", Tone.Warning),
            change.Name,
            $"still {change.After!.Version}"
                + (accepted?.Name == change.Name ? "" : ": drift where it is applied once")),
    };
}
