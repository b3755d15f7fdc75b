using System.Text.Json;

namespace Furrow.Events;

/// <summary>Something that happened to one seed.</summary>
public abstract record SeedEvent : FurrowEvent
{
    private protected SeedEvent(string seed) => Seed = seed;

    /// <summary><c>folder/file</c> without extension.</summary>
    public string Seed { get; init; }

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("seed", Seed);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with { Seed = secrets.Redact(Seed) };
}
