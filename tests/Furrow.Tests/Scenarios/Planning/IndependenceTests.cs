using System.Collections.Immutable;
using System.Globalization;
using Furrow.Generation;
using Furrow.Scenarios;
using Furrow.Scenarios.Planning;
using Furrow.Schema;
using Furrow.Tests.Generation;

namespace Furrow.Tests.Scenarios.Planning;

/// <summary>A cell is a function of the random seed, its table, its column and its row, and of nothing else.</summary>
public sealed class IndependenceTests
{
    private const string Scenario = """
        parameters: { students: 40, rate: 0.5 }
        tables:
          users:
            rows: ${1 + students}
            let: { group: '${row % 3}', level: { uniform: 1..3 } }
            columns:
              role: '${row == 0 ? "admin" : "student"}'
              first_name: { vocabulary: name.first_name }
              email: ${slug(first_name)}.${row}@example.com
              is_active: { chance: 0.8 }
              points: { poisson: 3, null_rate: 0.2 }
              balance: { normal: 40, deviation: 12, min: 0 }
              rating: { log_normal: 1, deviation: 0.5 }
              born: { uniform: [1950-01-01, 2000-12-31] }
              wakes: { uniform: ['05:00', '09:00'] }
              joined_at: { moments: ['${as_of - 30}', '${as_of}'], hours: { 8..20: 1, 18..20: 3 } }
              prefs: { json: { theme: { choose: [dark, light] }, level: '${level}' } }
              tags: { array: { choose: [mat, ball, ring] }, length: 0..3 }
              secret: { bytes: 4..8 }
              bio: { sentences: 1..2, null_rate: 0.3 }
              address: { network: ipv4 }
              referred_by: { pick: users, weight: '${level}', null_rate: 0.4 }
          rooms:
            rows: 3
            columns: { name: 'Room ${row + 1}' }
          classes:
            per: rooms
            count: { uniform: 2..4 }
            columns:
              starts_at: ${at(as_of + ordinal, time("18:00"))}
              seats: { uniform: 4..8 }
          bookings:
            per: classes
            count: ${integer(parent.seats * rate)}
            columns:
              user_id: { pick: users, where: '${role == "student"}', distinct: true }
              status: { choose: { confirmed: 88, cancelled: 12 } }
              price: { uniform: [5.00, 9.99] }
          refunds:
            assign:
              per: rooms
              count: 3
              from: bookings
              where: '${status == "cancelled"}'
              capacity: 1
              when_short: fewer
            columns: { amount: '${assigned.price ?? 0}' }
          friendships:
            pairs: { of: users, within: group }
            rows: 12
            columns: { a_id: { key: first }, b_id: { key: second } }
        """;

    private static readonly Lazy<SortedDictionary<string, string?[]>> Whole =
        new(() => Studio.Cells(Studio.Plan(Scenario)));

