using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Sqlite.Changes;

/// <summary>A table whose rows are kept or put back: which columns hold values, and what a row is found by.</summary>
internal sealed class CapturedTable
{
    private static readonly string[] RowIdNames = ["rowid", "_rowid_", "oid"];

    public CapturedTable(Table table)
    {
        Name = table.Name.Name;
        Columns = [.. table.Columns.Where(column => column.IsWritable).Select(column => column.Name)];
        TypePrint = string.Join(
            '\n', table.Columns.Where(column => column.IsWritable).Select(column => column.Type.SqlName));
        Key = FindKey(table);
        IsWithoutRowId = table.IsWithoutRowId;
        SelfReferences =
        [
            .. table.ForeignKeys.Where(key => key.OnDelete != ReferentialAction.NoAction
                && SqliteName.Comparer.Equals(key.ReferencedTable.Name, Name)),
        ];
        RowId = RowIdNames.FirstOrDefault(name => table.Columns.All(c => !SqliteName.Comparer.Equals(c.Name, name)));
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The columns that hold values of their own, by position: generated ones are computed again.</summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>What a row is found by later; empty where no key is sure to name one row.</summary>
    public ImmutableArray<string> Key { get; }

    /// <summary>The columns' types, for telling whether one changed since.</summary>
    public string TypePrint { get; }

    /// <summary>Whether the primary key is all that numbers its rows.</summary>
    public bool IsWithoutRowId { get; }

    /// <summary>Foreign keys to the table itself that do something where a row is deleted.</summary>
    public ImmutableArray<ForeignKey> SelfReferences { get; }

    /// <summary>What the row's number is called here; null where columns have taken all its names.</summary>
    public string? RowId { get; }

    /// <summary>Whether a row can be told from any other while the transaction lasts.</summary>
    public bool CanBeFollowed => IsWithoutRowId || RowId is not null;

    /// <summary>The table, quoted.</summary>
    public string Sql => SqliteName.QuoteInMain(Name);

    /// <summary>The cells of the key among a row's cells.</summary>
    public string KeyOf(string[] cells) => string.Join(',', Key.Select(name => cells[Columns.IndexOf(name)]));

    private static ImmutableArray<string> FindKey(Table table)
    {
        IEnumerable<UniqueKey> keys =
            table.PrimaryKey is { } primary ? [primary, .. table.UniqueKeys] : table.UniqueKeys;
        UniqueKey? key = keys.FirstOrDefault(candidate => candidate.IdentifiesRows && candidate.Columns.All(
            name => table.Find(name) is { IsNullable: false, IsWritable: true }));
        return key?.Columns ?? [];
    }
}
