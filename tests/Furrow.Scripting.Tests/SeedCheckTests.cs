using Furrow.Seeds.Checking;
using Furrow.Workflows;

namespace Furrow.Scripting.Tests;

/// <summary><c>seed-check</c> of C# seeds: compiled, and not run.</summary>
public sealed class SeedCheckTests : IDisposable
{
    private readonly ScriptProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task What_does_not_compile_is_found_in_every_folder_and_even_where_it_is_applied()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        await _project.SetupAsync();
        Assert.Empty(await InvalidAsync());

        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("missing"))
            .Seed("test/00_b.cs", ScriptProject.Class("wrong();"));

        SeedFinding[] findings = await InvalidAsync();
        Assert.Equal(
            [("seeds/base/00_a.cs", "base/00_a", "CS0103"), ("seeds/test/00_b.cs", "test/00_b", "CS0103")],
            findings.Select(finding => (finding.File!, finding.Seed!, finding.Message[..6])));
        Assert.All(findings, finding => Assert.Equal(5, finding.Line));
        Assert.Equal(["a"], _project.Log());
    }

    [Fact]
    public async Task What_is_wrong_in_shared_code_is_told_once()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("\"a\""))
            .Seed("base/05_b.cs", ScriptProject.Say("\"b\""))
            .Seed("_shared/words.cs", "public static class Words\n{\n    public const string One = 1;\n}\n");

        SeedFinding finding = Assert.Single(await InvalidAsync());

        Assert.Equal(("seeds/_shared/words.cs", 3, null), (finding.File, finding.Line, finding.Seed));
    }

    private async Task<SeedFinding[]> InvalidAsync()
    {
        await using FurrowProject project = await _project.OpenAsync();
        SeedCheckResult result = await project.SeedCheckAsync(new QueryOptions(), ScriptProject.Token);
        return [.. result.Findings.Where(finding => finding.Kind == SeedFindingKind.Invalid)];
    }
}
