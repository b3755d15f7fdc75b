namespace Furrow.Safety;

/// <summary>Asks a person at a terminal. Where there is none, there is no prompt either.</summary>
public interface IConfirmationPrompt
{
    /// <summary>Asks a yes-or-no question; anything but a clear yes is false.</summary>
    Task<bool> AskAsync(string question, CancellationToken cancellationToken);

    /// <summary>Asks to type <paramref name="expected"/>; returns what was typed, null when nothing was.</summary>
    Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken);
}
