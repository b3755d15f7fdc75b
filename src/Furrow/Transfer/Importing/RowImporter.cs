using System.Collections.Immutable;
using System.Data.Common;
using System.Text;
using System.Text.Json;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Planning;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Transfer.Importing;

/// <summary>Imports the rows of a JSON or csv export in the open transaction of a session: all or nothing.</summary>
internal sealed class RowImporter(ISession session, IDatabaseProvider provider, EventHub events)
{
    private readonly KeyCheck _keys = new(session, provider.Dialect);
    private readonly FramedLoad _load = new(session, events, "import");
    private readonly TableState _tables = new(session, provider.Dialect);

    /// <summary>Empties tables that the import fills; null: those that have rows are refused.</summary>
    public Func<DatabaseSchema, IReadOnlyList<Table>, CancellationToken, Task>? Clear { get; init; }

    /// <summary>Loads the rows.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>refused</c>: tables have rows; <c>import.failed</c>: what else went wrong. Nothing must be committed.
    /// </exception>
    public async Task<ImportResult> RunAsync(RowArchive archive, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await session.ReadSchemaAsync(cancellationToken);
        Dictionary<ObjectName, ArchivedTable> archived = Match(archive, schema);
        Table[] tables = [.. archived.Keys.Select(name => schema.Find(name)!)];
        if (Clear is null)
        {
            await _tables.RefuseRowsAsync(tables, TableState.ClearHint, cancellationToken);
        }
        else
        {
            await Clear(schema, tables, cancellationToken);
        }

        ExportPlan plan = ExportPlan.Make(schema, provider.Capabilities, tables, isWhole: false);
        LoadFrameRequest request = new(plan.Tables, plan.Keys)
        {
            Detach = [.. tables.Where(table => archived[table.Name].Rows >= FramedLoad.DetachedRowsMin)],
        };
        LoadFrame frame = await _load.BeginAsync(request, cancellationToken);
        ObjectName[] order = [.. plan.Rows.Select(rows => rows.Table.Name).Union(archived.Keys)];
        foreach (ObjectName name in order.Where(archived.ContainsKey))
        {
            await LoadAsync(schema.Find(name)!, archived[name], cancellationToken);
        }

        await _load.ExecuteAsync(await NumberingAsync(archive, cancellationToken), cancellationToken);
        await _keys.RunAsync(schema, tables, cancellationToken);
        await PutBackAsync(archive, frame, cancellationToken);
        await session.Transfer.RaiseNumberingAsync(tables, cancellationToken);
        return new ImportResult(
            [.. order.Where(archived.ContainsKey).Select(name => new TableRowCount(name, archived[name].Rows))]);
    }

    // Everything that does not fit is said at once. The other kind of database has other schemas.
    private Dictionary<ObjectName, ArchivedTable> Match(RowArchive archive, DatabaseSchema schema)
    {
        Dictionary<ObjectName, ArchivedTable> found = [];
        List<string> missing = [];
        foreach (ArchivedTable table in archive.Tables)
        {
            bool isForeign = archive.Provider != provider.Name;
            Table? own = schema.Find(table.Name)
                ?? (isForeign
                    && new TableFinder(schema, provider.Dialect)
                        .Find(new WrittenTable(TableUse.Fill, null, table.Name.Name)) is [{ } alike]
                    ? alike
                    : null);
            if (own is null)
            {
                missing.Add($"{table.Name}: the database has no such table");
                continue;
            }

            missing.AddRange(table.Columns.Select(column => Problem(column, isForeign, own)).OfType<string>());
            if (!found.TryAdd(own.Name, table))
            {
                missing.Add($"{own.Name}: two tables of the export would fill it");
            }
        }

        return missing.Count == 0
            ? found
            : throw new FurrowException(
                ErrorCode.ImportFailed,
                missing.Count == 1 ? $"{missing[0]}." : $"{missing.Count} tables or columns do not fit the database.")
            {
                File = archive.File.Display,
                Detail = missing.Count == 1 ? null : string.Join('\n', missing),
                Hint = "Bring the definitions up to date first: furrow migrate. Nothing was changed.",
            };
    }

    private static string? Problem(ArchivedColumn column, bool isForeign, Table table) =>
        table.Find(column.Name) is not { IsWritable: true } own
            ? $"{table.Name}.{column.Name}: the table has no such column that can be written"
            : TypeFit.Takes(column.Type, isForeign, own.Type) ? null
            : $"{table.Name}.{column.Name}: the export's values are {column.Type}, "
                + $"and the column is {own.Type.SqlName}";

    private async Task LoadAsync(Table table, ArchivedTable archived, CancellationToken cancellationToken)
    {
        RowSelection rows = new(
            table, [.. archived.Columns.Select(column => new ProjectedColumn(table.Find(column.Name)!))]);
        long count;
        try
        {
            await using FileStream file = archived.File.Open();
            file.Position = archived.Offset ?? 0;
            await using CopyTextStream text = new(archived.ReadRows(file));
            count = await session.Transfer.LoadRowsAsync(rows, text, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or DecoderFallbackException)
        {
            throw archived.File.Fault($"The file cannot be read: {e.Message}.", line: null, "Export it again.");
        }
        catch (DbException e)
        {
            DatabaseFault fault = session.Explain(e);
            string place = fault.CopyLine is { } row ? FormattableString.Invariant($"row {row} of ") : "";
            throw new FurrowException(fault.Code ?? ErrorCode.ImportFailed, $"{place}{table.Name}: {fault.Message}")
            {
                File = archived.File.Display,
                SqlState = fault.SqlState,
                Detail = fault.Detail,
                Hint = fault.Hint ?? "Nothing of the import remains.",
            };
        }

        if (count != archived.Rows)
        {
            throw archived.File.Fault(
                FormattableString.Invariant($"{table.Name}: {count} rows, and the export says {archived.Rows}."),
                line: null,
                "The file was changed since it was exported. Nothing of the import remains.");
        }
    }

    // Of the same kind of database the next number is the one that the source would give.
    private async Task<ImmutableArray<string>> NumberingAsync(
        RowArchive archive, CancellationToken cancellationToken)
    {
        if (archive.Provider != provider.Name)
        {
            return [];
        }

        HashSet<ObjectName> known =
        [
            .. (await session.Transfer.ReadNumberingAsync(tables: null, cancellationToken))
                .Select(value => value.Sequence),
        ];
        return session.Transfer.SetNumbering(
            [.. archive.Sequences.Where(value => known.Contains(value.Sequence))]);
    }

    // What was not kept while the rows came is proved now: that keys are unique, that checks of the frame hold.
    private async Task PutBackAsync(RowArchive archive, LoadFrame frame, CancellationToken cancellationToken)
    {
        try
        {
            await _load.PutBackAsync([.. frame.After, .. frame.Refresh, .. frame.Compare], cancellationToken);
        }
        catch (DbException e)
        {
            DatabaseFault fault = session.Explain(e);
            throw new FurrowException(fault.Code ?? ErrorCode.ImportFailed, fault.Message)
            {
                File = archive.File.Display,
                SqlState = fault.SqlState,
                Detail = fault.Detail,
                Hint = fault.Hint ?? "Nothing of the import remains.",
            };
        }
    }
}
