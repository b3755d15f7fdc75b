using System.Collections.Immutable;
using System.Text.Json;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Reporting;
using Furrow.Schema;

namespace Furrow.Tests.Scenarios.Reporting;

public sealed class PlanReportTests
{
    private const string Users = """
        tables:
          users:
            rows: 400
            let: { kind: { choose: { some: 3, many: 1 } } }
            columns:
              email: ${slug(first_name)}.${row}@example.com
              first_name: { vocabulary: name.first_name }
              role: '${row == 0 ? "admin" : "student"}'
              is_active: { chance: 0.8 }
              points: { uniform: 0..500, null_rate: 0.25 }
              balance: { normal: 40, deviation: 12 }
              rating: { log_normal: 1, deviation: 0.5 }
              born: { uniform: [1950-01-01, 2000-12-31] }
              wakes: { uniform: ['05:00', '09:00'] }
              bio: ${kind}
              secret: { bytes: 4..8 }
              tags: { array: { choose: [mat, ball, ring] }, length: 0..3 }
              address: { network: ipv4 }
        """;

    [Fact]
    public void It_tells_of_each_column_what_the_cells_are()
    {
        GenerationPlan plan = Studio.Plan(Users);
        IReadOnlyDictionary<string, string?[]> cells = Studio.Cells(plan, "users");
        TableProfile users = Assert.Single(PlanReport.Make(plan).Tables);
        Assert.Equal((400L, 400L, 1L, 400L), (users.Rows, users.SampleRows, users.FirstKey, users.LastKey));
        Assert.Equal(cells.Keys, users.Columns.Select(column => column.Name));
        foreach (ColumnProfile column in users.Columns)
        {
            string[] values = [.. cells[column.Name].OfType<string>()];
            Assert.Equal(
                (400L - values.Length, values.LongLength, values.Distinct().LongCount(), false),
                (column.NullCount, column.ValueCount, column.DistinctCount, column.IsHidden));
        }

        Assert.True(users.Columns.Single(column => column.Name == "id").IsRowKey);
        Assert.InRange(Column(users, "points").NullShare, 0.15, 0.35);
        foreach (string name in (string[])["is_active", "role", "bio"])
        {
            Assert.Equal(
                cells[name].CountBy(value => value!).OrderByDescending(pair => pair.Value)
                    .Select(pair => new ValueShare(pair.Key, pair.Value)),
                Column(users, name).Shares);
        }

        foreach (string name in (string[])["points", "balance", "rating", "born", "wakes"])
        {
            ColumnProfile column = Column(users, name);
            Assert.Equal(column.ValueCount, column.Histogram!.Counts.Sum());
            Assert.False(column.Histogram.IsOfLengths);
            Assert.Contains(column.Histogram.Median, cells[name]);
            Assert.Empty(column.Examples);
        }

        foreach (string name in (string[])["email", "secret", "address"])
        {
            ColumnProfile column = Column(users, name);
            Assert.True(column.Histogram!.IsOfLengths);
            Assert.Equal($"{cells[name].Max(value => value!.Length)}", column.Histogram.To);
            Assert.Equal(3, column.Examples.Length);
            Assert.All(column.Examples, example => Assert.Contains(example, cells[name]));
        }
    }

    [Fact]
    public void Of_many_rows_it_looks_at_so_many_evenly_spread_ones()
    {
        GenerationPlan plan = Studio.Plan("""
            tables:
              rooms: { rows: 100000, columns: { name: 'Room ${row}' } }
              classes:
                per: rooms
                count: 2
                columns: { seats: '${row / 2}', starts_at: '${at(as_of, time("18:00"))}' }
            """);
        GenerationReport report = PlanReport.Make(plan, sampleRowCountMax: 5_000);
        TableProfile classes = report.Tables.Single(table => table.Table.Name == "classes");
        Assert.Equal((200_000L, 5_000L, 200_000L), (classes.Rows, classes.SampleRows, classes.LastKey));
        ColumnHistogram seats = Column(classes, "seats").Histogram!;
        Assert.Equal(("0", "99980"), (seats.From, seats.To));
        Assert.All(seats.Counts[..^1], count => Assert.InRange(count, 208, 210));
        TableProfile most = PlanReport.Make(plan).Tables.Single(table => table.Table.Name == "classes");
        Assert.Equal(GenerationReport.SampleRowCountMax, most.SampleRows);
    }

