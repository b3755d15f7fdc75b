using System.Reflection;
using System.Runtime.CompilerServices;
using Furrow.Errors;
using Furrow.Workflows;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Furrow.Scripting.Tests;

/// <summary>Assemblies that furrow.yaml names, and what they need themselves.</summary>
public sealed class ReferenceTests : IDisposable
{
    private readonly ScriptProject _project = new();

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Seeds_use_the_assemblies_that_are_named_and_those_beside_them()
    {
        Build("Greek", "public class Alphabet { public virtual string First => \"alpha\"; }");
        Build("App", "public class Letters : Alphabet { public string All => First + \" omega\"; }", "Greek");
        _project.Files.Settings("seeds: { references: [bin/App.dll] }\n")
            .Seed("base/00_a.cs", ScriptProject.Say("new Letters().First + new Letters().All"));
        await _project.SetupAsync();
        Assert.Equal(["alphaalpha omega"], _project.Log());
    }

    [Fact]
    public async Task Another_build_of_an_assembly_compiles_the_seed_anew()
    {
        Build("App", "public class Word { public const string Text = \"one\"; }");
        _project.Files.Settings("seeds: { references: [bin/App.dll] }\n")
            .Seed("base/00_a.cs", "// policy: always\n" + ScriptProject.Say("Word.Text"));
        string recipe = await RecipeAsync();
        await _project.SetupAsync();
        Build("App", "public class Word { public const string Text = \"two\"; }");
        await _project.SetupAsync();
        Assert.Equal(["one", "two"], _project.Log());
        Assert.NotEqual(recipe, await RecipeAsync());
    }

    [Fact]
    public async Task Services_are_of_the_types_that_the_host_has_loaded()
    {
        string here = Assembly.GetExecutingAssembly().Location;
        _project.Services = new Host();
        _project.Files.Settings($"seeds: {{ references: ['{here}'] }}\n").Seed("base/00_a.cs", ScriptProject.Say(
            "context.GetRequiredService<Furrow.Scripting.Tests.IGreeter>().Greet()"));
        await _project.SetupAsync();
        Assert.Equal(["hello from the host"], _project.Log());
    }

    [Fact]
    public async Task Every_missing_assembly_is_told_before_anything_runs()
    {
        _project.Files.Settings("seeds: { references: [bin/App.dll, ../Other.dll] }\n")
            .Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        FurrowException error = await _project.FailsAsync(ErrorCode.ConfigInvalid);
        Assert.Equal("furrow.yaml", error.File);
        Assert.Contains(Path.Combine(_project.Files.Path, "bin", "App.dll"), error.Detail, StringComparison.Ordinal);
        Assert.Contains("Other.dll", error.Detail, StringComparison.Ordinal);
        await using FurrowProject project = await _project.OpenAsync();
        await Assert.ThrowsAsync<FurrowException>(() => project.PlanAsync(new QueryOptions(), ScriptProject.Token));
        Assert.NotEmpty((await project.ListAsync(new QueryOptions(), ScriptProject.Token)).Seeds);
    }

    [Fact]
    public async Task Shared_files_are_part_of_the_recipe()
    {
        _project.Files.Seed("_a.cs", "class A { }").Seed("base/00_a.cs", ScriptProject.Say("\"a\""));
        string recipe = await RecipeAsync();
        Assert.Equal(recipe, await RecipeAsync());
        _project.Files.Seed("_a.cs", "class B { }");
        Assert.NotEqual(recipe, await RecipeAsync());
    }

    [Fact]
    public async Task A_seed_is_unloaded_when_it_is_done()
    {
        _project.Files.Seed("base/00_a.cs", ScriptProject.Say("GetType().Assembly.GetName().Name"));
        await _project.SetupAsync();
        string seed = Assert.Single(_project.Log());
        for (int i = 0; i < 100 && IsLoaded(seed); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10, ScriptProject.Token);
        }

        Assert.False(IsLoaded(seed));
    }

    // A method of its own: whatever it looked at must not stay on the caller's stack.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsLoaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name == name);

    private async Task<string> RecipeAsync()
    {
        await using FurrowProject project = await _project.OpenAsync();
        return (await project.PlanAsync(new QueryOptions(), ScriptProject.Token)).Recipe;
    }

    private void Build(string name, string text, params string[] references)
    {
        string folder = Path.Combine(_project.Files.Path, "bin");
        Directory.CreateDirectory(folder);
        string core = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(text)],
            references.Select(reference => Path.Combine(folder, reference + ".dll"))
                .Append(Path.Combine(core, "System.Private.CoreLib.dll"))
                .Append(Path.Combine(core, "System.Runtime.dll"))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(compilation.Emit(Path.Combine(folder, name + ".dll")).Success);
    }

    private sealed class Host : IServiceProvider, IGreeter
    {
        public object? GetService(Type serviceType) => serviceType == typeof(IGreeter) ? this : null;

        public string Greet() => "hello from the host";
    }
}

/// <summary>A service that a seed asks for.</summary>
public interface IGreeter
{
    string Greet();
}
