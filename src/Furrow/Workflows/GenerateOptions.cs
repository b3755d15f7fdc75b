using Furrow.Errors;
using Furrow.Scenarios;
using Furrow.Transfer;

namespace Furrow.Workflows;

/// <summary>Options of <c>generate</c>.</summary>
public sealed record GenerateOptions : CommandOptions
{
    private const int JobsMax = 32;

    /// <summary>The scenario, the preset, and values of parameters. Default: the default scenario's defaults.</summary>
    public ScenarioRequest Request { get; init; } = new();

    /// <summary>The random seed; null for the scenario's, else 1.</summary>
    public long? RandomSeed { get; init; }

    /// <summary>What times are relative to, a day or a word such as <c>monday</c>; null for the scenario's.</summary>
    public string? AsOf { get; init; }

    /// <summary>How many rows the scenario's one table without a parent has, from 0; null for what it says.</summary>
    public long? Rows { get; init; }

    /// <summary>
    /// Empties all tables and applies the environment's seeds again before, in the same transaction.
    /// </summary>
    public bool ClearFirst { get; init; }

    /// <summary>Writes nothing: plans, and shows the first rows of each table.</summary>
    public bool DryRun { get; init; }

    /// <summary>Writes files instead of rows into the database; null for the database.</summary>
    public ExportFormat? Format { get; init; }

    /// <summary>The folder for files; a relative path begins at the project. Given with <see cref="Format"/>.</summary>
    public string? Directory { get; init; }

    /// <summary>
    /// How many threads make rows at once, 1 to 32; null for as many as there are cores. The rows are the same for any.
    /// </summary>
    public int? Jobs { get; init; }

    /// <summary>
    /// Opens a run that several processes write in parts: takes indexes and keys off and writes no row. PostgreSQL
    /// only; the tables have to be empty.
    /// </summary>
    public bool Prepare { get; init; }

    /// <summary>The part of the open run to write; null for none. Everything else comes from the run.</summary>
    public ShardNumber? Shard { get; init; }

    /// <summary>Ends the open run, all of whose parts are written: builds and checks what was taken off.</summary>
    public bool Finish { get; init; }

    /// <summary>Undoes the open run: removes its rows and puts back what was taken off.</summary>
    public bool Abort { get; init; }

    /// <summary>
    /// Also finds out what the rows are like (<see cref="GenerateResult.Report"/>), after they were written.
    /// </summary>
    public bool Report { get; init; }

    /// <summary>How many threads that is.</summary>
    internal int WorkerCount => Jobs ?? Math.Clamp(System.Environment.ProcessorCount, 1, JobsMax);

    /// <summary>Whether it is a step of a run that is written in parts.</summary>
    internal bool IsInParts => Prepare || Shard is not null || Finish || Abort;

    /// <summary>Whether anything is said that decides which rows there are.</summary>
    internal bool NamesInputs => Request.Scenario is not null || Request.Preset is not null
        || !Request.Parameters.IsEmpty || RandomSeed is not null || AsOf is not null || Rows is not null;

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="FurrowException">Code <c>usage</c>.</exception>
    public void Validate()
    {
        if (Rows < 0)
        {
            throw new FurrowException(ErrorCode.Usage, $"--rows is {Rows}; expected a whole number from 0.");
        }

        if (Jobs is < 1 or > JobsMax)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"--jobs is {Jobs}; expected a whole number from 1 to {JobsMax}.");
        }

        if ((Format is null) != (Directory is null))
        {
            throw new FurrowException(
                ErrorCode.Usage,
                Format is null ? "--out is where files go, and no --format is given."
                    : "--format writes files, and no --out says where.")
            {
                Hint = "Give both: --format csv --out DIR.",
            };
        }

        if (Format is not null && (ClearFirst || DryRun))
        {
            throw new FurrowException(
                ErrorCode.Usage,
                "--format writes files and leaves the database alone; "
                    + $"{(DryRun ? "--dry-run" : "--clear-first")} is about the database.")
            {
                Hint = "Leave one of the two out.",
            };
        }

        ValidateParts();
        if (AsOf is { } asOf && !AsOfText.IsKnown(asOf))
        {
            throw new FurrowException(ErrorCode.Usage, $"--as-of is '{asOf}'; expected {AsOfText.Expected}.");
        }
    }

    private void ValidateParts()
    {
        string[] steps =
        [
            .. Prepare ? ["--prepare"] : (string[])[],
            .. Shard is not null ? ["--shard"] : (string[])[],
            .. Finish ? ["--finish"] : (string[])[],
            .. Abort ? ["--abort"] : (string[])[],
        ];
        if (steps.Length == 0)
        {
            return;
        }

        if (Shard is { } shard && (shard.Count is < 1 or > ShardNumber.CountMax
            || shard.Number < 1 || shard.Number > shard.Count))
        {
            throw new FurrowException(ErrorCode.Usage, $"--shard is '{shard}'; expected {ShardNumber.Expected}.");
        }

        string? other = steps.Length > 1 ? steps[1]
            : ClearFirst ? "--clear-first"
            : DryRun ? "--dry-run"
            : Format is not null ? "--format"
            : Report ? "--report"
            : Jobs is not null && Shard is null ? "--jobs"
            : (Finish || Abort) && NamesInputs ? "a scenario, a preset or a parameter"
            : null;
        if (other is not null)
        {
            throw new FurrowException(ErrorCode.Usage, $"{steps[0]} goes without {other}.")
            {
                Hint = "One after another: --prepare, --shard 1/N to N/N on as many machines, --finish (or --abort).",
            };
        }
    }
}
