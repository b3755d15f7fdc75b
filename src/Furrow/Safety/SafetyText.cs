namespace Furrow.Safety;

/// <summary>The sentences of the verdicts: what was found, why it matters, which command settles it.</summary>
internal static class SafetyText
{
    internal static Verdict Reads(SafetyRequest request) =>
        Of(request, VerdictKind.Allow, $"`{request.Operation.Command()}` changes nothing in {request.DatabaseName}.");

    internal static Verdict Allowed(SafetyRequest request) =>
        Of(request, VerdictKind.Allow, $"`{request.Operation.Command()}` may run on {Place(request)}.") with
        {
            Hint = IsUnstampedWithTables(request)
                ? $"`{StampCommand(request, request.EnvironmentName)}` records which environment this is."
                : null,
        };

    internal static Verdict Warned(SafetyRequest request) =>
        Allowed(request) with { Kind = VerdictKind.Warn };

    internal static string Warning(SafetyRequest request) =>
        $"`{request.Operation.Command()}` changes {Place(request)}.";

    internal static Verdict Asks(SafetyRequest request) =>
        Of(request, VerdictKind.Ask, $"`{request.Operation.Command()}` on {Place(request)} has to be confirmed.") with
        {
            Question = $"Run `{request.Operation.Command()}` on {Place(request)}?",
            Hint = Confirmation.ForceAnswers(request.Operation)
                ? "Add `--yes` or `--force` to confirm without a prompt."
                : "Add `--yes` to confirm without a prompt.",
        };

    internal static Verdict Typed(SafetyRequest request)
    {
        var origin = request.SnapshotEnvironment is { } environment && environment != request.EnvironmentName
            ? $" The snapshot was taken from {environment}."
            : "";
        return Of(
            request,
            VerdictKind.Typed,
            $"`{request.Operation.Command()}` on {Place(request)} has to be confirmed by its name.{origin}") with
        {
            Question = $"`{request.Operation.Command()}` is about to run on {Place(request)}.{origin} "
                + $"Type {request.DatabaseName} to go ahead:",
            Hint = ConfirmHint(request),
        };
    }

    internal static Verdict StampUnreadable(SafetyRequest request, StampState.Unreadable stamp) =>
        Refusal(
            request,
            $"The stamp of {request.DatabaseName} cannot be read: {stamp.Problem}. "
                + "Without it nothing shows which environment this is.",
            "Let the role read the table `metadata` in furrow's schema, or put right what it holds; "
                + "`furrow doctor` shows what was found.");

    internal static Verdict StampedOtherwise(SafetyRequest request, StampState.Stamped stamp) =>
        Refusal(
            request,
            $"{request.DatabaseName} is stamped {stamp.Name}, but the command runs as {request.EnvironmentName}.",
            $"Use `--env {ShellWord.Quote(stamp.Name)}` if that is the environment you mean, or another `--database`. "
                + $"If the database has changed its role: `{StampCommand(request, request.EnvironmentName)}`.");

    internal static Verdict RefusedInKind(SafetyRequest request, EnvironmentKind kind)
    {
        var word = kind.Name();
        return Refusal(
            request,
            $"`{request.Operation.Command()}` never runs in {word}, and {request.DatabaseName} is judged as {word} "
                + $"(environment {request.EnvironmentName}).",
            request.Operation == Operation.SeedEnvironment
                ? "Put data that production needs into the folder base, or choose another `--database`."
                : "Choose another `--database`; no option allows it here.");
    }

    internal static Verdict EnvironmentGuessed(SafetyRequest request) =>
        Refusal(
            request,
            $"{request.DatabaseName} has no stamp and is not on this machine, and nothing says which environment "
                + $"it is; {request.EnvironmentName} is only the default.",
            $"Say so with `--env {ShellWord.Quote(request.EnvironmentName)}`, or record it with "
                + $"`furrow stamp {ShellWord.Quote(request.EnvironmentName)}`.");

    internal static Verdict NeedsEnvironmentOption(SafetyRequest request) =>
        Refusal(
            request,
            $"{request.DatabaseName} has tables and no stamp, so `{request.Operation.Command()}` needs to be told on "
                + "the command line which environment it is.",
            $"Add `--env {ShellWord.Quote(request.EnvironmentName)}`, or record it with "
                + $"`{StampCommand(request, request.EnvironmentName)}`.");

    internal static Verdict NeedsStamp(SafetyRequest request) =>
        Refusal(
            request,
            $"{request.DatabaseName} has tables and no stamp, so nothing shows that "
                + $"`{request.Operation.Command()}` may run on it as {request.EnvironmentName}.",
            $"If it is the {request.EnvironmentName} database: "
                + $"`{StampCommand(request, request.EnvironmentName)}`, then run the command again.");

    internal static Verdict StampAllowed(SafetyRequest request, StampTarget target) =>
        Of(request, VerdictKind.Allow, $"{request.DatabaseName} may be stamped {target.Name}.");

    internal static Verdict StampTyped(SafetyRequest request, StampTarget target)
    {
        var found = request.Stamp is StampState.Stamped now
            ? $"is stamped {now.Name}"
            : "has tables and no stamp";
        return Of(
            request,
            VerdictKind.Typed,
            $"{request.DatabaseName} {found}; stamping it {target.Name} has to be confirmed by its name.") with
        {
            Question = $"{request.DatabaseName} {found}. Type {request.DatabaseName} to stamp it {target.Name}:",
            Hint = $"`{StampCommand(request, target.Name)}`",
        };
    }

    private static string ConfirmHint(SafetyRequest request) =>
        $"Add `--confirm {ShellWord.Quote(request.DatabaseName)}` to confirm without a prompt.";

    private static string StampCommand(SafetyRequest request, string environment) =>
        $"furrow stamp {ShellWord.Quote(environment)} --confirm {ShellWord.Quote(request.DatabaseName)}";

    private static string Place(SafetyRequest request) => $"{request.DatabaseName} ({request.EnvironmentName})";

    private static bool IsUnstampedWithTables(SafetyRequest request) =>
        request.Stamp == StampState.Unstamped && request is { HasUserTables: true, CreatedByFurrow: false };

    private static Verdict Refusal(SafetyRequest request, string reason, string hint) =>
        Of(request, VerdictKind.Refuse, reason) with { Hint = hint };

    private static Verdict Of(SafetyRequest request, VerdictKind kind, string reason) => new()
    {
        Operation = request.Operation,
        Kind = kind,
        DatabaseName = request.DatabaseName,
        EnvironmentName = request.EnvironmentName,
        Reason = reason,
    };
}
