using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Postgres.Transfer;
using Furrow.Providers;
using Furrow.Sql;
using Npgsql;

namespace Furrow.Postgres.Loading;

/// <summary>
/// One COPY. In the binary format where every column has a binary form; one that has none makes all of it text.
/// </summary>
internal sealed class PostgresBulkLoad : IBulkLoad
{
    // A write that is cut short costs the connection: a server that takes data is given the time to take this piece.
    private static readonly TimeSpan CancelGrace = TimeSpan.FromSeconds(2);

    private readonly BulkRequest _request;
    private readonly LoadTypes _types;
    private readonly CopyInput _copy;
    private readonly TimeProvider _clock;
    private long _rowCount;
    private bool _isOver;

    private PostgresBulkLoad(BulkRequest request, LoadTypes types, CopyInput copy, TimeProvider clock)
    {
        _request = request;
        _types = types;
        _copy = copy;
        _clock = clock;
        IsBinary = HasBinaryForm(request, types);
    }

    /// <summary>Whether the data is in the binary format.</summary>
    public bool IsBinary { get; }

    public static async Task<PostgresBulkLoad> BeginAsync(
        NpgsqlConnection connection, BulkRequest request, TimeProvider clock, CancellationToken cancellationToken)
    {
        LoadTypes types = await LoadTypes.ReadAsync(connection, request.Checked(), cancellationToken);
        string target = CopyRows.Target(new RowSelection(
            request.Table, [.. request.Columns.Select(column => new ProjectedColumn(column.Column))]));
        bool isBinary = HasBinaryForm(request, types);
        CopyInput copy = isBinary
            ? await CopyInput.BeginBinaryAsync(connection, target, cancellationToken)
            : await CopyInput.BeginTextAsync(connection, target, cancellationToken);
        PostgresBulkLoad load = new(request, types, copy, clock);
        if (isBinary)
        {
            await load.SendAsync(BinaryRowEncoder.Header, cancellationToken);
        }

        return load;
    }

    public IRowEncoder CreateEncoder() => IsBinary
        ? new BinaryRowEncoder(
            [.. _request.Columns.Select(column => BinaryForms.For(Place(_request, column), column.Cells, _types)!)])
        : new CopyTextEncoder(_request.Columns.Select(column => CellText.Of(Place(_request, column), column.Cells)));

    public async Task WriteAsync(RowChunk chunk, CancellationToken cancellationToken)
    {
        await SendAsync(chunk.Bytes, cancellationToken);
        _rowCount += chunk.RowCount;
    }

    public async Task<long> CompleteAsync(CancellationToken cancellationToken)
    {
        if (IsBinary)
        {
            await SendAsync(BinaryRowEncoder.Trailer, cancellationToken);
        }

        _isOver = true;
        try
        {
            await _copy.EndAsync();
        }
        catch (PostgresException e)
        {
            throw LoadFault.Of(_request.Table.Name, e);
        }

        return _rowCount;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        try
        {
            await _copy.CancelAsync();
        }
        catch (PostgresException)
        {
            // The server had refused a row already; whoever gives the rows up has a reason that this must not hide.
        }
    }

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using CancellationTokenSource limit = new(Timeout.InfiniteTimeSpan, _clock);
        await using CancellationTokenRegistration grace =
            cancellationToken.Register(() => limit.CancelAfter(CancelGrace));
        try
        {
            await _copy.Stream.WriteAsync(bytes, limit.Token);
        }
        catch (Exception)
        {
            // The connection is gone with it, and so is the load.
            _isOver = true;
            cancellationToken.ThrowIfCancellationRequested();
            throw;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private static bool HasBinaryForm(BulkRequest request, LoadTypes types) => request.Columns.All(
        column => BinaryForms.For(Place(request, column), column.Cells, types) is not null);

    private static CellPlace Place(BulkRequest request, BulkColumn column) => new(request.Table.Name, column.Column);
}
