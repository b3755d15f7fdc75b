using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Cli.Views;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Workflows;
using Furrow.Workflows.Sharing;

namespace Furrow.Cli.Documents;

/// <summary>The document of <c>status</c>.</summary>
internal static class StatusDocument
{
    /// <summary>Its fields.</summary>
    public static void Write(Utf8JsonWriter json, StatusResult status)
    {
        json.WriteString("environment", status.Environment);
        json.WriteString("stamp", status.Stamp);
        json.WriteString("provider", status.Provider);
        json.WriteString("database", status.Database);
        json.WriteString("serverVersion", status.ServerVersion);
        WriteMigrations(json, status.Migrations);
        WriteSeeds(json, status.Seeds);
        WriteTables(json, status.Tables);
        LockDocument.WriteLock(json, status.Lock);
        WriteRun(json, status.Run);
    }

    private static void WriteRun(Utf8JsonWriter json, OpenRun? run)
    {
        if (run is null)
        {
            json.WriteNull("run");
            return;
        }

        json.WriteStartObject("run");
        json.WriteString("scenario", run.Scenario);
        json.WriteTime("since", run.StartedAt);
        json.WriteBoolean("shared", run.IsShared);
        json.WriteStartArray("missing");
        foreach (int shard in run.Missing)
        {
            json.WriteNumberValue(shard);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>User tables with their exact counts.</summary>
    public static void WriteTables(Utf8JsonWriter json, ImmutableArray<TableRowCount> tables) =>
        json.WriteObjects("tables", tables, table =>
        {
            json.WriteString("schema", table.Table.Schema);
            json.WriteString("name", table.Table.Name);
            json.WriteNumber("rows", table.Rows);
        });

    /// <summary>What is to be applied by version and name; a repeatable migration has the version <c>R</c>.</summary>
    public static void WritePending(Utf8JsonWriter json, string name, MigrationPlan plan) =>
        json.WriteObjects(
            name,
            plan.Pending.Select(file => (Version: file.Version.Text, file.Name))
                .Concat(plan.Repeatable.Select(file => (Version: RepeatableMigration.Word, file.Name))),
            pending =>
            {
                json.WriteString("version", pending.Version);
                json.WriteString("name", pending.Name);
            });

    private static void WriteMigrations(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteStartObject("migrations");
        json.WriteNumber("applied", plan.AppliedCount);
        WritePending(json, "pending", plan);
        json.WriteObjects("drift", plan.Drift, drift =>
        {
            json.WriteString("version", drift.Version);
            json.WriteString("name", drift.Name);
            json.WriteString("reason", drift.Kind == MigrationDriftKind.Changed ? "changed" : "missing");
        });
        json.WriteObjects("halfDone", plan.HalfDone, half =>
        {
            json.WriteString("version", half.Record.Version);
            json.WriteString("name", half.Record.Name);
            json.WriteString("direction", HalfDoneWords.Direction(half.Progress.Direction));
            json.WriteNumber("statement", half.Progress.Statement);
            json.WriteString("state", HalfDoneWords.State(half.Progress.State));
        });
        json.WriteEndObject();
    }

    private static void WriteSeeds(Utf8JsonWriter json, SeedPlan plan)
    {
        json.WriteStartObject("seeds");
        json.WriteNumber("applied", plan.AppliedCount);
        json.WriteObjects("pending", plan.Pending, planned =>
        {
            json.WriteString("name", planned.Seed.Name);
            json.WriteString("reason", planned.Reason.Word());
        });
        json.WriteObjects("drift", plan.Drift, drift => json.WriteString("name", drift.Name));
        json.WriteObjects("orphaned", plan.Orphaned, name => json.WriteString("name", name));
        json.WriteEndObject();
    }
}
