using Furrow.Configuration;
using Furrow.Migrations;
using Furrow.Migrations.Formats;
using Furrow.Tests.Migrations.Formats;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/migration-formats.md against the readers and <c>create</c>.</summary>
public sealed class MigrationFormatsPageTests : IDisposable
{
    private static readonly DocPage Page = DocPage.Read("migration-formats.md");

    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Every_format_is_in_the_table() => Assert.Equal(
        Enum.GetNames<MigrationFormat>().Where(name => name != "Auto").Select(name => name.ToLowerInvariant()),
        DocPage.Read("migrations.md").Table("format", "a migration is", "tools").Column("format")
            .SelectMany(DocPage.Codes));

    [Theory]
    [InlineData("## Pairs", MigrationFormat.Pairs, "1 create_users", "2 add_chat", "3 index_chat")]
    [InlineData("## dbmate", MigrationFormat.Dbmate, "20240321101500 add_chat")]
    [InlineData("## goose", MigrationFormat.Goose, "00001 add_chat")]
    [InlineData(
        "## Folders", MigrationFormat.Folders, "2018-05-16-202423 create_users", "2018-05-17-090000 index_users")]
    [InlineData("## Flyway", MigrationFormat.Flyway, "1.1 create_users", "1.2 index_users")]
    [InlineData("## Prisma", MigrationFormat.Prisma, "20231010123000 create_users")]
    public async Task The_example_is_read_as_the_format_it_stands_under(
        string heading, MigrationFormat format, params string[] titles)
    {
        WriteExample(heading);
        MigrationSet set = await _scene.ReadAsync();
        Assert.Equal(format, set.Format);
        Assert.Equal(titles, set.Versioned.Select(migration => migration.Title));
        MigrationFile last = set.Versioned[^1];
        (MigrationTransaction up, MigrationTransaction? down) = format switch
        {
            MigrationFormat.Pairs => (MigrationTransaction.None, MigrationTransaction.WherePossible),
            MigrationFormat.Dbmate => (MigrationTransaction.WherePossible, MigrationTransaction.None),
            MigrationFormat.Goose => (MigrationTransaction.None, MigrationTransaction.None),
            MigrationFormat.Folders => (MigrationTransaction.None, (MigrationTransaction?)null),
            MigrationFormat.Flyway => (MigrationTransaction.None, MigrationTransaction.WherePossible),
            _ => (MigrationTransaction.WherePossible, MigrationTransaction.WherePossible),
        };
        Assert.Equal((up, down), (last.Up.Transaction, last.Down?.Transaction));
        Assert.Equal(format == MigrationFormat.Goose ? 2 : 1, (await MigrationScene.StatementsOf(last.Up)).Count());
    }

    [Fact]
    public async Task The_database_chooses_in_the_example_of_pairs()
    {
        WriteExample("## Pairs");
        MigrationFile index = (await _scene.ReadAsync(isSqlite: true)).Versioned[^1];
        Assert.EndsWith(".sqlite.up.sql", index.Up.Path, StringComparison.Ordinal);
        Assert.EndsWith("3_index_chat.down.sql", index.Down!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_version_is_that_of_the_table()
    {
        DateTimeOffset now = new(2025, 3, 1, 9, 30, 5, TimeSpan.Zero);
        Assert.All(Page.Table("newest", "next").Rows, row => Assert.Equal(
            DocPage.Codes(row[1]).Single(),
            NextVersion.Choose([.. DocPage.Codes(row[0]).Select(MigrationVersion.Parse)], [], now)));
    }

    [Fact]
    public void Transactions_are_asked_for_as_the_table_says()
    {
        DocTable table = Page.Table("format", "`--tx`", "`--no-tx`");
        Assert.Equal(6, table.Rows.Count);
        foreach (string[] row in table.Rows)
        {
            MigrationSet empty = MigrationSet.Empty with
            {
                Format = Enum.Parse<MigrationFormat>(DocPage.Codes(row[0]).Single(), ignoreCase: true),
            };
            AssertWritten(empty, MigrationTransaction.Required, row[1]);
            AssertWritten(empty, MigrationTransaction.None, row[2]);
        }

        static void AssertWritten(MigrationSet set, MigrationTransaction transaction, string cell)
        {
            string code = DocPage.Codes(cell).Single();
            IEnumerable<NewFile> files = new NewMigration("1", "a", "a", transaction).Files(set);
            Assert.Contains(files, file => file.Path.Contains(code + ".", StringComparison.Ordinal)
                || file.Text.Contains(code, StringComparison.Ordinal));
        }
    }

    // The tree under the heading; files of SQL get the block after it, where there is one.
    private void WriteExample(string heading)
    {
        int start = Array.IndexOf(Page.Text.Split('\n'), heading) + 1;
        Assert.True(start > 0, $"No heading {heading}.");
        List<DocBlock> blocks = [.. Page.Blocks.SkipWhile(block => block.Line < start).Take(2)];
        string sql = blocks is [_, { Language: "sql" } second] ? second.Text : "SELECT 1;\n";
        string folder = "";
        foreach (string line in blocks[0].Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1))
        {
            bool isNested = line.StartsWith("    ", StringComparison.Ordinal);
            string name = line.Trim();
            if (name.EndsWith('/'))
            {
                folder = name;
                continue;
            }

            _scene.Write(isNested ? folder + name : name, Path.GetExtension(name) switch
            {
                ".conf" => "executeInTransaction=false\n",
                ".toml" when isNested => "run_in_transaction = false\n",
                ".toml" => "provider = \"postgresql\"\n",
                _ => sql,
            });
        }
    }
}
