using Furrow.Cli.Rendering;
using Furrow.Safety;

namespace Furrow.Cli.Live;

/// <summary>Asks the person at the terminal: the question on standard error, the answer from standard input.</summary>
internal sealed class TerminalPrompt(MessageStream messages, TextReader input) : IConfirmationPrompt
{
    /// <inheritdoc />
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        string? answer = await AskLineAsync(Phrase.Of(question, new(" [y/N]", Tone.Muted)), cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    /// <inheritdoc />
    public Task<string?> AskTypedAsync(string question, string expected, CancellationToken cancellationToken) =>
        AskLineAsync(question, cancellationToken);

    // Reading a terminal cannot be cancelled, only left behind: the process ends soon after.
    private async Task<string?> AskLineAsync(Phrase question, CancellationToken cancellationToken)
    {
        messages.BeginQuestion(question);
        string? answer = null;
        try
        {
            answer = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
            return answer;
        }
        finally
        {
            // Only an answer brings the line feed that ends the question's line.
            messages.EndQuestion(isAnswered: answer is not null);
        }
    }
}
