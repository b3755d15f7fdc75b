using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Checking;

/// <summary>Collects what is found.</summary>
internal sealed class SeedFindings
{
    private readonly List<SeedFinding> _all = [];

    /// <summary>How many there are.</summary>
    public int Count => _all.Count;

    /// <summary>Adds one.</summary>
    public void Add(SeedFinding finding) => _all.Add(finding);

    /// <summary>Adds what was thrown about a seed.</summary>
    public void Add(FurrowException problem, string? seed = null, SeedFindingKind kind = SeedFindingKind.Invalid) =>
        Add(new SeedFinding(
            kind, seed, problem.Detail is null ? problem.Message : $"{problem.Message}\n{problem.Detail}")
        {
            File = problem.File,
            Line = problem.Line,
            Column = problem.Column,
            Hint = problem.Hint,
        });

    /// <summary>Adds what was noted about a data seed.</summary>
    public void Add(SeedProblems problems, SeedFile seed)
    {
        foreach (SeedProblem problem in problems.Listed)
        {
            Add(new SeedFinding(SeedFindingKind.Invalid, seed.Name, $"{Capital(problem.Message)}.")
            {
                File = seed.DisplayPath,
                Line = problem.Place.Line,
                Column = problem.Place.Column,
                Hint = problem.Hint,
            });
        }

        if (problems.Count > problems.Listed.Count)
        {
            int more = problems.Count - problems.Listed.Count;
            Add(new SeedFinding(SeedFindingKind.Invalid, seed.Name, $"{more} more problems in this seed.")
            {
                File = seed.DisplayPath,
            });
        }
    }

    /// <summary>The findings: the worst kind first, then by file and place.</summary>
    public ImmutableArray<SeedFinding> Sorted() =>
    [
        .. _all.OrderBy(finding => finding.Kind)
            .ThenBy(finding => finding.File ?? "", StringComparer.Ordinal)
            .ThenBy(finding => finding.Line ?? 0)
            .ThenBy(finding => finding.Column ?? 0)
            .ThenBy(finding => finding.Seed ?? "", StringComparer.Ordinal),
    ];

    // Messages of a list of problems begin small.
    private static string Capital(string message) => message is [>= 'a' and <= 'z', ..] && StartsWithWord(message)
        ? char.ToUpperInvariant(message[0]) + message[1..]
        : message;

    private static bool StartsWithWord(string message)
    {
        int end = message.IndexOf(' ', StringComparison.Ordinal);
        return end > 0 && message[..end] is "expected" or "there" or "the" or "a" or "an" or "no" or "this";
    }
}
