using Furrow.Schema;
using Furrow.Seeds.Content;

namespace Furrow.Seeds;

/// <summary>Writes the rows of a csv, json or yaml seed.</summary>
internal sealed class SeedRowsStep(SeedFile seed) : ISeedStep
{
    /// <inheritdoc />
    public async Task RunAsync(SeedStepContext context, CancellationToken cancellationToken)
    {
        DatabaseSchema schema = await context.ReadSchemaAsync(cancellationToken);
        await new DataSeedWriter(context.Session, schema, context.Variables).WriteAsync(seed, cancellationToken);
    }
}
