using Microsoft.CodeAnalysis;

namespace Furrow.Generators;

/// <summary>What the generator complains about.</summary>
internal static class SeedDiagnostics
{
    public static readonly DiagnosticDescriptor Unmakeable = Error(
        "FURROW001",
        "A seed cannot be made",
        "{0} cannot be a seed: expected a class that derives from Seed, not abstract, generic or private, with a "
            + "constructor without parameters");

    public static readonly DiagnosticDescriptor Nameless = Error(
        "FURROW002",
        "A seed has no name",
        "{0} has no name: put [Seed(\"base/05_admin\")] on it, or its file into a folder seeds/base");

    public static readonly DiagnosticDescriptor BadName = Error(
        "FURROW003", "A seed's name is none", "'{0}' is no seed's name: expected folder/name, as base/05_admin");

    public static readonly DiagnosticDescriptor NoLiteral = Error(
        "FURROW004", "A seed's metadata cannot be read", "{0}");

    public static readonly DiagnosticDescriptor Namesakes = Error(
        "FURROW005", "Two seeds have one name", "'{0}' is the name of more than one seed");

    public static readonly DiagnosticDescriptor UnmakeableScenario = Error(
        "FURROW006",
        "A scenario cannot be made",
        "{0} cannot be a scenario: expected a class that is not generic or private, with a constructor without "
            + "parameters");

    public static readonly DiagnosticDescriptor NamelessScenario = Error(
        "FURROW007", "A scenario has no name", "{0} has no name: put [Scenario(\"studio\")] on it");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Furrow", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
