using System.Collections.Immutable;
using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sensitive;

namespace Furrow.Workflows;

/// <summary>
/// What leaves of sensitive columns: furrow.yaml, an option or a person decides before anything is written.
/// </summary>
internal sealed class SensitiveColumns(ProjectContext project, ISession session, DatabaseSchema schema)
{
    /// <summary>Looks at the tables that are to leave, and settles every column that looks sensitive.</summary>
    /// <param name="tables">The tables whose rows leave.</param>
    /// <param name="includeSensitive"><c>--include-sensitive</c>.</param>
    /// <param name="into">What they leave in, for people: <c>the export</c>.</param>
    /// <param name="cancellationToken">Stops between tables and inside a statement.</param>
    /// <exception cref="Errors.FurrowException">
    /// <c>refused</c>: nobody has decided about a column. <c>config.invalid</c>: what furrow.yaml says cannot be done.
    /// </exception>
    public async Task<SensitivePlan> SettleAsync(
        IReadOnlyCollection<Table> tables, bool includeSensitive, string into, CancellationToken cancellationToken)
    {
        ImmutableArray<SensitiveFinding> findings = await SensitiveDetection.FindAsync(
            session, tables, cancellationToken);
        SensitivePlan plan = SensitivePlanner.Plan(
            new SensitiveRequest(schema, project.Configuration.Sensitive, findings)
            {
                RowCounts = await CountAsync(cancellationToken),
            });
        HashSet<ObjectName> leaving = [.. tables.Select(table => table.Name)];
        return await SensitiveGate.SettleAsync(
            plan with { Columns = [.. plan.Columns.Where(column => leaving.Contains(column.Table))] },
            new SensitiveAnswer { IncludeSensitive = includeSensitive, Prompt = project.Prompt, Into = into },
            cancellationToken);
    }

    /// <summary>Which of a table's columns are written, and what of their values.</summary>
    public static Func<Table, RowSelection> Selection(SensitivePlan plan, SensitiveKey key)
    {
        SensitiveReplacer replacer = plan.CreateReplacer(key);
        return table => new RowSelection(
            table,
            [
                .. table.Columns.Where(column => column.IsWritable).Select(column => Project(table, column))
                    .OfType<ProjectedColumn>(),
            ]);

        ProjectedColumn? Project(Table table, Column column) =>
            plan.Find(table.Name, column.Name)?.Outcome switch
            {
                SensitiveOutcome.Exclude => null,
                SensitiveOutcome.Null => new ProjectedColumn(column, CellProjection.Null),
                SensitiveOutcome.Generate => new ProjectedColumn(column, Replacement(table, column)),
                _ => new ProjectedColumn(column),
            };

        CellProjection Replacement(Table table, Column column)
        {
            Func<string, string> replace = replacer.For(table.Name, column.Name)!;
            return new CellProjection(value => value is null ? null : replace(value));
        }
    }

    // Only whether replaced values can stay unique depends on how many there are.
    private async Task<IReadOnlyDictionary<ObjectName, long>> CountAsync(CancellationToken cancellationToken) =>
        project.Configuration.Sensitive.Any(column => column.Treatment == SensitiveTreatment.Generate)
            ? (await session.CountRowsAsync(cancellationToken)).ToDictionary(count => count.Table, count => count.Rows)
            : ImmutableDictionary<ObjectName, long>.Empty;
}
