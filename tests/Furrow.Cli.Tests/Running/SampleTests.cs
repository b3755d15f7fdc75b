using System.Globalization;
using System.Text.Json;

namespace Furrow.Cli.Tests.Running;

/// <summary>What a reader may do with the samples, in copies of them, on both databases.</summary>
public sealed class SampleTests
{
    public static TheoryData<string, string> Samples { get; } = new MatrixTheoryData<string, string>(
        SampleCase.All.Keys, ["sqlite", "postgres"]);

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Everything_can_be_set_up_checked_taken_back_and_set_up_again(string name, string database)
    {
        await using SampleProject project = SampleProject.Copy(name, database);
        SampleCase sample = SampleCase.All[name];
        JsonElement setup = await project.RunAsync("setup", "--env", "test");
        Assert.Equal(sample.SeedCount, setup.GetProperty("seeds").GetArrayLength());
        Assert.Equal(sample.Test, await project.ReadTablesAsync("test"));
        await project.RunAsync("seed-check", "--env", "test");
        await project.RunAsync("verify", "--env", "test");

        JsonElement forced = await project.RunAsync("seed", "--force", "--yes", "--env", "test");
        Assert.Equal(
            Enumerable.Repeat(("applied", 0), sample.SeedCount),
            forced.GetProperty("seeds").EnumerateArray().Select(seed =>
                (seed.GetProperty("result").GetString()!, seed.GetProperty("tables").GetArrayLength())));

        await project.RunAsync("seed-rollback", "--all", "--yes", "--env", "test");
        Assert.Equal("", await project.ReadTablesAsync("test"));
        string all = sample.MigrationCount.ToString(CultureInfo.InvariantCulture);
        await project.RunAsync("rollback", "--target", all, "--yes", "--env", "test");
        await project.RunAsync("setup", "--env", "test");
        Assert.Equal(sample.Test, await project.ReadTablesAsync("test"));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Each_environment_takes_its_own_seeds(string name, string database)
    {
        SampleCase sample = SampleCase.All[name];
        Assert.Equal(sample.Production, await SetUpAsync("production"));
        Assert.Equal(sample.Development, await SetUpAsync("development"));

        async Task<string> SetUpAsync(string environment)
        {
            await using SampleProject project = SampleProject.Copy(name, database);
            await project.RunAsync("setup", "--env", environment, "--yes");
            await project.RunAsync("seed-check", "--env", environment);
            return await project.ReadTablesAsync(environment);
        }
    }

    [Fact]
    public async Task What_a_seed_says_is_shown_and_the_secret_it_reads_is_not()
    {
        const string Said = "base/01_admin_account: FREIGHT_ADMIN_PASSWORD_HASH is not set: admin cannot log in.";
        await using SampleProject project = SampleProject.Copy("freight", "sqlite");
        CliResult setup = await project.RunAsTextAsync("setup");
        Assert.Contains(Said, setup.Error, StringComparison.Ordinal);

        string[] again = ["seed", "base/01_admin_account", "--force", "--yes"];
        CliResult quiet = await project.RunAsTextAsync([.. again, "--quiet"]);
        Assert.DoesNotContain(Said, quiet.Error, StringComparison.Ordinal);

        const string Hash = "$scheme$the-hash-of-nobody";
        project.Variable = ("FREIGHT_ADMIN_PASSWORD_HASH", Hash);
        CliResult result = await project.RunAsTextAsync([.. again, "--verbose"]);
        Assert.DoesNotContain(Hash, result.ToString(), StringComparison.Ordinal);
        Assert.Contains("user_credentials 1", await project.ReadTablesAsync("development"), StringComparison.Ordinal);
    }
}
