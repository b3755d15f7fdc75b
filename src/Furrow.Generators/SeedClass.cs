using Furrow.Scripting.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Generators;

/// <summary>
/// A seed that is compiled in, as plain text: equal classes are equal, so that nothing is generated anew that did not
/// change.
/// </summary>
internal sealed class SeedClass : IEquatable<SeedClass>
{
    private SeedClass(string name, string type, string checksum, IReadOnlyList<DeclaredValue> values)
    {
        Name = name;
        Type = type;
        Checksum = checksum;
        Values = [.. values.Select(value => (value.Key, value.Items))];
        Problems = [];
    }

    private SeedClass(IReadOnlyList<SeedProblem> problems)
    {
        Name = Type = Checksum = "";
        Values = [];
        Problems = problems;
    }

    /// <summary>Identity: <c>folder/name</c>.</summary>
    public string Name { get; }

    /// <summary>The class, ready to stand in source.</summary>
    public string Type { get; }

    /// <summary>The checksum of its source.</summary>
    public string Checksum { get; }

    /// <summary>What it says about itself.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string> Items)> Values { get; }

    /// <summary>Why it cannot be listed; empty where it can.</summary>
    public IReadOnlyList<SeedProblem> Problems { get; }

    /// <summary>Reads a class; null where it is no seed.</summary>
    public static SeedClass? Read(INamedTypeSymbol type, ClassDeclarationSyntax declaration)
    {
        AttributeData? attribute = type.GetAttributes().FirstOrDefault(
            a => a.AttributeClass?.ToDisplayString() == "Furrow.Seeds.SeedAttribute");
        bool isSeed = DerivesFromSeed(type);
        if ((!isSeed && attribute is null) || (type.IsAbstract && attribute is null))
        {
            return null;
        }

        Location place = declaration.Identifier.GetLocation();
        List<SeedProblem> problems = [];
        if (!isSeed || type.IsAbstract || IsUnmakeable(type))
        {
            problems.Add(new SeedProblem(SeedDiagnostics.Unmakeable, place, type.Name));
        }

        string? name = attribute is null
            ? NameFromPath(declaration.SyntaxTree.FilePath)
            : attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "";
        if (name is null)
        {
            problems.Add(new SeedProblem(SeedDiagnostics.Nameless, place, type.Name));
        }
        else if (!IsName(name))
        {
            problems.Add(new SeedProblem(SeedDiagnostics.BadName, place, name));
        }

        PropertyDeclarationSyntax? info = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax()).OfType<ClassDeclarationSyntax>()
            .Select(SeedInfoReader.Find).FirstOrDefault(found => found is not null);
        SeedInfoReader? read = info is null ? null : SeedInfoReader.Read(info);
        problems.AddRange(read?.Problems.Select(problem => new SeedProblem(
            SeedDiagnostics.NoLiteral, problem.Location, problem.Message)) ?? []);
        return problems.Count > 0
            ? new SeedClass(problems)
            : new SeedClass(
                name!,
                type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                SourceChecksum.Of(type.DeclaringSyntaxReferences),
                read?.Values ?? []);
    }

    public bool Equals(SeedClass? other) => other is not null && Name == other.Name && Type == other.Type
        && Checksum == other.Checksum && Problems.SequenceEqual(other.Problems);

    public override bool Equals(object? obj) => Equals(obj as SeedClass);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    private static bool DerivesFromSeed(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.ToDisplayString() == "Furrow.Seeds.Seed")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether generated code cannot make an instance.</summary>
    public static bool IsUnmakeable(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type; outer is not null; outer = outer.ContainingType)
        {
            bool isHidden = outer.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected
                or Accessibility.ProtectedAndInternal;
            if (outer.IsGenericType || outer.IsFileLocal || isHidden)
            {
                return true;
            }
        }

        return !type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty
            && constructor.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal
                or Accessibility.ProtectedOrInternal);
    }

    // …/seeds/base/05_admin.cs is base/05_admin.
    private static string? NameFromPath(string path)
    {
        string[] parts = path.Replace('\\', '/').Split('/');
        if (parts.Length < 3 || parts[parts.Length - 3] is not ("seeds" or "Seeds"))
        {
            return null;
        }

        string file = parts[parts.Length - 1];
        int point = file.LastIndexOf('.');
        return $"{parts[parts.Length - 2]}/{(point < 0 ? file : file.Substring(0, point))}";
    }

    private static bool IsName(string name)
    {
        string[] parts = name.Split('/');
        return parts.Length == 2 && parts.All(part => part.Length > 0);
    }
}
