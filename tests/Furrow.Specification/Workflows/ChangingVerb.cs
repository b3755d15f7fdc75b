using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Specification.Workflows;

/// <summary>How a verb's caller answers, and where it says it works.</summary>
public sealed record GivenAnswers(string? Environment = null, bool Yes = false, string? Confirm = null);

/// <summary>A verb that changes the database, as the real runs of the safety table call it.</summary>
/// <param name="Method">The method of <see cref="FurrowProject"/>.</param>
/// <param name="Run">Calls it with the answers.</param>
public sealed record ChangingVerb(string Method, Func<FurrowProject, GivenAnswers, Task> Run)
{
    /// <summary>Whether there must be somebody who holds the lock.</summary>
    public bool NeedsHolder { get; init; }

    /// <summary>The folders of every environment; null for those it has anyway.</summary>
    public string? Folders { get; init; }

    /// <summary>Whether setup generates rows.</summary>
    public bool Generates { get; init; }

    private static CancellationToken Token => WorkflowHarness.Token;

    /// <summary>
    /// Every verb by the name that it has in <see cref="SafetyRunTables"/>: a new one is a line here and a line in
    /// each table.
    /// </summary>
    public static IReadOnlyDictionary<string, ChangingVerb> All { get; } = new Dictionary<string, ChangingVerb>(
        StringComparer.Ordinal)
    {
        ["migrate"] = Of("MigrateAsync", new MigrateOptions(), (project, o) => project.MigrateAsync(o, Token)),
        ["rollback"] = Of("RollbackAsync", new RollbackOptions(), (project, o) => project.RollbackAsync(o, Token)),
        ["baseline"] = Of("BaselineAsync", new BaselineOptions("2"), (project, o) => project.BaselineAsync(o, Token)),
        ["repair"] = Of(
            "RepairAsync", new RepairOptions("1") { MarkDone = true }, (project, o) => project.RepairAsync(o, Token)),
        ["setup"] = Of("SetupAsync", new SetupOptions(), (project, o) => project.SetupAsync(o, Token))
            with { Folders = "base" },
        ["setup generating"] = Of("SetupAsync", new SetupOptions(), (project, o) => project.SetupAsync(o, Token))
            with { Folders = "base", Generates = true },
        ["setup --no-generate"] = Of(
            "SetupAsync", new SetupOptions { NoGenerate = true }, (project, o) => project.SetupAsync(o, Token))
            with { Folders = "base", Generates = true },
        ["seed"] = Of("SeedAsync", new SeedOptions(), (project, o) => project.SeedAsync(o, Token))
            with { Folders = "base" },
        ["seed development"] = Of("SeedAsync", new SeedOptions(), (project, o) => project.SeedAsync(o, Token))
            with { Folders = "base, development" },
        ["seed test"] = Of("SeedAsync", new SeedOptions(), (project, o) => project.SeedAsync(o, Token))
            with { Folders = "base, test" },
        ["seed --force"] = Of(
            "SeedAsync", new SeedOptions { Force = true }, (project, o) => project.SeedAsync(o, Token))
            with { Folders = "base" },
        ["seed-rollback"] = Of(
            "SeedRollbackAsync", new SeedRollbackOptions(), (project, o) => project.SeedRollbackAsync(o, Token)),
        ["seed-clean"] = Of(
            "SeedCleanAsync", new SeedCleanOptions(), (project, o) => project.SeedCleanAsync(o, Token)),
        ["seed-sync --accept"] = Of(
            "SeedSyncAsync",
            new SeedSyncOptions { Accept = "base/00_a" },
            (project, o) => project.SeedSyncAsync(o, Token)),
        ["clear"] = Of("ClearAsync", new ClearOptions(), (project, o) => project.ClearAsync(o, Token)),
        ["reset"] = Of("ResetAsync", new ResetOptions(), (project, o) => project.ResetAsync(o, Token)),
        ["seed --clear-first"] = Of(
            "SeedAsync", new SeedOptions { ClearFirst = true }, (project, o) => project.SeedAsync(o, Token))
            with { Folders = "base" },
        ["generate"] = Of("GenerateAsync", new GenerateOptions(), (project, o) => project.GenerateAsync(o, Token)),
        ["generate --clear-first"] = Of(
            "GenerateAsync",
            new GenerateOptions { ClearFirst = true },
            (project, o) => project.GenerateAsync(o, Token)),
        ["import"] = Of("ImportAsync", new ImportOptions("rows.sql"), (project, o) => project.ImportAsync(o, Token)),
        ["import --clear-first"] = Of(
            "ImportAsync",
            new ImportOptions("rows.sql") { ClearFirst = true },
            (project, o) => project.ImportAsync(o, Token)),
        ["snapshot restore"] = Of(
            "RestoreSnapshotAsync",
            new SnapshotRestoreOptions(),
            (project, o) => project.RestoreSnapshotAsync(o, Token)),
        ["snapshot undo"] = Of(
            "UndoRestoreAsync", new SnapshotUndoOptions(), (project, o) => project.UndoRestoreAsync(o, Token)),
        ["snapshot prune"] = Of(
            "PruneSnapshotsAsync", new SnapshotPruneOptions(), (project, o) => project.PruneSnapshotsAsync(o, Token)),
        ["unlock --force"] = Of(
            "UnlockAsync", new UnlockOptions { Force = true }, (project, o) => project.UnlockAsync(o, Token))
            with { NeedsHolder = true },
        ["stamp production"] = Of(
            "StampAsync", new StampOptions { Stamp = "production" }, (project, o) => project.StampAsync(o, Token)),
        ["stamp development"] = Of(
            "StampAsync", new StampOptions { Stamp = "development" }, (project, o) => project.StampAsync(o, Token)),
    };

    private static ChangingVerb Of<TOptions>(
        string method, TOptions options, Func<FurrowProject, TOptions, Task> run)
        where TOptions : CommandOptions => new(
        method,
        (project, answers) => run(
            project,
            options with { Environment = answers.Environment, Yes = answers.Yes, Confirm = answers.Confirm }));
}
