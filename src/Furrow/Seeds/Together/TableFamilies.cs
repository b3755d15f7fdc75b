using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Seeds.Together;

/// <summary>
/// The tables of a catalog, partitions counted with the table that they are part of, and what writing to them means to
/// others.
/// </summary>
internal sealed class TableFamilies
{
    // What a default may call without drawing from something that others draw from.
    private static readonly HashSet<string> Harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "nextval", "now", "gen_random_uuid", "uuid_generate_v4", "clock_timestamp", "statement_timestamp",
        "transaction_timestamp", "timezone", "date_trunc", "datetime", "date", "strftime", "numeric", "decimal",
        "varchar", "varying", "character", "bit", "timestamp", "time", "interval",
    };

    private readonly DatabaseSchema _schema;
    private readonly HashSet<(ObjectName, string)> _owners;

    public TableFamilies(DatabaseSchema schema)
    {
        _schema = schema;
        _owners =
        [
            .. schema.Sequences.Where(sequence => sequence.OwnerTable is not null)
                .Select(sequence => (sequence.OwnerTable!.Value, sequence.OwnerColumn!)),
        ];
    }

    public DatabaseSchema Schema => _schema;

    /// <summary>The table that a table is a part of, or the table itself.</summary>
    public ObjectName HeadOf(ObjectName name)
    {
        ObjectName head = name;
        while (_schema.Find(head)?.PartitionOf is { } above)
        {
            head = above;
        }

        return head;
    }

    /// <summary>Tables that a foreign key ties to one of these, in either direction.</summary>
    public IEnumerable<ObjectName> NeighboursOf(IReadOnlySet<ObjectName> heads) => _schema.Tables
        .SelectMany(table => table.ForeignKeys.Select(
            key => (From: HeadOf(table.Name), To: HeadOf(key.ReferencedTable))))
        .Where(tie => heads.Contains(tie.From) || heads.Contains(tie.To))
        .SelectMany(tie => new[] { tie.From, tie.To });

    /// <summary>The sequences that number columns of these tables.</summary>
    public ImmutableHashSet<ObjectName> SequencesOf(IReadOnlySet<ObjectName> heads) =>
    [
        .. _schema.Sequences
            .Where(sequence => sequence.OwnerTable is { } owner && heads.Contains(HeadOf(owner)))
            .Select(sequence => sequence.Name),
    ];

    /// <summary>
    /// Whether a write to a table may do more than its rows say: run triggers, number from another's sequence, call
    /// functions, show through inheritance.
    /// </summary>
    public bool DoesMore(ObjectName head) => _schema.Tables.Any(table =>
        (HeadOf(table.Name) == head
            && (table.Triggers.Length > 0 || table.Inherits.Length > 0 || table.Columns.Any(c => DoesMore(table, c))))
        || table.Inherits.Contains(head));

    private bool DoesMore(Table table, Column column)
    {
        if (column.Default is not { } expression)
        {
            return false;
        }

        bool numbers = expression.Contains("nextval", StringComparison.OrdinalIgnoreCase);
        return (numbers && !_owners.Contains((table.Name, column.Name))) || Calls(expression).Any(IsUnknown);
    }

    private static bool IsUnknown(string function) => function.Length > 0 && !Harmless.Contains(function);

    // The words right before an opening bracket; a bracket after anything else only groups.
    private static IEnumerable<string> Calls(string expression)
    {
        for (int at = expression.IndexOf('('); at >= 0; at = expression.IndexOf('(', at + 1))
        {
            int start = at;
            while (start > 0 && (char.IsLetterOrDigit(expression[start - 1]) || expression[start - 1] is '_' or '"'))
            {
                start--;
            }

            yield return expression[start..at];
        }
    }
}
