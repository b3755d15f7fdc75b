using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Snapshots;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Cli.Tests;

/// <summary>Results of the snapshot commands, as the engine could have returned them.</summary>
internal static class SnapshotSamples
{
    private static readonly DateTimeOffset Then = new(2026, 1, 31, 8, 15, 0, TimeSpan.Zero);

    public static SnapshotMetadata Snapshot { get; } = new()
    {
        Name = "development-seeded-v1a2b3c4-20260131-081500",
        Version = "1a2b3c4",
        Timestamp = Then,
        Environment = "development",
        Changelog = "before the new prices",
        Provider = "postgres",
        ServerVersion = "15.18",
        ServerMajor = 15,
        Encoding = "UTF8",
        Collation = "C.UTF-8",
        ClientVersion = "pg_dump 15.18",
        Tool = "furrow 0.1.0",
        StateSchema = "furrow",
        Recipe = "7e6acf16",
        State = "90ab12cd",
        Catalog = "55aa66bb",
        File = "development-seeded-v1a2b3c4-20260131-081500.dump",
        Checksum = "0f1e2d3c",
        SizeBytes = 1_234_567,
        Migrations = [new("20251103090000", "create_users")],
        Seeds = [new("base/05_admin", "1.0.0", IsVolatile: false), new("base/20_keys", "1.0.0", IsVolatile: true)],
        Tables =
        [
            new(new ObjectName("public", "api_keys"), 0, "00000000", IsWithoutRows: true),
            new(new ObjectName("public", "users"), 1_200, "a1b2c3d4", IsWithoutRows: false),
        ],
        Extensions = [new("citext", "1.6", "public")],
    };

    public static SnapshotCreateResult Created { get; } = new(Snapshot, $"/srv/pilates/snapshots/{Snapshot.File}");

    public static SnapshotListResult List { get; } = new(
    [
        new(Snapshot.Name, Snapshot, Then),
        new("staging-seeded-v1a2b3c4-20260130-180000", null, Then.AddHours(-14.25))
        {
            Problem = "its metadata are missing",
        },
    ]);

    public static SnapshotRestoreResult Restored { get; } = new(
        Snapshot,
        new Replaced(new PreviousDatabase("pilates_furrow_previous", Then.AddHours(1), 2_345_678), EndedSessions: 2),
        new SeedResult([new SeedOutcomeRecord("base/20_keys", SeedOutcome.Applied, 9, [])]));

    public static SnapshotVerifyResult Changed { get; } = new(
        Snapshot,
        [
            new(new ObjectName("public", "users"), "holds 1201 rows, the snapshot 1200"),
            new(new ObjectName("billing", "invoices"), "is not in the snapshot"),
        ]);

    public static SnapshotUndoResult Undone { get; } = new(Restored.Replaced.Previous!, Restored.Replaced);

    public static SnapshotPruneResult Pruned { get; } = new(
        [new("development-seeded-v0000000-20251001-081500", PruneReason.Age, 999_000)],
        ["development-seeded-v0000001-20251002-081500"],
        KeptCount: 3);

    public static ImmutableArray<StoredSnapshot> None => [];
}
