using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Generators;

/// <summary>A scenario that is compiled in, as plain text: equal classes are equal.</summary>
internal sealed class ScenarioType : IEquatable<ScenarioType>
{
    private ScenarioType(string name, string type, string checksum, SeedProblem? problem)
    {
        Name = name;
        Type = type;
        Checksum = checksum;
        Problem = problem;
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The class, ready to stand in source.</summary>
    public string Type { get; }

    /// <summary>The checksum of its source.</summary>
    public string Checksum { get; }

    /// <summary>Why it cannot be listed; null where it can.</summary>
    public SeedProblem? Problem { get; }

    /// <summary>Reads a class; null where it is no scenario.</summary>
    public static ScenarioType? Read(INamedTypeSymbol type, ClassDeclarationSyntax declaration)
    {
        if (type.IsAbstract || !Derives(type))
        {
            return null;
        }

        string? given = type.GetAttributes()
            .FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == "Furrow.Scenarios.ScenarioAttribute")
            ?.ConstructorArguments.FirstOrDefault().Value as string;
        string name = given ?? Path.GetFileNameWithoutExtension(declaration.SyntaxTree.FilePath);
        SeedProblem? problem = SeedClass.IsUnmakeable(type)
            ? new SeedProblem(SeedDiagnostics.UnmakeableScenario, declaration.Identifier.GetLocation(), type.Name)
            : name.Length == 0
                ? new SeedProblem(SeedDiagnostics.NamelessScenario, declaration.Identifier.GetLocation(), type.Name)
                : null;
        return new ScenarioType(
            name,
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            SourceChecksum.Of(type.DeclaringSyntaxReferences),
            problem);
    }

    public bool Equals(ScenarioType? other) => other is not null && Name == other.Name && Type == other.Type
        && Checksum == other.Checksum && Equals(Problem, other.Problem);

    public override bool Equals(object? obj) => Equals(obj as ScenarioType);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    private static bool Derives(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.ToDisplayString() == "Furrow.Scenarios.ScenarioClass")
            {
                return true;
            }
        }

        return false;
    }
}
