using System.Globalization;
using Furrow.Providers;
using Furrow.Specification.Workflows;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>A project and one database of the tests' server.</summary>
internal sealed class PostgresWorkflowHarness(PostgresServer server, string name, TestRole owner) : WorkflowHarness
{
    private readonly TestRole _owner = owner;
    private TestRole _role = owner;

    // Everything a command could leave behind, without the counters that reading moves too.
    private const string Everything = """
        SELECT 'schema ' || nspname::text FROM pg_namespace WHERE nspname !~ '^pg_'
        UNION ALL
        SELECT 'relation ' || n.nspname::text || ' ' || c.relname::text || ' ' || c.relkind::text
            || ' ' || c.relfilenode || ' ' || pg_relation_size(c.oid)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
        UNION ALL
        SELECT 'function ' || p.oid || ' ' || p.proname::text FROM pg_proc p WHERE p.oid >= 16384
        UNION ALL
        SELECT 'setting ' || s.setdatabase || ' ' || s.setconfig::text FROM pg_db_role_setting s
        JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
        ORDER BY 1
        """;

    public string DatabaseName => name;

    public string Password { get; set; } = owner.Password;

    public TestRole Role => _role;

    public int Port { get; set; } = server.Port;

    public override IDatabaseProvider Provider { get; } = new PostgresProvider();

    public override string Address
    {
        get
        {
            string user = $"{Uri.EscapeDataString(_role.Name)}:{Uri.EscapeDataString(Password)}";
            string place = string.Create(CultureInfo.InvariantCulture, $"{server.Host}:{Port}");
            return $"postgres://{user}@{place}/{Uri.EscapeDataString(name)}";
        }
    }

    public override string Schema => "public";

    public override string SlowStatement => "SELECT pg_sleep(60)";

    public override string AloneStatement => "CREATE INDEX CONCURRENTLY a_by_id ON a (id)";

    public override async Task<string> FingerprintAsync() => string.Join('\n', await RowsAsync(Everything));

    // A role of its own: what it makes is counted, and other tests rely on the owner's lack of the right.
    public override async Task AllowScratchAsync()
    {
        TestRole maker = await server.CreateRoleAsync("maker", "CREATEDB");
        await server.AdministerAsync(
            $"GRANT {PostgresServer.Quote(_owner.Name)} TO {PostgresServer.Quote(maker.Name)}");
        (_role, Password) = (maker, maker.Password);
    }

    public override async Task<int> CountScratchAsync() => int.Parse(
        await ScalarAsync(
            "SELECT count(*) FROM pg_database WHERE starts_with(datname, 'furrow_scratch_') "
                + "AND pg_get_userbyid(datdba) = current_user"),
        CultureInfo.InvariantCulture);

    public override Task RefuseRowsAsync(string table, string condition) => ExecuteAsync(
        """
        CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN RAISE EXCEPTION 'history is closed'; END $$
        """,
        $"""
        CREATE TRIGGER refuse BEFORE INSERT ON {State[table]} FOR EACH ROW WHEN ({condition})
        EXECUTE FUNCTION public.refuse()
        """);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await server.AdministerAsync($"DROP DATABASE IF EXISTS {PostgresServer.Quote(name)} WITH (FORCE)");
    }
}
