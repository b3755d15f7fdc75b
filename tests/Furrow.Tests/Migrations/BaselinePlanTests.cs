using FsCheck;
using FsCheck.Fluent;
using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.State;

namespace Furrow.Tests.Migrations;

/// <summary>What a baseline records, as a function of files and history.</summary>
public sealed class BaselinePlanTests
{
    [Fact]
    public void Everything_up_to_it_counts_as_applied_afterwards_and_nothing_twice() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from files in Gen.NonEmptyListOf(Gen.Choose(1, 30))
             from version in Gen.Elements(files.ToArray())
             from applied in Gen.SubListOf(files.Distinct().Where(file => file <= version).ToArray())
             select (Files: files.Distinct().Order().ToArray(), version, Applied: applied.ToArray())).ToArbitrary(),
            given =>
            {
                BaselinePlan plan = BaselinePlan.Make(
                    Files(given.Files), History(given.Applied), MigrationVersion.Parse($"{given.version}"));
                int[] recorded = [.. plan.ToRecord.Select(file => int.Parse(file.Version.Text))];
                return !recorded.Intersect(given.Applied).Any()
                    && recorded.Concat(given.Applied).Order()
                        .SequenceEqual(given.Files.Where(file => file <= given.version));
            }));

    [Fact]
    public void Later_applied_ones_stand_in_the_way()
    {
        FurrowException error = Assert.Throws<FurrowException>(
            () => BaselinePlan.Make(Files([1, 2, 3]), History([1, 3]), MigrationVersion.Parse("2")));
        Assert.Equal(ErrorCode.Usage, error.Code);
    }

    private static AppliedMigrations History(int[] versions) => AppliedMigrations.None with
    {
        Versioned =
        [
            .. versions.Select(version =>
                new MigrationRecord($"{version}", "x", "same", "applied", DateTimeOffset.UnixEpoch, 1)),
        ],
    };

    private static MigrationSet Files(int[] versions) => new(
        MigrationFormat.Pairs,
        [
            .. versions.Select(version => new MigrationFile(
                MigrationVersion.Parse($"{version}"),
                "x",
                new MigrationScript($"{version}", "", MigrationTransaction.WherePossible),
                null,
                "same")),
        ],
        []);
}
