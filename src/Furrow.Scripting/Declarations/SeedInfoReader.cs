using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Furrow.Scripting.Declarations;

/// <summary>A value that a seed's class gives for a key; for a list, its items.</summary>
internal sealed class DeclaredValue
{
    public DeclaredValue(string key, IReadOnlyList<string> items, Location location)
    {
        Key = key;
        Items = items;
        Location = location;
    }

    public string Key { get; }

    public IReadOnlyList<string> Items { get; }

    public Location Location { get; }
}

/// <summary>What is wrong with a declaration, and where.</summary>
internal sealed class DeclarationProblem
{
    public DeclarationProblem(string message, Location location)
    {
        Message = message;
        Location = location;
    }

    public string Message { get; }

    public Location Location { get; }
}

/// <summary>
/// Reads <c>Info</c> of a seed's class from its syntax: literals, lists of literals, constants of SeedPolicy. The
/// source generator compiles this file too, for an older compiler and framework.
/// </summary>
internal sealed class SeedInfoReader
{
    public const string PropertyName = "Info";

    private readonly List<DeclaredValue> _values = new();
    private readonly List<DeclarationProblem> _problems = new();

    private SeedInfoReader()
    {
    }

    /// <summary>What is said, in its order.</summary>
    public IReadOnlyList<DeclaredValue> Values => _values;

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<DeclarationProblem> Problems => _problems;

    /// <summary>The property of a class, or null.</summary>
    public static PropertyDeclarationSyntax? Find(ClassDeclarationSyntax type) => type.Members
        .OfType<PropertyDeclarationSyntax>()
        .FirstOrDefault(p => p.Identifier.ValueText == PropertyName && p.Modifiers.Any(SyntaxKind.OverrideKeyword));

    /// <summary>Reads the property.</summary>
    public static SeedInfoReader Read(PropertyDeclarationSyntax property)
    {
        SeedInfoReader reader = new();
        ExpressionSyntax? value = ValueOf(property);
        if (value is BaseObjectCreationExpressionSyntax creation)
        {
            reader.ReadCreation(creation);
        }
        else
        {
            reader.Refuse(
                value ?? (SyntaxNode)property,
                "Info is read without running it: write it as `=> new(\"1.0.0\", \"…\") { … };`");
        }

        return reader;
    }

    /// <summary>What a property that only returns something returns; null for any other.</summary>
    public static ExpressionSyntax? ValueOf(PropertyDeclarationSyntax property)
    {
        if (property.ExpressionBody is { } arrow)
        {
            return arrow.Expression;
        }

        AccessorDeclarationSyntax? getter = property.AccessorList?.Accessors
            .FirstOrDefault(accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration));
        return getter?.ExpressionBody?.Expression
            ?? (getter?.Body?.Statements is { Count: 1 } statements
                && statements[0] is ReturnStatementSyntax { Expression: { } returned } ? returned : null)
            ?? property.Initializer?.Value;
    }

    private void ReadCreation(BaseObjectCreationExpressionSyntax creation)
    {
        string[] positions = { "Version", "Description" };
        SeparatedSyntaxList<ArgumentSyntax> arguments = creation.ArgumentList?.Arguments ?? default;
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i].NameColon?.Name.Identifier.ValueText
                ?? (i < positions.Length ? positions[i] : "");
            ReadValue(name, arguments[i].Expression);
        }

        foreach (ExpressionSyntax item in creation.Initializer?.Expressions ?? default)
        {
            if (item is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment)
            {
                ReadValue(name.Identifier.ValueText, assignment.Right);
            }
            else
            {
                Refuse(item, "only properties are set here");
            }
        }
    }

    private void ReadValue(string name, ExpressionSyntax value)
    {
        switch (name)
        {
            case "Version" or "Description":
                ReadText(name.ToLowerInvariant(), value);
                break;
            case "Depends" or "Requires" or "Tables":
                ReadList(name.ToLowerInvariant(), value);
                break;
            case "Policy":
                ReadPolicy(value);
                break;
            case "IsVolatile":
                ReadTruth(value);
                break;
            default:
                Refuse(value, $"SeedInfo has nothing called '{name}' that a seed could say");
                break;
        }
    }

    private void ReadText(string key, ExpressionSyntax value)
    {
        if (TextOf(value) is { } text)
        {
            Add(key, value, text);
        }
        else
        {
            Refuse(value, $"{key} is read without running anything: it has to be a literal text");
        }
    }

    private void ReadList(string key, ExpressionSyntax value)
    {
        List<string> items = new();
        foreach (ExpressionSyntax? item in ItemsOf(value))
        {
            if (item is not null && TextOf(item) is { } text)
            {
                items.Add(text);
            }
            else
            {
                Refuse(item ?? value, $"{key} is read without running anything: it has to be a list of literal texts");
            }
        }

        _values.Add(new DeclaredValue(key, items, value.GetLocation()));
    }

    private static IEnumerable<ExpressionSyntax?> ItemsOf(ExpressionSyntax value) => value switch
    {
        CollectionExpressionSyntax list => list.Elements.Select(e => (e as ExpressionElementSyntax)?.Expression),
        _ => new ExpressionSyntax?[] { null },
    };

    private void ReadPolicy(ExpressionSyntax value)
    {
        string? constant = value switch
        {
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        };
        string? word = constant switch
        {
            "Once" => "once",
            "OnChange" => "on-change",
            "Always" => "always",
            "Upsert" => "upsert",
            _ => null,
        };
        if (word is null)
        {
            Refuse(value, "policy has to be SeedPolicy.Once, OnChange, Always or Upsert");
        }
        else
        {
            Add("policy", value, word);
        }
    }

    private void ReadTruth(ExpressionSyntax value)
    {
        if (value.IsKind(SyntaxKind.TrueLiteralExpression) || value.IsKind(SyntaxKind.FalseLiteralExpression))
        {
            Add("volatile", value, value.IsKind(SyntaxKind.TrueLiteralExpression) ? "true" : "false");
        }
        else
        {
            Refuse(value, "IsVolatile has to be true or false itself");
        }
    }

    private static string? TextOf(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) =>
            literal.Token.ValueText,
        ParenthesizedExpressionSyntax inner => TextOf(inner.Expression),
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) =>
            TextOf(sum.Left) is { } left && TextOf(sum.Right) is { } right ? left + right : null,
        _ => null,
    };

    private void Add(string key, ExpressionSyntax value, string text) =>
        _values.Add(new DeclaredValue(key, new[] { text }, value.GetLocation()));

    private void Refuse(SyntaxNode node, string message) =>
        _problems.Add(new DeclarationProblem(message, node.GetLocation()));
}
