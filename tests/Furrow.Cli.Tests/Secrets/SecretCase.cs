using Furrow.Providers;
using Furrow.Specification.Workflows;

namespace Furrow.Cli.Tests.Secrets;

/// <summary>One way in which a command ends, with the secrets close to what is said about it.</summary>
/// <param name="Code">The error's code; null for success.</param>
/// <param name="Prepare">
/// Makes it so. What it returns is disposed when the command has ended; null: the case is not about this database.
/// </param>
internal sealed record SecretCase(string? Code, Func<SecretScene, CancellationToken, Task<IAsyncDisposable?>> Prepare)
{
    /// <summary>The environment given with <c>--env</c>.</summary>
    public string? Environment { get; init; }

    /// <summary>Whether the command is interrupted as soon as it writes a seed.</summary>
    public bool IsInterrupted { get; init; }

    /// <summary>Every case by name.</summary>
    public static IReadOnlyDictionary<string, SecretCase> All { get; } = new Dictionary<string, SecretCase>(
        StringComparer.Ordinal)
    {
        ["success"] = Of(null, _ => { }),
        ["broken migration"] = Of(
            "migration.failed", scene => scene.Folder.Migration("2_b", Statement(scene, "nowhere"))),
        ["broken seed"] = Of("seed.failed", scene => scene.Folder.Seed("base/20_b.sql", Statement(scene, "nowhere"))),
        ["raised message"] = Of(
            "seed.failed",
            scene => scene.Folder.Seed(
                "base/20_b.sql",
                scene.EndOfConnection is null
                    ? $"CREATE TEMP TRIGGER r BEFORE INSERT ON a BEGIN SELECT RAISE(ABORT, {Quoted(scene)}); END;\n"
                        + "INSERT INTO a (id) VALUES (9);"
                    : $"DO $$ BEGIN RAISE EXCEPTION USING MESSAGE = {Quoted(scene)}; END $$;")),
        ["constraint"] = Of("seed.failed", scene => scene.Folder.Seed("base/20_b.yaml", SecretScene.Login(id: 3))),
        ["wrong type"] = Of(
            "seed.invalid", scene => scene.Folder.Seed("base/20_b.yaml", SecretScene.Login(id: 3, column: "n"))),
        ["refused"] = Of("refused", _ => { }) with { Environment = "production" },
        ["unknown key"] = Of("config.invalid", scene => scene.Folder.Settings("databse: ${DATABASE_URL}\n")),
        ["unreadable address"] = OfServer(
            "config.invalid", scene => scene.OtherAddress = scene.Variables["DATABASE_URL"] + "?sslmode=nonsense"),
        ["wrong password"] = OfServer(
            "database.authentication", scene => scene.OtherAddress = scene.BadAddresses!.Value.Wrong),
        ["unreachable"] = OfServer(
            "database.unreachable", scene => scene.OtherAddress = scene.BadAddresses!.Value.Nowhere),
        ["connection lost"] = OfServer(
            "database.unreachable", scene => scene.Folder.Seed("base/20_b.sql", scene.EndOfConnection!)),
        ["interrupted"] = Of("interrupted", _ => { }) with { IsInterrupted = true },
        ["locked"] = new("locked", HoldAsync),
    };

    private static SecretCase Of(string? code, Action<SecretScene> prepare) => new(code, (scene, _) =>
    {
        prepare(scene);
        return Task.FromResult<IAsyncDisposable?>(new Nothing());
    });

    private static SecretCase OfServer(string code, Action<SecretScene> prepare) => new(code, (scene, _) =>
    {
        if (scene.BadAddresses is null)
        {
            return Task.FromResult<IAsyncDisposable?>(null);
        }

        prepare(scene);
        return Task.FromResult<IAsyncDisposable?>(new Nothing());
    });

    // Both secrets as literals in a statement that cannot run.
    private static string Statement(SecretScene scene, string table) =>
        $"-- {scene.PasswordWord} {scene.TokenWord}\nINSERT INTO {table} VALUES ({Quoted(scene)});";

    private static string Quoted(SecretScene scene) =>
        $"'{(scene.Variables["DATABASE_URL"] + " " + scene.Token).Replace("'", "''", StringComparison.Ordinal)}'";

    private static async Task<IAsyncDisposable?> HoldAsync(SecretScene scene, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await FurrowProject.OpenAsync(
            scene.Folder.Path,
            options =>
            {
                options.Use(scene.Provider);
                options.Variables = scene.Variables;
            },
            cancellationToken);
        await project.SetupAsync(new(), cancellationToken);
        IDatabase database = scene.OpenDatabase();
        IDatabaseLock held = (await database.TryLockAsync(new LockOwner("another", "test"), cancellationToken))!;
        return new Held(database, held);
    }

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed record Held(IDatabase Database, IDatabaseLock Lock) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Lock.DisposeAsync();
            await Database.DisposeAsync();
        }
    }
}
