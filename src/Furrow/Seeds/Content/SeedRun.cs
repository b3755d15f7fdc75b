using Furrow.Errors;
using Furrow.Providers;

namespace Furrow.Seeds.Content;

/// <summary>
/// Writes a plan in waves: what has all its values is written, table by table in the file's order; then what waited
/// for it can be looked up. When a wave writes nothing, rows are also looked for that this seed was yet to write (they
/// may be there from before); when that writes nothing, the rest refers to rows that do not exist.
/// </summary>
internal sealed class SeedRun
{
    private readonly DataSeedPlan _plan;
    private readonly string _file;
    private readonly ReferenceResolver _resolver;
    private readonly BatchWriter _writer;
    private readonly List<PlannedRow>[] _pending;
    private readonly SeedProblems _duplicateProblems;
    private readonly DuplicateKeys _duplicates;

    public SeedRun(ISession session, DataSeedPlan plan, string file)
    {
        _plan = plan;
        _file = file;
        _resolver = new ReferenceResolver(session, plan, file);
        _writer = new BatchWriter(session, file);
        _pending = [.. plan.Tables.Select(table => table.Rows.ToList())];
        _duplicateProblems = new SeedProblems(file);
        _duplicates = new DuplicateKeys(_duplicateProblems);
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool waits = true;
        while (_pending.Any(rows => rows.Count > 0))
        {
            bool hasWritten = false;
            for (int table = 0; table < _pending.Length; table++)
            {
                hasWritten |= await WriteReadyAsync(table, waits, cancellationToken);
            }

            if (!hasWritten && !waits)
            {
                ThrowUnresolved();
            }

            waits = hasWritten;
        }
    }

    private async Task<bool> WriteReadyAsync(int table, bool waits, CancellationToken cancellationToken)
    {
        if (_pending[table].Count == 0)
        {
            return false;
        }

        await _resolver.ResolveAsync(_pending[table], waits, cancellationToken);
        ILookup<bool, PlannedRow> rows = _pending[table].ToLookup(_resolver.IsReady);
        _pending[table] = [.. rows[false]];
        TablePlan plan = _plan.Tables[table];
        CheckDuplicates(plan, rows[true]);
        foreach (IEnumerable<PlannedRow> alike in OfOneShape(plan, rows[true]))
        {
            ReadyRow[] ready = [.. alike.Select(row => new ReadyRow(row, row.Resolve(_resolver.ValueOf)))];
            await _writer.WriteAsync(plan, ready, cancellationToken);
        }

        foreach (PlannedRow row in rows[true])
        {
            _resolver.Wrote(row);
        }

        return rows[true].Any();
    }

    // One statement writes rows that give values to the same columns. Rows that may refer to one another by plain
    // values stay in the file's order; for all others fewer statements count more.
    private static IEnumerable<IEnumerable<PlannedRow>> OfOneShape(TablePlan plan, IEnumerable<PlannedRow> rows)
    {
        if (!plan.Table.ForeignKeys.Any(key => key.ReferencedTable == plan.Table.Name))
        {
            return rows.GroupBy(row => row.Shape);
        }

        List<List<PlannedRow>> runs = [];
        foreach (PlannedRow row in rows)
        {
            if (runs.Count == 0 || runs[^1][0].Shape != row.Shape)
            {
                runs.Add([]);
            }

            runs[^1].Add(row);
        }

        return runs;
    }

    // The plan has compared keys as far as they were known; what references stand for is known only now.
    private void CheckDuplicates(TablePlan plan, IEnumerable<PlannedRow> rows)
    {
        if (!plan.RefersInKey)
        {
            return;
        }

        foreach (PlannedRow row in rows)
        {
            _duplicates.Check(plan, row, _resolver.ValueOf);
        }

        _duplicateProblems.ThrowIfAny();
    }

    // Where a row waits for one that waits itself, the fault lies with the latter; if all wait, they do so in a circle.
    private void ThrowUnresolved()
    {
        SeedProblems missing = new(_file);
        SeedProblems circular = new(_file);
        for (int table = 0; table < _pending.Length; table++)
        {
            foreach (PlannedRow row in _pending[table])
            {
                foreach (PlannedReference reference in row.References.Where(r => !_resolver.Knows(r.Target)))
                {
                    Describe(_plan.Tables[table], row, reference, missing, circular);
                }
            }
        }

        missing.ThrowIfAny(ErrorCode.SeedFailed);
        circular.ThrowIfAny(ErrorCode.SeedFailed);
    }

    private void Describe(
        TablePlan plan, PlannedRow row, PlannedReference reference, SeedProblems missing, SeedProblems circular)
    {
        ReferenceTarget target = reference.Target;
        string cell = $"{plan.Name}.{row.Shape.Columns[reference.Index].Name}: the reference {target.Text}";
        if (_resolver.AwaitedBy(target) is { } awaited)
        {
            circular.Add(
                row.Source.Cells[reference.Index].Place,
                $"{cell} waits for the row in line {awaited.Source.Place.Line}, which waits for this one",
                "Write the reference that may be NULL in a second seed, which depends on this one.");
        }
        else
        {
            missing.Add(
                row.Source.Cells[reference.Index].Place,
                $"{cell} finds no row ({target.Description}) or no value in its {target.Result.Name}",
                "Seed the row before, in this seed or in one that this one depends on.");
        }
    }
}
