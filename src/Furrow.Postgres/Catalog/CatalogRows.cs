using System.Collections.Immutable;
using Furrow.Schema;
using Npgsql;

namespace Furrow.Postgres.Catalog;

/// <summary>The rows of the catalog's queries, by the object id of the table or type that they belong to.</summary>
internal sealed record CatalogRows
{
    public required ImmutableArray<TableRow> Tables { get; init; }

    public required ILookup<uint, ParentRow> Parents { get; init; }

    public required ILookup<uint, ColumnRow> Columns { get; init; }

    public required IReadOnlyDictionary<uint, TypeRow> Types { get; init; }

    public required ILookup<uint, string> Labels { get; init; }

    public required ILookup<uint, string> DomainChecks { get; init; }

    public required ILookup<uint, IndexRow> Indexes { get; init; }

    public required ILookup<uint, ConstraintRow> Constraints { get; init; }

    public required ILookup<uint, (uint Table, Trigger Trigger)> Triggers { get; init; }

    public required ImmutableArray<Sequence> Sequences { get; init; }

    public required ImmutableArray<Extension> Extensions { get; init; }
}

internal sealed record TableRow(uint Id, Table Table)
{
    public static TableRow Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0),
        new Table
        {
            Name = row.Name(1),
            Columns = [],
            Kind = row.GetBoolean(3) ? TableKind.Partitioned : TableKind.Ordinary,
            EstimatedRowCount = row.IsDBNull(4) ? null : (long)row.GetDouble(4),
            PartitionKey = row.Text(5),
            PartitionBound = row.Text(6),
            OwnedByExtension = row.Text(7),
            Comment = row.Text(8),
        });
}

internal sealed record ParentRow(uint Table, ObjectName Parent, bool IsPartition)
{
    public static ParentRow Read(NpgsqlDataReader row) =>
        new(row.GetFieldValue<uint>(0), row.Name(1), row.GetBoolean(3));
}

internal sealed record ColumnRow(
    uint Table,
    string Name,
    uint Type,
    int Modifier,
    string SqlName,
    bool IsNotNull,
    string Identity,
    string Generated,
    string? Expression,
    string? Collation,
    string? Comment)
{
    public static ColumnRow Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0),
        row.GetString(2),
        row.GetFieldValue<uint>(3),
        row.GetInt32(4),
        row.GetString(5),
        row.GetBoolean(6),
        row.GetString(7),
        row.GetString(8),
        row.Text(9),
        row.Text(10),
        row.Text(11));
}

/// <summary>A type; <paramref name="Element"/> of arrays, <paramref name="Base"/> of domains, else 0.</summary>
internal sealed record TypeRow(
    uint Id,
    ObjectName Name,
    string Family,
    uint Element,
    uint Base,
    int BaseModifier,
    string? BaseSqlName,
    bool IsNotNull,
    string? Default,
    bool IsUsers)
{
    public static TypeRow Read(NpgsqlDataReader row) => new(
        row.GetFieldValue<uint>(0),
        row.Name(1),
        row.GetString(3),
        row.GetFieldValue<uint>(4),
        row.GetFieldValue<uint>(5),
        row.GetInt32(6),
        row.Text(7),
        row.GetBoolean(8),
        row.Text(9),
        row.GetBoolean(10));
}

internal sealed record IndexRow(uint Table, TableIndex Index, bool IsPrimary, UniqueKey? Key)
{
    public static IndexRow Read(NpgsqlDataReader row)
    {
        string name = row.GetString(1);
        string? constraint = row.Text(7);
        TableIndex index = new(name, row.GetString(2), row.GetBoolean(3), row.GetBoolean(5), constraint);
        return new IndexRow(
            row.GetFieldValue<uint>(0), index, row.GetBoolean(4), index.IsUnique ? ReadKey(row, index) : null);
    }

    private static UniqueKey ReadKey(NpgsqlDataReader row, TableIndex index)
    {
        string?[] columns = row.GetFieldValue<string?[]>(11);
        string?[]? expressions = row.IsDBNull(12) ? null : row.GetFieldValue<string?[]>(12);
        return new UniqueKey
        {
            Name = index.ConstraintName ?? index.Name,
            Parts = [.. columns.Select((column, place) => new KeyPart(column, expressions?[place]))],
            IsConstraint = index.ConstraintName is not null,
            Predicate = row.Text(10),
            Deferrability = index.ConstraintName is null ? Deferrability.NotDeferrable : row.Deferrability(8),
            NullsNotDistinct = row.GetBoolean(6),
            IsValid = index.IsValid,
        };
    }
}

internal sealed record ConstraintRow(
    uint Table, ForeignKey? ForeignKey, CheckConstraint? Check, ExclusionConstraint? Exclusion)
{
    public static ConstraintRow Read(NpgsqlDataReader row)
    {
        uint table = row.GetFieldValue<uint>(0);
        string name = row.GetString(1);
        string definition = row.GetString(8);
        return row.GetString(2) switch
        {
            "f" => new ConstraintRow(table, ReadForeignKey(row, name, definition), null, null),
            "c" => new ConstraintRow(
                table, null, new CheckConstraint(name, definition, row.GetBoolean(5), row.GetBoolean(6)), null),
            _ => new ConstraintRow(
                table, null, null, new ExclusionConstraint(name, definition, row.Deferrability(3))),
        };
    }

    private static ForeignKey ReadForeignKey(NpgsqlDataReader row, string name, string definition) => new()
    {
        Name = name,
        Columns = [.. row.GetFieldValue<string[]>(15)],
        ReferencedTable = row.Name(9),
        ReferencedColumns = [.. row.GetFieldValue<string[]>(16)],
        OnUpdate = Action(row.GetString(11)),
        OnDelete = Action(row.GetString(12)),
        IsMatchFull = row.GetBoolean(13),
        Deferrability = row.Deferrability(3),
        IsValidated = row.GetBoolean(5),
        IsInherited = row.GetBoolean(7),
        ReferencesPrimaryKey = !row.IsDBNull(14) && row.GetBoolean(14),
        Definition = definition,
    };

    private static ReferentialAction Action(string code) => code switch
    {
        "r" => ReferentialAction.Restrict,
        "c" => ReferentialAction.Cascade,
        "n" => ReferentialAction.SetNull,
        "d" => ReferentialAction.SetDefault,
        _ => ReferentialAction.NoAction,
    };
}
