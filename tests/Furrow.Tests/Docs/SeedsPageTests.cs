using Furrow.Data;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Seeds.Content;
using Furrow.Sql;
using Furrow.State;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/seeds.md against the readers, the planner and the conversion of values.</summary>
public sealed class SeedsPageTests
{
    private static readonly DocPage Page = DocPage.Read("seeds.md");

    private static readonly Dictionary<string, ColumnType> Types = new(StringComparer.Ordinal)
    {
        ["boolean"] = Of(TypeKind.Boolean),
        ["integer"] = Of(TypeKind.Int32),
        ["numeric(10,2)"] = Of(TypeKind.Numeric) with { Precision = 10, Scale = 2 },
        ["double precision"] = Of(TypeKind.Float64),
        ["text"] = Of(TypeKind.Text),
        ["varchar(5)"] = Of(TypeKind.Text) with { LengthMax = 5 },
        ["date"] = Of(TypeKind.Date),
        ["time"] = Of(TypeKind.Time),
        ["timestamp"] = Of(TypeKind.Timestamp),
        ["timestamptz"] = Of(TypeKind.TimestampTz),
        ["uuid"] = Of(TypeKind.Uuid),
        ["bytea"] = Of(TypeKind.Bytes),
        ["jsonb"] = Of(TypeKind.Json),
        ["mood"] = Of(TypeKind.Enum) with { Labels = ["happy", "sad"] },
        ["text[]"] = Of(TypeKind.Array) with { Element = Of(TypeKind.Text) },
    };

    [Theory]
    [InlineData("csv", 1)]
    [InlineData("json", 1)]
    [InlineData("yaml", 2)]
    public void Every_example_of_rows_is_read(string kind, int count)
    {
        IReadOnlyList<DocBlock> blocks = Page.BlocksIn(kind);
        Assert.Equal(count, blocks.Count);
        foreach (DocBlock block in blocks)
        {
            SeedFile seed = Seed(Enum.Parse<SeedKind>(kind, ignoreCase: true), block.Text);
            SeedProblems problems = new("example");
            IReadOnlyList<SeedTable> tables = SeedContent.Read(seed, problems);
            problems.ThrowIfAny();
            Assert.All(tables, table => Assert.NotEmpty(table.Rows));
            Assert.NotEmpty(tables);
        }
    }

    [Fact]
    public void The_example_of_statements_is_read()
    {
        string text = Assert.Single(Page.BlocksIn("sql")).Text;
        SeedMetadata metadata = SeedMetadata.Read(text, SeedKind.Sql, "example");
        Assert.Equal(["base/05_admin"], metadata.Depends);
        Assert.Equal(["20251124110000"], metadata.Requires);
        SqlScript script = SqlSplitter.Split(text, SqlDialect.Postgres);
        Assert.Empty(script.Problems);
        Assert.Single(script.Statements);
    }

    [Fact]
    public void Only_the_seed_that_reads_a_variable_is_volatile() => Assert.All(
        Page.BlocksIn("yaml"),
        block => Assert.Equal(
            block.Text.Contains("!env", StringComparison.Ordinal),
            SeedMetadata.Read(block.Text, SeedKind.Yaml, "example").IsVolatile));

    [Fact]
    public void The_kinds_and_their_policies_are_those_of_the_code()
    {
        DocTable table = Page.Table("kind", "metadata", "default policy", "holds");
        Assert.Equal(
            Enum.GetValues<SeedKind>().Select(kind => kind.Word()), table.Column("kind").SelectMany(DocPage.Codes));
        Assert.Equal(
            ["once", "upsert", "upsert", "upsert", "once"], table.Column("default policy").SelectMany(DocPage.Codes));
    }

    [Fact]
    public void The_metadata_keys_are_those_of_the_code()
    {
        IEnumerable<string> properties = typeof(SeedMetadata).GetProperties()
            .Where(property => property.Name != "EqualityContract")
            .Select(property => property.Name.ToLowerInvariant())
            .Select(name => name.StartsWith("is", StringComparison.Ordinal) ? name[2..] : name);
        string[] documented = [.. Page.Table("key", "value", "default").Column("key").SelectMany(DocPage.Codes)];
        Assert.Equal(properties.Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));

