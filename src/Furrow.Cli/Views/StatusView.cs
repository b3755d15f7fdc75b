using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>The state of a database against its project.</summary>
internal static class StatusView
{
    /// <summary>The page of <c>status</c>; <paramref name="isVerbose"/>: with past runs.</summary>
    public static Page Render(StatusResult status, WorkPlace place, bool isVerbose = false)
    {
        PageBuilder page = new();
        page.Add(Facts(status));
        AddDetails(page, "Migrations", MigrationRows(status.Migrations));
        AddDetails(page, "Seeds", SeedRows(status.Seeds));
        if (isVerbose)
        {
            MetricsView.Add(page, status.SeedMetrics);
        }

        AddTables(page, status);
        if (status.HasDrift)
        {
            AddRemedies(page.Gap(), status);
        }
        else if (status.IsPending)
        {
            // Setup refuses a database with tables of which nobody has said what they are.
            bool isUnnamed = status.Stamp is null && status.Tables.Length > 0;
            page.Gap().Next(place.Command(isUnnamed ? $"stamp {ShellText.Quote(status.Environment)}" : "setup"));
        }

        return page.Build();
    }

    private static void AddRemedies(PageBuilder page, StatusResult status)
    {
        if (status.Migrations.Drift.Length > 0)
        {
            page.Line("Applied migrations have changed or are gone: put them back, or go on with --allow-drift.");
        }

        if (status.Seeds.Drift.Length > 0)
        {
            page.Line(
                "Applied seeds have changed: raise their versions, put them back, or accept each with "
                    + "`furrow seed-sync --accept NAME`.");
        }

        if (status.Seeds.Orphaned.Length > 0)
        {
            page.Line("Files of applied seeds are gone: put them back, or give the seeds up with `furrow seed-clean`.");
        }
    }

    private static Table Facts(StatusResult status) => new()
    {
        Indent = 0,
        Columns = [new(""), new("", Wraps: true)],
        Rows =
        [
            Row.Of(Label("Environment"), status.Environment),
            Row.Of(Label("Stamp"), Stamp(status)),
            Row.Of(Label("Database"), status.Database),
            Row.Of(Label("Server"), $"{status.Provider} {status.ServerVersion}"),
            Row.Of(Label("Lock"), LockView.Describe(status.Lock)),
            .. status.Run is { } run ? [Row.Of(Label("Run"), new Piece(run.Description, Tone.Warning))] : (Row[])[],
            Row.Of(Label("Migrations"), Summary(
                status.Migrations.AppliedCount,
                status.Migrations.Pending.Length + status.Migrations.Repeatable.Length,
                status.Migrations.Drift.Length)),
            Row.Of(Label("Seeds"), Summary(
                status.Seeds.AppliedCount,
                status.Seeds.Pending.Count(),
                status.Seeds.Drift.Length,
                status.Seeds.Orphaned.Length,
                status.Seeds.Elsewhere.Length)),
        ],
    };

    private static Phrase Stamp(StatusResult status)
    {
        if (status.Stamp is null)
        {
            return new Piece("none", Tone.Warning);
        }

        return status.Stamp == status.Environment
            ? new Piece(status.Stamp, Tone.Good)
            : new Piece($"{status.Stamp}: this is not the {status.Environment} database", Tone.Bad);
    }

    private static ImmutableArray<Row> MigrationRows(MigrationPlan plan) =>
    [
        .. plan.Drift.Select(drift => Row.Of(
            new Piece(DriftWords.Say(drift.Kind), Tone.Bad), $"{drift.Version} {drift.Name}", Phrase.Empty)),
        .. plan.HalfDone.Select(half => Row.Of(
            new Piece("half done", Tone.Bad), half.Title, HalfDoneWords.Say(half.Progress))),
        .. plan.Pending.Where(file => plan.HalfDoneOf(file) is null)
            .Select(file => Row.Of(new Piece("pending", Tone.Accent), file.Title, Phrase.Empty)),
        .. plan.Repeatable.Where(file => plan.HalfDoneOf(file) is null)
            .Select(file => Row.Of(
                new Piece("pending", Tone.Accent), $"{RepeatableMigration.Word} {file.Name}", Phrase.Empty)),
    ];

    private static ImmutableArray<Row> SeedRows(SeedPlan plan) =>
    [
        .. plan.Drift.Select(drift => Row.Of(new Piece("changed", Tone.Bad), drift.Name, drift.Detail)),
        .. plan.Orphaned.Select(name => Row.Of(new Piece("file gone", Tone.Bad), name, Phrase.Empty)),
        .. plan.Pending.Select(planned => Row.Of(
            new Piece("pending", Tone.Accent), planned.Seed.Name, SeedReasons.Say(planned.Reason))),
    ];

    private static void AddDetails(PageBuilder page, string heading, ImmutableArray<Row> rows)
    {
        if (rows.Length > 0)
        {
            page.Heading(heading).Add(new Table
            {
                Columns = [new("state"), new("name", Wraps: true), new("why", Wraps: true)],
                TitleColumns = 2,
                Rows = rows,
            });
        }
    }

    private static void AddTables(PageBuilder page, StatusResult status)
    {
        TableNames names = TableNames.Of(status.Provider);
        page.Heading(
            "Tables",
            $"{Words.Number(status.Tables.Length)}, {Words.Count(status.Tables.Sum(t => t.Rows), "row")}");
        page.Add(new Table
        {
            Columns = [new("table", Wraps: true), new("rows", IsRight: true)],
            Rows = [.. status.Tables.Select(table => Row.Of(names.Name(table.Table), Words.Number(table.Rows)))],
        });
    }

    private static string Summary(int applied, int pending, int drift, int orphaned = 0, int elsewhere = 0)
    {
        List<string> parts = [$"{Words.Number(applied)} applied"];
        if (pending > 0) parts.Add($"{Words.Number(pending)} pending");
        if (drift > 0) parts.Add($"{Words.Number(drift)} changed since");
        if (orphaned > 0) parts.Add($"{Words.Number(orphaned)} without a file");
        if (elsewhere > 0) parts.Add($"{Words.Number(elsewhere)} of an application's own");
        return string.Join(", ", parts);
    }

    private static Piece Label(string text) => new(text, Tone.Muted);
}
