using Furrow.Configuration;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>Prisma's folders and the file that says which database they are for.</summary>
public sealed class PrismaFormatTests : IDisposable
{
    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task Folders_are_read_with_a_way_down_where_there_is_one()
    {
        _scene.Write("migration_lock.toml", "# do not edit\nprovider = \"postgresql\"\n")
            .Write("20231010123000_init/migration.sql").Write("0_init/migration.sql")
            .Write("20231011123000_users/migration.sql").Write("20231011123000_users/down.sql");
        MigrationSet set = await _scene.ReadAsync();
        Assert.Equal(MigrationFormat.Prisma, set.Format);
        Assert.Equal(
            [("0 init", false), ("20231010123000 init", false), ("20231011123000 users", true)],
            set.Versioned.Select(migration => (migration.Title, migration.Down is not null)));
    }

    [Theory]
    [InlineData("provider = \"postgresql\"", false, null)]
    [InlineData("provider = 'sqlite'", true, null)]
    [InlineData("provider = \"sqlite\"", false, "for the provider 'sqlite', the database is postgres or")]
    [InlineData("provider = \"mysql\"", true, "for the provider 'mysql', the database is sqlite or")]
    [InlineData("# nothing", false, "names no provider")]
    public async Task The_provider_has_to_be_the_databases(string text, bool isSqlite, string? expected)
    {
        _scene.Write("1_a/migration.sql").Write("migration_lock.toml", text);
        if (expected is null)
        {
            Assert.Single((await _scene.ReadAsync(isSqlite: isSqlite)).Versioned);
            return;
        }

        string problem = Assert.Single(await _scene.FailsAsync(isSqlite: isSqlite));
        Assert.StartsWith("migration_lock.toml: ", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("20240101_empty/notes.md", "20240101_empty: ")]
    [InlineData("init/migration.sql", "init: ")]
    [InlineData("schema.sql", "schema.sql: expected a folder VERSION_name with migration.sql")]
    public async Task What_is_no_migration_is_refused_by_name(string file, string expected)
    {
        _scene.Write("1_a/migration.sql").Write(file);
        Assert.Contains(expected, Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
    }
}
