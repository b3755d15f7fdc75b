using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Furrow.Cli.Views;

/// <summary>The state of a database against its project.</summary>
internal static class StatusView
{
    /// <summary>The page of <c>status</c>.</summary>
    public static Page Render(StatusResult status, WorkPlace place)
    {
        PageBuilder page = new();
        page.Add(Facts(status));
        AddMigrations(page, status.Migrations);
        AddSeeds(page, status);
        AddTables(page, status);
        if (status.HasDrift)
        {
            page.Gap().Line("Applied files have changed: put them back, or go on with --allow-drift.");
        }
        else if (status.IsPending)
        {
            page.Gap().Next(place.Command("setup"));
        }

        return page.Build();
    }

    private static Table Facts(StatusResult status) => new()
    {
        Indent = 0,
        Columns = [new(""), new("", Wraps: true)],
        Rows =
        [
            [Label("Environment"), status.Environment],
            [Label("Stamp"), Stamp(status)],
            [Label("Database"), status.Database],
            [Label("Server"), $"{status.Provider} {status.ServerVersion}"],
            [Label("Lock"), LockView.Describe(status.Lock)],
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

    private static void AddMigrations(PageBuilder page, MigrationPlan plan)
    {
        page.Heading("Migrations", Summary(plan.AppliedCount, plan.Pending.Length, plan.Drift.Length));
        page.Add(Details(
        [
            .. plan.Drift.Select(drift => Row(
                new(drift.Kind == MigrationDriftKind.Changed ? "changed" : "file gone", Tone.Bad),
                $"{drift.Version} {drift.Name}")),
            .. plan.Pending.Select(file => Row(new("pending", Tone.Accent), file.Title)),
        ]));
    }

    private static void AddSeeds(PageBuilder page, StatusResult status)
    {
        var pending = status.Seeds.Pending.ToList();
        page.Heading("Seeds", Summary(
            status.Seeds.AppliedCount, pending.Count, status.Seeds.Drift.Length, status.Seeds.Orphaned.Length));
        page.Add(Details(
        [
            .. status.Seeds.Drift.Select(drift => Row(new("changed", Tone.Bad), drift.Name, drift.Detail)),
            .. status.Seeds.Orphaned.Select(name => Row(new("file gone", Tone.Bad), name)),
            .. pending.Select(planned => Row(
                new("pending", Tone.Accent), planned.Seed.Name, SeedReasons.Say(planned.Reason))),
        ]));
    }

    private static void AddTables(PageBuilder page, StatusResult status)
    {
        TableNames names = TableNames.Of(status.Provider);
        page.Heading("Tables", $"{Words.Number(status.Tables.Length)}, {Words.Count(status.Tables.Sum(t => t.Rows), "row")}");
        page.Add(new Table
        {
            Columns = [new("table", Wraps: true), new("rows", IsRight: true)],
            Rows = [.. status.Tables.Select(table => Row(names.Name(table.Table), Words.Number(table.Rows)))],
        });
    }

    private static string Summary(int applied, int pending, int drift, int orphaned = 0)
    {
        List<string> parts = [$"{Words.Number(applied)} applied"];
        if (pending > 0) parts.Add($"{Words.Number(pending)} pending");
        if (drift > 0) parts.Add($"{Words.Number(drift)} changed since");
        if (orphaned > 0) parts.Add($"{Words.Number(orphaned)} without a file");
        return string.Join(", ", parts);
    }

    private static Table Details(ImmutableArray<ImmutableArray<Phrase>> rows) => new()
    {
        Columns = [new("state"), new("name", Wraps: true), new("why", Wraps: true)],
        Rows = [.. rows.Select(row => row.Length == 3 ? row : row.Add(Phrase.Empty))],
    };

    private static ImmutableArray<Phrase> Row(Piece first, params ReadOnlySpan<Piece> rest) =>
        [first, .. rest.ToArray().Select(piece => (Phrase)piece)];

    private static Piece Label(string text) => new(text, Tone.Muted);
}
