using Npgsql;

namespace Furrow.Postgres.Changes;

/// <summary>
/// The transaction numbers that are one transaction's own: from the first that its snapshot does not know to its last
/// subtransaction. Nothing else in that range is visible to it, so a visible row version that such a number wrote is
/// its own, written under a savepoint or not; and a version that such a number ended was replaced or deleted by it.
/// </summary>
/// <remarks>
/// Numbers are 32 bits wide and wrap around: <c>age()</c> compares them as the server does. A row version keeps the
/// number of its writer for ever, so the range needs its upper end too.
/// </remarks>
internal sealed record WriteWindow(long First, long Last, long FirstMulti)
{
    // Numbers below this one have meanings of their own.
    private const long FirstNormal = 3;
    private const long Wrap = 1L << 32;

    /// <summary>Reads its beginning; the upper end follows.</summary>
    public static async Task<WriteWindow> BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        const string Sql = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint, mxid_age('1'::xid)";
        await using NpgsqlBatch batch = new(connection);
        batch.BatchCommands.Add(RawSql.Command(Sql));
        await using NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        long first = Math.Max(reader.GetInt64(0) % Wrap, FirstNormal);
        return new WriteWindow(first, first, (uint)reader.GetInt32(1) + 1L);
    }

    /// <summary>The condition that a number of column <paramref name="column"/> is the transaction's own.</summary>
    public string Contains(string column) =>
        FormattableString.Invariant($"age({column}) BETWEEN age('{Last}'::xid) AND age('{First}'::xid)");

    /// <summary>
    /// The condition that the transaction may have ended a row version. Where several had a lock on it, the column
    /// holds the number of their group instead, which was not handed out before the transaction began.
    /// </summary>
    public string MayHaveEnded(string column) => FormattableString.Invariant(
        $"({Contains(column)} OR mxid_age({column}) BETWEEN 0 AND mxid_age('{FirstMulti % Wrap}'::xid))");
}
