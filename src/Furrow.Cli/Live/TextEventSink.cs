using System.Globalization;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Events;

namespace Furrow.Cli.Live;

/// <summary>
/// Events for people: warnings, and what the result will not say anyway. Verbose: every event, with its time, as it
/// happens.
/// </summary>
internal sealed class TextEventSink(MessageStream messages, bool isVerbose, bool isQuiet) : IEventSink
{
    /// <inheritdoc />
    public bool HearsStatements => isVerbose;

    /// <inheritdoc />
    public void Emit(FurrowEvent furrowEvent)
    {
        if (furrowEvent is WarningRaised warning)
        {
            messages.Write(ErrorView.Warning(warning.Message, warning.Hint));
        }
        else if (furrowEvent.Level == EventLevel.Warning)
        {
            messages.Write(ErrorView.Warning(furrowEvent.Details, hint: null));
        }
        else if (isVerbose)
        {
            WriteVerbose(furrowEvent);
        }
        else if (furrowEvent is SeedLogged && !isQuiet)
        {
            messages.Write(Page.Of(furrowEvent.Details));
        }
        else if (furrowEvent is LockWaiting waiting && !isQuiet)
        {
            string holder = waiting.Holder ?? "somebody else";
            string limit = Words.Duration(waiting.TimeoutMs);
            messages.Write(Page.Of($"Waiting up to {limit} for the lock, held by {holder} …"));
        }
    }

    private void WriteVerbose(FurrowEvent furrowEvent)
    {
        if (furrowEvent.Level < EventLevel.Trace)
        {
            return;
        }

        PageBuilder page = new();
        string time = furrowEvent.Timestamp.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        Piece head = new($"{time} {furrowEvent.Operation.Word()} ", Tone.Muted);
        page.Line(Phrase.Of(head, furrowEvent.Details), hang: time.Length + 1);
        if (furrowEvent is SqlExecuted sql)
        {
            foreach (string line in sql.Sql.ReplaceLineEndings("\n").Split('\n'))
            {
                page.Line(new Piece(line, Tone.Muted), indent: time.Length + 1);
            }
        }

        messages.Write(page.Build());
    }
}
