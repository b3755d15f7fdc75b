using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Plans what a data seed writes, from its text and the catalog alone.</summary>
internal static class DataSeedPlanner
{
    /// <summary>Reads, checks and converts a whole seed.</summary>
    /// <exception cref="FurrowException">Code <c>seed.invalid</c>: everything that is wrong with it.</exception>
    public static DataSeedPlan Plan(
        SeedFile seed, DatabaseSchema schema, IReadOnlyDictionary<string, string> variables)
    {
        SeedProblems problems = new(seed.DisplayPath);
        DataSeedPlan plan = Plan(seed, schema, variables, problems);
        problems.ThrowIfAny();
        return plan;
    }

    /// <summary>The same as far as it goes: what is wrong is noted and left out.</summary>
    public static DataSeedPlan Plan(
        SeedFile seed, DatabaseSchema schema, IReadOnlyDictionary<string, string> variables, SeedProblems problems)
    {
        IReadOnlyList<SeedTable> sources = SeedContent.Read(seed, problems);
        SeedTableFinder tables = new(schema);
        CellPlanner cells = new(seed.IsVolatile, variables, new ReferencePlanner(tables), problems);
        DuplicateKeys duplicates = new(problems);
        ImmutableArray<TablePlan>.Builder plans = ImmutableArray.CreateBuilder<TablePlan>();
        foreach (SeedTable source in sources)
        {
            Table? table = tables.Find(source.Name, out string? problem);
            if (table is null)
            {
                problems.Add(source.Place, problem!, Remedy(seed));
            }
            else if (new TablePlanner(source, table, cells, problems).Plan() is { } plan)
            {
                duplicates.Check(plan);
                plans.Add(plan);
            }
        }

        return new DataSeedPlan(plans.DrainToImmutable());
    }

    private static string Remedy(SeedFile seed) => seed.Kind == SeedKind.Csv
        ? "Name the file as the table, after a number and an underscore where it needs an order; check that the "
            + "migrations have run."
        : "Check the name, and that the migrations have run.";
}
