using System.Text.Json;

namespace Furrow.Events;

/// <summary>Something that happened to one migration, on its way up or down.</summary>
public abstract record MigrationEvent : FurrowEvent
{
    private protected MigrationEvent(string version, string migrationName)
    {
        Version = version;
        MigrationName = migrationName;
    }

    /// <summary>The version as the file has it.</summary>
    public string Version { get; init; }

    /// <summary>The name after the version.</summary>
    public string MigrationName { get; init; }

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("version", Version);
        writer.WriteString("migration", MigrationName);
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Version = secrets.Redact(Version),
        MigrationName = secrets.Redact(MigrationName),
    };
}
