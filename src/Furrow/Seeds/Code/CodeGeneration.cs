using System.Runtime.ExceptionServices;
using Furrow.Errors;
using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds.Code;

/// <summary>Generates rows for a C# seed, in its transaction.</summary>
internal sealed class CodeGeneration(SeedStepContext step, ISeedGenerator generator)
{
    /// <summary>Generates; a call that fails leaves no row.</summary>
    public async Task<GeneratedRows> GenerateAsync(
        Table table,
        string written,
        int count,
        object? values,
        GenerateRowsOptions options,
        CancellationToken cancellationToken)
    {
        if (count < 0)
        {
            throw new FurrowException(
                ErrorCode.SeedFailed, $"{written}: {count} rows are to be generated; expected 0 or more.");
        }

        RowGeneration request = new(step.Session, await step.ReadSchemaAsync(cancellationToken), table, count)
        {
            Columns = new GivenColumns(generator).Read(table, written, values),
            RandomSeed = options.RandomSeed,
            AsOf = options.AsOf ?? DateOnly.FromDateTime(step.Clock.GetUtcNow().UtcDateTime),
            First = step.NextGenerated(table.Name),
            Events = step.Events,
        };
        GeneratedRows? rows = null;
        Refusal? refusal = await new Attempt(step.Session).RunAsync(
            async () =>
            {
                (rows, long next) = await generator.GenerateAsync(request, cancellationToken);
                step.NoteGenerated(table.Name, next);
            },
            cancellationToken);
        if (refusal is not null)
        {
            ExceptionDispatchInfo.Throw(refusal.Cause);
        }

        return rows!;
    }
}
