using System.Text;

namespace Furrow.Sql;

/// <summary>
/// Reads a script as its lines, and the rows of a COPY as the bytes that they are, in a buffer that only a single long
/// line makes larger.
/// </summary>
/// <param name="input">The script in UTF-8; stays open.</param>
public sealed class ScriptLines(Stream input)
{
    private const int BufferBytes = 1 << 18;

    // What comes before the end of the line that ends the rows; and the longest such line with the end before it.
    private const int EndBytesMax = 5;

    private static readonly byte[] RowsEnd = "\n\\."u8.ToArray();

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;
    private bool _isStarted;

    /// <summary>The number of the line that is read next, from 1.</summary>
    public long NextLine { get; private set; } = 1;

    /// <summary>The next line without its end; null behind the last one.</summary>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        await SkipByteOrderMarkAsync(cancellationToken);
        int seen = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (length >= 0)
            {
                string line = Strict.GetString(_buffer, _start, seen + length);
                _start += seen + length + 1;
                NextLine++;
                return line;
            }

            seen = _end - _start;
            if (!await FillAsync(cancellationToken))
            {
                string? last = seen == 0 ? null : Strict.GetString(_buffer, _start, seen);
                _start = _end;
                NextLine += seen == 0 ? 0 : 1;
                return last;
            }
        }
    }

    /// <summary>Passes on the rows that begin here, and goes behind the line that ends them.</summary>
    /// <exception cref="EndOfStreamException">No line ends them.</exception>
    public async Task ReadRowsAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        // There may be no row at all: then there is no line before the one that ends them.
        bool isAtLineStart = true;
        bool isAtEnd = false;
        while (true)
        {
            (int rows, int end) = FindEnd(isAtLineStart, isAtEnd);
            if (end >= 0)
            {
                await PassAsync(rows, write, cancellationToken);
                NextLine++;
                _start += end - rows;
                return;
            }

            if (isAtEnd)
            {
                throw new EndOfStreamException("The rows of a COPY do not end.");
            }

            // What may be the beginning of the end stays.
            int ready = Math.Max(0, _end - _start - EndBytesMax);
            if (ready > 0)
            {
                isAtLineStart = false;
                await PassAsync(ready, write, cancellationToken);
            }

            isAtEnd = !await FillAsync(cancellationToken);
        }
    }

    // How many bytes of rows come before the line that ends them, and where what follows that line begins; -1: not yet.
    private (int Rows, int End) FindEnd(bool isAtLineStart, bool isAtEnd)
    {
        ReadOnlySpan<byte> text = _buffer.AsSpan(_start, _end - _start);
        if (isAtLineStart && text.StartsWith(RowsEnd.AsSpan(1)) && EndOfLine(text, 2, isAtEnd) is var first and >= 0)
        {
            return (0, first);
        }

        int from = 0;
        while (text[from..].IndexOf(RowsEnd) is var found and >= 0)
        {
            int rows = from + found + 1;
            if (EndOfLine(text, rows + 2, isAtEnd) is var end and >= 0)
            {
                return (rows, end);
            }

            from = rows;
        }

        return (0, -1);
    }

    private static int EndOfLine(ReadOnlySpan<byte> text, int at, bool isAtEnd) => text[at..] switch
    {
        [(byte)'\n', ..] => at + 1,
        [(byte)'\r', (byte)'\n', ..] => at + 2,
        [] when isAtEnd => at,
        _ => -1,
    };

    private async ValueTask PassAsync(
        int length, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        if (length > 0)
        {
            NextLine += _buffer.AsSpan(_start, length).Count((byte)'\n');
            await write(_buffer.AsMemory(_start, length), cancellationToken);
            _start += length;
        }
    }

    private async ValueTask SkipByteOrderMarkAsync(CancellationToken cancellationToken)
    {
        if (_isStarted)
        {
            return;
        }

        _isStarted = true;
        ReadOnlyMemory<byte> mark = Encoding.UTF8.Preamble.ToArray();
        while (_end < mark.Length && await FillAsync(cancellationToken))
        {
            // A file may come in pieces of any size.
        }

        _start = _buffer.AsSpan(0, _end).StartsWith(mark.Span) ? mark.Length : 0;
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        int read = await input.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }
}
