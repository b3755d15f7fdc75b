using Furrow.Seeds;

namespace Furrow.Scripting.Tests;

/// <summary>What seeds of this assembly have in common: no seed itself.</summary>
internal abstract class SayingSeed : Seed
{
    public override Task RunAsync(SeedContext context, CancellationToken cancellationToken) =>
        context.InsertAsync("log", new { what = GetType().Name }, cancellationToken);
}

/// <summary>Named by its attribute.</summary>
[Seed("base/20_named")]
internal sealed class NamedSeed : SayingSeed
{
    public override SeedInfo Info { get; } = new() { Policy = SeedPolicy.Always, IsVolatile = true, Depends = [] };
}
