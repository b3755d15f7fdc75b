using static Furrow.Safety.Operation;

namespace Furrow.Safety;

/// <summary>The safety table of the contract as data, and the rules below it as one pure function.</summary>
public static class SafetyTable
{
    private enum Cell
    {
        Ok,
        OkWarned,
        Ask,
        AskWarned,
        Typed,
        Refused,
    }

    private enum WithTables
    {
        Allowed,
        OptionOnly,
        EmptyTablesOnly,
        Refused,
    }

    private static readonly Operation[] Reading =
    [
        Status, Plan, List, Doctor, Export, LockRead, StampRead, SnapshotCreate, SnapshotList, SnapshotVerify,
        SeedCheck, Verify, SeedTest,
    ];

    private static readonly Row[] Rows =
    [
        // operation                                                 development, test  staging         production
        new(Reading,                                                     Cell.Ok,    Cell.Ok,       Cell.Ok),
        new([Migrate, Baseline, Repair, Setup, SeedBase],                Cell.Ok,    Cell.OkWarned, Cell.AskWarned),
        new([SeedEnvironment, Generate],                                 Cell.Ok,    Cell.Ask,      Cell.Refused),
        new([Rollback, SeedRollback, SeedForce, Import],                 Cell.Ask,   Cell.Typed,    Cell.Typed),
        new([SnapshotRestore, SnapshotUndo],                             Cell.Ask,   Cell.Typed,    Cell.Typed),
        new([SeedClean, SeedAccept, SnapshotPrune],                      Cell.Ask,   Cell.Ask,      Cell.Typed),
        new([Clear, Reset, ClearFirst],                                  Cell.Ask,   Cell.Typed,    Cell.Refused),
        new([UnlockForce],                                               Cell.Ask,   Cell.Typed,    Cell.Typed),
        new([UnlockDead],                                                Cell.Ok,    Cell.Ok,       Cell.Ok),
    ];

    // Without a stamp nothing proves that the tables are not production's. What is not here is refused.
    private static readonly (Operation[] Operations, WithTables Rule)[] UnstampedWithTables =
    [
        ([Migrate, Baseline, Repair], WithTables.OptionOnly),
        ([Import],                    WithTables.EmptyTablesOnly),
        ([UnlockDead],                WithTables.Allowed),
    ];

    // Only what brings something into a database says what the database is.
    private static readonly Operation[] Stamping =
    [
        Migrate, Baseline, Setup, SeedBase, SeedEnvironment, SeedForce, Generate, Import, SnapshotRestore, Reset,
        ClearFirst,
    ];

    /// <summary>Judges one request. The same request always gets the same verdict.</summary>
    /// <exception cref="ArgumentException">A stamp without <see cref="SafetyRequest.NewStamp"/>.</exception>
    public static Verdict Judge(SafetyRequest request)
    {
        if (Reading.Contains(request.Operation)) return SafetyText.Reads(request);
        if (request.Stamp is StampState.Unreadable unreadable) return SafetyText.StampUnreadable(request, unreadable);
        if (request.Operation == Stamp) return JudgeStamp(request);
        if (request.Stamp is StampState.Stamped other && other.Name != request.EnvironmentName)
            return SafetyText.StampedOtherwise(request, other);

        var cell = CellFor(request.Operation, KindOf(request));
        if (cell == Cell.Refused) return SafetyText.RefusedInKind(request, KindOf(request));
        return RefusalWithoutStamp(request) ?? Speak(request, cell);
    }

    private static Verdict? RefusalWithoutStamp(SafetyRequest request)
    {
        if (request.Stamp is StampState.Stamped) return null;
        if (HoldsTables(request)) return RefusalWithTables(request);
        var isGuess = request.EnvironmentNaming == EnvironmentNaming.Default && !request.IsLocalOrEmbedded;
        return isGuess ? SafetyText.EnvironmentGuessed(request) : null;
    }

    private static Verdict? RefusalWithTables(SafetyRequest request)
    {
        var rule = WithTables.Refused;
        foreach (var (operations, listed) in UnstampedWithTables)
            if (operations.Contains(request.Operation)) rule = listed;

        return rule switch
        {
            WithTables.Allowed => null,
            WithTables.OptionOnly when request.EnvironmentNaming == EnvironmentNaming.Option => null,
            WithTables.OptionOnly => SafetyText.NeedsEnvironmentOption(request),
            WithTables.EmptyTablesOnly when !request.TablesHaveRows => null,
            _ => SafetyText.NeedsStamp(request),
        };
    }

    private static Verdict Speak(SafetyRequest request, Cell cell)
    {
        var isForeign = request.SnapshotEnvironment is { } origin && origin != request.EnvironmentName;
        var verdict = cell switch
        {
            _ when isForeign => SafetyText.Typed(request),
            Cell.Ok => SafetyText.Allowed(request),
            Cell.OkWarned => SafetyText.Warned(request),
            Cell.Ask or Cell.AskWarned => SafetyText.Asks(request),
            _ => SafetyText.Typed(request),
        };
        return verdict with
        {
            Warning = cell is Cell.OkWarned or Cell.AskWarned ? SafetyText.Warning(request) : null,
            WritesStamp = WritesFirstStamp(request),
        };
    }

    // Nothing in this column of the contract's table is stricter than production: there, every change is typed.
    private static Verdict JudgeStamp(SafetyRequest request)
    {
        var target = request.NewStamp
            ?? throw new ArgumentException("The request does not say which stamp to write.", nameof(request));
        var needsTyping = request.Stamp switch
        {
            StampState.Stamped now when now.Name == target.Name => IsLooser(target.Kind, now.Kind),
            StampState.Stamped now => now.Kind == EnvironmentKind.Production || IsLooser(target.Kind, now.Kind),
            _ => HoldsTables(request),
        };
        var verdict = needsTyping ? SafetyText.StampTyped(request, target) : SafetyText.StampAllowed(request, target);
        return verdict with { WritesStamp = true };
    }

    // A first stamp is a claim about whose data this is: made unasked only where there is no data.
    private static bool WritesFirstStamp(SafetyRequest request) =>
        request.Stamp is not StampState.Stamped && !HoldsTables(request) && Stamping.Contains(request.Operation);

    private static bool HoldsTables(SafetyRequest request) =>
        request.HasUserTables && !request.CreatedByFurrow && request.Stamp != StampState.NoDatabase;

    // The stricter of stamp and configuration, so that an edit of furrow.yaml cannot loosen a stamped database.
    private static EnvironmentKind KindOf(SafetyRequest request) =>
        request.Stamp is StampState.Stamped stamped && IsLooser(request.EnvironmentKind, stamped.Kind)
            ? stamped.Kind
            : request.EnvironmentKind;

    private static bool IsLooser(EnvironmentKind kind, EnvironmentKind than) => kind.Strictness() < than.Strictness();

    private static Cell CellFor(Operation operation, EnvironmentKind kind)
    {
        var row = Rows.Single(row => row.Operations.Contains(operation));
        return kind.Strictness() switch
        {
            0 => row.DevelopmentAndTest,
            1 => row.Staging,
            _ => row.Production,
        };
    }

    private sealed record Row(Operation[] Operations, Cell DevelopmentAndTest, Cell Staging, Cell Production);
}
