using Furrow.Data;
using Furrow.Errors;

namespace Furrow.Seeds.Content;

/// <summary>One thing that is wrong with a seed, and where.</summary>
internal sealed record SeedProblem(TextPlace Place, string Message, string? Hint);

/// <summary>Collects what is wrong with one seed, so that it is reported all at once.</summary>
internal sealed class SeedProblems(string file)
{
    private const int ListedMax = 50;

    private readonly List<SeedProblem> _listed = [];

    /// <summary>How many there are, listed or not.</summary>
    public int Count { get; private set; }

    /// <summary>The problems by place, as many as are listed.</summary>
    public IReadOnlyList<SeedProblem> Listed =>
        [.. _listed.OrderBy(p => p.Place.Line).ThenBy(p => p.Place.Column)];

    /// <summary>Notes a problem; the message is a sentence without its full stop.</summary>
    public void Add(TextPlace place, string message, string? hint = null)
    {
        Count++;
        if (_listed.Count < ListedMax)
        {
            _listed.Add(new SeedProblem(place, message, hint));
        }
    }

    /// <summary>Throws what was noted, if anything was.</summary>
    /// <exception cref="FurrowException">The problems, the first one's place as its own.</exception>
    public void ThrowIfAny(string code = ErrorCode.SeedInvalid)
    {
        if (Count == 0)
        {
            return;
        }

        IReadOnlyList<SeedProblem> ordered = Listed;
        SeedProblem first = ordered[0];
        ProblemList list = new();
        foreach (SeedProblem problem in ordered)
        {
            list.Add($"{At(problem)}{problem.Message}.", problem.Hint);
        }

        if (first.Place.IsRow)
        {
            // Who made the rows is found in the stack, by whoever called the code.
            throw new FurrowException(
                code, Count == 1 ? $"{At(first)}{first.Message}." : $"{Count} problems in these rows.")
            {
                Detail = Count == 1 ? null : Detail(list),
                Hint = list.Hint,
            };
        }

        throw new FurrowException(code, Count == 1 ? $"{first.Message}." : $"{Count} problems in this seed.")
        {
            File = file,
            Line = first.Place.Line,
            Column = first.Place.Column,
            Detail = Count == 1 ? null : Detail(list),
            Hint = list.Hint,
        };
    }

    private string Detail(ProblemList list) =>
        Count > _listed.Count ? $"{list.Detail}\n… and {Count - _listed.Count} more." : list.Detail;

    private string At(SeedProblem problem) => problem.Place.IsRow
        ? $"Row {problem.Place.Line}: "
        : $"{file}:{problem.Place.Line}:{problem.Place.Column}: ";
}
