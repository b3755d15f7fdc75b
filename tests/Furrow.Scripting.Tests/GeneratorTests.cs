using Furrow.Data;
using Furrow.Generated;
using Furrow.Generators;
using Furrow.Seeds;
using Furrow.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Furrow.Scripting.Tests;

/// <summary>The registry of seeds that are compiled in, this assembly's own and those of texts.</summary>
public sealed class GeneratorTests
{
    private const string Body =
        "public override Task RunAsync(SeedContext c, CancellationToken t) => Task.CompletedTask;";

    [Fact]
    public void The_registry_lists_the_seeds_of_the_assembly()
    {
        Assert.Equal(["base/10_compiled", "base/20_named"], SeedRegistry.All.Select(seed => seed.Name));
        SeedInfo first = SeedRegistry.All[0].Info;
        Assert.Equal(("1.2.0", "Says \"compiled\"", SeedPolicy.Once), (first.Version, first.Description, first.Policy));
        Assert.Equal("base/20_named log", $"{first.Depends.Single()} {first.Tables.Single()}");
        SeedInfo second = SeedRegistry.All[1].Info;
        Assert.Equal(("1.0.0", "", SeedPolicy.Always), (second.Version, second.Description, second.Policy));
        Assert.True(second.IsVolatile);
        Assert.IsType<NamedSeed>(SeedRegistry.All[1].Create());
        Assert.All(SeedRegistry.All, seed => Assert.Matches("^[0-9a-f]{64}$", seed.Checksum));
    }

    [Fact]
    public async Task Its_seeds_run_in_order_with_those_in_files_and_need_no_compiler()
    {
        using ScriptProject project = new();
        project.Files.Seed("base/15_file.sql", "INSERT INTO log (what) VALUES ('file');");
        await using FurrowProject furrow = await FurrowProject.OpenAsync(
            project.Files.Path,
            options =>
            {
                options.UseSqlite().AddSeeds(SeedRegistry.All);
                options.Variables = new Dictionary<string, string>();
                options.Overrides = new() { Database = "sqlite:shop.db" };
            },
            ScriptProject.Token);
        await furrow.SetupAsync(new SetupOptions(), ScriptProject.Token);
        Assert.Equal(["NamedSeed", "compiled", "file"], project.Log());
        SetupResult again = await furrow.SetupAsync(new SetupOptions(), ScriptProject.Token);
        Assert.Equal(
            ["base/20_named"],
            again.Seeds.Seeds.Where(seed => seed.Outcome == SeedOutcome.Applied).Select(seed => seed.Name));
    }

    [Theory]
    [InlineData("[Seed(\"base/a\")] public abstract class A : Seed { }", "FURROW001")]
    [InlineData("[Seed(\"base/a\")] public class A { }", "FURROW001")]
    [InlineData("[Seed(\"base/a\")] public class A(int n) : Seed { BODY int N => n; }", "FURROW001")]
    [InlineData("[Seed(\"base/a\")] public class A<T> : Seed { BODY }", "FURROW001")]
    [InlineData("class B { [Seed(\"base/a\")] private class A : Seed { BODY } }", "FURROW001")]
    [InlineData("[Seed(\"base/a\")] file class A : Seed { BODY }", "FURROW001")]
    [InlineData("public class A : Seed { BODY }", "FURROW002")]
    [InlineData("[Seed(\"base\")] public class A : Seed { BODY }", "FURROW003")]
    [InlineData("[Seed(\"base/a\")] class A : Seed { BODY public override SeedInfo Info => new(N); }", "FURROW004")]
    [InlineData("[Seed(\"base/a\")] class A : Seed { BODY } [Seed(\"base/a\")] class B : Seed { BODY }", "FURROW005")]
    public void What_cannot_be_listed_is_an_error(string text, string id)
    {
        (Compilation _, IReadOnlyList<Diagnostic> diagnostics) = Generate(text);
        Diagnostic diagnostic = Assert.Single(diagnostics);
        Assert.Equal((id, DiagnosticSeverity.Error), (diagnostic.Id, diagnostic.Severity));
    }

    [Fact]
    public void Every_text_and_class_name_survives()
    {
        (Compilation made, IReadOnlyList<Diagnostic> diagnostics) = Generate("""
            namespace @namespace.Ünï
            {
                public partial class Outer
                {
                    [Seed("base/we\"ird {0} \\ 表")] internal partial class @class : Seed { BODY }
                }
                partial class Outer
                {
                    partial class @class
                    {
                        public override SeedInfo Info => new("1.0", "a\n\"b\" \u2028 {x}") { Requires = ["2", "3"] };
                    }
                }
            }
            """);
        Assert.Empty(diagnostics);
        Assert.Empty(made.GetDiagnostics(ScriptProject.Token).Where(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Fact]
    public void An_assembly_without_seeds_has_an_empty_registry_and_one_without_furrow_none()
    {
        string registry = Generate("class A { }").Made.SyntaxTrees.Last().ToString();
        Assert.Contains("SeedRegistry", registry, StringComparison.Ordinal);
        Assert.Single(Generate("class A { }", withFurrow: false).Made.SyntaxTrees);
    }

    [Fact]
    public void The_checksum_is_that_of_the_class_whatever_its_line_ends_and_surroundings()
    {
        string text = "[Seed(\"base/a\")]\npublic class A : Seed { BODY }";
        string checksum = TextChecksum.Of(text.Replace("BODY", Body, StringComparison.Ordinal));
        string windows = text.Replace("\n", "\r\n", StringComparison.Ordinal);
        string[] same = [text, windows, "// more\n" + text + "\nclass B { }"];
        Assert.All(same, t => Assert.Contains(checksum, Registry(t), StringComparison.Ordinal));
        string other = Registry(text.Replace("BODY", "BODY int x;", StringComparison.Ordinal));
        Assert.DoesNotContain(checksum, other, StringComparison.Ordinal);

        static string Registry(string text) => Generate(text).Made.SyntaxTrees.Last().ToString();
    }

    private static (Compilation Made, IReadOnlyList<Diagnostic> Diagnostics) Generate(
        string text, bool withFurrow = true)
    {
        string usings = withFurrow ? "using System.Threading; using System.Threading.Tasks; using Furrow.Seeds;\n" : "";
        IEnumerable<string> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => withFurrow || !Path.GetFileName(path).StartsWith("Furrow", StringComparison.Ordinal));
        CSharpCompilation compilation = CSharpCompilation.Create(
            "made",
            [CSharpSyntaxTree.ParseText(
                usings + text.Replace("BODY", Body, StringComparison.Ordinal), path: "/src/Some/File.cs")],
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        CSharpGeneratorDriver.Create(new SeedRegistryGenerator()).RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation made, out System.Collections.Immutable.ImmutableArray<Diagnostic> diagnostics,
            ScriptProject.Token);
        return (made, diagnostics);
    }
}
