using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Workflows;

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
    }

    /// <summary>User tables with their exact counts.</summary>
    public static void WriteTables(Utf8JsonWriter json, ImmutableArray<TableRowCount> tables) =>
        json.WriteObjects("tables", tables, table =>
        {
            json.WriteString("schema", table.Table.Schema);
            json.WriteString("name", table.Table.Name);
            json.WriteNumber("rows", table.Rows);
        });

    /// <summary>Migrations by version and name.</summary>
    public static void WriteFiles(Utf8JsonWriter json, string name, ImmutableArray<MigrationFile> files) =>
        json.WriteObjects(name, files, file =>
        {
            json.WriteString("version", file.Version.Text);
            json.WriteString("name", file.Name);
        });

    private static void WriteMigrations(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteStartObject("migrations");
        json.WriteNumber("applied", plan.AppliedCount);
        WriteFiles(json, "pending", plan.Pending);
        json.WriteObjects("drift", plan.Drift, drift =>
        {
            json.WriteString("version", drift.Version);
            json.WriteString("name", drift.Name);
            json.WriteString("reason", drift.Kind == MigrationDriftKind.Changed ? "changed" : "missing");
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