    [Fact]
    public void Rows_that_are_not_there_are_no_fault()
    {
        TableProfile rooms = Assert.Single(
            PlanReport.Make(Studio.Plan("tables: { rooms: { rows: 0, columns: { name: x } } }")).Tables);
        Assert.Equal((0L, 0L, null), (rooms.Rows, rooms.SampleRows, rooms.FirstKey));
        Assert.All(rooms.Columns, column => Assert.Equal(
            (0L, 0d, true), (column.ValueCount, column.NullShare, column.Histogram is null)));
    }

    [Fact]
    public void Foreign_keys_lead_to_generated_tables_and_to_others()
    {
        GenerationPlan plan = WithStoredUsers("""
            tables:
              rooms: { rows: 2, columns: { name: x } }
              classes: { per: rooms, count: 2, columns: { seats: 3, starts_at: '${at(as_of, time("18:00"))}' } }
              bookings: { per: classes, count: 2, columns: { user_id: { pick: users }, status: confirmed } }
            """);
        Assert.Equal(
            ["bookings.class_id classes True", "bookings.user_id users False", "classes.room_id rooms True"],
            PlanReport.Make(plan).References
                .Select(key => $"{key.From.Name}.{key.Columns[0]} {key.To.Name} {key.IsGenerated}")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_value_of_rows_that_were_there_is_told_whichever_way_it_came()
    {
        GenerationPlan plan = WithStoredUsers("""
            tables:
              rooms:
                rows: 300
                let: { owner: { pick: users }, copied: '${owner.email}' }
                columns: { name: '${copied} owns ${row}' }
              classes:
                per: rooms
                count: 1
                let: { from: '${parent.copied}' }
                columns: { seats: '${length(coalesce(from, ""))}', starts_at: '${at(as_of, time("18:00"))}' }
              friendships: { rows: 9, columns: { a_id: { pick: users }, b_id: '${coalesce(a_id, 0) + 1}' } }
            """);
        GenerationReport report = PlanReport.Make(plan);
        Assert.Equal(
            ["classes.seats", "friendships.a_id", "friendships.b_id", "rooms.name"],
            report.Tables.SelectMany(table => table.Columns.Where(column => column.IsHidden)
                .Select(column => $"{table.Table.Name}.{column.Name}")).Order(StringComparer.Ordinal));
        Assert.Contains("@private", string.Concat(Studio.Cells(plan, "rooms")["name"]), StringComparison.Ordinal);
        string told = JsonSerializer.Serialize(report);
        Assert.DoesNotContain("@private", told, StringComparison.Ordinal);
        Assert.DoesNotContain("7001", told, StringComparison.Ordinal);
        ColumnProfile picked = Column(report.Tables.Single(table => table.Table.Name == "friendships"), "a_id");
        Assert.Equal((9L, 2L, 0L), (picked.ValueCount, picked.DistinctCount, picked.OtherCount));
        Assert.Equal(9, picked.Shares.Sum(share => share.Count));
        Assert.All(picked.Shares, share => Assert.Null(share.Label));
    }

    [Fact]
    public void Long_values_are_cut_and_still_told_apart()
    {
        TableProfile rooms = Assert.Single(PlanReport.Make(Studio.Plan(
            "tables: { rooms: { rows: 40, columns: { name: '" + new string('x', 400) + "${row % 2}' } } }")).Tables);
        ColumnProfile name = Column(rooms, "name");
        Assert.Equal(2, name.DistinctCount);
        Assert.All(name.Shares, share => Assert.Equal(new string('x', 59) + "…", share.Label));
    }

    private static GenerationPlan WithStoredUsers(string yaml) => Studio.Plan(yaml, request =>
    {
        Table users = request.Schema.Tables.Single(table => table.Name.Name == "users");
        ImmutableArray<Column> columns = [.. StoredRows.ColumnsOf(users)];
        string?[][] rows =
        [
            .. Enumerable.Range(7001, 2).Select(id => columns.Select(column => column.Name switch
            {
                "id" => $"{id}",
                "email" => $"user{id}@private",
                _ => null,
            }).ToArray()),
        ];
        return request with { Stored = request.Stored.Add(users.Name, StoredRows.Of(users, rows)) };
    });

    private static ColumnProfile Column(TableProfile table, string name) =>
        table.Columns.Single(column => column.Name == name);
}
