using System.Buffers.Binary;
using System.Collections.Concurrent;
using Furrow.Data.Cells;
using Furrow.Providers;

namespace Furrow.Tests.Providers;

public sealed class BulkPipelineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 7)]
    [InlineData(2, 1)]
    [InlineData(4, 0)]
    [InlineData(4, 3)]
    [InlineData(4, 2_000)]
    [InlineData(9, 500)]
    public async Task Every_range_is_written_once_and_in_order(int workers, int ranges)
    {
        ConcurrentDictionary<RowChunk, bool> chunks = new();
        List<long> written = [];
        await RunAsync(workers, ranges, chunks, written, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, ranges).Select(range => (long)range), written);
        Assert.True(chunks.Count <= workers + 2, $"{chunks.Count} chunks for {workers} workers");
    }

    [Fact]
    public async Task One_worker_needs_no_thread()
    {
        int thread = Environment.CurrentManagedThreadId;
        List<int> seen = [];
        await new BulkPipeline(1).RunAsync(
            20,
            () => new Source((_, _) => seen.Add(Environment.CurrentManagedThreadId)),
            (_, _) =>
            {
                seen.Add(Environment.CurrentManagedThreadId);
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Assert.Equal(40, seen.Count);
        Assert.All(seen, id => Assert.Equal(thread, id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_source_that_fails_ends_it_with_its_error(int workers)
    {
        for (int at = 0; at < 40; at++)
        {
            List<long> written = [];
            int failing = at;
            InvalidTimeZoneException error = await Assert.ThrowsAsync<InvalidTimeZoneException>(
                () => new BulkPipeline(workers).RunAsync(
                    1_000,
                    () => new Source((range, chunk) =>
                    {
                        if (range == failing)
                        {
                            throw new InvalidTimeZoneException("mine");
                        }

                        Write(range, chunk);
                    }),
                    (chunk, _) =>
                    {
                        written.Add(Read(chunk));
                        return Task.CompletedTask;
                    },
                    CancellationToken.None).WaitAsync(Patience));
            Assert.Equal("mine", error.Message);
            Assert.Equal(Enumerable.Range(0, written.Count).Select(range => (long)range), written);
            Assert.True(written.Count <= failing, $"{written.Count} were written, and {failing} failed");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task A_writer_that_fails_ends_it_with_its_error(int workers)
    {
        for (int at = 0; at < 40; at++)
        {
            int left = at;
            await Assert.ThrowsAsync<InvalidTimeZoneException>(
                () => new BulkPipeline(workers).RunAsync(
                    long.MaxValue,
                    () => new Source(Write),
                    async (_, _) =>
                    {
                        await Task.Yield();
                        if (left-- == 0)
                        {
                            throw new InvalidTimeZoneException();
                        }
                    },
                    CancellationToken.None).WaitAsync(Patience));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Cancelling_at_any_moment_ends_it(int workers)
    {
        for (int moment = 0; moment < 60; moment++)
        {
            using CancellationTokenSource stop = new();
            long calls = 0;
            int last = moment;
            void Count()
            {
                if (Interlocked.Increment(ref calls) == last)
                {
                    stop.Cancel();
                }
            }

            if (moment == 0)
            {
                await stop.CancelAsync();
            }

            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => new BulkPipeline(workers).RunAsync(
                    long.MaxValue,
                    () => new Source((range, chunk) =>
                    {
                        Count();
                        Write(range, chunk);
                    }),
                    async (_, token) =>
                    {
                        Count();
                        await Task.Yield();
                        token.ThrowIfCancellationRequested();
                    },
                    stop.Token).WaitAsync(Patience));
        }
    }

    [Fact]
    public async Task A_writer_that_is_slow_holds_the_workers_back()
    {
        int ahead = 0;
        int furthest = 0;
        await new BulkPipeline(3).RunAsync(
            60,
            () => new Source((range, chunk) =>
            {
                int now = Interlocked.Increment(ref ahead);
                InterlockedMax(ref furthest, now);
                Write(range, chunk);
            }),
            async (_, token) =>
            {
                await Task.Delay(2, token);
                Interlocked.Decrement(ref ahead);
            },
            CancellationToken.None).WaitAsync(Patience);
        Assert.InRange(furthest, 1, 5);
    }

    private static Task RunAsync(
        int workers,
        int ranges,
        ConcurrentDictionary<RowChunk, bool> chunks,
        List<long> written,
        CancellationToken cancellationToken) => new BulkPipeline(workers).RunAsync(
        ranges,
        () => new Source((range, chunk) =>
        {
            chunks[chunk] = true;
            Assert.Equal((0, 0), (chunk.ByteCount, chunk.RowCount));

            // Some take longer than others.
            Thread.SpinWait((int)(range % 7) * 500);
            Write(range, chunk);
        }),
        async (chunk, _) =>
        {
            if (written.Count % 5 == 0)
            {
                await Task.Yield();
            }

            written.Add(Read(chunk));
        },
        cancellationToken).WaitAsync(Patience, cancellationToken);

    private static void Write(long range, RowChunk chunk)
    {
        BinaryPrimitives.WriteInt64LittleEndian(chunk.Take(8), range);
        chunk.AddRows(1);
    }

    private static long Read(RowChunk chunk) => BinaryPrimitives.ReadInt64LittleEndian(chunk.Bytes.Span);

    private static void InterlockedMax(ref int place, int value)
    {
        int found = Volatile.Read(ref place);
        while (found < value && Interlocked.CompareExchange(ref place, value, found) is var now && now != found)
        {
            found = now;
        }
    }

    private sealed class Source(Action<long, RowChunk> fill) : IChunkSource
    {
        public void Fill(long range, RowChunk chunk, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            fill(range, chunk);
        }
    }
}
