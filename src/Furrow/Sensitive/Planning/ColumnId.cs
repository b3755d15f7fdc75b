using Furrow.Schema;

namespace Furrow.Sensitive.Planning;

/// <summary>A column by its names; of a partition, the table above it.</summary>
internal readonly record struct ColumnId(ObjectName Table, string Column)
{
    /// <summary>For people: <c>public.users.email</c>.</summary>
    public override string ToString() => $"{Table}.{Column}";
}

/// <summary>What furrow.yaml says of a column, itself or by way of another.</summary>
/// <param name="Outcome">What is to happen.</param>
/// <param name="Generator">By which generator.</param>
/// <param name="Reason">Why.</param>
internal sealed record ColumnWish(SensitiveOutcome Outcome, string? Generator, string Reason)
{
    /// <summary>What was asked for, as furrow.yaml says it.</summary>
    public string Text => Outcome switch
    {
        SensitiveOutcome.Generate => $"{{ generate: {Generator} }}",
        SensitiveOutcome.Null => "null",
        SensitiveOutcome.Exclude => "exclude",
        _ => "keep",
    };
}
