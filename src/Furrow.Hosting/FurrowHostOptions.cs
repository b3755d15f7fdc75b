namespace Furrow.Hosting;

/// <summary>What a host says of its project, besides what every opening of one takes.</summary>
public sealed class FurrowHostOptions : FurrowOptions
{
    /// <summary>
    /// The directory that holds furrow.yaml, absolute or relative to the host's content root. Required.
    /// </summary>
    public string? Directory { get; set; }

    /// <summary>
    /// Whether to do what <c>furrow setup</c> does before the host's other services start. Default false. In an
    /// environment judged as production it takes <see cref="SetupInProduction"/> as well.
    /// </summary>
    public bool SetupOnStart { get; set; }

    /// <summary>
    /// Whether <see cref="SetupOnStart"/> holds in production too: it is the yes to the question asked there. Default
    /// false: production is left alone, and the log says so.
    /// </summary>
    public bool SetupInProduction { get; set; }

    /// <summary>How long a health check may take. Default 5 s.</summary>
    public TimeSpan HealthTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
