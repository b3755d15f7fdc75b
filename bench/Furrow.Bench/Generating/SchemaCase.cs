using System.Globalization;
using System.Runtime.CompilerServices;
using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Generating;

/// <summary>Two tables with the keys and indexes of a real schema into PostgreSQL.</summary>
internal static class SchemaCase
{
    private const double RatioMax = 1.10;
    private const int BookingsOfUser = 3;

    private const string Scenario = UsersTable.Scenario + """
          bookings:
            per: users
            count: 3
            columns:
              id: ${row + 1}
              user_id: { key: parent }
              invited_by: { pick: users }
              starts_at: { moments: ['${as_of - 365}', '${as_of}'], step: '${minutes(15)}' }
              price: { uniform: [5.00, 99.99] }
              is_paid: { chance: 0.7 }
              note: { words: 3..6 }
        """;

    private const string Bookings = """
        CREATE TABLE bookings (
            id bigint NOT NULL, user_id bigint NOT NULL, invited_by bigint NOT NULL, starts_at timestamptz NOT NULL,
            price numeric(10,2) NOT NULL, is_paid boolean NOT NULL, note text NOT NULL);
        """;

    private const string Keys = """
        ALTER TABLE users ADD PRIMARY KEY (id), ADD UNIQUE (email);
        ALTER TABLE bookings ADD PRIMARY KEY (id);
        CREATE INDEX bookings_user ON bookings (user_id);
        ALTER TABLE bookings ADD FOREIGN KEY (user_id) REFERENCES users, ADD FOREIGN KEY (invited_by) REFERENCES users;
        """;

    public static async IAsyncEnumerable<Measurement> MeasureAsync(
        BenchSession session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int users = session.Options.Rows;
        (string Table, long Rows)[] expected = [("users", users), ("bookings", users * (long)BookingsOfUser)];
        string text = string.Create(
            CultureInfo.InvariantCulture, $"{users:N0} users with {expected[1].Rows:N0} bookings, keys and indexes");
        GenerateProject project = new(session, "schema", Scenario);
        FreshDatabase keyed = await CreateAsync("schema", Keys);
        FreshDatabase bare = await CreateAsync("schema_bare", "");
        string[] files = [.. expected.Select(one => Path.Combine(project.Directory, one.Table + ".bin"))];
        Contender generate = keyed.Fill(project.Generate(keyed.Address, users).As("furrow generate"), expected);
        await generate.RunAsync(cancellationToken);
        await generate.CheckAsync(cancellationToken);
        await keyed.Psql(Copies("TO")).RunAsync(cancellationToken);

        yield return await session.CompareAsync(
            new Comparison
            {
                Title = $"`generate`, {text}",
                Subject = generate,
                Baseline = bare.Fill(
                    bare.Psql([.. Copies("FROM"), Keys]).As("psql `\\copy` of binary files, then keys and indexes"),
                    expected),
                GoalRatio = RatioMax,
            },
            cancellationToken);
        yield return await session.CompareAsync(
            new Comparison
            {
                Title = $"`generate`, {text}",
                Subject = generate,
                Baseline = keyed.Fill(
                    keyed.Psql(Copies("FROM")).As("psql `\\copy` of binary files with keys and indexes in place"),
                    expected),
            },
            cancellationToken);
        foreach (string file in files)
        {
            File.Delete(file);
        }

        string[] Copies(string direction) =>
            [.. expected.Zip(files, (one, file) => $"\\copy {one.Table} {direction} '{file}' (FORMAT binary)")];

        Task<FreshDatabase> CreateAsync(string name, string keys) => FreshDatabase.CreateAsync(
            session,
            name,
            async (DatabaseAddress address) =>
            {
                await project.SetUpAsync(address, cancellationToken);
                await BenchSession.ExecuteAsync(
                    address, UsersTable.Create("jsonb") + Bookings + keys, cancellationToken);
            },
            cancellationToken);
    }
}
