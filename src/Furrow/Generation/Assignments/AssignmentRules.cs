using Furrow.Generation.Keys;
using Furrow.Generation.Picks;
using Furrow.Generation.Programs;

namespace Furrow.Generation.Assignments;

/// <summary>Who may be assigned to what: the rules of an <see cref="Assignment"/>.</summary>
public sealed record AssignmentRules
{
    /// <summary>The stream.</summary>
    public required CellKey Key { get; init; }

    /// <summary>The table whose rows are the assignments.</summary>
    public required TableProgram Table { get; init; }

    /// <summary>The table whose rows each want some.</summary>
    public required TableProgram Parent { get; init; }

    /// <summary>The parent's slot of whole numbers: how many it wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>Who may be assigned at all.</summary>
    public required Candidates Candidates { get; init; }

    /// <summary>
    /// The pairs of a parent and a candidate: a table whose rows have the parent's number and, in slot 0, the
    /// candidate's.
    /// </summary>
    public required TableProgram Pairs { get; init; }

    /// <summary>The slot of <see cref="Pairs"/> that says whether the two go together; null where all do.</summary>
    public int? Condition { get; init; }

    /// <summary>The candidates' slot of whole numbers: how often one may be assigned; null for any number.</summary>
    public int? Capacity { get; init; }

    /// <summary>
    /// The candidates' slot of whole numbers of which no two of a parent's may be equal; null for none.
    /// </summary>
    public int? Distinct { get; init; }

    /// <summary>What another table's rows have taken of each parent; null for nothing.</summary>
    public TakenValues? Taken { get; init; }

    /// <summary>The candidates' slot of whole numbers that must not be among <see cref="Taken"/>.</summary>
    public int TakenBy { get; init; }

    /// <summary>The candidates' slot of whole numbers by which they like to come together; null for none.</summary>
    public int? Together { get; init; }

    /// <summary>How likely the next one is of the same group as one already there, from 0 to 1.</summary>
    public double TogetherRate { get; init; }

    /// <summary>The first row's number. Default 0.</summary>
    public long First { get; init; }

    /// <summary>Whether a parent gets fewer where there are not enough; otherwise that is refused.</summary>
    public bool MayBeFewer { get; init; }
}
