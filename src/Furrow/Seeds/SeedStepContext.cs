using Furrow.Events;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Seeds;

/// <summary>What the steps of a command's seeds have in hand.</summary>
internal sealed class SeedStepContext
{
    private readonly WorkContext _work;
    private readonly Dictionary<ObjectName, long> _generated = [];
    private DatabaseSchema? _schema;

    public SeedStepContext(WorkContext work, SeedSurroundings surroundings)
    {
        _work = work;
        Surroundings = surroundings;
    }

    /// <summary>The session, with the seed's transaction open.</summary>
    public ISession Session => _work.Session;

    /// <summary>Where events go.</summary>
    public EventHub Events => _work.Events;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => _work.Clock;

    /// <summary>The environment in force.</summary>
    public string Environment => _work.Environment;

    /// <summary>What the project and its host give.</summary>
    public SeedSurroundings Surroundings { get; }

    /// <summary>Environment variables that volatile seeds may read.</summary>
    public IReadOnlyDictionary<string, string> Variables => Surroundings.Variables;

    /// <summary>The catalog as the transaction sees it; read once until it may have changed.</summary>
    public async Task<DatabaseSchema> ReadSchemaAsync(CancellationToken cancellationToken) =>
        _schema ??= await Session.ReadSchemaAsync(cancellationToken);

    /// <summary>The number behind the last row that this command generated into a table; 0 for none.</summary>
    public long NextGenerated(ObjectName table) => _generated.GetValueOrDefault(table);

    /// <summary>Notes the number behind the last generated row.</summary>
    public void NoteGenerated(ObjectName table, long next) => _generated[table] = next;

    /// <summary>Forgets the catalog, because something ran that may have changed it.</summary>
    public void ForgetSchema() => _schema = null;
}
