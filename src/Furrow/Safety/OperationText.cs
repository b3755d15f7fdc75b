namespace Furrow.Safety;

/// <summary>Operations as a person types them.</summary>
public static class OperationText
{
    /// <summary>The command that does this, without <c>furrow</c>: <c>seed --force</c>.</summary>
    public static string Command(this Operation operation) => operation switch
    {
        Operation.Status => "status",
        Operation.Plan => "plan",
        Operation.List => "list",
        Operation.Doctor => "doctor",
        Operation.Export => "export",
        Operation.LockRead => "lock",
        Operation.StampRead or Operation.Stamp => "stamp",
        Operation.SnapshotCreate => "snapshot create",
        Operation.SnapshotList => "snapshot list",
        Operation.SnapshotVerify => "snapshot verify",
        Operation.SeedCheck => "seed-check",
        Operation.Verify => "verify",
        Operation.SeedTest => "seed-test",
        Operation.Migrate => "migrate",
        Operation.Baseline => "baseline",
        Operation.Repair => "repair",
        Operation.Setup => "setup",
        Operation.SeedBase or Operation.SeedEnvironment => "seed",
        Operation.Generate => "generate",
        Operation.Rollback => "rollback",
        Operation.SeedRollback => "seed-rollback",
        Operation.SeedForce => "seed --force",
        Operation.Import => "import",
        Operation.SnapshotRestore => "snapshot restore",
        Operation.SnapshotUndo => "snapshot undo",
        Operation.SeedClean => "seed-clean",
        Operation.SeedAccept => "seed-sync --accept",
        Operation.SnapshotPrune => "snapshot prune",
        Operation.Clear => "clear",
        Operation.Reset => "reset",
        Operation.ClearFirst => "--clear-first",
        Operation.UnlockForce => "unlock --force",
        Operation.UnlockDead => "unlock",
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "No such operation."),
    };
}
