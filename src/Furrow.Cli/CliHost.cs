namespace Furrow.Cli;

/// <summary>All that the tool knows of the world around it, so that a test can be one.</summary>
internal sealed record CliHost
{
    /// <summary>Where results go; flushed when the command is done.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>Where everything else goes.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where answers to questions come from.</summary>
    public required TextReader In { get; init; }

    /// <summary>What the three of them are.</summary>
    public required Terminal Terminal { get; init; }

    /// <summary>The environment variables.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    /// <summary>What relative paths are relative to, as a full path.</summary>
    public required string CurrentDirectory { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Called before a command connects that runs no code of the project's.</summary>
    public Action ContinueInPlace { get; init; } = static () => { };

    /// <summary>Names the providers.</summary>
    public required Action<FurrowOptions> UseProviders { get; init; }
}
