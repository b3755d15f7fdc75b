using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Postgres.Tests.Catalog;

public sealed class CatalogSizeTests(PostgresServer server)
{
    private const int TableCount = 500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_tables_take_as_many_round_trips_as_one()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync("CREATE TABLE one (id int PRIMARY KEY)");
        (_, int small) = await ReadAsync(database);
        await database.RunAsync($$"""
            DO $$ BEGIN FOR n IN 1..{{TableCount - 1}} LOOP
                EXECUTE format('CREATE TABLE t_%s (id serial PRIMARY KEY, name varchar(40) NOT NULL UNIQUE, '
                    'up int REFERENCES one, amount numeric(10,2) DEFAULT 0 CHECK (amount >= 0), at timestamptz '
                    'DEFAULT now())', n);
            END LOOP; END $$
            """);
        (DatabaseSchema schema, int large) = await ReadAsync(database);

        Assert.Equal(TableCount, schema.Tables.Length);
        Assert.Equal(TableCount - 1, schema.Tables.Sum(table => table.ForeignKeys.Length));
        Assert.Equal(TableCount - 1, schema.Sequences.Length);
        Assert.Equal(small, large);
        Assert.InRange(large, 1, 2);
    }

    [Fact]
    public async Task Five_hundred_tables_are_counted_in_two_round_trips()
    {
        await using TestDatabase database = await server.CreateDatabaseAsync();
        await database.RunAsync($$"""
            DO $$ BEGIN FOR n IN 1..{{TableCount}} LOOP
                EXECUTE format('CREATE TABLE t_%s AS SELECT * FROM generate_series(1, %s)', n, n % 7);
            END LOOP; END $$
            """);
        ISession session = await database.SessionAsync();
        using RoundTrips trips = new();
        var counts = await session.CountRowsAsync(Token);

        Assert.Equal(2, trips.Count);
        Assert.Equal(TableCount, counts.Length);
        Assert.All(counts, count => Assert.Equal(
            int.Parse(count.Table.Name[2..], System.Globalization.CultureInfo.InvariantCulture) % 7, count.Rows));
    }

    private static async Task<(DatabaseSchema Schema, int Count)> ReadAsync(TestDatabase database)
    {
        ISession session = await database.SessionAsync();
        using RoundTrips trips = new();
        DatabaseSchema schema = await session.ReadSchemaAsync(Token);
        return (schema, trips.Count);
    }
}
