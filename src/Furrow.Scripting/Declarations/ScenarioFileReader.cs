using System.Collections.Immutable;
using System.Globalization;
using Furrow.Scenarios;
using Furrow.Scripting.Compiling;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Furrow.Scripting.Declarations;

/// <summary>Reads what the class in a scenario's file says about itself; the file has to be C# for that.</summary>
internal static class ScenarioFileReader
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="Errors.FurrowException">Code <c>scenario.invalid</c>: every problem.</exception>
    public static ImmutableArray<InfoEntry> Read(ScenarioSource source, CancellationToken cancellationToken)
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
        problems.AddRange(classes.SelectMany(type => type.AttributeLists).SelectMany(list => list.Attributes)
            .Where(attribute => attribute.Name.ToString().Split('.')[^1] is "Scenario" or "ScenarioAttribute")
            .Select(attribute => At(
                attribute.GetLocation(),
                "the scenario's name is its file's: [Scenario] is for scenarios that are compiled in.")));
        List<PropertyDeclarationSyntax> infos =
            [.. classes.Select(SeedInfoReader.Find).OfType<PropertyDeclarationSyntax>()];
        problems.AddRange(infos.Skip(1).Select(info => At(
            info.GetLocation(), "a second class with an Info; a file holds one scenario.")));
        ScenarioInfoReader reader = new();
        if (infos.Count > 0)
        {
            reader.Read(infos[0]);
        }

        problems.AddRange(reader.Problems.Select(problem => At(problem.Location, $"{problem.Message}.")));
        return problems.Count == 0 ? reader.Entries : throw SourceProblems.Of(ScriptKind.Scenario, problems);

        SourceProblem At(Location location, string message)
        {
            LinePosition start = location.GetLineSpan().StartLinePosition;
            return new SourceProblem(source.DisplayPath, start.Line + 1, start.Character + 1, message);
        }
    }
}
