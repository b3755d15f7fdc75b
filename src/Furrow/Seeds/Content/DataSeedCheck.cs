using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Says whether a data seed fits a database, without writing to it.</summary>
public static class DataSeedCheck
{
    /// <summary>
    /// Checks a csv, json or yaml seed against the catalog: tables, columns, keys, values and the shape of references.
    /// Whether references find their rows shows only when the seed runs.
    /// </summary>
    /// <param name="seed">The seed; no sql one.</param>
    /// <param name="schema">The catalog.</param>
    /// <param name="variables">What <c>!env</c> reads.</param>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: everything that is wrong with it.</exception>
    /// <exception cref="ArgumentException">The seed is a script.</exception>
    public static void Check(SeedFile seed, DatabaseSchema schema, IReadOnlyDictionary<string, string> variables) =>
        _ = DataSeedPlanner.Plan(seed, schema, variables);
}
