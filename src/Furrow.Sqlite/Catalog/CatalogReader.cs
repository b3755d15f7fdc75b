using System.Collections.Immutable;
using Furrow.Schema;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Catalog;

/// <summary>Reads the catalog into the model.</summary>
internal sealed class CatalogReader
{
    private readonly CatalogRows _rows;
    private readonly Dictionary<string, TableDefinition> _definitions = new(SqliteName.Comparer);
    private readonly ImmutableArray<string> _tables;

    private CatalogReader(CatalogRows rows, string statePrefix)
    {
        _rows = rows;
        VirtualTables virtualTables = new(rows.Master);
        List<MasterRow> tables =
        [
            .. rows.Master
                .Where(row => row.Type == "table" && IsListed(row.Name, virtualTables, statePrefix))
                .OrderBy(row => row.Name, StringComparer.Ordinal),
        ];
        foreach (MasterRow table in tables)
        {
            _definitions[table.Name] = CreateTableParser.Parse(table.Sql ?? "");
        }

        _tables = [.. tables.Select(table => table.Name)];
    }

    public static DatabaseSchema Read(
        SqliteConnection connection, SqliteTransaction? transaction, string statePrefix) =>
        Read(CatalogRows.Read(connection, transaction), statePrefix);

    public static DatabaseSchema Read(CatalogRows rows, string statePrefix)
    {
        CatalogReader reader = new(rows, statePrefix);
        return new DatabaseSchema { Tables = [.. reader._tables.Select(reader.ReadTable)] };
    }

    /// <summary>
    /// Whether a table is a user's: not SQLite's, not furrow's, no virtual table nor the shadow of one.
    /// </summary>
    public static bool IsListed(string table, VirtualTables virtualTables, string statePrefix) =>
        !SqliteName.IsReserved(table)
        && !table.StartsWith(statePrefix, StringComparison.Ordinal)
        && !virtualTables.Contains(table);

    private Table ReadTable(string name)
    {
        TableDefinition definition = _definitions[name];
        ConstraintNames names = new(name);
        KeyReader keys = new(name, definition, _rows, names);
        UniqueKey? primaryKey = keys.ReadPrimaryKey();
        return new Table
        {
            Name = SqliteName.Of(name),
            Columns = ReadColumns(name, definition, keys),
            PrimaryKey = primaryKey,
            UniqueKeys = keys.ReadUniqueKeys(),
            ForeignKeys = ForeignKeyReader.Read(name, definition, _rows, names),
            Checks = ReadChecks(definition, names),
            Triggers = ReadTriggers(name),
            Indexes = keys.ReadIndexes(),
            IsWithoutRowId = definition.IsWithoutRowId,
        };
    }

    private ImmutableArray<Column> ReadColumns(string table, TableDefinition definition, KeyReader keys)
    {
        ImmutableArray<Column>.Builder columns = ImmutableArray.CreateBuilder<Column>();
        foreach (ColumnRow row in _rows.Columns[table])
        {
            ColumnDefinition? written =
                definition.Columns.Find(column => SqliteName.Comparer.Equals(column.Name, row.Name));
            bool isRowId = row.KeyOrdinal > 0 && keys.IsRowIdAlias;
            columns.Add(new Column
            {
                Name = row.Name,
                Position = columns.Count + 1,
                Type = DeclaredType.Read(WithoutGeneratedAlways(row)),
                // A primary key admits NULL, an old mistake that SQLite keeps — unless the key is the row's number
                // or the
                // table has no row numbers (https://sqlite.org/quirks.html, 5).
                IsNullable = !row.NotNull && !isRowId && !(row.KeyOrdinal > 0 && definition.IsWithoutRowId),
                Default = row.Default,
                Identity = isRowId ? IdentityKind.ByDefault : IdentityKind.None,
                Generated = row.Hidden switch
                {
                    2 => GeneratedKind.Virtual,
                    3 => GeneratedKind.Stored,
                    _ => GeneratedKind.None,
                },
                GeneratedExpression = written?.GeneratedExpression,
                Collation = SqliteName.Comparer.Equals(written?.Collation, "BINARY") ? null : written?.Collation,
            });
        }

        return columns.ToImmutable();
    }

    // The words GENERATED ALWAYS pass for part of the type: their keyword is none to SQLite's grammar.
    private static string WithoutGeneratedAlways(ColumnRow row)
    {
        const string words = "GENERATED ALWAYS";
        return row.Hidden > 1 && row.Type.EndsWith(words, StringComparison.OrdinalIgnoreCase)
            ? row.Type[..^words.Length].TrimEnd()
            : row.Type;
    }

    private static ImmutableArray<CheckConstraint> ReadChecks(TableDefinition definition, ConstraintNames names) =>
    [
        .. definition.Checks
            .Select(check => new CheckConstraint(
                names.Name(check.Name, check.Column is null ? [] : [check.Column], "check"), check.Expression))
            .OrderBy(check => check.Name, StringComparer.Ordinal),
    ];

    private ImmutableArray<Trigger> ReadTriggers(string table) =>
    [
        .. _rows.Triggers[table]
            .Select(row => new Trigger(row.Name, row.Sql ?? "", TriggerMode.Origin))
            .OrderBy(trigger => trigger.Name, StringComparer.Ordinal),
    ];
}
