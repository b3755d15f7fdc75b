using Furrow.Errors;

namespace Furrow.Workflows;

/// <summary>Migrations and seeds are read apart; what is wrong with both is told at once.</summary>
internal static class Refusals
{
    /// <summary>Does both; where both are refused because of their files, one error holds both refusals.</summary>
    /// <param name="migrations">What is done with migrations.</param>
    /// <param name="seeds">What is done with seeds afterwards, also where the first was refused.</param>
    /// <exception cref="FurrowException">What was refused, as it was where it is the only one.</exception>
    public static async Task<(TMigrations Migrations, TSeeds Seeds)> BothAsync<TMigrations, TSeeds>(
        Func<Task<TMigrations>> migrations, Func<Task<TSeeds>> seeds)
    {
        TMigrations first;
        try
        {
            first = await migrations();
        }
        catch (FurrowException refused) when (IsAboutFiles(refused))
        {
            await ThrowWithAsync(refused, seeds);
            throw;
        }

        return (first, await seeds());
    }

    private static async Task ThrowWithAsync<T>(FurrowException refused, Func<Task<T>> seeds)
    {
        try
        {
            await seeds();
        }
        catch (FurrowException other) when (IsAboutFiles(other))
        {
            // The first one's code is that of both: what is wrong comes before what has only changed.
            FurrowException[] both = [refused, other];
            Problems.Throw(
                [.. both.OrderBy(problem => problem.Code is ErrorCode.MigrationDrift or ErrorCode.SeedDrift)],
                "Both migrations and seeds stand in the way; nothing was changed.");
        }
    }

    private static bool IsAboutFiles(FurrowException refused) => refused.Code
        is ErrorCode.ConfigInvalid or ErrorCode.MigrationFailed or ErrorCode.MigrationDrift
        or ErrorCode.MigrationAmbiguous
        or ErrorCode.SeedInvalid or ErrorCode.SeedFailed or ErrorCode.SeedDrift or ErrorCode.SeedSecret;
}
