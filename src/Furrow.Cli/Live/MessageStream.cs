using Furrow.Cli.Rendering;
using Spectre.Console.Rendering;

namespace Furrow.Cli.Live;

/// <summary>
/// Standard error, shared by messages, a question and one status line that is always the last on the screen. Safe to
/// use from several threads. A reader that went away is no reason to fail.
/// </summary>
internal sealed class MessageStream(TextWriter writer, Screen screen)
{
    private readonly Lock _gate = new();
    private int _statusLength;
    private bool _isAsking;

    /// <summary>What it is drawn for.</summary>
    public Screen Screen => screen;

    /// <summary>Whether somebody may be looking at it.</summary>
    public bool IsTerminal => screen.Width is not null;

    /// <summary>Writes a page, above the status line.</summary>
    public void Write(Page page) => WriteText(PageRenderer.Draw(page, screen));

    /// <summary>Shows a status line in place of the one before; nothing while a question is open.</summary>
    public void ShowStatus(IRenderable line)
    {
        lock (_gate)
        {
            if (_isAsking) return;
            (string text, int width) = PageRenderer.DrawLine(line, screen);
            // Spaces instead of an escape code: they work on every terminal, and with colour switched off.
            Emit("\r" + text + new string(' ', Math.Max(0, _statusLength - width)) + "\r");
            _statusLength = width;
        }
    }

    /// <summary>Takes the status line away.</summary>
    public void ClearStatus()
    {
        lock (_gate)
        {
            Clear();
        }
    }

    /// <summary>
    /// Writes a question without a line feed and keeps the status line away until the answer is there.
    /// </summary>
    public void BeginQuestion(Phrase question)
    {
        lock (_gate)
        {
            _isAsking = true;
            Clear();
            string text = PageRenderer.Draw(new Page([new Paragraph(question)]), screen);
            Emit(text.TrimEnd('\n') + " ");
        }
    }

    /// <summary>The question is over; one without an answer has its line ended here.</summary>
    public void EndQuestion(bool isAnswered)
    {
        lock (_gate)
        {
            if (!isAnswered) Emit("\n");
            _isAsking = false;
        }
    }

    private void WriteText(string text)
    {
        lock (_gate)
        {
            Clear();
            Emit(text);
        }
    }

    private void Clear()
    {
        if (_statusLength == 0) return;
        Emit("\r" + new string(' ', _statusLength) + "\r");
        _statusLength = 0;
    }

    private void Emit(string text)
    {
        try
        {
            writer.Write(text);
            writer.Flush();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nobody listens any more; the exit code still says how it ended.
        }
    }
}
