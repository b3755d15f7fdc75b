using System.Collections.Immutable;
using System.Text;

namespace Furrow.Transfer;

/// <summary>
/// Writes the same bytes to several files, in large blocks: while one block goes to the disk the next one is filled.
/// </summary>
internal sealed class FileBlocks : Stream
{
    private const int BlockBytes = 1 << 20;

    private readonly ImmutableArray<ExportFile> _files;
    private readonly Action<long> _written;
    private byte[] _filling = new byte[BlockBytes];
    private byte[] _going = new byte[BlockBytes];
    private int _filled;
    private Task _writing = Task.CompletedTask;

    /// <summary>Begins; each block's size is told as it is handed on.</summary>
    public FileBlocks(ImmutableArray<ExportFile> files, Action<long> written) => (_files, _written) = (files, written);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task WriteTextAsync(string text, CancellationToken cancellationToken) =>
        await WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int length = Math.Min(buffer.Length, BlockBytes - _filled);
            buffer[..length].CopyTo(_filling.AsMemory(_filled));
            _filled += length;
            buffer = buffer[length..];
            if (_filled == BlockBytes)
            {
                await HandOnAsync(cancellationToken);
            }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await HandOnAsync(cancellationToken);
        await _writing;
    }

    public override async ValueTask DisposeAsync()
    {
        // Whatever went wrong is told by whoever waits for it; here the files are only to be free.
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private async Task HandOnAsync(CancellationToken cancellationToken)
    {
        await _writing;
        (_filling, _going) = (_going, _filling);
        ReadOnlyMemory<byte> block = _going.AsMemory(0, _filled);
        _filled = 0;
        _writing = Task.WhenAll(_files.Select(file => file.WriteAsync(block, cancellationToken)));
        _written(block.Length);
    }
}
