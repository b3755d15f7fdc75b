using System.Text;

namespace Furrow.Postgres.Snapshots;

/// <summary>
/// Reads a script as its lines, and the rows of a COPY as the bytes that they are, in a buffer that only a single long
/// line makes larger.
/// </summary>
internal sealed class ScriptLines(Stream input)
{
    private const int BufferBytes = 1 << 18;

    // The line that ends the rows, as it follows on the line before it.
    private static readonly byte[] RowsEnd = "\n\\.\n"u8.ToArray();

    private static readonly UTF8Encoding Strict =
        new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private byte[] _buffer = new byte[BufferBytes];
    private int _start;
    private int _end;

    /// <summary>The next line without its end; null behind the last one.</summary>
    /// <exception cref="DecoderFallbackException">It is not UTF-8.</exception>
    public async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        int seen = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (length >= 0)
            {
                string line = Strict.GetString(_buffer, _start, seen + length);
                _start += seen + length + 1;
                return line;
            }

            seen = _end - _start;
            if (!await FillAsync(cancellationToken))
            {
                string? last = seen == 0 ? null : Strict.GetString(_buffer, _start, seen);
                _start = _end;
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
        while (_end - _start < RowsEnd.Length - 1)
        {
            await FillOrThrowAsync(cancellationToken);
        }

        if (_buffer.AsSpan(_start, RowsEnd.Length - 1).SequenceEqual(RowsEnd.AsSpan(1)))
        {
            _start += RowsEnd.Length - 1;
            return;
        }

        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf(RowsEnd);
            if (length >= 0)
            {
                await write(_buffer.AsMemory(_start, length + 1), cancellationToken);
                _start += length + RowsEnd.Length;
                return;
            }

            // What may be the beginning of the end stays.
            int ready = Math.Max(0, _end - _start - RowsEnd.Length + 1);
            if (ready > 0)
            {
                await write(_buffer.AsMemory(_start, ready), cancellationToken);
                _start += ready;
            }

            await FillOrThrowAsync(cancellationToken);
        }
    }

    private async Task FillOrThrowAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(cancellationToken))
        {
            throw new EndOfStreamException("The rows of a COPY do not end.");
        }
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