    [Fact]
    public void The_cells_are_those_that_were_committed()
    {
        foreach ((string table, IEnumerable<string?> cells) in Whole.Value
            .GroupBy(pair => pair.Key.Split('.')[0])
            .Select(group => (group.Key, group.SelectMany(pair => pair.Value.Prepend(pair.Key)))))
        {
            Checksums.AssertSame($"scenario.{table}", Checksums.Of(cells));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void The_size_of_batches_changes_nothing(int rows) =>
        AssertSame(Whole.Value, Studio.Cells(Studio.Plan(Scenario), rows));

    [Fact]
    public void Culture_changes_nothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Strange.Culture;
            AssertSame(Whole.Value, Studio.Cells(Studio.Plan(Scenario)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Threads_change_nothing()
    {
        GenerationPlan plan = Studio.Plan(Scenario);
        SortedDictionary<string, string?[]>[] found = await Task.WhenAll(
            Enumerable.Range(0, 8).Select(batch => Task.Run(() => Studio.Cells(plan, 3 + batch))));
        Assert.All(found, cells => AssertSame(Whole.Value, cells));
    }

    [Fact]
    public void A_column_less_changes_no_other_cell()
    {
        IEnumerable<string> lines = Scenario.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("bio:", StringComparison.Ordinal));
        SortedDictionary<string, string?[]> found = Studio.Cells(Studio.Plan(string.Join('\n', lines)));
        Assert.Equal(Whole.Value.Keys.Except(["users.bio"]), found.Keys);
        AssertSame(Only(found.ContainsKey), found);
    }

    [Fact]
    public void A_value_more_changes_no_cell() => AssertSame(
        Whole.Value,
        Studio.Cells(Studio.Plan(
            Scenario.Replace("let: { group:", "let: { other: { hex: 9 }, group:", StringComparison.Ordinal))));

    [Fact]
    public void Another_order_of_the_file_changes_nothing()
    {
        string[] lines = Scenario.Split('\n');
        int rooms = Array.IndexOf(lines, "  rooms:");
        int classes = Array.IndexOf(lines, "  classes:");
        string[] moved = [.. lines[..2], .. lines[rooms..classes], .. lines[2..rooms], .. lines[classes..]];
        AssertSame(Whole.Value, Studio.Cells(Studio.Plan(string.Join('\n', moved))));
    }

    [Fact]
    public void A_table_more_or_less_changes_no_other_cell()
    {
        string without = Scenario[..Scenario.IndexOf("  refunds:", StringComparison.Ordinal)];
        SortedDictionary<string, string?[]> found = Studio.Cells(Studio.Plan(without));
        Assert.Equal(4, found.Keys.Select(key => key.Split('.')[0]).Distinct().Count());
        AssertSame(Only(found.ContainsKey), found);
    }

    [Fact]
    public void Rows_of_a_table_that_others_do_not_read_change_no_cell_there()
    {
        SortedDictionary<string, string?[]> found = Studio.Cells(Studio.Plan(
            Scenario.Replace("rows: 12", "rows: 20", StringComparison.Ordinal)));
        AssertSame(Only(key => !key.StartsWith("friendships", StringComparison.Ordinal)), found, isPrefix: true);
        Assert.Equal(20, found["friendships.a_id"].Length);
    }

    [Fact]
    public void Rows_that_are_added_leave_the_first_as_they_are_but_for_what_picks_among_them()
    {
        SortedDictionary<string, string?[]> found = Studio.Cells(Studio.Plan(
            Scenario.Replace("students: 40", "students: 400", StringComparison.Ordinal)));
        string[] own = ["bookings.user_id", "users.referred_by", "friendships.a_id", "friendships.b_id"];
        AssertSame(Only(key => !own.Contains(key)), found, isPrefix: true);
        Assert.Equal(401, found["users.id"].Length);
    }

    [Fact]
    public void A_hundred_rows_and_then_nine_hundred_are_a_thousand()
    {
        const string Plain = """
            parameters: { students: 1000 }
            tables:
              users:
                rows: ${students}
                columns: { email: { hex: 12 }, first_name: { vocabulary: name.first_name }, points: { zipf: 50 } }
              rooms: { per: users, count: 2, columns: { name: '${parent.first_name} ${ordinal}' } }
              classes:
                per: rooms
                count: 1
                columns: { starts_at: '${as_of + parent.ordinal}', seats: { uniform: 1..9 } }
            """;
        SortedDictionary<string, string?[]> all = Studio.Cells(Studio.Plan(Plain));
        SortedDictionary<string, string?[]> first = Studio.Cells(Plan(0, 100));
        SortedDictionary<string, string?[]> rest = Studio.Cells(Plan(100, 900));
        foreach ((string column, string?[] cells) in all
            .Where(pair => pair.Key.StartsWith("users", StringComparison.Ordinal)))
        {
            Assert.Equal(cells, first[column].Concat(rest[column]));
        }

        Assert.Equal(all.Keys, first.Keys);
        Assert.All(first, pair => Assert.Equal(all[pair.Key].Take(pair.Value.Length), pair.Value));

        string[] children = ["rooms.id", "rooms.name", "classes.id", "classes.room_id", "classes.seats"];
        foreach (string column in children)
        {
            Assert.Equal(all[column], first[column].Concat(rest[column]));
        }

        static GenerationPlan Plan(long from, int rows) => Studio.Plan(Plain, request => request with
        {
            Choice = ScenarioChoice.Make([Studio.Read(Plain)], null, new()
            {
                Parameters = ImmutableSortedDictionary<string, string>.Empty.Add(
                    "students", rows.ToString(CultureInfo.InvariantCulture)),
            }),
            FirstRows = request.FirstRows.Add(new ObjectName("public", "users"), from)
                .Add(new ObjectName("public", "rooms"), from * 2).Add(new ObjectName("public", "classes"), from * 2),
        });
    }

    [Fact]
    public void Parameters_that_only_say_how_many_rows_are_no_part_of_the_recipe()
    {
        Assert.Equal(Recipe("students", "40"), Recipe("students", "50"));
        Assert.NotEqual(Recipe("rate", "0.5"), Recipe("rate", "0.6"));
        Assert.NotEqual(Recipe("rate", "0.5"), Recipe("rate", "0.5", seed: 2));

        static string Recipe(string name, string value, long seed = 1)
        {
            Scenario scenario = Studio.Read(Scenario);
            ScenarioChoice choice = ScenarioChoice.Make([scenario], null, new()
            {
                Parameters = ImmutableSortedDictionary<string, string>.Empty.Add(name, value),
            });
            ScenarioBinder binder = new(new PlanRequest
            {
                Choice = choice,
                RandomSeed = seed,
                AsOf = new DateOnly(2026, 1, 5),
                Schema = Studio.Schema,
                Dialect = Furrow.Sql.SqlDialect.Postgres,
                Capabilities = Tests.Planning.Capabilities.Postgres,
            });
            binder.Plan(TestContext.Current.CancellationToken);
            return new GenerationInputs(choice, seed, new DateOnly(2026, 1, 5)).Recipe(binder.ReadByCells);
        }
    }

    [Fact]
    public void Another_random_seed_or_day_gives_other_values()
    {
        SortedDictionary<string, string?[]> seed =
            Studio.Cells(Studio.Plan(Scenario, request => request with { RandomSeed = 2 }));
        Assert.NotEqual(Whole.Value["users.first_name"], seed["users.first_name"]);
        SortedDictionary<string, string?[]> day = Studio.Cells(
            Studio.Plan(Scenario, request => request with { AsOf = new DateOnly(2026, 2, 2) }));
        Assert.Equal(Whole.Value["users.first_name"], day["users.first_name"]);
        Assert.NotEqual(Whole.Value["users.joined_at"], day["users.joined_at"]);
    }

    private static IEnumerable<KeyValuePair<string, string?[]>> Only(Func<string, bool> isWanted) =>
        Whole.Value.Where(pair => isWanted(pair.Key));

    private static void AssertSame(
        IEnumerable<KeyValuePair<string, string?[]>> expected,
        SortedDictionary<string, string?[]> found,
        bool isPrefix = false)
    {
        foreach ((string column, string?[] cells) in expected)
        {
            string?[] others = isPrefix ? found[column][..cells.Length] : found[column];
            Assert.True(cells.SequenceEqual(others), $"{column} is not what it was.");
        }
    }
}
