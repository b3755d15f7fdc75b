using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Furrow.Postgres.Rows;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>
/// Reads one large table by several sessions that see the same snapshot: each takes the next stretch of its pages, and
/// the rows are handed on in the order of the pages. Holds at most a few stretches, however large the table is; a
/// session that is ahead waits until its turn has come.
/// </summary>
/// <param name="sessions">The connections, each in its transaction.</param>
/// <param name="pagesPerStretch">How many pages a session reads at a time.</param>
internal sealed class SplitCopy(IReadOnlyList<NpgsqlConnection> sessions, int pagesPerStretch) : IDisposable
{
    private const int BlockBytes = 1 << 17;

    // What a session may be ahead, in blocks: about the text of a stretch.
    private const int BlocksAheadMax = 128;

    // Ends the reading where the driver has come to a row's end: a cancelled driver closes its connection.
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _turns = new();
    private readonly Channel<ChannelReader<Block>> _stretches =
        Channel.CreateUnbounded<ChannelReader<Block>>(new UnboundedChannelOptions { SingleReader = true });
    private long _nextPage;

    /// <summary>Writes the rows as COPY text; returns how many there were.</summary>
    /// <param name="select">The query for all rows, to which a condition can be added by WHERE.</param>
    /// <param name="pages">How many pages the table has at least.</param>
    /// <param name="target">Where the rows go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<long> WriteAsync(
        string select, long pages, Stream target, CancellationToken cancellationToken)
    {
        Task reading = ReadAllAsync(select, pages, cancellationToken);
        long rows = 0;
        try
        {
            await foreach (ChannelReader<Block> stretch in _stretches.Reader.ReadAllAsync(cancellationToken))
            {
                await foreach (Block block in stretch.ReadAllAsync(cancellationToken))
                {
                    ReadOnlyMemory<byte> text = block.Bytes.AsMemory(0, block.Length);
                    rows += text.Span.Count((byte)'\n');
                    await target.WriteAsync(text, cancellationToken);
                    ArrayPool<byte>.Shared.Return(block.Bytes);
                }
            }
        }
        catch
        {
            // The connections are the caller's again only when nobody reads from them any more.
            await _stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        await reading;
        return rows;
    }

    /// <inheritdoc />
    public void Dispose() => _stop.Dispose();

    private async Task ReadAllAsync(string select, long pages, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(sessions.Select(session => Task.Run(
                () => ReadAsync(session, select, pages, cancellationToken), cancellationToken)));
            _stretches.Writer.Complete();
        }
        catch (Exception e)
        {
            _stretches.Writer.TryComplete(e);
            throw;
        }
    }

    private async Task ReadAsync(
        NpgsqlConnection session, string select, long pages, CancellationToken cancellationToken)
    {
        while (TryTake(pages, out long page, out ChannelWriter<Block>? stretch))
        {
            bool isLast = page + pagesPerStretch >= pages;
            string sql = $"COPY ({select} {TablePages.Condition(page, pagesPerStretch, isLast)}) TO STDOUT";
            try
            {
                await ReadAsync(session, sql, stretch, cancellationToken);
                stretch.Complete();
            }
            catch (Exception e)
            {
                stretch.TryComplete(e);
                throw;
            }
        }
    }

    // Taken and put into the order at once, so that the order is that of the pages.
    private bool TryTake(
        long pages, out long page, [NotNullWhen(true)] out ChannelWriter<Block>? stretch)
    {
        lock (_turns)
        {
            page = _nextPage;
            if (page >= pages)
            {
                stretch = null;
                return false;
            }

            _nextPage += pagesPerStretch;
            Channel<Block> blocks = Channel.CreateBounded<Block>(
                new BoundedChannelOptions(BlocksAheadMax) { SingleReader = true, SingleWriter = true });
            stretch = blocks.Writer;
            return _stretches.Writer.TryWrite(blocks.Reader);
        }
    }

    private async Task ReadAsync(
        NpgsqlConnection session, string sql, ChannelWriter<Block> stretch, CancellationToken cancellationToken)
    {
        using TextReader reader = await session.BeginTextExportAsync(sql, cancellationToken);
        Stream source = ((StreamReader)reader).BaseStream;
        while (true)
        {
            // The driver gives at most a row at a time.
            byte[] bytes = ArrayPool<byte>.Shared.Rent(BlockBytes);
            int filled = 0;
            int length;
            do
            {
                length = await source.ReadAsync(bytes.AsMemory(filled), cancellationToken);
                filled += length;
            }
            while (length > 0 && filled < BlockBytes / 2);
            await stretch.WriteAsync(new Block(bytes, filled), _stop.Token);
            if (length == 0)
            {
                return;
            }
        }
    }

    private readonly record struct Block(byte[] Bytes, int Length);
}
