using System.Security.Cryptography;

namespace Furrow.Transfer;

/// <summary>A file that is being written.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly IncrementalHash? _hash;

    public ExportFile(string name, string path, bool hasChecksum)
    {
        Name = name;
        Path = path;
        _hash = hasChecksum ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
        _stream = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,

            // What comes here comes in large blocks.
            BufferSize = 0,
        });
    }

    public string Name { get; }

    public string Path { get; }

    /// <summary>How many bytes were written so far.</summary>
    public long SizeBytes { get; private set; }

    public async Task WriteAsync(ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
    {
        await _stream.WriteAsync(block, cancellationToken);
        _hash?.AppendData(block.Span);
        SizeBytes += block.Length;
    }

    /// <summary>SHA-256 of what was written, in lower-case hex.</summary>
    public string Checksum() => Convert.ToHexStringLower(
        (_hash ?? throw new InvalidOperationException("This file was begun without a checksum.")).GetCurrentHash());

    /// <summary>Waits until the file is on the disk, and closes it.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await Task.Run(() => _stream.Flush(flushToDisk: true), cancellationToken);
        await _stream.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _hash?.Dispose();
    }
}
