using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds;

/// <summary>The tables that a seed's file says it writes.</summary>
public static class SeedTables
{
    /// <summary>
    /// Those after <c>tables</c> and, for csv, json and yaml, those its rows are for; empty when it does not say.
    /// </summary>
    /// <exception cref="FurrowException">
    /// Code <c>seed.invalid</c>: the file cannot be read, or names a table that is not there.
    /// </exception>
    public static ImmutableArray<Table> Of(SeedFile seed, DatabaseSchema schema)
    {
        SeedProblems problems = new(seed.DisplayPath);
        IEnumerable<string> names = seed.Kind is SeedKind.Csv or SeedKind.Json or SeedKind.Yaml
            ? seed.Tables.Concat(SeedContent.Read(seed, problems).Select(table => table.Name))
            : seed.Tables;
        problems.ThrowIfAny();
        SeedTableFinder finder = new(schema);
        ImmutableArray<Table>.Builder tables = ImmutableArray.CreateBuilder<Table>();
        foreach (string name in names)
        {
            Table? table = finder.Find(name, out string? problem);
            tables.Add(table ?? throw new FurrowException(ErrorCode.SeedInvalid, $"{seed.Name}: {problem}.")
            {
                File = seed.DisplayPath,
            });
        }

        return tables.ToImmutable();
    }
}
