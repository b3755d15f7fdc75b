using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>One folder, one format: found out, or set; and which folder it is.</summary>
public sealed class FormatChoiceTests : IDisposable
{
    private const string Goose = "-- +goose Up\nSELECT 1;\n";
    private const string Dbmate = "-- migrate:up\nSELECT 1;\n";

    private readonly MigrationScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_mixture_is_refused_with_each_file_and_the_rarest_first()
    {
        _scene.Write("1_a.up.sql").Write("1_a.down.sql").Write("2_b.sql", Goose).Write("3_c.sql", Dbmate)
            .Write("4_d/up.sql").Write("5_e/migration.sql").Write("V6__f.sql").Write("x.py");
        string[] lines = await _scene.FailsAsync();
        Assert.Equal(
            "The migrations folder mixes formats: 1 goose, 1 dbmate, 1 folders, 1 prisma, 1 flyway, 2 pairs; "
                + "expected one.",
            lines[0]);
        Assert.Equal(
            [
                "2_b.sql: looks like goose.", "3_c.sql: looks like dbmate.", "4_d: looks like folders.",
                "5_e: looks like prisma.", "V6__f.sql: looks like flyway.", "1_a.down.sql: looks like pairs.",
                "1_a.up.sql: looks like pairs.", "x.py: only SQL can be run as a migration.",
            ],
            lines[1..]);
    }

    [Theory]
    [InlineData(MigrationFormat.Pairs, "1_a.up.sql", "1_b.sql")]
    [InlineData(MigrationFormat.Dbmate, "1_b.sql", "1_a.up.sql")]
    [InlineData(MigrationFormat.Flyway, "V1__a.sql", "1_a.up.sql")]
    [InlineData(MigrationFormat.Folders, "1_a/up.sql", "V1__a.sql")]
    [InlineData(MigrationFormat.Prisma, "1_a/migration.sql", "1_b/up.sql")]
    [InlineData(MigrationFormat.Goose, "1_b.sql", "1_a/migration.sql")]
    public async Task A_format_that_is_set_refuses_the_others_by_name(MigrationFormat format, string own, string other)
    {
        string text = format == MigrationFormat.Goose ? Goose : Dbmate;
        MigrationsSettings settings = new() { Format = format };
        Assert.Equal(format, (await _scene.ReadAsync(settings)).Format);
        Assert.Single((await _scene.Write(own, text).ReadAsync(settings)).Versioned);
        string problem = Assert.Single(await _scene.Write(other, Dbmate).FailsAsync(settings));
        Assert.StartsWith(other.Split('/')[0], problem, StringComparison.Ordinal);
        Assert.Contains(format.ToString().ToLowerInvariant(), problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_folders_for_one_database_are_refused_by_name()
    {
        _scene.Write("pg/1_a.up.sql").Write("postgres/1_b.up.sql").Write("sqlite/1_c.up.sql");
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(() => _scene.ReadAsync());
        Assert.Contains("postgres and pg", error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorCode.ConfigInvalid, error.Code);
        Assert.Equal("c", (await _scene.ReadAsync(isSqlite: true)).Versioned[0].Name);
    }

    [Theory]
    [InlineData("1_a.sql", Goose)]
    [InlineData("1_a/up.sql", "")]
    [InlineData("1_a/migration.sql", "")]
    [InlineData("V1__a.sql", "")]
    public async Task A_folder_of_the_database_is_read_in_every_format(string file, string text)
    {
        _scene.Write("sqlite/" + file, text).Write("mysql/" + file, text);
        Assert.Equal("a", Assert.Single((await _scene.ReadAsync(isSqlite: true)).Versioned).Name);
        Assert.Empty((await _scene.ReadAsync()).Versioned);
    }

    [Theory]
    [InlineData("schema/1_a.up.sql")]
    [InlineData("schema/deep/001_a.sql")]
    [InlineData("schema/V1__a.sql")]
    [InlineData("schema/1_a/up.sql")]
    public async Task Folders_inside_are_refused_where_nothing_else_could_be_meant(string file)
    {
        _scene.Write(file);
        Assert.StartsWith("schema: ", Assert.Single(await _scene.FailsAsync()), StringComparison.Ordinal);
        Assert.Single((await _scene.Write("1_a.up.sql").ReadAsync()).Versioned);
    }

    [Theory]
    [InlineData("{0}.up.sql", "")]
    [InlineData("{0}.sql", Goose)]
    [InlineData("{0}.sql", Dbmate)]
    [InlineData("{0}/up.sql", "")]
    [InlineData("{0}/migration.sql", "")]
    public async Task G4_mixed_numbering_is_ordered_by_number_in_every_format(string pattern, string text)
    {
        string[] ordered =
        [
            "9_a", "010_b", "20240321_c", "20240321093000_d", "2024-03-21-100000_e", "20250111231125_f",
        ];
        foreach (string name in ordered)
        {
            _scene.Write(string.Format(null, pattern, name), text);
        }

        Assert.Equal(
            ["a", "b", "c", "d", "e", "f"], (await _scene.ReadAsync()).Versioned.Select(migration => migration.Name));
    }

    [Theory]
    [InlineData("{0}.sql", Goose)]
    [InlineData("{0}.sql", Dbmate)]
    [InlineData("{0}/up.sql", "")]
    [InlineData("{0}/migration.sql", "")]
    public async Task One_version_twice_is_refused_in_every_format(string pattern, string text)
    {
        _scene.Write(string.Format(null, pattern, "7_a"), text).Write(string.Format(null, pattern, "007_b"), text);
        Assert.StartsWith(
            "version 007 is there more than once: 007_b", Assert.Single(await _scene.FailsAsync()),
            StringComparison.Ordinal);
    }
}
