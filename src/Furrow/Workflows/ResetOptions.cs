namespace Furrow.Workflows;

/// <summary>Options of <c>reset</c>.</summary>
public sealed record ResetOptions : CommandOptions
{
    /// <summary>Applies the environment's seeds after the migrations.</summary>
    public bool Seed { get; init; }

    /// <summary>Answers what <see cref="CommandOptions.Yes"/> answers.</summary>
    public bool Force { get; init; }
}
