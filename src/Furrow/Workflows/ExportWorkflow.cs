using System.Collections.Immutable;
using Furrow.Clearing;
using Furrow.Configuration;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.Sensitive;
using Furrow.Transfer;
using Furrow.Workflows.Sharing;

namespace Furrow.Workflows;

/// <summary><c>export</c>: reads in one transaction, takes no lock, writes nothing into the database.</summary>
internal sealed class ExportWorkflow
{
    private readonly ProjectContext _project;

    public ExportWorkflow(ProjectContext project) => _project = project;

    public Task<ExportResult> RunAsync(ExportOptions options, CancellationToken cancellationToken)
    {
        options.Validate();
        ChosenEnvironment environment = _project.ChooseEnvironment(options);
        return new CommandEvents(_project, "export").AroundAsync(
            environment, () => ExportAsync(options, environment, cancellationToken));
    }

    private async Task<ExportResult> ExportAsync(
        ExportOptions options, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        await using DatabaseView view = await DatabaseView.OpenAsync(_project, cancellationToken);
        await view.SettleAsync(
            _project,
            new ChangeRequest { Command = "export", Operations = [Operation.Export], Options = options },
            environment,
            cancellationToken);
        await OpenRunCheck.RefuseAsync(view.State, cancellationToken);
        await using ISessionTransaction transaction = await view.Session.BeginAsync(
            new TransactionRequest(TransactionPurpose.Work, _project.Configuration.Migrations.LockTimeout)
            {
                IsRepeatable = true,
            },
            cancellationToken);
        DatabaseSchema schema = await view.Session.ReadSchemaAsync(cancellationToken);
        ImmutableArray<Table> tables = TableChoice.Choose(
            schema, options.Tables, "table to export; nothing was written");
        SensitivePlan sensitive = await SettleSensitiveAsync(view.Session, schema, tables, options, cancellationToken);
        ExportPlan plan = ExportPlan.Make(
            schema,
            _project.Provider.Capabilities,
            tables,
            isWhole: options.Tables.Count == 0,
            SensitiveColumns.Selection(sensitive, _project.Configuration.SensitiveKey ?? SensitiveKey.Random()));
        await view.Session.Transfer.PrepareAsync(plan.Tables, cancellationToken);
        ExportResult result = await new Exporter(view.Session, _project.Events).RunAsync(
            plan,
            new ExportRequest(
                options.Format,
                options.Part,
                Path.GetFullPath(options.Directory, _project.Configuration.Directory),
                new ExportSource(
                    _project.Provider.Name,
                    view.Session.Server.Version,
                    view.Database.Reference.DatabaseName,
                    environment.Definition.Name)),
            cancellationToken);
        await transaction.RollbackAsync(cancellationToken);
        return result with { Sensitive = sensitive.Columns };
    }

    // Definitions hold no value.
    private async Task<SensitivePlan> SettleSensitiveAsync(
        ISession session,
        DatabaseSchema schema,
        ImmutableArray<Table> tables,
        ExportOptions options,
        CancellationToken cancellationToken) =>
        options.Part == ExportPart.Schema
            ? SensitivePlan.Empty
            : await new SensitiveColumns(_project, session, schema).SettleAsync(
                tables, options.IncludeSensitive, "the export", cancellationToken);
}
