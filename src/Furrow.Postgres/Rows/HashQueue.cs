using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Rows;

/// <summary>
/// Rows to hash, in pieces that any session can take: a table, or a stretch of a large one's pages. A table's hash is a
/// sum over its rows, so it does not matter who adds which.
/// </summary>
internal sealed class HashQueue
{
    private const int PagesPerStretch = 8192;

    private readonly int _pagesPerStretch;
    private readonly Lock _lock = new();
    private readonly IReadOnlyList<ContentRequest> _requests;
    private readonly Func<ContentRequest, string, string> _statement;
    private readonly Stack<Piece> _pieces = [];
    private readonly ContentHash[] _rows;
    private readonly ContentHash[][] _columns;

    /// <param name="requests">What to hash.</param>
    /// <param name="pages">How many pages each has; 0 for what is read as a whole.</param>
    /// <param name="statement">The COPY of a request's rows under a condition.</param>
    /// <param name="pagesPerStretch">How many pages a session takes at a time.</param>
    public HashQueue(
        IReadOnlyList<ContentRequest> requests,
        long[] pages,
        Func<ContentRequest, string, string> statement,
        int pagesPerStretch = PagesPerStretch)
    {
        _pagesPerStretch = pagesPerStretch;
        _requests = requests;
        _statement = statement;
        _rows = new ContentHash[requests.Count];
        _columns = [.. requests.Select(request => new ContentHash[request.EachColumn ? request.Cells.Length : 0])];
        for (int request = requests.Count - 1; request >= 0; request--)
        {
            for (long page = 0; page == 0 || page < pages[request]; page += pagesPerStretch)
            {
                _pieces.Push(new Piece(request, page, page + pagesPerStretch >= pages[request]));
            }
        }
    }

    /// <summary>The hashes of all rows, once every piece is done.</summary>
    public ImmutableArray<TableContent> Contents =>
    [
        .. _requests.Select((request, place) =>
            new TableContent(request.Table.Name, _rows[place], [.. _columns[place]])),
    ];

    /// <summary>Hashes one piece after another until none is left. A piece that fails is there for another.</summary>
    public async Task WorkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using BinaryRows rows = new(connection);
        while (Take() is { } piece)
        {
            TableContent content;
            try
            {
                ContentRequest request = _requests[piece.Request];
                string condition = piece is { Page: 0, IsLast: true }
                    ? "" : TablePages.Condition(piece.Page, _pagesPerStretch, piece.IsLast);
                content = await rows.HashAsync(_statement(request, condition), request, cancellationToken);
            }
            catch
            {
                lock (_lock)
                {
                    _pieces.Push(piece);
                }

                throw;
            }

            Add(piece.Request, content);
        }
    }

    private Piece? Take()
    {
        lock (_lock)
        {
            return _pieces.TryPop(out Piece? piece) ? piece : null;
        }
    }

    private void Add(int request, TableContent content)
    {
        lock (_lock)
        {
            _rows[request] = _rows[request].Add(content.Rows);
            for (int column = 0; column < content.Columns.Length; column++)
            {
                _columns[request][column] = _columns[request][column].Add(content.Columns[column]);
            }
        }
    }

    private sealed record Piece(int Request, long Page, bool IsLast);
}
