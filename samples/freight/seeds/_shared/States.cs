namespace Freight.Seeds;

/// <summary>States, asked of the database once each.</summary>
public static class States
{
    public static Task<FoundRow> StateAsync(
        this SeedContext context, string abbreviation, CancellationToken cancellationToken) =>
        context.LookUpAsync("us_states", new { abbreviation }, cancellationToken);
}
