using Furrow.Configuration;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Sql;
using Furrow.State;
using Furrow.Workflows;

namespace Furrow.Tests.Workflows;

/// <summary>A project in a folder, whose database nobody opens.</summary>
internal static class Given
{
    public static ProjectContext Project(TempFolder folder, string yaml = "name: shop", TimeProvider? clock = null) =>
        new()
        {
            Configuration = ConfigurationResolver.Resolve(new ConfigurationSources
            {
                Directory = folder.Path,
                ProjectFileText = yaml,
            }),
            Provider = new Closed(),
            Events = new EventHub([], TimeProvider.System, SecretRedactor.None),
            Clock = clock ?? TimeProvider.System,
            Actor = Actor.Current,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal),
        };

    private sealed class Closed : IDatabaseProvider
    {
        public string Name => "sqlite";

        public IReadOnlyList<string> DialectNames { get; } = ["sqlite"];

        public SqlDialect Dialect => SqlDialect.Sqlite;

        public ProviderCapabilities Capabilities { get; } = new();

        public IDatabase Open(DatabaseReference reference, DatabaseOptions options) =>
            throw new InvalidOperationException("This project's database is not to be opened.");

        public DatabaseFault Explain(Exception exception) => new() { Message = exception.Message };
    }
}
