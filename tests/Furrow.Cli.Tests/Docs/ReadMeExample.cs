using Furrow.Workflows;

namespace Furrow.Cli.Tests.Docs;

/// <summary>The README's C#, compiled; the test holds the text against it.</summary>
internal static class ReadMeExample
{
    public static async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        // README
        await using var furrow = await FurrowProject.OpenAsync(
            "samples/pilates", o => o.UsePostgres().UseSqlite(), cancellationToken);
        SetupResult result = await furrow.SetupAsync(new() { Environment = "test" }, cancellationToken);

        // README
        return result.DidAnything;
    }
}
