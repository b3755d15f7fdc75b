using System.Globalization;
using Furrow.Configuration;

namespace Furrow.Bench.Snapshots;

/// <summary>What snapshots are taken of: a few large tables of different shapes, and forty small ones.</summary>
internal static class StoredDatabases
{
    /// <summary>How many small tables there are.</summary>
    public const int SmallCount = 40;

    // About a kilobyte in all for each of the numbers below, indexes included.
    private const string Large = """
        CREATE TABLE users (id bigint PRIMARY KEY, key uuid NOT NULL, email text NOT NULL, first_name text,
            last_name text, created_at timestamptz NOT NULL, status text NOT NULL, balance numeric(12,2),
            about text, settings jsonb);
        INSERT INTO users SELECT i, md5(i::text)::uuid, 'user' || i || '@example.com', 'First' || i % 997,
            'Last' || i % 4999, timestamptz '2020-01-01' + i * interval '37 seconds',
            (array['active', 'invited', 'gone'])[1 + i % 3], (i * 7919 % 10000000)::numeric / 100,
            repeat(md5((i * 31)::text), 2) || substr(md5((i + 7)::text), 1, 16),
            jsonb_build_object('theme', i % 5, 'mail', i % 2 = 0) FROM generate_series(1, 1000::bigint * {0}) i;
        CREATE TABLE bookings (id bigint PRIMARY KEY, user_id bigint NOT NULL, slot_id integer NOT NULL,
            booked_at timestamptz NOT NULL, price numeric(8,2) NOT NULL, is_paid boolean NOT NULL);
        INSERT INTO bookings SELECT i, 1 + i * 7919 % (1000 * {0}), i % 50000,
            timestamptz '2021-01-01' + i * interval '11 seconds', (i * 104729 % 100000)::numeric / 100, i % 3 > 0
            FROM generate_series(1, 5000::bigint * {0}) i;
        CREATE INDEX bookings_user ON bookings (user_id);
        CREATE TABLE events (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamp NOT NULL,
            kind text NOT NULL, payload jsonb NOT NULL);
        INSERT INTO events (at, kind, payload)
            SELECT timestamp '2022-01-01' + i * interval '1 second', 'kind' || i % 12,
            jsonb_build_object('user', i, 'path', '/a/' || md5(i::text), 'ms', i % 977,
                'tags', jsonb_build_array(i % 3, 'x' || i % 17)) FROM generate_series(1, 1000 * {0}) i;
        CREATE TABLE readings (sensor integer NOT NULL, at timestamptz NOT NULL, value double precision NOT NULL,
            raw bytea);
        INSERT INTO readings SELECT i % 300, timestamptz '2023-01-01' + i * interval '1 second', sin(i) * 100,
            decode(md5(i::text), 'hex') FROM generate_series(1, 1500 * {0}) i;
        ALTER TABLE bookings ADD FOREIGN KEY (user_id) REFERENCES users (id);
        """;

    private const string Small = """
        DO $do$
        BEGIN
            FOR n IN 1..{0} LOOP
                EXECUTE format('CREATE TABLE small_%s (id integer PRIMARY KEY, name text NOT NULL UNIQUE,
                    made timestamptz NOT NULL, price numeric(8,2), before integer)', n);
                EXECUTE format('INSERT INTO small_%s SELECT i, ''name '' || i, timestamptz ''2024-01-01''
                    + i * interval ''1 hour'', i / 7.0, nullif(i - 1, 0) FROM generate_series(1, 2000) i', n);
                EXECUTE format('ALTER TABLE small_%s ADD FOREIGN KEY (before) REFERENCES small_%s (id)',
                    n, greatest(n - 1, 1));
            END LOOP;
        END
        $do$
        """;

    /// <summary>Fills a database with large tables, about so many megabytes.</summary>
    public static async Task FillLargeAsync(DatabaseAddress address, int sizeMb, CancellationToken cancellationToken)
    {
        await BenchSession.ExecuteAsync(
            address,
            Large.Replace("{0}", sizeMb.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            cancellationToken);
        await BenchSession.ExecuteAsync(address, "VACUUM ANALYZE", cancellationToken);
    }

    /// <summary>Fills a database with small tables.</summary>
    public static async Task FillSmallAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        await BenchSession.ExecuteAsync(
            address,
            Small.Replace("{0}", SmallCount.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal),
            cancellationToken);
        await BenchSession.ExecuteAsync(address, "VACUUM ANALYZE", cancellationToken);
    }
}
