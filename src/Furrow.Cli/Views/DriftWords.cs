using Furrow.Migrations;

namespace Furrow.Cli.Views;

/// <summary>What is wrong with applied files, in words.</summary>
internal static class DriftWords
{
    /// <summary>What is wrong with an applied migration.</summary>
    public static string Say(MigrationDriftKind kind) => kind switch
    {
        MigrationDriftKind.Changed => "changed",
        MigrationDriftKind.Missing => "file gone",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a kind of drift"),
    };
}
