using Furrow.Providers;
using Furrow.Schema;

namespace Furrow.Seeds;

/// <summary>What the steps of a command's seeds have in hand.</summary>
internal sealed class SeedStepContext
{
    private DatabaseSchema? _schema;

    public SeedStepContext(ISession session, IReadOnlyDictionary<string, string> variables)
    {
        Session = session;
        Variables = variables;
    }

    /// <summary>The session, with the seed's transaction open.</summary>
    public ISession Session { get; }

    /// <summary>Environment variables that volatile seeds may read.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>The catalog as the transaction sees it; read once until it may have changed.</summary>
    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken) =>
        _schema ??= await Session.ReadSchemaAsync(cancellationToken);

    /// <summary>Forgets the catalog, because something ran that may have changed it.</summary>
    public void ForgetSchema() => _schema = null;
}
