using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Seeds.Together;

/// <summary>What a seed may have to do with while it runs beside others.</summary>
/// <param name="Writes">The tables that it says it writes.</param>
/// <param name="Touches">
/// Those, the tables that foreign keys tie to them, and every table whose name stands in its text.
/// </param>
/// <param name="Sequences">What numbers the rows that it writes.</param>
internal sealed record SeedFootprint(
    ImmutableHashSet<ObjectName> Writes, ImmutableHashSet<ObjectName> Touches, ImmutableHashSet<ObjectName> Sequences)
{
    private static readonly string[] RowStatements =
        ["INSERT", "UPDATE", "DELETE", "SELECT", "WITH", "VALUES", "MERGE", "COPY"];

    private static readonly string[] SequenceFunctions = ["nextval", "setval", "currval", "lastval", "set_config"];

    /// <summary>Whether neither writes what the other has to do with.</summary>
    public bool IsApartFrom(SeedFootprint other) =>
        !Writes.Overlaps(other.Touches) && !other.Writes.Overlaps(Touches) && !Sequences.Overlaps(other.Sequences);

    /// <summary>A seed's footprint; null where the seed has to run alone.</summary>
    public static SeedFootprint? Of(PreparedSeed prepared, TableFamilies families)
    {
        SeedFile seed = prepared.Planned.Seed;
        if (seed.Prefix is null || !prepared.Steps.All(IsPlain))
        {
            return null;
        }

        ImmutableHashSet<ObjectName> writes;
        try
        {
            writes = [.. SeedTables.Of(seed, families.Schema).Select(table => families.HeadOf(table.Name))];
        }
        catch (FurrowException)
        {
            // It fails when it runs, with this very complaint; alone, as it would with one job.
            return null;
        }

        return writes.IsEmpty || writes.Any(families.DoesMore)
            ? null
            : new SeedFootprint(
                writes,
                [.. writes, .. families.NeighboursOf(writes), .. Named(prepared, families)],
                families.SequencesOf(writes));
    }

    private static bool IsPlain(ISeedStep step) => step switch
    {
        SeedRowsStep => true,
        SeedScriptStep script => script.Statements.All(IsPlain),
        _ => false,
    };

    private static bool IsPlain(SqlStatement statement) =>
        RowStatements.Any(word => statement.StartsWith(word))
        && !SequenceFunctions.Any(function => statement.Text.Contains(function, StringComparison.OrdinalIgnoreCase));

    // A name in a comment or a row counts too: what runs alone without need only takes longer.
    private static IEnumerable<ObjectName> Named(PreparedSeed prepared, TableFamilies families)
    {
        string text = prepared.Planned.Seed.Text + '\n' + prepared.Planned.Upgrade?.Text;
        return families.Schema.Tables
            .Where(table => Names(text, table.Name.Name))
            .Select(table => families.HeadOf(table.Name));
    }

    private static bool Names(string text, string table)
    {
        string written = table.Replace("\"", "\"\"", StringComparison.Ordinal);
        return Stands(text, table) || (written != table && Stands(text, written));
    }

    private static bool Stands(string text, string name)
    {
        for (int at = Find(0); at >= 0; at = Find(at + 1))
        {
            int end = at + name.Length;
            if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end])))
            {
                return true;
            }
        }

        return false;

        int Find(int from) => text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsPart(char character) => char.IsLetterOrDigit(character) || character == '_';
}
