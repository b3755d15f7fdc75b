using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Schema;
using Furrow.Sensitive.Replacement;

namespace Furrow.Sensitive;

/// <summary>What happens to a column on its way out.</summary>
public enum SensitiveOutcome
{
    /// <summary>It leaves as it is.</summary>
    Keep,

    /// <summary>NULL leaves in place of every value.</summary>
    Null,

    /// <summary>The column does not leave.</summary>
    Exclude,

    /// <summary>Other values leave.</summary>
    Generate,

    /// <summary>It looks sensitive, and nobody has said what is to happen.</summary>
    Undecided,
}

/// <summary>What happens to one column, and why.</summary>
public sealed record SensitiveColumnPlan
{
    /// <summary>The table.</summary>
    public required ObjectName Table { get; init; }

    /// <summary>The column.</summary>
    public required string Column { get; init; }

    /// <summary>What happens.</summary>
    public required SensitiveOutcome Outcome { get; init; }

    /// <summary>Why, for people: <c>furrow.yaml says so</c>, <c>its name</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>What it looks like; null where furrow.yaml names a column that does not look sensitive.</summary>
    public SensitiveKind? Kind { get; init; }

    /// <summary>The generator, with <see cref="SensitiveOutcome.Generate"/>; otherwise null.</summary>
    public string? Generator => Replacement?.Generator.Name;

    /// <summary>What is worth knowing besides: a check that replaced values may fail.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>How cells are replaced.</summary>
    internal ColumnReplacement? Replacement { get; init; }
}

/// <summary>
/// What happens to the sensitive columns of a database on their way out: one entry for each column that furrow.yaml
/// names or that looks sensitive, by table and position. Immutable.
/// </summary>
public sealed record SensitivePlan
{
    /// <summary>Nothing is sensitive.</summary>
    public static SensitivePlan Empty { get; } = new();

    /// <summary>The columns; every other leaves as it is. A partition's are those of the table above it.</summary>
    public ImmutableArray<SensitiveColumnPlan> Columns { get; init; } = [];

    /// <summary>Lines for furrow.yaml that would decide what is undecided; empty where nothing is.</summary>
    public string Snippet { get; init; } = "";

    /// <summary>The columns that look sensitive and that nobody has decided about.</summary>
    public ImmutableArray<SensitiveColumnPlan> Undecided =>
        [.. Columns.Where(column => column.Outcome == SensitiveOutcome.Undecided)];

    /// <summary>Which table each partition belongs to in the end.</summary>
    internal ImmutableDictionary<ObjectName, ObjectName> Roots { get; init; } =
        ImmutableDictionary<ObjectName, ObjectName>.Empty;

    /// <summary>What happens to a column; null where it leaves as it is.</summary>
    public SensitiveColumnPlan? Find(ObjectName table, string column)
    {
        ObjectName root = Roots.GetValueOrDefault(table, table);
        return Columns.FirstOrDefault(
            plan => plan.Table == root && string.Equals(plan.Column, column, StringComparison.Ordinal));
    }

    /// <summary>The same with everything kept that is undecided.</summary>
    public SensitivePlan KeepUndecided(string reason) => this with
    {
        Snippet = "",
        Columns =
        [
            .. Columns.Select(column => column.Outcome == SensitiveOutcome.Undecided
                ? column with { Outcome = SensitiveOutcome.Keep, Reason = $"{column.Reason}; {reason}" }
                : column),
        ],
    };

    /// <summary>The functions that replace values, all made with one key.</summary>
    /// <param name="key">The project's key, or one for this export alone (<see cref="SensitiveKey.Random"/>).</param>
    public SensitiveReplacer CreateReplacer(SensitiveKey key) => new(this, key);
}
