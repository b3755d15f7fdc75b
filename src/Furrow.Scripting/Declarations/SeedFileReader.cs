using System.Collections.Immutable;
using System.Globalization;
using Furrow.Scripting.Compiling;
using Furrow.Seeds;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Scripting.Declarations;

/// <summary>Reads what the class in a seed's file says about itself; the file has to be C# for that.</summary>
internal static class SeedFileReader
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="Errors.FurrowException">Code <c>seed.invalid</c>: every problem.</exception>
    public static ImmutableArray<MetadataEntry> Read(SeedSource source, CancellationToken cancellationToken)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            source.Text, path: source.DisplayPath, cancellationToken: cancellationToken);
        List<SourceProblem> problems =
        [
            .. tree.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => At(d.Location, $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")),
        ];
        List<ClassDeclarationSyntax> classes =
            [.. tree.GetRoot(cancellationToken).DescendantNodes().OfType<ClassDeclarationSyntax>()];
        problems.AddRange(classes.SelectMany(NamesOf).Select(attribute => At(
            attribute.GetLocation(), "the seed's name is its file's: [Seed] is for seeds that are compiled in.")));
        List<PropertyDeclarationSyntax> infos =
            [.. classes.Select(SeedInfoReader.Find).OfType<PropertyDeclarationSyntax>()];
        problems.AddRange(infos.Skip(1).Select(info => At(
            info.GetLocation(), "a second class with an Info; a file holds one seed.")));
        SeedInfoReader? read = infos.Count > 0 ? SeedInfoReader.Read(infos[0]) : null;
        problems.AddRange(read?.Problems.Select(problem => At(problem.Location, $"{problem.Message}.")) ?? []);
        return problems.Count == 0
            ? [.. read?.Values.Select(Entry) ?? []]
            : throw SourceProblems.Of(ScriptKind.Seed, problems);

        SourceProblem At(Location location, string message)
        {
            FileLinePositionSpan span = location.GetLineSpan();
            return new SourceProblem(
                source.DisplayPath, span.StartLinePosition.Line + 1, span.StartLinePosition.Character + 1, message);
        }
    }

    private static IEnumerable<AttributeSyntax> NamesOf(ClassDeclarationSyntax type) => type.AttributeLists
        .SelectMany(list => list.Attributes)
        .Where(attribute => attribute.Name.ToString().Split('.')[^1] is "Seed" or "SeedAttribute");

    private static MetadataEntry Entry(DeclaredValue value) => new(
        value.Key,
        string.Join(", ", value.Items),
        [.. value.Items],
        value.Location.GetLineSpan().StartLinePosition.Line + 1);
}
