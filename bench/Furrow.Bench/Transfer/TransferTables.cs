using System.Globalization;

namespace Furrow.Bench.Transfer;

/// <summary>Two tables, one referring to the other, of about as many megabytes as are wanted.</summary>
internal static class TransferTables
{
    // A user with six bookings takes about this much of a data directory, indexes included.
    private const int UsersPerMegabyte = 1_100;

    public static IReadOnlyList<string> Names { get; } = ["users", "bookings"];

    /// <summary>The statements that make the tables and fill them.</summary>
    public static string Create(int megabytes)
    {
        int users = megabytes * UsersPerMegabyte;
        return string.Create(CultureInfo.InvariantCulture, $$"""
            CREATE TABLE users (
                id bigint PRIMARY KEY, token uuid NOT NULL, address text NOT NULL, first text NOT NULL,
                last text NOT NULL, created_at timestamptz NOT NULL, status text NOT NULL, credit numeric(12,2),
                note text, extra jsonb);
            CREATE TABLE bookings (
                id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users, at timestamp NOT NULL,
                price numeric(10,2) NOT NULL, paid boolean NOT NULL, note text);
            CREATE INDEX ON bookings (user_id);
            INSERT INTO users SELECT i, md5(i::text)::uuid, 'user' || i || '@example.com', 'First' || i % 1000,
                'Last' || i % 5000, timestamptz '2024-01-01Z' + i * interval '1 minute',
                (ARRAY['active', 'blocked', 'new'])[1 + i % 3], (i % 100000) / 100.0, repeat('lorem ipsum ', 7),
                jsonb_build_object('a', i, 'b', 'x"y')
            FROM generate_series(1, {{users}}) i;
            INSERT INTO bookings SELECT i, 1 + (i::bigint * 7919) % {{users}},
                timestamp '2024-01-01' + i * interval '1 second', (i % 9999) / 100.0, i % 2 = 0,
                CASE WHEN i % 3 = 0 THEN NULL ELSE 'note ' || i || E'\twith a tab' END
            FROM generate_series(1, {{users * 6}}) i;
            ANALYZE;
            """);
    }

    /// <summary>How many rows there are.</summary>
    public static long RowCount(int megabytes) => megabytes * (long)UsersPerMegabyte * 7;
}
