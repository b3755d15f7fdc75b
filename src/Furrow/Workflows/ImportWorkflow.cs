using System.Collections.Immutable;
using Furrow.Clearing;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.State;
using Furrow.Transfer.Importing;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Workflows;

/// <summary><c>import</c>: everything in one transaction, between the hooks of a restore.</summary>
internal sealed class ImportWorkflow
{
    private readonly ProjectContext _project;

    public ImportWorkflow(ProjectContext project) => _project = project;

    public Task<ImportResult> RunAsync(ImportOptions options, CancellationToken cancellationToken)
    {
        ImportSource? source = null;
        return new ChangingCommand(_project).RunAsync(
            new ChangeRequest
            {
                Command = "import",
                Operations = options.ClearFirst ? [Operation.Import, Operation.ClearFirst] : [Operation.Import],
                Options = options,
                LookFirst = async token => source = await ImportSource.ReadAsync(
                    _project.Configuration.FullPath(options.Path), _project.Display, _project.Provider.Dialect, token),
            },
            (scope, token) => new RestoreHooks(_project, "The rows are imported.").AroundAsync(
                inner => ImportAsync(scope, source!, options, inner), token),
            cancellationToken);
    }

    private async Task<ImportResult> ImportAsync(
        ChangeScope scope, ImportSource source, ImportOptions options, CancellationToken cancellationToken)
    {
        WorkContext work = scope.Work;
        ImmutableArray<SequenceValue> numbering = await work.Session.ReadSequencesAsync(cancellationToken);
        ImmutableArray<TableRowCount> cleared = [];
        Func<DatabaseSchema, IReadOnlyList<Table>, CancellationToken, Task>? clear = options.ClearFirst
            ? async (schema, tables, token) => cleared = await ClearAsync(work, schema, tables, token)
            : null;
        SqlImporter scripts = new(work.Session, _project.Provider.Dialect, _project.Events)
        {
            StateSchema = _project.Configuration.StateSchema.Value,
            Clear = clear,
        };
        RowImporter rows = new(work.Session, _project.Provider, _project.Events) { Clear = clear };
        ImportResult result = new([]);
        try
        {
            await RunInTransactionAsync(
                work,
                async token => result = source.Archive is { } archive
                    ? await rows.RunAsync(archive, token)
                    : await scripts.RunAsync(source, token),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException && work.Sequences is null)
        {
            await SetBackAsync(work, numbering, cancellationToken);
            throw;
        }
        finally
        {
            await work.Session.ResetAsync(CancellationToken.None);
        }

        new ClearResult(cleared, []).Tell(_project.Events);
        foreach (TableRowCount table in result.Tables)
        {
            _project.Events.Emit(new TableImported(table.Table.ToString(), table.Rows));
        }

        return await AddPendingAsync(result, scope, cancellationToken);
    }

    private async Task RunInTransactionAsync(
        WorkContext work, Func<CancellationToken, Task> run, CancellationToken cancellationToken)
    {
        try
        {
            await work.InTransactionAsync(
                "import",
                new TransactionRequest(TransactionPurpose.SchemaChange, _project.Configuration.Migrations.LockTimeout),
                run,
                cancellationToken);
        }
        catch (FurrowException e) when (e.Code == ErrorCode.MigrationFailed)
        {
            // What the transaction itself finds at its end: it knows of no import.
            throw new FurrowException(ErrorCode.ImportFailed, e.Message)
            {
                Detail = e.Detail,
                SqlState = e.SqlState,
                Hint = "Rows that were wrong before count too. Nothing of the import remains.",
            };
        }
    }

    // The histories are left alone: the rows that come may well be those of the same seeds.
    private static async Task<ImmutableArray<TableRowCount>> ClearAsync(
        WorkContext work, DatabaseSchema schema, IReadOnlyList<Table> tables, CancellationToken cancellationToken)
    {
        ClearPlan plan = ClearPlan.Make(schema, tables);
        ClearOutcome outcome = await work.Session.ClearAsync(new ClearRequest(plan.Steps), cancellationToken);
        ClearRefusal.Throw(outcome.Obstacles);
        return plan.Report(outcome.Rows);
    }

    // Sequences do not roll back; the old rows must not meet the numbers of those that did not come.
    private async Task SetBackAsync(
        WorkContext work, ImmutableArray<SequenceValue> numbering, CancellationToken cancellationToken)
    {
        try
        {
            await work.InTransactionAsync(
                purpose: null,
                new TransactionRequest(TransactionPurpose.Work),
                token => work.Session.SetSequencesBackAsync(numbering, token),
                cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Why the import failed must not be hidden by this.
            _project.Events.Emit(new WarningRaised(
                $"What the attempt moved of sequences could not be set back: {work.Session.Explain(e).Message}",
                Hint: null));
        }
    }

    private async Task<ImportResult> AddPendingAsync(
        ImportResult result, ChangeScope scope, CancellationToken cancellationToken)
    {
        try
        {
            ProjectFiles files = await ProjectFiles.ReadAsync(_project, cancellationToken);
            StateStore state = scope.Work.State;
            MigrationPlan migrations =
                MigrationPlan.Make(files.Migrations, await state.Migrations.ReadAllAsync(cancellationToken));
            SeedPlan seeds = SeedPlanner.Plan(new SeedPlanRequest
            {
                Files = files.Seeds,
                Folders = scope.Environment.Definition.Folders,
                History = await state.Seeds.ReadAsync(cancellationToken),
            });
            return result with
            {
                PendingMigrations = migrations.Pending.Length,
                PendingSeeds = seeds.Pending.Count(),
            };
        }
        catch (FurrowException e)
        {
            // The rows are there, whatever is wrong with the project's files.
            _project.Events.Emit(new WarningRaised($"What is pending cannot be told: {e.Message}", e.Hint));
            return result;
        }
    }
}
