using System.Text.Json;

namespace Furrow.Events;

/// <summary>Long work got further; for live displays, never logged.</summary>
/// <param name="Part">The kind of work.</param>
/// <param name="Label">What is being worked on: <c>seed base/05_packages</c>.</param>
/// <param name="Unit">What is counted: <c>rows</c>.</param>
/// <param name="Done">How many of them are done.</param>
/// <param name="Total">How many there are; null while nobody knows.</param>
public sealed record ProgressMade(EventOperation Part, string Label, string Unit, long Done, long? Total) : FurrowEvent
{
    /// <summary>
    /// Where this is one of several pieces of work that are counted alike: how much of all of them is done.
    /// </summary>
    public WorkShare? Whole { get; init; }

    /// <inheritdoc/>
    public override string Name => "progress-made";

    /// <inheritdoc/>
    public override EventOperation Operation => Part;

    /// <inheritdoc/>
    public override string Details =>
        Total is null ? $"{Label}: {Done} {Unit}." : $"{Label}: {Done} of {Total} {Unit}.";

    /// <inheritdoc/>
    public override EventLevel Level => EventLevel.Progress;

    internal override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("label", Label);
        writer.WriteString("unit", Unit);
        writer.WriteNumber("done", Done);
        if (Total is { } total) writer.WriteNumber("total", total);
        if (Whole is { } whole)
        {
            writer.WriteNumber("wholeDone", whole.Done);
            writer.WriteNumber("wholeTotal", whole.Total);
        }
    }

    internal override FurrowEvent Redact(SecretRedactor secrets) =>
        this with { Label = secrets.Redact(Label), Unit = secrets.Redact(Unit) };
}
