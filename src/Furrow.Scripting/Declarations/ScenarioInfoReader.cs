using System.Collections.Immutable;
using Furrow.Scenarios;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Furrow.Scripting.Declarations;

/// <summary>
/// Reads <c>Info</c> of a scenario's class from its syntax, without running any of it: literals, and lists of
/// parameters and presets made of literals.
/// </summary>
internal sealed class ScenarioInfoReader
{
    private const string Shape =
        "Info is read without running it: write it as `=> new(\"…\") { Parameters = […] };`";

    private readonly ImmutableArray<InfoEntry>.Builder _entries = ImmutableArray.CreateBuilder<InfoEntry>();
    private readonly List<DeclarationProblem> _problems = [];

    /// <summary>What is said, in its order.</summary>
    public ImmutableArray<InfoEntry> Entries => _entries.ToImmutable();

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<DeclarationProblem> Problems => _problems;

    /// <summary>Reads the property.</summary>
    public void Read(PropertyDeclarationSyntax property)
    {
        if (SeedInfoReader.ValueOf(property) is not BaseObjectCreationExpressionSyntax creation)
        {
            Refuse(property, Shape);
            return;
        }

        foreach ((string name, ExpressionSyntax value) in Members(creation, "Description"))
        {
            switch (name)
            {
                case "Description":
                    Add(value, "description");
                    break;
                case "AsOf":
                    Add(value, "as_of");
                    break;
                case "RandomSeed":
                    Add(value, "random_seed");
                    break;
                case "Parameters":
                    ReadItems(value, "a parameter", "new(\"students\", 5)", ReadParameter);
                    break;
                case "Presets":
                    ReadItems(value, "a preset", "new(\"light\") { [\"students\"] = 1 }", ReadPreset);
                    break;
                default:
                    Refuse(value, $"ScenarioInfo has nothing called '{name}' that a scenario could say");
                    break;
            }
        }
    }

    private void ReadItems(
        ExpressionSyntax list, string what, string example, Action<BaseObjectCreationExpressionSyntax> read)
    {
        if (list is not CollectionExpressionSyntax items)
        {
            Refuse(list, $"expected a list in brackets: [{example}]");
            return;
        }

        foreach (CollectionElementSyntax item in items.Elements)
        {
            if (item is ExpressionElementSyntax { Expression: BaseObjectCreationExpressionSyntax creation })
            {
                read(creation);
            }
            else
            {
                Refuse(item, $"{what} is read without running anything: write it as {example}");
            }
        }
    }

    private void ReadParameter(BaseObjectCreationExpressionSyntax creation)
    {
        List<(string Name, ExpressionSyntax Value)> members = [.. Members(creation, "Name", "Default")];
        if (NameOf(creation, members) is not { } parameter)
        {
            return;
        }

        foreach ((string name, ExpressionSyntax value) in members.Where(member => member.Name != "Name"))
        {
            switch (name)
            {
                case "Default":
                    if (Add(value, "parameters", parameter, "default") is { } literal
                        && InfoEntry.TypeOf(literal) is { } type)
                    {
                        _entries.Add(_entries[^1] with { Path = ["parameters", parameter, "type"], Text = type });
                    }

                    break;
                case "Min" or "Max" or "Help":
                    Add(value, "parameters", parameter, name.ToLowerInvariant());
                    break;
                case "Choices" when value is CollectionExpressionSyntax choices:
                    foreach (CollectionElementSyntax choice in choices.Elements)
                    {
                        AddItem(choice, "parameters", parameter, "choices");
                    }

                    break;
                default:
                    Refuse(value, $"a parameter has nothing called '{name}' that could be read here");
                    break;
            }
        }
    }

    private void ReadPreset(BaseObjectCreationExpressionSyntax creation)
    {
        List<(string Name, ExpressionSyntax Value)> members = [.. Members(creation, "name", "extends")];
        if (NameOf(creation, members) is not { } preset)
        {
            return;
        }

        AddPlace(creation, preset);
        foreach ((string name, ExpressionSyntax value) in members.Where(member => member.Name != "name"))
        {
            if (name is "Description" or "extends")
            {
                Add(value, "presets", preset, name.ToLowerInvariant());
            }
            else if (name.StartsWith('['))
            {
                Add(value, "presets", preset, name[1..^1]);
            }
            else
            {
                Refuse(value, $"a preset has nothing called '{name}' that could be read here");
            }
        }
    }

    // A preset that sets nothing is there too.
    private void AddPlace(SyntaxNode node, string preset)
    {
        LinePosition start = node.GetLocation().GetLineSpan().StartLinePosition;
        _entries.Add(new InfoEntry(["presets", preset, "description"], "", start.Line + 1, start.Character + 1));
    }

    private string? NameOf(
        BaseObjectCreationExpressionSyntax creation, List<(string Name, ExpressionSyntax Value)> members)
    {
        string? name = members.Where(member => member.Name is "Name" or "name")
            .Select(member => Literals.ValueOf(member.Value) as string).FirstOrDefault();
        if (name is null)
        {
            Refuse(creation, "a name is read without running anything: it has to be a literal text");
        }

        return name;
    }

    // Arguments by their places or names, and what braces set: properties, and indexers by their literal.
    private IEnumerable<(string Name, ExpressionSyntax Value)> Members(
        BaseObjectCreationExpressionSyntax creation, params string[] positions)
    {
        int place = 0;
        foreach (ArgumentSyntax argument in creation.ArgumentList?.Arguments ?? default)
        {
            yield return (
                argument.NameColon?.Name.Identifier.ValueText
                    ?? (place < positions.Length ? positions[place] : $"argument {place + 1}"),
                argument.Expression);
            place++;
        }

        foreach (ExpressionSyntax item in creation.Initializer?.Expressions ?? default)
        {
            switch (item)
            {
                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment:
                    yield return (name.Identifier.ValueText, assignment.Right);
                    break;
                case AssignmentExpressionSyntax
                {
                    Left: ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: { } key }] },
                } assignment when Literals.ValueOf(key) is string parameter:
                    yield return ($"[{parameter}]", assignment.Right);
                    break;
                default:
                    Refuse(item, "only properties and parameters named by a literal text are set here");
                    break;
            }
        }
    }

    private void AddItem(CollectionElementSyntax item, params ImmutableArray<string> path)
    {
        if (item is ExpressionElementSyntax { Expression: { } value })
        {
            Add(value, path);
        }
        else
        {
            Refuse(item, $"{path[^1]} is read without running anything: it has to be a list of literals");
        }
    }

    private object? Add(ExpressionSyntax value, params ImmutableArray<string> path)
    {
        if (Literals.ValueOf(value) is not { } literal)
        {
            Refuse(value, $"{path[^1]} is read without running anything: it has to be a literal");
            return null;
        }

        LinePosition start = value.GetLocation().GetLineSpan().StartLinePosition;
        _entries.Add(new InfoEntry(path, InfoEntry.TextOf(literal), start.Line + 1, start.Character + 1));
        return literal;
    }

    private void Refuse(SyntaxNode node, string message) =>
        _problems.Add(new DeclarationProblem(message, node.GetLocation()));
}
