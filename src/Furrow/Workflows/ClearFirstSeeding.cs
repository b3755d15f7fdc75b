using System.Collections.Immutable;
using System.Data.Common;
using Furrow.Clearing;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// <c>seed --clear-first</c>: the tables are emptied and the seeds applied in one transaction, so that a failure leaves
/// the old rows and the old history. Without names it is about every table and every seed of the environment.
/// </summary>
internal sealed class ClearFirstSeeding
{
    private readonly ProjectContext _project;
    private readonly SeedWorkflow _seeds;

    public ClearFirstSeeding(ProjectContext project, SeedWorkflow seeds) => (_project, _seeds) = (project, seeds);

    public async Task<SeedResult> RunAsync(ChangeScope scope, SeedOptions options, CancellationToken cancellationToken)
    {
        // Nothing is applied any more by the time they run.
        IReadOnlyList<MigrationRecord> migrations = await scope.Work.State.Migrations.ReadAsync(cancellationToken);
        SeedBasis basis = new([], migrations
            .Where(record => record.Progress is null)
            .Select(record => Migrations.MigrationVersion.Parse(record.Version)));
        PreparedSeeds prepared = await _seeds.PrepareAsync(
            scope, _seeds.Runner(scope), options, basis, cancellationToken);
        if (options.DryRun)
        {
            return await RehearseAsync(scope, options, prepared, cancellationToken);
        }

        ClearResult cleared = new([], []);
        SeedResult seeded = new([]);
        try
        {
            await scope.Work.InOneTransactionAsync(
                "clear and seed",
                new TransactionRequest(TransactionPurpose.Work, _project.Configuration.Migrations.LockTimeout)
                {
                    // What the seeds write is kept for taking them back, which needs one view of the database.
                    IsRepeatable = true,
                },
                async (work, token) =>
                {
                    cleared = await ClearAsync(work, options, prepared.Plan, token);
                    seeded = await _seeds.Runner(scope with { Work = work }).ApplyAsync(prepared, token);
                },
                cancellationToken);
        }
        catch (DbException e)
        {
            // What is checked at the end of the transaction is no one seed's fault.
            DatabaseFault fault = scope.Work.Session.Explain(e);
            throw new FurrowException(fault.Code ?? ErrorCode.SeedFailed, fault.Message)
            {
                SqlState = fault.SqlState,
                Detail = fault.Detail,
                Hint = fault.Hint ?? "The rows and the history are as they were.",
            };
        }

        cleared.Tell(_project.Events);
        return seeded;
    }

    private Task<SeedResult> RehearseAsync(
        ChangeScope scope, SeedOptions options, PreparedSeeds prepared, CancellationToken cancellationToken) =>
        _seeds.Runner(scope).RehearseAsync(
            prepared,
            SeedWorkflow.Rehearsal(scope) with
            {
                Before = token => ClearAsync(scope.Work, options, prepared.Plan, token),
            },
            cancellationToken);

    private static async Task<ClearResult> ClearAsync(
        WorkContext work, SeedOptions options, SeedPlan plan, CancellationToken cancellationToken)
    {
        TableCleaner cleaner = new(work);
        if (options.Names.Count == 0)
        {
            return await cleaner.ClearAsync([], cancellationToken);
        }

        DatabaseSchema schema = await work.Session.ReadSchemaAsync(cancellationToken);
        ILookup<string, string> recorded = await new ClearedHistory(work.State).ReadSeedTablesAsync(cancellationToken);
        Dictionary<string, Table> known = schema.Tables.ToDictionary(
            table => table.Name.ToString(), StringComparer.Ordinal);
        HashSet<Table> tables = [];
        List<string> unknown = [];
        foreach (SeedFile seed in plan.ToRun.Select(planned => planned.Seed))
        {
            ImmutableArray<Table> written =
            [
                .. SeedTables.Of(seed, schema),
                .. recorded[seed.Name].Select(known.GetValueOrDefault).OfType<Table>(),
            ];
            tables.UnionWith(written.Where(table => table.OwnedByExtension is null));
            if (written.IsEmpty)
            {
                unknown.Add(seed.Name);
            }
        }

        return unknown.Count == 0
            ? await cleaner.ClearAsync(schema, [.. tables], isEverything: false, cancellationToken)
            : throw new FurrowException(
                ErrorCode.Refused,
                $"Nothing says which tables {string.Join(", ", unknown)} {(unknown.Count == 1 ? "writes" : "write")}, "
                    + "so it is not known what to clear.")
            {
                Hint = "Name them in the seed (`-- tables: a, b`), or clear everything: `furrow seed --clear-first`.",
            };
    }
}
