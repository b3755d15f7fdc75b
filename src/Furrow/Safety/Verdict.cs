using Furrow.Errors;

namespace Furrow.Safety;

/// <summary>What <see cref="SafetyTable.Judge"/> says about one request, in words that can be shown.</summary>
public sealed record Verdict
{
    /// <summary>What was judged.</summary>
    public required Operation Operation { get; init; }

    /// <summary>The answer.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>The database's name; the answer that <see cref="VerdictKind.Typed"/> expects.</summary>
    public required string DatabaseName { get; init; }

    /// <summary>The environment that was judged.</summary>
    public required string EnvironmentName { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>To be said before anything happens, whatever the answer; null when there is none.</summary>
    public string? Warning { get; init; }

    /// <summary>What to ask; null except for <c>Ask</c> and <c>Typed</c>.</summary>
    public string? Question { get; init; }

    /// <summary>What the reader can do, naming the option or the command; null when there is nothing to do.</summary>
    public string? Hint { get; init; }

    /// <summary>Whether the command writes the environment's stamp before anything else.</summary>
    public bool WritesStamp { get; init; }

    /// <summary>The stricter of two verdicts on the same command, with the other's warning if it has none.</summary>
    public Verdict Stricter(Verdict other)
    {
        var (stricter, milder) = other.Kind > Kind ? (other, this) : (this, other);
        return stricter with
        {
            Warning = stricter.Warning ?? milder.Warning,
            WritesStamp = stricter.Kind != VerdictKind.Refuse && (stricter.WritesStamp || milder.WritesStamp),
        };
    }

    /// <summary>The verdict as the error that ends the command.</summary>
    public FurrowException ToException() => new(ErrorCode.Refused, Reason) { Hint = Hint };
}
