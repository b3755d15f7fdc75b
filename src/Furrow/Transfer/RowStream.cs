namespace Furrow.Transfer;

/// <summary>
/// Takes COPY text in pieces of any size and hands on each row, still encoded, as soon as it is complete; what becomes
/// of the rows goes to another stream in larger pieces. Holds one row and one block, however many rows there are.
/// </summary>
/// <param name="target">Where the new form goes; stays open.</param>
public abstract class RowStream(Stream target) : Stream
{
    private const int BlockBytes = 1 << 18;
    private readonly RowBuffer _rest = new();
    private readonly RowBuffer _output = new(BlockBytes + (BlockBytes >> 2));

    /// <summary>How many rows came by.</summary>
    public long RowCount { get; private set; }

    /// <inheritdoc />
    public override bool CanRead => false;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => true;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Where the rows' new form is put together.</summary>
    protected RowBuffer Output => _output;

    /// <inheritdoc />
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Take(buffer.Span);
        if (_output.Length >= BlockBytes)
        {
            await HandOnAsync(cancellationToken);
        }
    }

    /// <inheritdoc />
    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override Task FlushAsync(CancellationToken cancellationToken) => HandOnAsync(cancellationToken);

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>One row without its line end.</summary>
    protected abstract void TakeRow(ReadOnlySpan<byte> row);

    private void Take(ReadOnlySpan<byte> bytes)
    {
        // In COPY text a line feed is always a row's end: inside a value it is written as \n.
        while (bytes.IndexOf((byte)'\n') is var length and >= 0)
        {
            ReadOnlySpan<byte> row = bytes[..length];
            if (_rest.Length > 0)
            {
                _rest.Write(row);
                row = _rest.Written.Span;
            }

            TakeRow(row);
            RowCount++;
            _rest.Clear();
            bytes = bytes[(length + 1)..];
        }

        if (!bytes.IsEmpty)
        {
            _rest.Write(bytes);
        }
    }

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await target.WriteAsync(_output.Written, cancellationToken);
        _output.Clear();
    }
}
