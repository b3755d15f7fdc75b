using Furrow.Schema;

namespace Furrow.Sqlite.Catalog;

/// <summary>
/// What a CREATE TABLE statement says that no pragma does. Lists are in the order of the text, which is the order in
/// which SQLite numbers foreign keys (backwards).
/// </summary>
internal sealed class TableDefinition
{
    public List<ColumnDefinition> Columns { get; } = [];

    public string? PrimaryKeyName { get; set; }

    public List<UniqueDefinition> Uniques { get; } = [];

    public List<CheckDefinition> Checks { get; } = [];

    public List<ForeignKeyDefinition> ForeignKeys { get; } = [];

    public bool IsWithoutRowId { get; set; }
}

internal sealed record ColumnDefinition(string Name)
{
    public string? Collation { get; set; }

    public string? GeneratedExpression { get; set; }
}

internal sealed record UniqueDefinition(string? Name, List<string> Columns);

internal sealed record CheckDefinition(string? Name, string? Column, string Expression);

internal sealed record ForeignKeyDefinition(string? Name, List<string> Columns)
{
    public Deferrability Deferrability { get; set; }
}
