using System.Collections.Immutable;
using System.Globalization;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Integrity;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>Imports scripts in the open transaction of a session: all of it or nothing.</summary>
internal sealed class SqlImporter(ISession session, SqlDialect dialect, EventHub events)
{
    private readonly KeyCheck _keys = new(session, dialect);
    private readonly RowQuery _rows = new(session, dialect);
    private readonly TableState _tables = new(session, dialect);

    /// <summary>What furrow's own tables lie under, which no import writes.</summary>
    public required string StateSchema { get; init; }

    /// <summary>Empties tables that the import fills; null: those that have rows are refused.</summary>
    public Func<DatabaseSchema, IReadOnlyList<Table>, CancellationToken, Task>? Clear { get; init; }

    /// <summary>Runs the files, and looks whether what they say has become true.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>refused</c>: tables have rows; <c>import.failed</c>: what else went wrong. Nothing must be committed.
    /// </exception>
    public async Task<ImportResult> RunAsync(ImportSource source, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        ScriptSurvey[] scripts = [.. ToRun(source, schema)];
        RefuseOwnTables(scripts);
        RefuseExisting(scripts, schema);
        await MakeRoomAsync(scripts, schema, cancellationToken);
        IScriptLoad load = await session.Transfer.BeginScriptAsync(cancellationToken);
        ScriptImport run = new(session, load, events, token => CheckKeysAsync(scripts, token)) { Dialect = dialect };
        foreach (ScriptSurvey script in scripts)
        {
            await run.RunAsync(script.File, cancellationToken);
        }

        await load.EndAsync(cancellationToken);
        return await FinishAsync(scripts, cancellationToken);
    }

    // The definitions are run where there is none of their tables, and not where there are all of them.
    private IEnumerable<ScriptSurvey> ToRun(ImportSource source, DatabaseSchema schema)
    {
        if (source.Definitions is { } definitions)
        {
            TableFinder finder = new(schema, dialect);
            WrittenTable[] made = [.. definitions.Tables.Where(table => table.Use == TableUse.Create)];
            WrittenTable[] there = [.. made.Where(table => finder.Find(table).Count > 0)];
            if (there.Length > 0 && there.Length < made.Length)
            {
                throw definitions.File.Fault(
                    $"The database has some of the tables of this file and not others: it lacks "
                        + $"{Names(made.Except(there))}.",
                    line: null,
                    "Bring its definitions up to date first, or import into an empty database.");
            }

            if (there.Length == 0)
            {
                yield return definitions;
            }
            else if (source.Rows is null)
            {
                throw Existing(definitions, there);
            }
        }

        if (source.Rows is { } rows)
        {
            yield return rows;
        }
    }

    private void RefuseOwnTables(ScriptSurvey[] scripts)
    {
        foreach (ScriptSurvey script in scripts)
        {
            WrittenTable[] own = [.. script.Tables.Where(IsOwn)];
            if (own.Length > 0)
            {
                throw script.File.Fault(
                    $"The file writes furrow's own tables: {Names(own)}. Histories are never imported.",
                    line: null,
                    "Leave them out of the dump; `furrow export` does. For a whole database: furrow snapshot.");
            }
        }
    }

    private bool IsOwn(WrittenTable table) => dialect.HasCopy
        ? table.Schema == StateSchema
        : table.Name.StartsWith(StateSchema + "_", StringComparison.OrdinalIgnoreCase);

    private void RefuseExisting(ScriptSurvey[] scripts, DatabaseSchema schema)
    {
        TableFinder finder = new(schema, dialect);
        foreach (ScriptSurvey script in scripts)
        {
            // What the file drops itself is looked at for rows.
            HashSet<string> changed =
            [
                .. script.Tables.Where(table => table.Use == TableUse.Change).Select(table => table.Shown),
            ];
            WrittenTable[] there =
            [
                .. script.Tables.Where(table => table.Use == TableUse.Create && !changed.Contains(table.Shown)
                    && finder.Find(table).Count > 0),
            ];
            if (there.Length > 0)
            {
                throw Existing(script, there);
            }
        }
    }

    private static FurrowException Existing(ScriptSurvey script, IEnumerable<WrittenTable> there) => script.File.Fault(
        $"The file makes tables that are there already: {Names(there)}.",
        line: null,
        $"Import {SqlExport.DataFile} or {SqlExport.AdvancedFile}, which only hold rows, or use an empty database.");

    private async Task MakeRoomAsync(
        ScriptSurvey[] scripts, DatabaseSchema schema, CancellationToken cancellationToken)
    {
        TableFinder finder = new(schema, dialect);
        Table[] filled = [.. scripts.SelectMany(finder.Filled).DistinctBy(table => table.Name)];
        Table[] changed =
        [
            .. scripts.SelectMany(script => script.Tables).Where(table => table.Use == TableUse.Change)
                .SelectMany(finder.Find).DistinctBy(table => table.Name).ExceptBy(
                    filled.Select(table => table.Name), table => table.Name),
        ];
        Table[] inTheWay = Clear is null ? [.. filled, .. changed] : changed;
        await _tables.RefuseRowsAsync(
            inTheWay,
            Clear is null ? TableState.ClearHint : "The file changes them without filling them; remove that from it.",
            cancellationToken);
        if (Clear is not null && filled.Length > 0)
        {
            await Clear(schema, filled, cancellationToken);
        }
    }

    private async Task CheckKeysAsync(ScriptSurvey[] scripts, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        await _keys.RunAsync(schema, FilledIn(schema, scripts), cancellationToken);
    }

    private Table[] FilledIn(DatabaseSchema schema, ScriptSurvey[] scripts)
    {
        TableFinder finder = new(schema, dialect);
        return
        [
            .. scripts.SelectMany(script => finder.Filled(script).Concat(
                    script.Tables.Where(table => table.Use == TableUse.Create).SelectMany(finder.Find)))
                .DistinctBy(table => table.Name),
        ];
    }

    private async Task<ImportResult> FinishAsync(ScriptSurvey[] scripts, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        Table[] tables = FilledIn(schema, scripts);
        await _keys.RunAsync(schema, tables, cancellationToken);
        await session.Transfer.RaiseNumberingAsync(tables, cancellationToken);
        ImmutableArray<TableRowCount>.Builder counts = ImmutableArray.CreateBuilder<TableRowCount>();
        List<string> wrong = [];
        foreach (Table table in tables)
        {
            long rows = await _rows.CountAsync(table, cancellationToken);
            long? expected = scripts.Select(script =>
                script.Counts?.TryGetValue(TableFinder.NameIn(table), out long said) == true ? said : (long?)null)
                .FirstOrDefault(said => said is not null);
            if (expected is { } meant && meant != rows)
            {
                wrong.Add(string.Create(
                    CultureInfo.InvariantCulture, $"{table.Name} has {rows} rows, and the export had {meant}"));
            }

            counts.Add(new TableRowCount(table.Name, rows));
        }

        if (wrong.Count > 0)
        {
            throw new FurrowException(
                ErrorCode.ImportFailed,
                wrong.Count == 1 ? $"{wrong[0]}." : $"{wrong.Count} tables do not have the rows that the export had.")
            {
                File = scripts[^1].File.Display,
                Detail = wrong.Count == 1 ? null : string.Join('\n', wrong),
                Hint = "The file was changed since it was exported. Nothing of the import remains.",
            };
        }

        return new ImportResult(counts.ToImmutable());
    }

    private static string Names(IEnumerable<WrittenTable> tables) =>
        string.Join(", ", tables.Select(table => table.Shown).Distinct(StringComparer.Ordinal));
}
