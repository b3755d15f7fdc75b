using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Scenarios.Planning;
using Furrow.Scenarios.Running;
using Furrow.Scenarios.Values;
using Furrow.Seeds;
using Furrow.Seeds.Code;

namespace Furrow.Workflows;

/// <summary>Generates rows for code with what scenarios are generated with.</summary>
internal sealed class SeedGenerator(IDatabaseProvider provider, TimeProvider clock) : ISeedGenerator
{
    /// <inheritdoc />
    public bool IsDefinition(object? value) => value is Value;

    /// <inheritdoc />
    public async Task<(GeneratedRows Rows, long Next)> GenerateAsync(
        RowGeneration request, CancellationToken cancellationToken)
    {
        PlannedTable table = await new TableGeneration(request.Session, provider, request.Events, clock).RunAsync(
            new TableRequest
            {
                Table = request.Table,
                Rows = request.Count,
                Columns =
                [
                    .. request.Columns.Select((given, place) => (
                        given.Column.Name, NodeOf(given, TableRequest.LineOf(place)))),
                ],
                RandomSeed = request.RandomSeed,
                AsOf = request.AsOf,
                First = request.First,
                Source = request.Table.Name.Name,
            },
            request.Schema,
            cancellationToken);
        GeneratedRows rows = new(
            table.Table,
            [.. table.Columns.Select(column => column.Column)],
            request.Count,
            (first, count) => GeneratedCells.Read(table, first, count));
        return (rows, table.Program.Space.End);
    }

    private static ConfigNode NodeOf(GivenColumn given, int line) =>
        given.Definition is Value value ? value.ToNode(line, column: 1) : new GivenCell(given.Text, line);
}
