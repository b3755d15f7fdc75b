using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Safety;

namespace Furrow.Sensitive;

/// <summary>The answers that a caller brings along where columns look sensitive.</summary>
public sealed record SensitiveAnswer
{
    /// <summary><c>--include-sensitive</c>: what is undecided leaves as it is. Default false.</summary>
    public bool IncludeSensitive { get; init; }

    /// <summary>How to ask; null without a terminal and with <c>--non-interactive</c>.</summary>
    public IConfirmationPrompt? Prompt { get; init; }

    /// <summary>What the columns would be in, for people: <c>the export</c>, <c>the snapshot</c>.</summary>
    public string Into { get; init; } = "the export";
}

/// <summary>Lets nothing out that looks sensitive and that nobody has decided about.</summary>
public static class SensitiveGate
{
    /// <summary>
    /// Returns the plan with nothing undecided: as it is, or everything undecided kept because an option or a person
    /// says so. A caller that asks shows <see cref="Describe"/> as part of the question.
    /// </summary>
    /// <exception cref="FurrowException">
    /// <see cref="ErrorCode.Refused"/>: columns are undecided and nobody is there to ask, or the answer was no. The
    /// error lists the columns and gives lines for furrow.yaml that would decide.
    /// </exception>
    public static async Task<SensitivePlan> SettleAsync(
        SensitivePlan plan, SensitiveAnswer answer, CancellationToken cancellationToken)
    {
        ImmutableArray<SensitiveColumnPlan> undecided = plan.Undecided;
        if (undecided.IsEmpty)
        {
            return plan;
        }

        if (answer.IncludeSensitive)
        {
            return plan.KeepUndecided("--include-sensitive keeps it");
        }

        if (answer.Prompt is null)
        {
            throw Refusal(plan, undecided, answer);
        }

        string question = $"{Found(undecided)}:\n{Describe(undecided)}\nWrite them into {answer.Into} as they are?";
        return await answer.Prompt.AskAsync(question, cancellationToken)
            ? plan.KeepUndecided("somebody was asked and keeps it")
            : throw Refusal(plan, undecided, answer);
    }

    /// <summary>One line a column: name, what it seems to hold, why. No value.</summary>
    public static string Describe(IEnumerable<SensitiveColumnPlan> columns) => string.Join(
        '\n',
        columns.Select(column => column.Kind is { } kind
            ? $"  {column.Table}.{column.Column}: {kind.What()} ({column.Reason})"
            : $"  {column.Table}.{column.Column}: {column.Reason}"));

    private static FurrowException Refusal(
        SensitivePlan plan, ImmutableArray<SensitiveColumnPlan> undecided, SensitiveAnswer answer) =>
        new(ErrorCode.Refused, $"{Found(undecided)}, and furrow.yaml does not say what is to happen in {answer.Into}.")
        {
            Detail = Describe(undecided),
            Hint = "Say it in furrow.yaml for each column — keep, null, exclude or { generate: … } — for instance:\n\n"
                + $"{plan.Snippet}\nLines like these belong under the `sensitive:` that is there, if any. "
                + "Or give `--include-sensitive`, and all of them leave as they are.",
        };

    private static string Found(ImmutableArray<SensitiveColumnPlan> undecided) => undecided.Length == 1
        ? "1 column looks sensitive"
        : string.Create(CultureInfo.InvariantCulture, $"{undecided.Length} columns look sensitive");
}
