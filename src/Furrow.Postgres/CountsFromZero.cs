using Npgsql;

namespace Furrow.Postgres;

/// <summary>
/// Whether the server's counts of written rows begin at zero with the open transaction. A server session hands its
/// counts in only now and then; until then a transaction finds those of earlier ones among its own, even of those that
/// were rolled back. So they are handed in with each commit, or else before the next transaction begins.
/// </summary>
internal sealed class CountsFromZero(NpgsqlConnection connection)
{
    /// <summary>Has the server session hand in its counts as soon as it waits outside of a transaction.</summary>
    public const string HandIn = "SELECT pg_backend_pid() FROM pg_stat_force_next_flush()";

    // Before this version nobody can ask for it.
    private const int FirstMajor = 15;

    private bool _isPossible = connection.PostgreSqlVersion.Major >= FirstMajor;
    private bool _isHandedIn;
    private bool _isGivenAway;

    /// <summary>Whether the counts of the open transaction are its own alone.</summary>
    public bool IsCountedFrom { get; private set; }

    /// <summary>
    /// Whether nothing that may write was sent since the transaction began, so that all counts are zero.
    /// </summary>
    public bool IsUntouched => IsCountedFrom && _isHandedIn && !_isGivenAway;

    /// <summary>Something is about to be sent that may write rows.</summary>
    public void Touch() => _isHandedIn = false;

    /// <summary>Others have the connection from now on, and may use it at any time.</summary>
    public void GiveAway() => _isGivenAway = true;

    /// <summary>A transaction is about to begin.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_isPossible && (!_isHandedIn || _isGivenAway))
        {
            // Behind a proxy that shares server sessions, the counts of the next one may be another client's.
            object? process = await RawSql.ScalarAsync(connection, RawSql.Command(HandIn), cancellationToken);
            _isPossible = process is int number && number == connection.ProcessID;
            _isHandedIn = _isPossible;
        }

        IsCountedFrom = _isPossible;
    }

    /// <summary>The transaction is over.</summary>
    /// <param name="isHandedIn">Whether it was committed together with <see cref="HandIn"/>.</param>
    public void End(bool isHandedIn) => (IsCountedFrom, _isHandedIn) = (false, isHandedIn);
}
