using Furrow.Cli.Commands;
using Furrow.Cli.Documents;
using Furrow.Cli.Rendering;
using Furrow.Cli.Views;
using Furrow.Errors;
using Furrow.Events;

namespace Furrow.Cli;

/// <summary>
/// Says how a command ended: its result on standard output, its error on standard error, its exit code.
/// </summary>
/// <param name="host">The world.</param>
/// <param name="shared">The options that decide how it is said.</param>
/// <param name="command">The command's name; null when none was recognised.</param>
internal sealed class CommandReport(CliHost host, SharedValues shared, string? command)
{
    private readonly Screen _screen = Screen.For(host.Terminal.IsOut, host, shared.NoColour);

    /// <summary>The command did its work.</summary>
    public int Success(CommandRun run, Outcome outcome)
    {
        long elapsedMs = run.ElapsedMs;
        run.Dispose();
        try
        {
            if (shared.Json)
            {
                host.Out.Write(DocumentText.Ok(Head(elapsedMs), outcome.WriteFields));
            }
            else if (!shared.Quiet || IsForProgram(outcome.Page))
            {
                host.Out.Write(PageRenderer.Draw(outcome.Page, _screen));
            }

            host.Out.Flush();
            return outcome.ExitCode;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            FurrowException error = new(
                ErrorCode.Internal, $"The result cannot be written to standard output: {e.Message}");
            run.Messages.Write(ErrorView.Render(error, applied: []));
            return ExitCode.Failed;
        }
    }

    /// <summary>The command failed, or was interrupted.</summary>
    public int Failure(CommandRun run, Exception failure, bool isInterrupted)
    {
        long elapsedMs = run.ElapsedMs;
        run.Dispose();
        FurrowException error = Understand(run, failure, isInterrupted);
        if (run.IsJsonLog) LogFailure(run, elapsedMs, error);
        else run.Messages.Write(ErrorView.Render(error, run.Events.Applied, run.Events.TakenBackCount));
        if (run is { IsVerbose: true, IsJsonLog: false }
            && failure is not FurrowException and not OperationCanceledException)
        {
            WriteStackTrace(run, failure);
        }

        if (shared.Json) WriteDocument(DocumentText.Failed(Head(elapsedMs), error));
        return isInterrupted ? ExitCode.Interrupted : ExitCode.Of(error.Code);
    }

    // A completion script is no message: --quiet cannot mean that it is unwanted.
    private static bool IsForProgram(Page page) => page.Blocks is [Verbatim];

    private FurrowException Understand(CommandRun run, Exception failure, bool isInterrupted)
    {
        if (isInterrupted && failure is OperationCanceledException)
        {
            string what = command ?? "furrow";
            return new FurrowException(
                ErrorCode.Interrupted, $"{what} was interrupted; what was not finished was taken back.");
        }

        if (failure is FurrowException known)
        {
            return run.Redact(known);
        }

        string message = run.Secrets.Redact(failure.Message);
        return new FurrowException(
            ErrorCode.Internal, $"furrow came upon a fault of its own ({failure.GetType().Name}): {message}")
        {
            Hint = run.IsVerbose ? null : "Run it again with --verbose for the stack trace, and report it.",
        };
    }

    // The engine logs how its commands fail; what fails before it begins is logged here.
    private void LogFailure(CommandRun run, long elapsedMs, FurrowException error)
    {
        if (run.Events.HasFailed)
        {
            return;
        }

        CommandFailed failed = new(command ?? "furrow", elapsedMs, EventError.From(error));
        try
        {
            new JsonLineSink(host.Error, run.IsVerbose).Emit(failed with { Timestamp = host.Clock.GetUtcNow() });
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }
    }

    private static void WriteStackTrace(CommandRun run, Exception failure)
    {
        PageBuilder page = new();
        foreach (string line in run.Secrets.Redact(failure.ToString()).ReplaceLineEndings("\n").Split('\n'))
        {
            page.Line(new Piece(line, Tone.Muted), indent: 2);
        }

        run.Messages.Write(page.Build());
    }

    private void WriteDocument(string document)
    {
        try
        {
            host.Out.Write(document);
            host.Out.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The exit code says it all the same.
        }
    }

    private DocumentHead Head(long elapsedMs) =>
        new(command, elapsedMs, IsIndented: host.Terminal.IsOut, host.Terminal.IsUnicode);
}
