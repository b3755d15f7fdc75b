using System.Data.Common;
using Furrow.Errors;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.Schema;
using Furrow.Seeds;
using Furrow.Seeds.Code;
using Furrow.Seeds.Content;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>Rows of one table for a program: judged and recorded as <c>generate</c>, in one transaction.</summary>
internal sealed class GenerateTableWorkflow(ProjectContext project)
{
    public Task<GeneratedRows> RunAsync(
        string table, int count, object? values, GenerateTableOptions options, CancellationToken cancellationToken) =>
        count < 0
            ? throw new FurrowException(
                ErrorCode.Usage, $"{count} rows of {table} are to be generated; expected 0 or more.")
            : new ChangingCommand(project).RunAsync(
                new ChangeRequest { Command = "generate", Operations = [Operation.Generate], Options = options },
                (scope, token) => GenerateAsync(scope.Work, table, count, values, options, token),
                cancellationToken);

    private async Task<GeneratedRows> GenerateAsync(
        WorkContext work,
        string table,
        int count,
        object? values,
        GenerateTableOptions options,
        CancellationToken cancellationToken)
    {
        SeedGenerator generator = new(project.Provider, project.Clock);
        GeneratedRows? rows = null;
        try
        {
            await work.InTransactionAsync(
                "generate",
                new TransactionRequest(TransactionPurpose.Work, project.Configuration.Migrations.LockTimeout),
                async token =>
                {
                    DatabaseSchema schema = await work.Session.ReadSchemaAsync(token);
                    Table found = Find(schema, table);
                    RowGeneration request = new(work.Session, schema, found, count)
                    {
                        Columns = new GivenColumns(generator).Read(found, table, values),
                        RandomSeed = options.RandomSeed,
                        AsOf = options.AsOf ?? DateOnly.FromDateTime(work.Clock.GetUtcNow().UtcDateTime),
                        Events = work.Events,
                    };
                    (rows, _) = await generator.GenerateAsync(request, token);
                },
                cancellationToken);
        }
        catch (DbException e)
        {
            DatabaseFault fault = work.Session.Explain(e);
            throw new FurrowException(fault.Code ?? ErrorCode.GenerateConflict, fault.Message)
            {
                SqlState = fault.SqlState,
                Detail = fault.Detail,
                Hint = fault.Hint ?? "Nothing was generated; the rows are as they were.",
            };
        }

        return rows!;
    }

    private static Table Find(DatabaseSchema schema, string name) =>
        new SeedTableFinder(schema).Find(name, out string? problem) ?? throw new FurrowException(
            ErrorCode.Usage, $"{char.ToUpperInvariant(problem![0])}{problem[1..]}.")
        {
            Hint = "Check the name, and that the migrations have run.",
        };
}
