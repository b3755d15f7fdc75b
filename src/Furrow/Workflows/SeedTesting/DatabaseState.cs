using System.Collections.Immutable;
using Furrow.Data;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Workflows.SeedTesting;

/// <summary>What a database holds, as hashes: two of the same state have the same.</summary>
/// <param name="Catalog">Its definitions.</param>
/// <param name="Schema">Its tables.</param>
/// <param name="Contents">The hashes of their rows, and the columns that they are of.</param>
internal sealed record DatabaseState(
    DatabaseCatalog Catalog,
    DatabaseSchema Schema,
    ImmutableArray<(TableContent Content, ImmutableArray<ContentCell> Cells)> Contents)
{
    /// <summary>Everything, exactly.</summary>
    /// <param name="session">The database.</param>
    /// <param name="sameDefinitions">A state whose definitions are known to be there still; null to read them.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<DatabaseState> ReadAsync(
        ISession session, DatabaseState? sameDefinitions, CancellationToken cancellationToken) =>
        ReadAsync(session, sameDefinitions, _ => ContentCell.Own, cancellationToken);

    /// <summary>What is the same however often and in whichever order the rows are written.</summary>
    public static Task<DatabaseState> ReadMappedAsync(
        ISession session,
        IReadOnlySet<(ObjectName Table, string Column)> leftOut,
        CancellationToken cancellationToken) =>
        ReadAsync(session, null, schema => new ContentMapping(schema, leftOut).CellsOf, cancellationToken);

    /// <summary>The tables of <paramref name="found"/> that are not as in this state.</summary>
    public ImmutableArray<TableDifference> TablesDifferingIn(DatabaseState found)
    {
        Dictionary<ObjectName, (TableContent Content, ImmutableArray<ContentCell> Cells)> others =
            found.Contents.ToDictionary(content => content.Content.Table);
        ImmutableArray<TableDifference>.Builder differences = ImmutableArray.CreateBuilder<TableDifference>();
        foreach ((TableContent content, ImmutableArray<ContentCell> cells) in Contents)
        {
            // A table that is gone is a definition that differs, and so is another list of columns.
            if (others.TryGetValue(content.Table, out (TableContent Content, ImmutableArray<ContentCell> Cells) other)
                && other.Content.Rows != content.Rows)
            {
                differences.Add(new TableDifference(
                    content.Table, content.Rows.Rows, other.Content.Rows.Rows, Columns(content, cells, other.Content)));
            }
        }

        return differences.ToImmutable();
    }

    private static ImmutableArray<string> Columns(
        TableContent expected, ImmutableArray<ContentCell> cells, TableContent found) =>
        expected.Rows.Rows != found.Rows.Rows || expected.Columns.Length != found.Columns.Length
            ? []
            : [
                .. cells.Where((_, place) => expected.Columns[place] != found.Columns[place])
                    .Select(cell => cell.Column),
            ];

    private static async Task<DatabaseState> ReadAsync(
        ISession session,
        DatabaseState? sameDefinitions,
        Func<DatabaseSchema, Func<Table, ImmutableArray<ContentCell>>> cellsOf,
        CancellationToken cancellationToken)
    {
        DatabaseSchema schema = sameDefinitions?.Schema ?? await session.ReadSchemaAsync(cancellationToken);
        Func<Table, ImmutableArray<ContentCell>> cells = cellsOf(schema);
        ImmutableArray<ContentRequest> requests =
        [
            .. schema.Tables.Where(table => table.PartitionOf is null)
                .Select(table => new ContentRequest(table, cells(table), EachColumn: true)),
        ];
        ImmutableArray<TableContent> contents = await session.HashRowsAsync(requests, cancellationToken);
        return new DatabaseState(
            sameDefinitions?.Catalog ?? await session.ReadCatalogAsync(cancellationToken),
            schema,
            [.. contents.Zip(requests, (content, request) => (content, request.Cells))]);
    }
}
