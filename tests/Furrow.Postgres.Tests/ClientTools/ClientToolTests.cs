using System.Runtime.Versioning;
using Furrow.Errors;
using Furrow.Postgres.ClientTools;
using Furrow.Postgres.Connecting;
using Furrow.Postgres.Tests.Snapshots;
using Furrow.Providers;
using Npgsql;

namespace Furrow.Postgres.Tests.ClientTools;

/// <summary>Which client program is used, what it is told, and what is heard of it.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ClientToolTests(PostgresServer server)
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly ToolPurpose Purpose = new(ErrorCode.SnapshotFailed, ", or do without");

    [Theory]
    [InlineData("15.1,17.2,16.0", 15, "15.1,16.0,17.2")]
    [InlineData("14.9,17.2,16.0", 15, "16.0,17.2")]
    public void The_server_s_own_version_comes_first_then_the_next_newer(string found, int major, string expected) =>
        Assert.Equal(
            expected,
            string.Join(',', ToolChoice.Fitting("pg_dump", Tools(found), major, Purpose).Select(tool => tool.Version)));

    [Theory]
    [InlineData("13.1,14.2", "13.1 (/13.1)")]
    [InlineData("", "none was found")]
    public void Older_programs_are_refused_with_what_was_found_and_what_to_install(string found, string named)
    {
        FurrowException error = Assert.Throws<FurrowException>(
            () => ToolChoice.Fitting("pg_dump", Tools(found), 15, Purpose));
        Assert.Equal(Purpose.Code, error.Code);
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains("postgresql-client-15", error.Hint, StringComparison.Ordinal);
        Assert.EndsWith(", or do without.", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_equal_versions_the_one_on_the_path_comes_first_and_Debian_s_chooser_never()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        ToolPlaces places = Install(scene, "15", "pg_furrow", "");
        string chooser = Path.Combine(scene.Folder, "chooser");
        string own = Path.Combine(scene.Folder, "own");
        Directory.CreateDirectory(chooser);
        Directory.CreateDirectory(own);
        string program = Path.Combine(places.Root, "15", "bin", "pg_furrow");
        File.Copy(program, Path.Combine(scene.Folder, "pg_wrapper"));
        File.CreateSymbolicLink(Path.Combine(chooser, "pg_furrow"), "../pg_wrapper");
        File.Copy(program, Path.Combine(own, "pg_furrow"));
        IReadOnlyList<ClientTool> found = await (places with { SearchPath = $"{chooser}:{own}" }).ListAsync(
            "pg_furrow", TimeProvider.System, None);
        Assert.Equal([Path.Combine(own, "pg_furrow"), program], found.Select(tool => tool.Path));
    }

    [Fact]
    public async Task D8_a_newer_client_restores_without_what_the_server_does_not_know()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync(RichSchema.Statements);
        StoredDatabase stored = await scene.StoreAsync();
        string hashes = await SnapshotScene.HashAsync(await scene.Target.SessionAsync(), None);
        string? rest = await scene.Target.ValueAsync(RichSchema.Rest);
        await scene.Target.RunAsync("DROP TABLE child CASCADE");
        string real = await FindAsync("pg_restore");

        // What version 17 writes before everything else, and a server of version 15 refuses.
        ToolPlaces places = Install(scene, "99", "pg_restore", $"""
            case " $* " in *" --dbname"*) echo "connected by itself" >&2; exit 1;; esac
            "{real}" "$@" | sed -e 's/^SET lock_timeout = 0;/&\nSET transaction_timeout = 0;/'
            """);
        ISnapshotWork work = scene.Make(places: places);
        await using (IRestoration restoration = await work.RestoreAsync(scene.Restore(stored), None))
        {
            Assert.False(restoration.IsInPlace);
            await restoration.CommitAsync(None);
        }

        await scene.ReopenAsync();
        Assert.Equal(hashes, await SnapshotScene.HashAsync(await scene.Target.SessionAsync(), None));
        Assert.Equal(rest, await scene.Target.ValueAsync(RichSchema.Rest));
    }

    [Fact]
    public async Task A_newer_pg_dump_compresses_as_its_build_can()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        await scene.Target.RunAsync("CREATE TABLE t (a integer)");
        string real = await FindAsync("pg_dump");
        ToolPlaces places = Install(scene, "98", "pg_dump", $"""
            case " $* " in *" --compress=zstd:1 "*)
                echo "pg_dump: error: this build does not support compression with zstd" >&2; exit 1;; esac
            for word in "$@"; do [ "$word" = --compress=gzip:1 ] && word=--compress=1; set -- "$@" "$word"; shift; done
            exec "{real}" "$@"
            """);
        StoredDatabase stored = await scene.Make(places: places).StoreAsync(scene.Store(), None);
        Assert.Equal("98.0", stored.ClientVersion);
        await scene.RestoreAsync(stored);
        Assert.Equal("0", await scene.ValueAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task D4_no_password_is_among_the_arguments_in_the_environment_or_in_what_is_said()
    {
        await using SnapshotScene scene = await SnapshotScene.CreateAsync(server);
        string heard = Path.Combine(scene.Folder, "heard");
        ToolPlaces places = Install(scene, "97", "pg_dump", $"""
            printf '%s\n' "$@" > "{heard}"
            env >> "{heard}.environment"
            echo "pg_dump: error: the password $(cut -d: -f5 "$PGPASSFILE") is wrong" >&2
            echo "DETAIL:  Key (email)=(someone@example.com) is odd" >&2
            echo "pg_dump: detail: COPY failed: ERROR:  invalid input syntax for type integer: \"row value\"" >&2
            exit 3
            """);
        FurrowException error = await Assert.ThrowsAsync<FurrowException>(
            () => scene.Make(places: places).StoreAsync(scene.Store(), None));
        Assert.Contains("exit code 3", error.Message, StringComparison.Ordinal);
        Assert.Contains("***", error.Detail, StringComparison.Ordinal);
        foreach (string secret in (string[])[scene.Role.Password, "someone@example.com", "row value"])
        {
            Assert.DoesNotContain(secret, error.ToString() + error.Detail, StringComparison.Ordinal);
        }

        string told = await File.ReadAllTextAsync(heard, None);
        string environment = await File.ReadAllTextAsync($"{heard}.environment", None);
        Assert.DoesNotContain(scene.Role.Password, told + environment, StringComparison.Ordinal);
        Assert.DoesNotContain("FURROW_TEST_POSTGRES", environment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_that_the_driver_was_told_is_told_to_the_program()
    {
        await using TestDatabase any = await server.CreateDatabaseAsync();
        NpgsqlConnection connected = (NpgsqlConnection)(await any.SessionAsync()).Connection;
        NpgsqlConnectionStringBuilder settings = new(new ConnectTarget(server.Reference(
            "x' y\\=", any.Role, "SSL Mode=VerifyFull;Root Certificate=/ca;SSL Certificate=/c;SSL Key=/k;"
                + "Options=-c geqo=off;Channel Binding=Require;Kerberos Service Name=pg;Passfile=/pass"))
            .Settings("x' y\\=").ConnectionString);
        ToolConnection told = ToolConnection.For(settings, connected, "it's", "-c jit=off", Purpose);
        Assert.Equal(
            $@"host='{connected.Host}' port='{connected.Port}' user='it\'s' dbname='x\' y\\=' sslmode='verify-full' "
                + "sslrootcert='/ca' sslcert='/c' sslkey='/k' channel_binding='require' gssencmode='disable' "
                + "krbsrvname='pg' options='-c geqo=off -c jit=off' application_name='furrow' connect_timeout='15'",
            told.Text);
        Assert.Equal((any.Role.Password, "/pass"), (told.Password, told.PassFile));
        settings.SslPassword = "s";
        Assert.Throws<FurrowException>(() => ToolConnection.For(settings, connected, "x", "", Purpose));
    }

    private static ClientTool[] Tools(string versions) =>
    [
        .. versions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(version => new ClientTool(
            "pg_dump", $"/{version}", version, int.Parse(version.Split('.')[0]))),
    ];

    private static async Task<string> FindAsync(string name) =>
        (await ToolPlaces.Here.ListAsync(name, TimeProvider.System, None))[0].Path;

    private static ToolPlaces Install(SnapshotScene scene, string version, string name, string script)
    {
        string root = Path.Combine(scene.Folder, "programs");
        string folder = Path.Combine(root, version, "bin");
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, name);
        File.WriteAllText(
            path,
            $"#!/bin/sh\n[ \"$1\" = --version ] && {{ echo '{name} (PostgreSQL) {version}.0'; exit; }}\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new ToolPlaces("", root);
    }
}
