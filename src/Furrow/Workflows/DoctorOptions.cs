namespace Furrow.Workflows;

/// <summary>What <c>doctor</c> looks at.</summary>
public sealed record DoctorOptions
{
    /// <summary>Whether to read every row too, which takes its time. Default false.</summary>
    public bool Data { get; init; }
}
