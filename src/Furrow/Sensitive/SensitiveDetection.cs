using System.Collections.Immutable;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sensitive.Detection;

namespace Furrow.Sensitive;

/// <summary>Finds the columns that look sensitive, by name and by what some of their values look like.</summary>
public static class SensitiveDetection
{
    /// <summary>How many rows of a table are looked at.</summary>
    public const int SampledRowsMax = 500;

    /// <summary>
    /// What the names of columns say. Partitions are left out: their columns are those of the table above them.
    /// </summary>
    public static ImmutableArray<SensitiveFinding> ByName(IEnumerable<Table> tables) =>
        [.. tables.Where(table => table.PartitionOf is null).SelectMany(NameDetection.Find)];

    /// <summary>
    /// What names and a sample of at most <see cref="SampledRowsMax"/> rows of each table say, in the order of tables
    /// and columns; a name's word goes before the sample's, but for secrets, which a sample proves. Reads only; no
    /// value is kept.
    /// </summary>
    /// <param name="session">An open session.</param>
    /// <param name="tables">The tables that are about to leave.</param>
    /// <param name="cancellationToken">Stops between tables and inside a statement.</param>
    public static async Task<ImmutableArray<SensitiveFinding>> FindAsync(
        ISession session, IEnumerable<Table> tables, CancellationToken cancellationToken)
    {
        ImmutableArray<SensitiveFinding>.Builder findings = ImmutableArray.CreateBuilder<SensitiveFinding>();
        foreach (Table table in tables.Where(table => table.PartitionOf is null))
        {
            Dictionary<string, SensitiveFinding> named =
                NameDetection.Find(table).ToDictionary(finding => finding.Column, StringComparer.Ordinal);
            Dictionary<string, SensitiveFinding> sampled = await SampleAsync(session, table, cancellationToken);
            foreach (string column in table.Columns.Select(column => column.Name))
            {
                SensitiveFinding? byName = named.GetValueOrDefault(column);
                SensitiveFinding? bySample = sampled.GetValueOrDefault(column);
                bool isProof = bySample?.Kind is SensitiveKind.Secret or SensitiveKind.Password;
                if ((isProof ? bySample : byName ?? bySample) is { } finding)
                {
                    findings.Add(finding);
                }
            }
        }

        return findings.ToImmutable();
    }

    /// <summary>The columns whose values are worth looking at.</summary>
    internal static ImmutableArray<Column> Sampled(Table table) =>
        [.. table.Columns.Where(column => column.IsWritable && IsSampled(column.Type))];

    private static async Task<Dictionary<string, SensitiveFinding>> SampleAsync(
        ISession session, Table table, CancellationToken cancellationToken)
    {
        Dictionary<string, SensitiveFinding> findings = new(StringComparer.Ordinal);
        ImmutableArray<Column> columns = Sampled(table);
        if (columns.IsEmpty)
        {
            return findings;
        }

        RowSample sample = new(table, columns, SampledRowsMax) { TextLengthMax = ContentScan.LengthMax };
        ContentTally[] tallies = [.. columns.Select(_ => new ContentTally())];
        foreach (string?[] row in await session.SampleAsync(sample, cancellationToken))
        {
            for (int i = 0; i < tallies.Length; i++)
            {
                tallies[i].Add(row[i]);
            }
        }

        for (int i = 0; i < tallies.Length; i++)
        {
            if (tallies[i].Judge() is var (kind, reason))
            {
                findings.Add(columns[i].Name, new SensitiveFinding(table.Name, columns[i].Name, kind, reason));
            }
        }

        return findings;
    }

    // Numbers of 13 digits and more may be payment cards; what only the server knows may be an address.
    private static bool IsSampled(ColumnType type) => type.Kind switch
    {
        TypeKind.Text or TypeKind.Character or TypeKind.Json or TypeKind.Other or TypeKind.Composite => true,
        TypeKind.Int64 or TypeKind.Numeric => true,
        TypeKind.Array => type.Element is { } element && IsSampled(element),
        _ => false,
    };
}
