using FsCheck;
using FsCheck.Fluent;
using Furrow.Migrations;
using Furrow.Migrations.Formats;

namespace Furrow.Tests.Migrations.Formats;

/// <summary>A new migration is numbered as the newest one is.</summary>
public sealed class NextVersionTests
{
    private static readonly DateTimeOffset Now = new(2025, 3, 1, 9, 30, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("20250301093005")]
    [InlineData("2", "1")]
    [InlineData("0008", "0001", "0007")]
    [InlineData("010", "009")]
    [InlineData("100", "99")]
    [InlineData("1.10", "1.2", "1.9")]
    [InlineData("1_3", "1_2")]
    [InlineData("2-01", "2-00")]
    [InlineData("2024.2", "2024.1")]
    [InlineData("20250301093005", "001", "20240321", "20250111231125")]
    [InlineData("20250301", "001", "20240321")]
    [InlineData("20250301093005", "20250301")]
    [InlineData("202503010930", "202403210000")]
    [InlineData("20250301093006", "20250301093005")]
    [InlineData("20250301093005000000", "20240321000000000000")]
    [InlineData("20250301093006000000", "20250301093005000000")]
    [InlineData("20250301", "20240321_1")]
    [InlineData("2025-03-01-093005", "2024-03-21-000000")]
    [InlineData("2025-03-01-093006", "2025-03-01-093005")]
    [InlineData("2025-03-01-093005-0000", "2024-03-21-000000-0000")]
    [InlineData("2025_03_01_093005", "2024_03_21_000000")]
    [InlineData("1740821405", "1510262030")]
    [InlineData("1740821406", "1740821405")]
    [InlineData("0000000013", "0000000012")]
    [InlineData("100000000000000000000000000", "99999999999999999999999999")]
    public void The_next_version_follows_the_style(string expected, params string[] existing) =>
        Assert.Equal(expected, NextVersion.Choose([.. existing.Select(MigrationVersion.Parse)], [], Now));

    [Fact]
    public void A_version_that_only_another_databases_file_has_is_not_used_again()
    {
        MigrationVersion[] taken = [MigrationVersion.Parse("0003"), MigrationVersion.Parse("0004")];
        Assert.Equal("0005", NextVersion.Choose([MigrationVersion.Parse("0002")], taken, Now));
        Assert.Equal("0005", NextVersion.Choose([], taken, Now));
    }

    [Fact]
    public void Any_version_leads_to_one_that_is_new_and_readable()
    {
        Gen<string> part = Gen.OneOf(
            Gen.Choose(0, 2100).Select(number => number.ToString("D1", null)),
            Gen.Choose(0, 99).Select(number => number.ToString("D4", null)),
            Gen.Elements("20240321", "2024032109", "20250301093005", "1510262030", "2024", "03", "101500"),
            Gen.Choose(15, 30).Select(length => "20" + new string('9', length)));
        Arbitrary<string[]> versions =
            (from count in Gen.Choose(1, 4)
             from separator in Gen.Elements(".", "_", "-")
             from parts in Gen.ArrayOf(Gen.ArrayOf(part, count).Select(all => string.Join(separator, all)), 3)
             select parts).ToArbitrary();
        Prop.ForAll(versions, texts =>
        {
            MigrationVersion[] existing = [.. texts.Select(MigrationVersion.Parse)];
            string next = NextVersion.Choose(existing, [], Now);
            return MigrationVersion.TryParse(next, out MigrationVersion? version) && !existing.Contains(version);
        }).QuickCheckThrowOnFailure();
    }
}
