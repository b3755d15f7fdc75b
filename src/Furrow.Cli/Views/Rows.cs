using System.Collections.Immutable;
using Furrow.Cli.Rendering;
using Furrow.Migrations;

namespace Furrow.Cli.Views;

/// <summary>Rows of tables, and the words that several of them hold.</summary>
internal static class Rows
{
    /// <summary>A row of these cells.</summary>
    public static ImmutableArray<Phrase> Of(params ReadOnlySpan<Phrase> cells) => [.. cells];

    /// <summary>What is wrong with an applied migration.</summary>
    public static string Say(MigrationDriftKind kind) => kind switch
    {
        MigrationDriftKind.Changed => "changed",
        MigrationDriftKind.Missing => "file gone",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of drift"),
    };
}
