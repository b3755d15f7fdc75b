using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Snapshots;

/// <summary>One database, a project for it, and everybody who stores it or puts it back.</summary>
internal sealed class SnapshotScene
{
    private const string Snapshots = "snapshots";

    private readonly DatabaseAddress _address;
    private readonly string _project;
    private readonly int _sizeMb;

    private SnapshotScene(BenchSession session, DatabaseAddress address, string project, int sizeMb) =>
        (Session, _address, _project, _sizeMb) = (session, address, project, sizeMb);

    public BenchSession Session { get; }

    private string Dumped => Path.Combine(_project, "dumped");

    private string Other => _address.DatabaseName + "_bare";

    public static async Task<SnapshotScene> CreateAsync(
        BenchSession session, DatabaseAddress address, int sizeMb, CancellationToken cancellationToken)
    {
        string project = session.CreateDirectory(address.DatabaseName);
        await File.WriteAllTextAsync(Path.Combine(project, "furrow.yaml"), "name: snapshots\n", cancellationToken);
        SnapshotScene scene = new(session, address, project, sizeMb);
        await scene.Furrow("stamp", "development", "--confirm", address.DatabaseName).RunAsync(cancellationToken);
        return scene;
    }

    public Contender Create() => Furrow("snapshot", "create", "--force").As("furrow") with
    {
        PrepareAsync = _ => Forget(Snapshots),
        CheckAsync = _ => Exists(Path.Combine(_project, Snapshots, "development-seeded-latest.dump")),
    };

    public Contender Dump() => Dumper("pg_dump, same flags", ServerTools.Dump(_address, Dumped, _sizeMb));

    public Contender DefaultDump() => Dumper("pg_dump -Fc", ServerTools.DefaultDump(_address, Dumped));

    public Contender Restore() => Furrow("snapshot", "restore", "--yes").As("furrow") with
    {
        PrepareAsync = async token =>
        {
            if (!File.Exists(Path.Combine(_project, Snapshots, "development-seeded-latest.metadata.json")))
            {
                await Furrow("snapshot", "create", "--force").RunAsync(token);
            }

            // What the last one kept: dropping it is not part of this.
            await DropAsync("furrow_previous_", token);
        },
    };

    public Contender BareRestore()
    {
        ProgramRun create = ServerTools.Psql(Session.Server, $"CREATE DATABASE {Other}");
        ProgramRun restore = ServerTools.Restore(_address.WithDatabase(Other), Dumped);
        return new Contender
        {
            Name = "createdb, pg_restore, same flags",
            PrepareAsync = async token =>
            {
                await ForgetAsync(Other, token);
                await Forget("dumped");
                await ServerTools.Dump(_address, Dumped, _sizeMb).RunAsync(token);
            },
            RunAsync = async token =>
            {
                Sample first = await create.RunAsync(token);
                Sample second = await restore.RunAsync(token);
                return new Sample(first.WallMs + second.WallMs, first.CpuMs + second.CpuMs);
            },
            CheckAsync = token => ForgetAsync(Other, token),
        };
    }

    public Contender Copy() => Furrow("snapshot", "create", "--force", "--local").As("furrow") with
    {
        PrepareAsync = async token =>
        {
            await Forget(Snapshots);
            await DropAsync("furrow_copy_", token);
            await DropAsync("furrow_previous_", token);
        },
        CheckAsync = token => DropAsync("furrow_copy_", token),
    };

    public Contender BareCopy() =>
        ServerTools.Psql(Session.Server, $"CREATE DATABASE {Other} TEMPLATE {_address.DatabaseName}")
            .As("CREATE DATABASE … TEMPLATE") with
        {
            PrepareAsync = token => ForgetAsync(Other, token),
            CheckAsync = token => ForgetAsync(Other, token),
            ReadPeakMbAsync = null,
        };

    private Contender Dumper(string name, ProgramRun run) => run.As(name) with
    {
        PrepareAsync = _ => Forget("dumped"),
        CheckAsync = _ => Exists(Dumped),
    };

    private ProgramRun Furrow(params string[] arguments) => Session.Furrow(
        [.. arguments, "-C", _project, "--database", _address.ToConnectionString(), "--env", "development"]);

    private Task Forget(string name)
    {
        string path = Path.Combine(_project, name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        File.Delete(path);
        return Task.CompletedTask;
    }

    private static Task Exists(string path) => Path.Exists(path)
        ? Task.CompletedTask
        : throw new InvalidOperationException($"{path} was not written.");

    private Task ForgetAsync(string database, CancellationToken cancellationToken) =>
        BenchSession.ExecuteAsync(
            Session.Server, $"DROP DATABASE IF EXISTS {database} WITH (FORCE)", cancellationToken);

    // The names that furrow gives begin with what they are for and the database's own, as far as it fits.
    private async Task DropAsync(string prefix, CancellationToken cancellationToken)
    {
        foreach (string name in await Session.ListDatabasesAsync(
            $"{prefix}{_address.DatabaseName[..20]}", cancellationToken))
        {
            await ForgetAsync($"\"{name}\"", cancellationToken);
        }
    }
}
