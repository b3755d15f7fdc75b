using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using Furrow.Data.Cells;

namespace Furrow.Providers;

/// <summary>Fills one chunk after another with the rows of consecutive ranges; belongs to one thread.</summary>
public interface IChunkSource
{
    /// <summary>Encodes a range's rows into a chunk that is empty.</summary>
    /// <param name="range">The number of the range, from 0.</param>
    /// <param name="chunk">Where its rows go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    void Fill(long range, RowChunk chunk, CancellationToken cancellationToken);
}

/// <summary>
/// Rows from several threads into one writer, in the order of their ranges. There are never more chunks than workers
/// and two; the first error ends everything and is the one that is thrown.
/// </summary>
/// <param name="workerCount">How many threads encode; with one, everything happens on the caller's.</param>
public sealed class BulkPipeline(int workerCount)
{
    private const int SpareChunks = 2;

    /// <summary>Encodes and writes all ranges.</summary>
    /// <param name="rangeCount">How many there are.</param>
    /// <param name="createSource">Makes a worker's own source; called on the caller's thread.</param>
    /// <param name="write">
    /// Writes a chunk, which may be filled again when it is done. Never called twice at once.
    /// </param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(
        long rangeCount,
        Func<IChunkSource> createSource,
        Func<RowChunk, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workerCount, 1);
        int count = (int)Math.Min(workerCount, Math.Max(rangeCount, 1));
        IChunkSource[] sources = new IChunkSource[count];
        for (int worker = 0; worker < count; worker++)
        {
            sources[worker] = createSource();
        }

        if (count == 1)
        {
            await RunAloneAsync(rangeCount, sources[0], write, cancellationToken);
        }
        else
        {
            using Run run = new(rangeCount, count + SpareChunks, cancellationToken);
            await run.CompleteAsync(sources, write);
        }
    }

    private static async Task RunAloneAsync(
        long rangeCount,
        IChunkSource source,
        Func<RowChunk, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        RowChunk chunk = new();
        for (long range = 0; range < rangeCount; range++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            chunk.Clear();
            source.Fill(range, chunk, cancellationToken);
            await write(chunk, cancellationToken);
        }
    }

    /// <summary>
    /// One run. A worker takes a free chunk first and only then the next range: so whoever has the lowest range has a
    /// chunk for it and nobody waits in a circle, and at most as many ranges are open as there are chunks, so that each
    /// has a place of its own in the ring.
    /// </summary>
    private sealed class Run : IDisposable
    {
        private readonly long _rangeCount;
        private readonly CancellationTokenSource _stop;
        private readonly CancellationToken _callers;
        private readonly Channel<RowChunk> _free;
        private readonly Channel<RowChunk>[] _ring;
        private long _nextRange = -1;
        private ExceptionDispatchInfo? _error;

        public Run(long rangeCount, int chunkCount, CancellationToken cancellationToken)
        {
            _rangeCount = rangeCount;
            _callers = cancellationToken;
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _free = Channel.CreateUnbounded<RowChunk>();
            _ring = new Channel<RowChunk>[chunkCount];
            for (int place = 0; place < chunkCount; place++)
            {
                _ring[place] = Channel.CreateBounded<RowChunk>(1);
                _free.Writer.TryWrite(new RowChunk());
            }
        }

        public async Task CompleteAsync(IChunkSource[] sources, Func<RowChunk, CancellationToken, Task> write)
        {
            Task[] workers = [.. sources.Select(source => Task.Run(
                () => GuardAsync(() => FillAsync(source)), CancellationToken.None))];
            await GuardAsync(() => WriteAsync(write));
            await Task.WhenAll(workers);
            if (_error?.SourceException is OperationCanceledException)
            {
                _callers.ThrowIfCancellationRequested();
            }

            _error?.Throw();
        }

        public void Dispose() => _stop.Dispose();

        private async Task FillAsync(IChunkSource source)
        {
            while (true)
            {
                RowChunk chunk = await _free.Reader.ReadAsync(_stop.Token);
                long range = Interlocked.Increment(ref _nextRange);
                if (range >= _rangeCount)
                {
                    // For the next one to find out the same.
                    _free.Writer.TryWrite(chunk);
                    return;
                }

                chunk.Clear();
                source.Fill(range, chunk, _stop.Token);
                _ring[range % _ring.Length].Writer.TryWrite(chunk);
            }
        }

        private async Task WriteAsync(Func<RowChunk, CancellationToken, Task> write)
        {
            for (long range = 0; range < _rangeCount; range++)
            {
                RowChunk chunk = await _ring[range % _ring.Length].Reader.ReadAsync(_stop.Token);
                await write(chunk, _stop.Token);
                _free.Writer.TryWrite(chunk);
            }
        }

        // The first error stops the others, whose own complaints about being stopped are not of interest.
        private async Task GuardAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _error, ExceptionDispatchInfo.Capture(e), null);
                await _stop.CancelAsync();
            }
        }
    }
}
