using System.Collections.Immutable;
using System.Text;
using Furrow.Data.Cells;
using Furrow.Data.Cells.Texts;
using Furrow.Errors;
using Furrow.Generation;
using Furrow.Generation.Programs;
using Furrow.Scenarios;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Reading;
using Furrow.Schema;
using Furrow.Tests.Data;
using Furrow.Tests.Planning;

namespace Furrow.Tests.Scenarios;

/// <summary>The catalog of a pilates studio, against which scenarios are planned without a database.</summary>
internal static class Studio
{
    public const string File = "scenarios/studio.yaml";

    /// <summary>The tables; <c>?</c> may be NULL, <c>=</c> has a default, <c>&gt;</c> refers to a table's id.</summary>
    public static DatabaseSchema Schema { get; } = new()
    {
        Tables =
        [
            Table(
                "bookings", "id", "id:Int64=", "class_id:Int64>classes", "user_id:Int64>users", "status:Booking",
                "price:Numeric?"),
            Table("classes", "id", "id:Int64=", "room_id:Int64>rooms", "starts_at:TimestampTz", "seats:Int32"),
            Table("friendships", "a_id b_id", "a_id:Int64>users", "b_id:Int64>users"),
            Table("refunds", "id", "id:Int64=", "booking_id:Int64>bookings", "amount:Numeric", "total:Numeric*"),
            Table("rooms", "id", "id:Int64=", "name:Text"),
            Table(
                "users", "id", "id:Int64=", "email:Text", "first_name:Text", "role:Role?", "is_active:Boolean=true",
                "points:Int32?", "balance:Numeric?", "rating:Float64?", "born:Date?", "wakes:Time?",
                "joined_at:TimestampTz=now()", "uid:Uuid=gen_random_uuid()", "prefs:Json?", "tags:Array?",
                "secret:Bytes?", "bio:Text?", "address:Other?", "referred_by:Int64?>users"),
        ],
    };

    /// <summary>A scenario as if it had been read from the folder.</summary>
    public static Scenario Read(string yaml) => ScenarioReader.Read("studio", File, yaml);

    /// <summary>Plans; rows of tables outside of the scenario are none, but for those given.</summary>
    public static GenerationPlan Plan(string yaml, Func<PlanRequest, PlanRequest>? with = null)
    {
        Scenario scenario = Read(yaml);
        PlanRequest request = new()
        {
            Choice = ScenarioChoice.Make([scenario], null, new ScenarioRequest()),
            RandomSeed = scenario.RandomSeed,
            AsOf = new DateOnly(2026, 1, 5),
            Schema = Schema,
            Dialect = Furrow.Sql.SqlDialect.Postgres,
            Capabilities = Capabilities.Postgres,
        };
        request = with?.Invoke(request) ?? request;
        while (true)
        {
            ScenarioBinder binder = new(request);
            if (binder.Plan(TestContext.Current.CancellationToken) is { } plan)
            {
                return plan;
            }

            foreach (Table table in binder.Missing)
            {
                request = request with { Stored = request.Stored.Add(table.Name, StoredRows.Of(table, [])) };
            }
        }
    }

    /// <summary>The only problem of a scenario that cannot be planned, with its place in front.</summary>
    public static string Problem(string yaml, Func<PlanRequest, PlanRequest>? with = null)
    {
        FurrowException error = Assert.Throws<FurrowException>(() => Plan(yaml, with));
        Assert.Null(error.Detail);
        return $"{error.Code} {error.Line}:{error.Column} {error.Message} ({error.Hint})";
    }

    /// <summary>A table's cells by column in canonical text, null for NULL, whatever the size of the batches.</summary>
    public static IReadOnlyDictionary<string, string?[]> Cells(
        GenerationPlan plan, string table, int batchRows = CellBatch.RowCountMax)
    {
        PlannedTable planned = plan.Tables.Single(known => known.Table.Name.Name == table);
        Dictionary<string, List<string?>> cells = planned.Columns.ToDictionary(
            column => column.Column.Name, _ => new List<string?>(), StringComparer.Ordinal);
        TableProgram program = planned.Program;
        CellBatch batch = program.CreateBatch();
        CellText[] texts =
        [
            .. planned.Columns.Select(column =>
                CellText.Of(new CellPlace(planned.Table.Name, column.Column), column.Cells)),
        ];
        for (long first = program.Space.First; first < program.Space.End; first += batch.Count)
        {
            batch.Reset((int)Math.Min(batchRows, program.Space.End - first));
            program.Space.Enumerate(first, batch);
            foreach ((PlannedColumn column, CellText text) in planned.Columns.Zip(texts))
            {
                text.Bind(program.Compute(batch, column.Slot));
                cells[column.Column.Name].AddRange(Enumerable.Range(0, batch.Count).Select(row => Text(text, row)));
            }
        }

        return cells.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>All cells of all tables, by <c>table.column</c>.</summary>
    public static SortedDictionary<string, string?[]> Cells(GenerationPlan plan, int batchRows = CellBatch.RowCountMax)
    {
        SortedDictionary<string, string?[]> all = new(StringComparer.Ordinal);
        foreach (PlannedTable table in plan.Tables)
        {
            foreach ((string column, string?[] cells) in Cells(plan, table.Table.Name.Name, batchRows))
            {
                all.Add($"{table.Table.Name.Name}.{column}", cells);
            }
        }

        return all;
    }

    private static string? Text(CellText writer, int row)
    {
        if (writer.IsNull(row))
        {
            return null;
        }

        RowChunk text = new();
        writer.Write(row, text);
        return Encoding.UTF8.GetString(text.Bytes.Span);
    }

    private static Table Table(string name, string primaryKey, params string[] columns)
    {
        string[] key = primaryKey.Split(' ');
        return new Table
        {
            Name = new ObjectName("public", name),
            Columns = [.. columns.Select((text, place) => Column(text, place + 1))],
            PrimaryKey = new UniqueKey
            {
                Name = $"{name}_pkey",
                Parts = [.. key.Select(part => new KeyPart(part, null))],
                IsConstraint = true,
            },
            ForeignKeys =
            [
                .. columns.Where(text => text.Contains('>', StringComparison.Ordinal)).Select(text => new ForeignKey
                {
                    Name = $"{name}_{text.Split(':')[0]}_fkey",
                    Columns = [text.Split(':')[0]],
                    ReferencedTable = new ObjectName("public", text.Split('>')[1]),
                    ReferencedColumns = ["id"],
                }),
            ],
        };
    }

    private static Column Column(string text, int position)
    {
        string[] parts = text.Split(':', 2);
        string type = parts[1].Split('?', '=', '>', '*')[0];
        string? other = parts[1].Contains('=', StringComparison.Ordinal) ? parts[1].Split('=')[1] : null;
        return new Column
        {
            Name = parts[0],
            Position = position,
            IsNullable = text.Contains('?', StringComparison.Ordinal),
            Default = string.IsNullOrEmpty(other) ? null : other,
            Identity = other?.Length == 0 ? IdentityKind.ByDefault : IdentityKind.None,
            Generated = text.EndsWith('*') ? GeneratedKind.Stored : GeneratedKind.None,
            Type = type switch
            {
                "Array" => Types.ArrayOf(Types.Of(TypeKind.Text)),
                "Booking" => Types.Enum("confirmed", "cancelled"),
                "Role" => Types.Enum("admin", "instructor", "student"),
                "Numeric" => Types.Numeric(10, 2),
                _ => Types.Of(Enum.Parse<TypeKind>(type)),
            },
        };
    }
}
