using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Seeds;
using Furrow.Workflows;

namespace Furrow.Cli.Documents;

/// <summary>The documents of <c>setup</c>, <c>migrate</c> and <c>seed</c>.</summary>
internal static class AppliedDocument
{
    /// <summary>The fields of <c>setup</c>.</summary>
    public static void Setup(Utf8JsonWriter json, SetupResult result, TableNames names)
    {
        json.WriteBoolean("created", result.DatabaseCreated);
        json.WriteString("snapshot", result.Snapshot);
        json.WriteString("newSnapshot", result.NewSnapshot);
        json.WriteStartObject("migrations");
        Migrate(json, result.Migrations, names);
        json.WriteEndObject();
        Seed(json, result.Seeds, names);
        GenerationDocument.Setup(json, result, names);
        StatusDocument.WriteTables(json, result.Tables);
    }

    /// <summary>The fields of <c>migrate</c>.</summary>
    public static void Migrate(Utf8JsonWriter json, MigrateResult result, TableNames names)
    {
        WriteMigrations(json, "applied", result.Applied, names);
        PreviewDocument.Write(json, result.Preview, names);
    }

    /// <summary>The fields of <c>rollback</c>.</summary>
    public static void Rollback(Utf8JsonWriter json, RollbackResult result, TableNames names)
    {
        WriteMigrations(json, "rolledBack", result.RolledBack, names);
        PreviewDocument.Write(json, result.Preview, names);
    }

    /// <summary>The fields of <c>seed</c>.</summary>
    public static void Seed(Utf8JsonWriter json, SeedResult result, TableNames names) =>
        json.WriteObjects("seeds", result.Seeds, seed =>
        {
            json.WriteString("name", seed.Name);
            json.WriteString("result", Word(seed.Outcome));
            json.WriteNumber("durationMs", seed.DurationMs);
            WriteChanges(json, seed.Tables, names);
        });

    /// <summary>Rows written per table.</summary>
    public static void WriteChanges(Utf8JsonWriter json, ImmutableArray<TableChanges> tables, TableNames names) =>
        json.WriteObjects("tables", tables, table =>
        {
            json.WriteString("name", names.Name(table.Table));
            json.WriteNumber("inserted", table.Inserted);
            json.WriteNumber("updated", table.Updated);
            json.WriteNumber("deleted", table.Deleted);
        });

    private static void WriteMigrations(
        Utf8JsonWriter json, string field, ImmutableArray<AppliedMigration> migrations, TableNames names) =>
        json.WriteObjects(field, migrations, migration =>
        {
            json.WriteString("version", migration.Version);
            json.WriteString("name", migration.Name);
            json.WriteNumber("durationMs", migration.DurationMs);
            WriteChanges(json, migration.Tables, names);
        });

    private static string Word(SeedOutcome outcome) => outcome switch
    {
        SeedOutcome.Applied => "applied",
        SeedOutcome.Upgraded => "upgraded",
        SeedOutcome.Skipped => "skipped",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "not an outcome"),
    };
}
