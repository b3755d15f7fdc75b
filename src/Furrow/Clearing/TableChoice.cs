using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;

namespace Furrow.Clearing;

/// <summary>Finds the tables that a command line names.</summary>
public static class TableChoice
{
    /// <summary>
    /// The tables of names as typed: <c>table</c> or <c>schema.table</c> as the catalog has them, or either quoted as
    /// in SQL (<c>"my schema"."my table"</c>). No name at all means every table that is not an extension's.
    /// </summary>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: names that are unknown, fit several tables or mean an extension's table, all listed.
    /// </exception>
    public static ImmutableArray<Table> Choose(DatabaseSchema schema, IReadOnlyList<string> typed) =>
        Choose(schema, typed, "table to clear; nothing was changed");

    /// <summary>The same for a command that does something else with tables: <paramref name="wanted"/>.</summary>
    internal static ImmutableArray<Table> Choose(
        DatabaseSchema schema, IReadOnlyList<string> typed, string wanted)
    {
        Table[] own = [.. schema.Tables.Where(table => table.OwnedByExtension is null)];
        if (typed.Count == 0)
        {
            return [.. own];
        }

        List<FurrowException> problems = [];
        SortedDictionary<ObjectName, Table> chosen = [];
        foreach (string name in typed.Distinct(StringComparer.Ordinal))
        {
            Table[] matches = [.. schema.Tables.Where(table => IsNamed(table, name))];
            if (matches is [{ OwnedByExtension: null } table])
            {
                chosen[table.Name] = table;
            }
            else
            {
                problems.Add(Problem(name, matches, own));
            }
        }

        Problems.Throw(problems, $"{problems.Count} names are no {wanted}.");
        return [.. chosen.Values];
    }

    private static bool IsNamed(Table table, string typed) =>
        string.Equals(table.Name.Name, typed, StringComparison.Ordinal)
        || string.Equals(table.Name.ToString(), typed, StringComparison.Ordinal)
        || string.Equals(Quoted(table.Name.Name), typed, StringComparison.Ordinal)
        || string.Equals($"{Quoted(table.Name.Schema)}.{Quoted(table.Name.Name)}", typed, StringComparison.Ordinal);

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static FurrowException Problem(string typed, Table[] matches, Table[] own)
    {
        if (matches.Length > 1)
        {
            return new FurrowException(
                ErrorCode.Usage, $"'{typed}' could be {string.Join(" or ", matches.Select(table => table.Name))}.")
            {
                Hint = "Write the schema before the name: `schema.table`.",
            };
        }

        if (matches is [{ OwnedByExtension: { } extension } table])
        {
            return new FurrowException(
                ErrorCode.Usage, $"'{table.Name}' belongs to the extension {extension}, which needs its rows.");
        }

        string? nearest = NearestName.Find(typed, own.SelectMany(known => new[] { known.Name.Name, $"{known.Name}" }));
        return new FurrowException(ErrorCode.Usage, $"'{typed}' is no table of this database.")
        {
            Hint = nearest is null ? "`furrow status` lists the tables." : $"Did you mean {nearest}?",
        };
    }
}
