using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Furrow.Transfer;

/// <summary>
/// A file that is being written. While it grows, what it has is already brought to the disk, so that waiting for that
/// at the end is short.
/// </summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private const int FlushBytes = 64 << 20;

    private readonly SafeFileHandle _handle;
    private readonly IncrementalHash? _hash;
    private long _flushedBytes;
    private Task _flushing = Task.CompletedTask;

    public ExportFile(string name, string path, bool hasChecksum)
    {
        Name = name;
        Path = path;
        _hash = hasChecksum ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>How many bytes were written so far.</summary>
    public long SizeBytes { get; private set; }

    public async Task WriteAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(_handle, block, SizeBytes, cancellationToken);
        _hash?.AppendData(block.Span);
        SizeBytes += block.Length;
        if (SizeBytes - _flushedBytes >= FlushBytes && _flushing.IsCompletedSuccessfully)
        {
            _flushedBytes = SizeBytes;
            _flushing = Task.Run(() => RandomAccess.FlushToDisk(_handle), CancellationToken.None);
        }
    }

    /// <summary>SHA-256 of what was written, in lower-case hex.</summary>
    public string Checksum() => Convert.ToHexStringLower(
        (_hash ?? throw new InvalidOperationException("This file was begun without a checksum.")).GetCurrentHash());

    /// <summary>Waits until the file is on the disk, and closes it.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _flushing;
        await Task.Run(() => RandomAccess.FlushToDisk(_handle), cancellationToken);
        _handle.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        // Whether it came to the disk is asked by whoever wants to keep it.
        await _flushing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _handle.Dispose();
        _hash?.Dispose();
    }
}
