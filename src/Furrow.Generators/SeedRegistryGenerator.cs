using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Furrow.Generators;

/// <summary>
/// Writes <c>Furrow.Generated.SeedRegistry</c>, which lists the seeds of the assembly: nothing has to look for them at
/// run time.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class SeedRegistryGenerator : IIncrementalGenerator
{
    /// <summary>Says what the registry is made from.</summary>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<SeedClass>> seeds = context.SyntaxProvider
            .CreateSyntaxProvider(
                static (node, _) => node is ClassDeclarationSyntax { BaseList: not null } or
                    ClassDeclarationSyntax { AttributeLists.Count: > 0 },
                static (found, cancellationToken) =>
                    found.SemanticModel.GetDeclaredSymbol(found.Node, cancellationToken) is INamedTypeSymbol type
                        && IsFirstPart(type, found.Node)
                        ? SeedClass.Read(type, (ClassDeclarationSyntax)found.Node)
                        : null)
            .Where(static seed => seed is not null)
            .Select(static (seed, _) => seed!)
            .Collect();
        IncrementalValueProvider<bool> knowsFurrow = context.CompilationProvider.Select(
            static (compilation, _) => compilation.GetTypeByMetadataName("Furrow.Seeds.CompiledSeed") is not null);
        context.RegisterSourceOutput(seeds.Combine(knowsFurrow), static (output, found) =>
        {
            if (found.Right)
            {
                Write(output, found.Left);
            }
        });
    }

    // A partial class is found once for each part.
    private static bool IsFirstPart(INamedTypeSymbol type, SyntaxNode part)
    {
        SyntaxReference? first = type.DeclaringSyntaxReferences
            .Where(reference => reference.GetSyntax() is ClassDeclarationSyntax declaration
                && (declaration.BaseList is not null || declaration.AttributeLists.Count > 0))
            .OrderBy(reference => reference.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(reference => reference.Span.Start)
            .FirstOrDefault();
        return first?.GetSyntax() == part;
    }

    private static void Write(SourceProductionContext output, ImmutableArray<SeedClass> seeds)
    {
        foreach (SeedProblem problem in seeds.SelectMany(seed => seed.Problems))
        {
            output.ReportDiagnostic(problem.ToDiagnostic());
        }

        List<SeedClass> listed =
            [.. seeds.Where(seed => seed.Problems.Count == 0).OrderBy(seed => seed.Name, StringComparer.Ordinal)];
        foreach (IGrouping<string, SeedClass> name in listed.GroupBy(seed => seed.Name).Where(g => g.Count() > 1))
        {
            output.ReportDiagnostic(Diagnostic.Create(SeedDiagnostics.Namesakes, Location.None, name.Key));
        }

        output.AddSource("Furrow.SeedRegistry.g.cs", SourceText.From(
            RegistrySource.Of(listed), System.Text.Encoding.UTF8));
    }
}
