using Furrow.Providers;

namespace Furrow.Tests.Planning;

/// <summary>What databases can do, real ones and ones that can do less.</summary>
internal static class Capabilities
{
    public static ProviderCapabilities Nothing { get; } = new();

    public static ProviderCapabilities Postgres { get; } = new()
    {
        TransactionalDdl = true,
        Schemas = true,
        AlterableDeferrability = true,
        DropForeignKeys = true,
        ServerDatabases = true,
        Copy = true,
        DatabaseCopy = true,
        Sequences = true,
    };

    public static ProviderCapabilities Sqlite { get; } = new() { TransactionalDdl = true, DeferAllForeignKeys = true };

    public static ProviderCapabilities OnlyAlter { get; } = new() { AlterableDeferrability = true };

    public static ProviderCapabilities OnlyDrop { get; } = new() { DropForeignKeys = true };

    public static IReadOnlyList<ProviderCapabilities> All { get; } = [Nothing, Postgres, Sqlite, OnlyAlter, OnlyDrop];
}
