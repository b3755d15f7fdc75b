using System.Collections.Immutable;
using Furrow.Configuration;

namespace Furrow.Migrations.Formats;

/// <summary>Decides which format a folder is written in, and names what does not belong there.</summary>
internal static class FormatChoice
{
    private const string AnyExpected =
        "VERSION_name.up.sql, VERSION_name.sql with `-- migrate:up` or `-- +goose Up`, V1__name.sql, or a folder "
        + "VERSION_name with up.sql or migration.sql in it";

    /// <summary>
    /// The format that is set, else the one that the entries look like; <see cref="MigrationFormat.Auto"/> where there
    /// is none, or more than one, which is reported with every file that took part.
    /// </summary>
    public static MigrationFormat Make(IReadOnlyList<LookedAt> entries, FolderReading reading)
    {
        MigrationFormat wanted = reading.Source.Settings.Format;
        if (wanted == MigrationFormat.Auto && TryFindOnly(entries, out MigrationFormat only))
        {
            return only;
        }

        List<IGrouping<MigrationFormat, LookedAt>> formats =
        [
            .. entries.Where(entry => entry.Format is not null)
                .GroupBy(entry => entry.Format!.Value)
                .OrderBy(group => group.Count()),
        ];
        if (wanted != MigrationFormat.Auto)
        {
            foreach (LookedAt entry in formats.Where(group => group.Key != wanted).SelectMany(group => group))
            {
                reading.Problems.Report(
                    entry.Entry.Path,
                    $"looks like {Word(entry.Format!.Value)}; `migrations: format:` is {Word(wanted)}.");
            }

            return wanted;
        }

        // The fewest first: they are the likelier strays.
        string counts = string.Join(", ", formats.Select(group => $"{group.Count()} {Word(group.Key)}"));
        reading.Problems.Summary = $"The migrations folder mixes formats: {counts}; expected one.";
        foreach (LookedAt entry in formats.SelectMany(group => group))
        {
            reading.Problems.Report(entry.Entry.Path, $"looks like {Word(entry.Format!.Value)}.");
        }

        return MigrationFormat.Auto;
    }

    /// <summary>The entries that a format's reader gets.</summary>
    public static ImmutableArray<LookedAt> Of(IEnumerable<LookedAt> entries, MigrationFormat format) =>
    [
        .. entries.Where(entry => entry.Format == format || (IsAnnotated(format) && entry.Look == EntryLook.Unmarked)),
    ];

    /// <summary>Reports what looks like a migration and is none in any format.</summary>
    /// <param name="entries">What lies in the folder.</param>
    /// <param name="format">The folder's format; <see cref="MigrationFormat.Auto"/> for none.</param>
    /// <param name="expected">What its files are called; null where it is not known.</param>
    /// <param name="problems">Where problems go.</param>
    public static void ReportStrangers(
        IEnumerable<LookedAt> entries, MigrationFormat format, string? expected, FolderProblems problems)
    {
        foreach (LookedAt entry in entries)
        {
            bool isReadAnyway = entry.Look == EntryLook.Unmarked && IsAnnotated(format);
            string? problem = entry.Look switch
            {
                EntryLook.Program => "only SQL can be run as a migration.",
                EntryLook.UnknownSql or EntryLook.Unmarked when !isReadAnyway => $"expected {expected ?? AnyExpected}.",
                EntryLook.UnknownFolder =>
                    $"no migration can be found in this folder; expected {expected ?? AnyExpected}.",
                _ => null,
            };
            if (problem is not null)
            {
                problems.Report(entry.Entry.Path, problem);
            }
        }
    }

    // Grouping by a value of ours is compiled anew at every start, and hardly any folder mixes formats.
    private static bool TryFindOnly(IReadOnlyList<LookedAt> entries, out MigrationFormat only)
    {
        only = MigrationFormat.Auto;
        foreach (LookedAt entry in entries)
        {
            if (entry.Format is { } format)
            {
                if (only != MigrationFormat.Auto && only != format)
                {
                    return false;
                }

                only = format;
            }
        }

        return true;
    }

    private static bool IsAnnotated(MigrationFormat format) =>
        format is MigrationFormat.Dbmate or MigrationFormat.Goose;

    private static string Word(MigrationFormat format) => format.ToString().ToLowerInvariant();
}
