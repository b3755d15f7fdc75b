using System.Globalization;
using System.Text;
using Furrow.Data;
using Furrow.Errors;
using Furrow.Scenarios.Reading;

namespace Furrow.Scenarios;

/// <summary>What decides every cell of a <c>generate</c>, besides the catalog and rows that are there.</summary>
/// <param name="Choice">The scenario and its parameters.</param>
/// <param name="RandomSeed">The random seed.</param>
/// <param name="AsOf">The day that times are relative to.</param>
public sealed record GenerationInputs(ScenarioChoice Choice, long RandomSeed, DateOnly AsOf)
{
    /// <summary>The memory that the plan may take, in bytes. Decides no cell.</summary>
    public long MemoryBytes { get; init; } = 1L << 30;

    /// <summary>The version of what generators yield: another one writes other values.</summary>
    public const int GeneratorVersion = 1;

    /// <summary>The same with the scenario's tables, which code has to run for.</summary>
    /// <exception cref="FurrowException">Code <c>scenario.invalid</c>: the code does not compile, or fails.</exception>
    public GenerationInputs Built(CancellationToken cancellationToken) => Choice.Scenario.IsCode
        ? this with { Choice = Choice with { Scenario = CodeScenarioReader.Build(Choice.Scenario, cancellationToken) } }
        : this;

    /// <summary>
    /// The hash of all of it, without parameters that only say how many rows there are: runs of equal recipe continue
    /// each other.
    /// </summary>
    /// <param name="readByCells">The parameters that cells read.</param>
    public string Recipe(IReadOnlySet<string> readByCells)
    {
        StringBuilder inputs = new();
        Line("generator", GeneratorVersion.ToString(CultureInfo.InvariantCulture));
        Line("scenario", Choice.Scenario.Name);
        Line("checksum", Choice.Scenario.Checksum);
        Line("seed", RandomSeed.ToString(CultureInfo.InvariantCulture));
        Line("as-of", AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        foreach ((string name, string value) in Choice.Parameters.Where(pair => readByCells.Contains(pair.Key)))
        {
            Line(name, value);
        }

        return Sha256.Hex(Encoding.UTF8.GetBytes(inputs.ToString()));

        void Line(string name, string value) =>
            inputs.Append(CultureInfo.InvariantCulture, $"{name.Length}:{name} {value.Length}:{value}\n");
    }
}
