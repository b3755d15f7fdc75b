using System.Globalization;
using System.Text;
using Furrow.Scripting.Caching;
using Furrow.Seeds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Furrow.Scripting.Compiling;

/// <summary>Compiles one seed or scenario with what such files share into an assembly in memory.</summary>
internal static class SeedCompiler
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Furrow.Scenarios;
        global using Furrow.Seeds;
        """;

    /// <summary>Compiles.</summary>
    /// <exception cref="Errors.FurrowException">The kind's code: every error that there is.</exception>
    public static SeedImage Compile(
        ScriptKind kind, SeedCompilation sources, string assemblyName, CancellationToken cancellationToken)
    {
        SyntaxTree seed = Parse(sources.Seed, cancellationToken);
        CSharpCompilation compilation = CSharpCompilation.Create(
            assemblyName,
            [
                seed,
                .. sources.Shared.Select(source => Parse(source, cancellationToken)),
                Parse(new SeedSource("", Usings), cancellationToken),
            ],
            References(sources),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                optimizationLevel: OptimizationLevel.Release,
                nullableContextOptions: NullableContextOptions.Enable,
                deterministic: true,
                metadataReferenceResolver: new NeighbourResolver(sources.References)));
        using MemoryStream assembly = new();
        using MemoryStream symbols = new();
        EmitResult emitted = compilation.Emit(
            assembly,
            symbols,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb),
            cancellationToken: cancellationToken);
        if (!emitted.Success)
        {
            throw SourceProblems.Of(kind, [.. emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(diagnostic => Describe(diagnostic, sources.Seed)).Distinct()]);
        }

        INamedTypeSymbol type = FindClass(kind, compilation, seed, sources.Seed, cancellationToken);
        return new SeedImage(MetadataName(type), assembly.ToArray(), symbols.ToArray());
    }

    private static SyntaxTree Parse(SeedSource source, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(
            SourceText.From(source.Text, Encoding.UTF8),
            CSharpParseOptions.Default,
            source.DisplayPath,
            cancellationToken);

    private static IEnumerable<MetadataReference> References(SeedCompilation sources) =>
        FrameworkAssemblies.Paths().Append(typeof(Seed).Assembly.Location).Concat(sources.References)
            .Select(path => MetadataReference.CreateFromFile(path));

    private static SourceProblem Describe(Diagnostic diagnostic, SeedSource seed)
    {
        FileLinePositionSpan span = diagnostic.Location.GetLineSpan();
        string message = $"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}";
        return diagnostic.Location.IsInSource
            ? new SourceProblem(
                span.Path, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, message)
            : new SourceProblem(seed.DisplayPath, 1, 1, message);
    }

    // The script's own file decides; classes that are shared may derive from the same as well.
    private static INamedTypeSymbol FindClass(
        ScriptKind kind,
        CSharpCompilation compilation,
        SyntaxTree tree,
        SeedSource source,
        CancellationToken cancellationToken)
    {
        SemanticModel model = compilation.GetSemanticModel(tree);
        INamedTypeSymbol ancestor = compilation.GetTypeByMetadataName(kind.Ancestor.FullName!)!;
        List<INamedTypeSymbol> found =
        [
            .. tree.GetRoot(cancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>()
                .Select(declaration => model.GetDeclaredSymbol(declaration, cancellationToken))
                .OfType<INamedTypeSymbol>()
                .Where(type => !type.IsAbstract && Derives(type, ancestor))
                .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default),
        ];
        if (found is not [{ } type])
        {
            string message = found.Count == 0
                ? $"The file holds no class that derives from {kind.Ancestor.Name}."
                : $"The file holds {found.Count} {kind.Word}s: {string.Join(", ", found.Select(s => s.Name))}.";
            throw SourceProblems.Of(
                kind, [new SourceProblem(source.DisplayPath, 1, 1, message)], kind.Example);
        }

        bool isMade = !type.IsGenericType
            && type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty);
        if (!isMade)
        {
            FileLinePositionSpan span = type.Locations[0].GetLineSpan();
            throw SourceProblems.Of(
                kind,
                [
                    new SourceProblem(
                        source.DisplayPath,
                        span.StartLinePosition.Line + 1,
                        span.StartLinePosition.Character + 1,
                        $"{type.Name} cannot be made: it needs a constructor without parameters."),
                ],
                kind.MakingHint);
        }

        return type;
    }

    private static bool Derives(INamedTypeSymbol type, INamedTypeSymbol from)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(ancestor, from))
            {
                return true;
            }
        }

        return false;
    }

    private static string MetadataName(INamedTypeSymbol type) => type switch
    {
        { ContainingType: { } outer } => $"{MetadataName(outer)}+{type.MetadataName}",
        { ContainingNamespace.IsGlobalNamespace: true } => type.MetadataName,
        _ => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}",
    };
}
