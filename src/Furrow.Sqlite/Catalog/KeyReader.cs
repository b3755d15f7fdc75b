using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Sqlite.Catalog;

/// <summary>The primary key, the unique keys and the indexes of one table.</summary>
internal sealed class KeyReader
{
    private const string OfPrimaryKey = "pk";
    private const string OfConstraint = "u";
    private const int CidOfExpression = -2;

    private readonly TableDefinition _definition;
    private readonly ConstraintNames _names;
    private readonly List<ColumnRow> _keyColumns;
    private readonly List<IndexRow> _indexes;
    private UniqueKey? _primaryKey;

    public KeyReader(string table, TableDefinition definition, CatalogRows rows, ConstraintNames names)
    {
        _definition = definition;
        _names = names;
        _keyColumns =
            [.. rows.Columns[table].Where(column => column.KeyOrdinal > 0).OrderBy(column => column.KeyOrdinal)];
        _indexes =
        [
            .. rows.IndexParts[table]
                .GroupBy(part => part.Index, StringComparer.Ordinal)
                .Select(parts => IndexRow.Of(parts.Key, [.. parts], rows.IndexSql.GetValueOrDefault(parts.Key)))
                .OrderBy(index => index.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Whether the primary key is the row's number: one column declared INTEGER, nothing else. SQLite itself says so by
    /// keeping no index for it, which covers the quirk of INTEGER PRIMARY KEY DESC too.
    /// </summary>
    public bool IsRowIdAlias =>
        _keyColumns.Count == 1 && !_definition.IsWithoutRowId
            && !_indexes.Exists(index => index.Origin == OfPrimaryKey);

    public UniqueKey? ReadPrimaryKey()
    {
        if (_keyColumns.Count > 0)
        {
            _primaryKey = new UniqueKey
            {
                Name = _names.Name(_definition.PrimaryKeyName, [], "pkey"),
                Parts = [.. _keyColumns.Select(column => new KeyPart(column.Name, null))],
                IsConstraint = true,
            };
        }

        return _primaryKey;
    }

    public ImmutableArray<UniqueKey> ReadUniqueKeys() =>
    [
        .. _indexes
            .Where(index => index.IsUnique && index.Origin != OfPrimaryKey)
            .Select(ReadUniqueKey)
            .OrderBy(key => key.Name, StringComparer.Ordinal),
    ];

    /// <summary>Call after the keys: an index behind a constraint carries the constraint's name.</summary>
    public ImmutableArray<TableIndex> ReadIndexes() =>
    [
        .. _indexes.Select(
            index => new TableIndex(index.Name, index.Sql, index.IsUnique, IsValid: true, ConstraintOf(index))),
    ];

    private string? ConstraintOf(IndexRow index) =>
        index.Origin == OfPrimaryKey ? _primaryKey?.Name : index.ConstraintName;

    private UniqueKey ReadUniqueKey(IndexRow index)
    {
        if (index.Origin == OfConstraint)
        {
            List<string> columns = [.. index.Parts.Select(part => part.Column ?? "")];
            UniqueDefinition? written = _definition.Uniques.Find(
                unique => unique.Columns.SequenceEqual(columns, SqliteName.Comparer));
            index.ConstraintName = _names.Name(written?.Name, columns, "key");
        }

        return new UniqueKey
        {
            Name = index.ConstraintName ?? index.Name,
            Parts = [.. index.Parts.Select((part, ordinal) => ReadPart(index, part, ordinal))],
            IsConstraint = index.Origin == OfConstraint,
            Predicate = index.Definition?.Predicate,
        };
    }

    private static KeyPart ReadPart(IndexRow index, IndexPartRow part, int ordinal) => part.Cid == CidOfExpression
        ? new KeyPart(null, index.Definition?.Parts.ElementAtOrDefault(ordinal) ?? "")
        : new KeyPart(part.Column ?? "rowid", null);

    private sealed record IndexRow(
        string Name, List<IndexPartRow> Parts, string? Sql, IndexDefinition? Definition, bool IsUnique, string Origin)
    {
        public string? ConstraintName { get; set; }

        public static IndexRow Of(string name, List<IndexPartRow> parts, string? sql) => new(
            name, parts, sql, sql is null ? null : IndexDefinition.Parse(sql), parts[0].IsUnique, parts[0].Origin);
    }
}
