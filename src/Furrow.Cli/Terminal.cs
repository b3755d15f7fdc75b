namespace Furrow.Cli;

/// <summary>Which of the three streams are a terminal, and what it can show.</summary>
internal sealed record Terminal
{
    /// <summary>Nothing is a terminal: pipes and files.</summary>
    public static Terminal None { get; } = new();

    /// <summary>Whether somebody can type answers.</summary>
    public bool IsIn { get; init; }

    /// <summary>Whether results are read on a screen.</summary>
    public bool IsOut { get; init; }

    /// <summary>Whether messages are read on a screen.</summary>
    public bool IsError { get; init; }

    /// <summary>The width in columns now; asked for only where something is a terminal.</summary>
    public Func<int> Width { get; init; } = () => 80;

    /// <summary>Whether the output's encoding can say more than ASCII. Default true.</summary>
    public bool IsUnicode { get; init; } = true;
}
