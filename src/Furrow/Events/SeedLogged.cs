using System.Text.Json;

namespace Furrow.Events;

/// <summary>A C# seed says something.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="Message">What, in its own words.</param>
public sealed record SeedLogged(string Seed, string Message) : FurrowEvent
{
    /// <inheritdoc/>
    public override string Name => "seed-logged";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Insert;

    /// <inheritdoc/>
    public override string Details => $"{Seed}: {Message}";

    internal override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("seed", Seed);

    internal override FurrowEvent Redact(SecretRedactor secrets) => this with
    {
        Seed = secrets.Redact(Seed),
        Message = secrets.Redact(Message),
    };
}
