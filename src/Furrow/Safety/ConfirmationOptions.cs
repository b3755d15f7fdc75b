namespace Furrow.Safety;

/// <summary>The answers that a caller brings along.</summary>
public sealed record ConfirmationOptions
{
    /// <summary><c>--yes</c>: answers <see cref="VerdictKind.Ask"/>. Default false.</summary>
    public bool Yes { get; init; }

    /// <summary>
    /// The command's own <c>--force</c>. Answers <see cref="VerdictKind.Ask"/> of migrate, reset and seed-clean only;
    /// elsewhere the word means something else. Default false.
    /// </summary>
    public bool Force { get; init; }

    /// <summary>
    /// <c>--confirm</c>: answers <see cref="VerdictKind.Typed"/> and <see cref="VerdictKind.Ask"/> when it is the
    /// database's name, and stops the command when it is another. Null when not given.
    /// </summary>
    public string? ConfirmDatabase { get; init; }

    /// <summary>How to ask; null without a terminal and with <c>--non-interactive</c>.</summary>
    public IConfirmationPrompt? Prompt { get; init; }
}
