using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>Placeholder until the data seeds are merged.</summary>
public sealed class DataSeedWriter(ISession session, DatabaseSchema schema, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Refuses.</summary>
    public Task WriteAsync(SeedFile seed, CancellationToken cancellationToken) =>
        throw new FurrowException(ErrorCode.SeedInvalid, $"{seed.Name} {session} {schema} {variables.Count}");
}
