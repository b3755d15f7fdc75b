namespace Furrow.Events;

/// <summary>A C# seed says something.</summary>
/// <param name="Seed"><c>folder/file</c> without extension.</param>
/// <param name="Message">What, in its own words.</param>
public sealed record SeedLogged(string Seed, string Message) : SeedEvent(Seed)
{
    /// <inheritdoc/>
    public override string Name => "seed-logged";

    /// <inheritdoc/>
    public override EventOperation Operation => EventOperation.Insert;

    /// <inheritdoc/>
    public override string Details => $"{Seed}: {Message}";

    internal override FurrowEvent Redact(SecretRedactor secrets) => (SeedLogged)base.Redact(secrets) with
    {
        Message = secrets.Redact(Message),
    };
}
