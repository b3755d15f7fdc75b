using System.Text.Json;
using Furrow.Cli.Rendering;
using Furrow.Migrations;

namespace Furrow.Cli.Documents;

/// <summary>What a dry run found.</summary>
internal static class PreviewDocument
{
    /// <summary>The field <c>dryRun</c>; nothing without a dry run.</summary>
    public static void Write(Utf8JsonWriter json, MigrationPreview? preview, TableNames names)
    {
        if (preview is null)
        {
            return;
        }

        json.WriteStartObject("dryRun");
        json.WriteBoolean("executed", preview.IsExecuted);
        json.WriteString("stoppedBecause", preview.StoppedBecause);
        json.WriteObjects("migrations", preview.Migrations, migration =>
        {
            json.WriteString("version", migration.Version);
            json.WriteString("name", migration.Name);
            json.WriteNumber("statements", migration.StatementCount);
            json.WriteString("notTransactional", migration.Obstacle);
            json.WriteStrings("names", migration.NamedTables);
            json.WriteNumberOrNull("durationMs", migration.Rehearsed?.DurationMs);
            AppliedDocument.WriteChanges(json, migration.Rehearsed?.Tables ?? [], names);
            json.WriteObjects("locks", migration.Rehearsed?.Locks ?? [], locks =>
            {
                json.WriteString("name", names.Name(locks.Table));
                json.WriteStrings("modes", locks.Modes);
            });
        });
        json.WriteEndObject();
    }
}
