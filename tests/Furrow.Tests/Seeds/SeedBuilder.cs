using System.Collections.Immutable;
using System.Globalization;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow.Tests.Seeds;

/// <summary>Short ways to say which seeds there are and which rows history has.</summary>
internal static class SeedBuilder
{
    public static SeedFile Seed(
        string name,
        string[]? depends = null,
        SeedPolicy policy = SeedPolicy.Once,
        string version = "1.0.0",
        string checksum = "same")
    {
        string[] parts = name.Split('/');
        string digits = string.Concat(parts[1].TakeWhile(char.IsAsciiDigit));
        return new SeedFile
        {
            Name = name,
            Folder = parts[0],
            Path = $"/seeds/{name}.sql",
            DisplayPath = $"seeds/{name}.sql",
            Kind = SeedKind.Sql,
            Policy = policy,
            Version = version,
            Depends = [.. depends ?? []],
            Text = "",
            Checksum = checksum,
            Prefix = digits.Length > 0 ? long.Parse(digits, CultureInfo.InvariantCulture) : null,
        };
    }

    public static SeedRecord Row(
        string name, string version = "1.0.0", string checksum = "same", string status = "Active") =>
        new(name, version, checksum, "once", status, 1, DateTimeOffset.UnixEpoch, 1);

    public static SeedPlan Plan(
        IReadOnlyList<SeedFile> files, SeedRecord[]? history = null, string[]? names = null, bool force = false) =>
        SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = files,
            Folders = ["base", "development"],
            History = history ?? [],
            Names = names ?? [],
            Force = force,
        });

    public static ImmutableArray<(string Name, SeedReason Reason)> Runs(this SeedPlan plan) =>
        [.. plan.ToRun.Select(planned => (planned.Seed.Name, planned.Reason))];
}
