using System.Collections.Immutable;
using Furrow.Data.Cells;

namespace Furrow.Scenarios;

/// <summary>A value that the caller may give: an option of <c>generate</c>.</summary>
public sealed record ScenarioParameter
{
    /// <summary>The name, as expressions use it: lower-case words joined by <c>_</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A whole number, a decimal, a truth value, text or a day.</summary>
    public required CellKind Kind { get; init; }

    /// <summary>The value where nobody gives one, in canonical text.</summary>
    public required string Default { get; init; }

    /// <summary>The least value allowed, in canonical text; null for any. Numbers and days only.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value allowed, in canonical text; null for any. Numbers and days only.</summary>
    public string? Max { get; init; }

    /// <summary>The only texts allowed; empty for any.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>What it means; empty where the file does not say.</summary>
    public string Help { get; init; } = "";

    /// <summary>The option's name: <c>booking_rate</c> is <c>--booking-rate</c>.</summary>
    public string OptionName => "--" + Name.Replace('_', '-');

    /// <summary>What it may be, in words: <c>a whole number from 0</c>.</summary>
    public string Expected
    {
        get
        {
            string kind = Kind switch
            {
                CellKind.Integer => "a whole number",
                CellKind.Decimal => "a number",
                CellKind.Boolean => "true or false",
                CellKind.Date => "a day such as 2026-01-05",
                _ => Choices.IsEmpty ? "text" : $"one of {string.Join(", ", Choices)}",
            };
            return (Min, Max) switch
            {
                (null, null) => kind,
                (null, _) => $"{kind} of at most {Max}",
                (_, null) => $"{kind} of at least {Min}",
                _ => $"{kind} from {Min} to {Max}",
            };
        }
    }
}
