using Furrow.Seeds;

namespace Furrow.Scripting.Tests.Seeds.Base;

/// <summary>Named by its file.</summary>
public sealed class CompiledRows : Seed
{
    public override SeedInfo Info => new("1.2.0", "Says \"compiled\"")
    {
        Depends = ["base/20_named"], Tables = ["log"],
    };

    public override Task RunAsync(SeedContext context, CancellationToken cancellationToken) =>
        context.InsertAsync("log", new { what = "compiled" }, cancellationToken);
}