        FurrowException e = Assert.Throws<FurrowException>(() => Seed(SeedKind.Yaml, "zzz: 1\ntables: []\n"));
        Assert.EndsWith($" {string.Join(", ", documented)}.", e.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_decide_as_the_table_says()
    {
        DocTable table = Page.Table(
            "policy", "not applied yet", "unchanged", "content changed", "version higher", "version lower");
        Assert.Equal(Enum.GetValues<SeedPolicy>().Select(policy => $"`{policy.Word()}`"), table.Column("policy"));
        foreach (string[] row in table.Rows)
        {
            SeedFile seed = Seed(SeedKind.Sql, "SELECT 1;") with
            {
                Policy = Enum.GetValues<SeedPolicy>().Single(policy => $"`{policy.Word()}`" == row[0]),
                Version = "2.0.0",
            };
            string[] decided =
            [
                Decide(seed, null),
                Decide(seed, Applied(seed.Version, seed.Checksum)),
                Decide(seed, Applied(seed.Version, "other")),
                Decide(seed, Applied("1.9", "other")),
                Decide(seed, Applied("2.0.1", seed.Checksum)),
            ];
            Assert.Equal(row.Skip(1), decided);
        }
    }

    [Fact]
    public void Values_become_what_the_table_says()
    {
        DocTable table = Page.Table("column", "written", "stored", "refused");
        Assert.Equal(Types.Keys, table.Column("column").SelectMany(DocPage.Codes));
        foreach (string[] row in table.Rows)
        {
            ColumnType type = Types[Assert.Single(DocPage.Codes(row[0]))];
            Assert.All(DocPage.Codes(row[1]), text =>
                Assert.Equal(Assert.Single(DocPage.Codes(row[2])), Convert(type, text).Text));
            Assert.All(DocPage.Codes(row[3]), text => Assert.NotNull(Convert(type, text).Problem));
        }
    }

    [Fact]
    public void References_are_read_as_the_table_says()
    {
        DocTable table = Page.Table("written", "stands for");
        SeedReference[] read =
        [
            .. table.Column("written").SelectMany(DocPage.Codes)
                .Select(text => SeedReferenceParser.Parse(text, out _)!),
        ];
        Assert.Equal(["organizations", "bookings", "organizations", "billing.packages"], read.Select(r => r.TableText));
        Assert.Equal([1, 2, 1, 1], read.Select(reference => reference.Key.Length));
        Assert.Equal([null, null, "region", null], read.Select(reference => reference.Result));
        Assert.Equal("""Six, or "half".""", read[3].Key[0].Value + ".");
    }

    private static Conversion Convert(ColumnType type, string text) =>
        ValueConverter.Convert(type, new PlainText(text, new TextPlace(1, 1)));

    // The word of the reason, or drift, which stops everything.
    private static string Decide(SeedFile seed, SeedRecord? record)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = [seed],
            Folders = ["base"],
            History = record is null ? [] : [record],
        });
        return plan.Drift.Length > 0 ? "drift" : plan.ToRun is [var planned] ? planned.Reason.Word() : "–";
    }

    private static SeedRecord Applied(string version, string checksum) =>
        new("base/05_example", version, checksum, "once", "Active", 1, DateTimeOffset.UnixEpoch, 1);

    private static ColumnType Of(TypeKind kind) =>
        new() { Kind = kind, SqlName = "x", Name = new ObjectName("pg_catalog", "x") };

    private static SeedFile Seed(SeedKind kind, string text) => new()
    {
        Name = "base/05_example",
        Folder = "base",
        Path = $"/seeds/base/05_example.{kind.Word()}",
        DisplayPath = "example",
        Kind = kind,
        Policy = SeedPolicy.Once,
        Version = SeedMetadata.Read(text, kind, "example").Version ?? "1.0.0",
        Text = text,
        Checksum = TextChecksum.Of(text),
    };
}
