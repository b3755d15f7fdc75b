using Furrow.Errors;
using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds.Content;

/// <summary>
/// Writes the rows of csv, json and yaml seeds: what is missing is inserted, what differs updated, by key.
/// </summary>
/// <param name="session">The session, with a transaction open; nothing is committed here.</param>
/// <param name="schema">The catalog as that transaction sees it.</param>
/// <param name="variables">
/// What <c>!env NAME</c> reads; a name that is not there is NULL. The values appear in no error.
/// </param>
public sealed class DataSeedWriter(
    ISession session, DatabaseSchema schema, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>
    /// Checks the whole seed, then writes it. After an error the transaction can still be used, but part of the seed
    /// may be written: roll back.
    /// </summary>
    /// <param name="seed">The seed; no sql one.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="FurrowException">
    /// Code <c>seed.invalid</c>: the seed does not fit the schema, every problem listed; nothing is written. Code
    /// <c>seed.failed</c>: the database refuses a row, or a reference finds none. Codes <c>database.*</c>: the
    /// connection.
    /// </exception>
    /// <exception cref="ArgumentException">The seed is a script.</exception>
    public async Task WriteAsync(SeedFile seed, CancellationToken cancellationToken)
    {
        DataSeedPlan plan = DataSeedPlanner.Plan(seed, schema, variables);
        await new SeedRun(session, plan, seed.DisplayPath).RunAsync(cancellationToken);
    }
}
