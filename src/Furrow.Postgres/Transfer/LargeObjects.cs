using System.Text;
using Npgsql;

namespace Furrow.Postgres.Transfer;

/// <summary>Large objects as statements, piece by piece. They keep their numbers, which rows refer to.</summary>
internal sealed class LargeObjects(NpgsqlConnection connection)
{
    private const int PieceBytes = 1 << 16;

    // The server writes the statements: nothing of an object is turned into anything on the way.
    private const string Piece = """
        SELECT 'SELECT pg_catalog.lo_put(' || $1 || ', ' || $2 || ', ''\x'
            || encode(lo_get($1::oid, $2, $3), 'hex') || ''');' || E'\n'
        """;

    public async Task<long> CountAsync(CancellationToken cancellationToken) => (long)(await RawSql.ScalarAsync(
        connection, RawSql.Command("SELECT count(*) FROM pg_largeobject_metadata"), cancellationToken))!;

    public async Task<long> WriteAsync(Stream target, CancellationToken cancellationToken)
    {
        long count = 0;
        long after = 0;
        while (await NextAsync(after, cancellationToken) is { } number)
        {
            string create = FormattableString.Invariant($"SELECT pg_catalog.lo_create({number});\n");
            await target.WriteAsync(Encoding.UTF8.GetBytes(create), cancellationToken);
            for (long offset = 0; await PieceAsync(number, offset, cancellationToken) is { } statement;)
            {
                await target.WriteAsync(Encoding.UTF8.GetBytes(statement), cancellationToken);
                offset += PieceBytes;
            }

            after = number;
            count++;
        }

        return count;
    }

    private async Task<long?> NextAsync(long after, CancellationToken cancellationToken) =>
        await RawSql.ScalarAsync(
            connection,
            RawSql.Command("SELECT min(oid::bigint) FROM pg_largeobject_metadata WHERE oid::bigint > $1", after),
            cancellationToken) as long?;

    private async Task<string?> PieceAsync(long number, long offset, CancellationToken cancellationToken)
    {
        string sql = $"{Piece} WHERE length(lo_get($1::oid, $2, 1)) > 0";
        return await RawSql.ScalarAsync(
            connection, RawSql.Command(sql, number, offset, PieceBytes), cancellationToken) as string;
    }
}
