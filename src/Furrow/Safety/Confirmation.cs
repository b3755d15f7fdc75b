using Furrow.Errors;

namespace Furrow.Safety;

/// <summary>Turns a verdict and the answers to it into going ahead or an error with code <c>refused</c>.</summary>
public static class Confirmation
{
    /// <summary>
    /// Returns what let the command go ahead. Asks only where no option answers and a prompt is there. The caller
    /// says <see cref="Verdict.Warning"/> first.
    /// </summary>
    /// <exception cref="FurrowException">
    /// <see cref="ErrorCode.Refused"/>: the verdict refuses, the answer is missing, declined or names another database.
    /// </exception>
    public static async Task<ConfirmedBy> SettleAsync(
        Verdict verdict, ConfirmationOptions options, CancellationToken cancellationToken)
    {
        if (verdict.Kind == VerdictKind.Refuse) throw verdict.ToException();
        // Whoever names another database is mistaken about where they are, however harmless the command.
        if (options.ConfirmDatabase is { } named && named != verdict.DatabaseName)
            throw OtherName(verdict, $"`--confirm` names {named}, but the database is {verdict.DatabaseName}.");

        return verdict.Kind switch
        {
            VerdictKind.Ask => await SettleAskAsync(verdict, options, cancellationToken),
            VerdictKind.Typed => await SettleTypedAsync(verdict, options, cancellationToken),
            _ => ConfirmedBy.NotNeeded,
        };
    }

    /// <summary>
    /// Holds the verdict given under the lock against the one that was settled before it: what was confirmed must
    /// cover what is now known.
    /// </summary>
    /// <exception cref="FurrowException">
    /// <see cref="ErrorCode.Refused"/>: the database calls for more than was confirmed.
    /// </exception>
    public static void Recheck(Verdict settled, Verdict underLock)
    {
        if (underLock.Kind == VerdictKind.Refuse) throw underLock.ToException();
        if (underLock.Kind <= settled.Kind && underLock.DatabaseName == settled.DatabaseName) return;
        var change = $"{underLock.DatabaseName} changed before `{underLock.Operation.Command()}` got the lock.";
        throw new FurrowException(ErrorCode.Refused, $"{change} {underLock.Reason}")
        {
            Hint = $"Run the command again; it will ask for what is needed now. {underLock.Hint}".TrimEnd(),
        };
    }

    private static async Task<ConfirmedBy> SettleAskAsync(
        Verdict verdict, ConfirmationOptions options, CancellationToken cancellationToken)
    {
        if (options.ConfirmDatabase is not null) return ConfirmedBy.ConfirmOption;
        if (options.Yes) return ConfirmedBy.Yes;
        if (options.Force && ForceAnswers(verdict.Operation)) return ConfirmedBy.Force;
        if (options.Prompt is null) throw verdict.ToException();
        if (await options.Prompt.AskAsync(verdict.Question!, cancellationToken)) return ConfirmedBy.Prompt;
        throw Declined(verdict);
    }

    private static async Task<ConfirmedBy> SettleTypedAsync(
        Verdict verdict, ConfirmationOptions options, CancellationToken cancellationToken)
    {
        if (options.ConfirmDatabase is not null) return ConfirmedBy.ConfirmOption;
        if (options.Prompt is null)
        {
            if (!options.Yes && !options.Force) throw verdict.ToException();
            throw new FurrowException(ErrorCode.Refused, $"{verdict.Reason} `--yes` and `--force` are not enough.")
            {
                Hint = verdict.Hint,
            };
        }

        var typed = await options.Prompt.AskTypedAsync(verdict.Question!, verdict.DatabaseName, cancellationToken);
        if (string.IsNullOrWhiteSpace(typed)) throw Declined(verdict);
        if (typed.Trim() == verdict.DatabaseName) return ConfirmedBy.Prompt;
        throw OtherName(verdict, $"{typed.Trim()} was typed, but the database is {verdict.DatabaseName}.");
    }

    // `seed --force` and `unlock --force` say what to do, not that it is wanted.
    internal static bool ForceAnswers(Operation operation) =>
        operation is Operation.Migrate or Operation.Reset or Operation.SeedClean;

    private static FurrowException OtherName(Verdict verdict, string message) => new(ErrorCode.Refused, message)
    {
        Hint = $"If {verdict.DatabaseName} is the one you mean, give "
            + $"`--confirm {ShellWord.Quote(verdict.DatabaseName)}`; otherwise choose the other with `--database`.",
    };

    private static FurrowException Declined(Verdict verdict) =>
        new(ErrorCode.Refused, $"`{verdict.Operation.Command()}` was declined; nothing was changed.");
}
