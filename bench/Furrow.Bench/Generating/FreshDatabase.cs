using Furrow.Bench.Measuring;
using Furrow.Configuration;
using Npgsql;

namespace Furrow.Bench.Generating;

/// <summary>A PostgreSQL database that is as new before each run: a copy of one whose tables nobody fills.</summary>
internal sealed class FreshDatabase
{
    // Where the role may: what a run before has left for the disk is not written during the next.
    private const string Checkpoint = """
        DO $do$
        BEGIN
            IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
                CHECKPOINT;
            END IF;
        END
        $do$
        """;

    private readonly BenchSession _session;
    private readonly DatabaseAddress _template;

    private FreshDatabase(BenchSession session, DatabaseAddress template, DatabaseAddress address)
    {
        _session = session;
        _template = template;
        Address = address;
    }

    /// <summary>The database that is filled.</summary>
    public DatabaseAddress Address { get; }

    /// <summary>Creates both; <paramref name="setUp"/> brings the first to where the work begins.</summary>
    public static async Task<FreshDatabase> CreateAsync(
        BenchSession session, string name, Func<DatabaseAddress, Task> setUp, CancellationToken cancellationToken)
    {
        DatabaseAddress template = await session.CreatePostgresAsync(name + "_template", cancellationToken);
        await setUp(template);
        FreshDatabase database = new(session, template, await session.CreatePostgresAsync(name, cancellationToken));
        await database.RenewAsync(cancellationToken);
        return database;
    }

    /// <summary>psql with commands, in one transaction.</summary>
    public ProgramRun Psql(params string[] commands) =>
        new("psql", ["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", .. commands.SelectMany(text => (string[])["-c", text])])
        {
            Variables = PostgresVariables.Of(Address),
        };

    /// <summary>Makes it as new.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        await _session.CopyAsync(_template, Address, cancellationToken);
        await BenchSession.ExecuteAsync(_session.Server, Checkpoint, cancellationToken);
    }

    /// <summary>A contender that begins with it as new, and has to leave so many rows in each table.</summary>
    public Contender Fill(Contender contender, params (string Table, long Rows)[] expected) =>
        FilledTables.Checked(
            contender with { PrepareAsync = RenewAsync },
            () => new NpgsqlConnection(Address.ToConnectionString() + ";Pooling=false"),
            expected);
}
