using System.Text.RegularExpressions;
using Furrow.Cli.Tests.Fire;
using Furrow.Snapshots;

namespace Furrow.Cli.Tests.Delivery;

/// <summary>
/// The script that fills a new container, run as the official image runs it: on a fresh server that answers on its
/// socket alone, once as a program and once by a shell that sources it and goes on.
/// </summary>
public sealed class InitScriptTests : IAsyncLifetime
{
    // The functions that ./test starts its own server with.
    private const string Server = """
        root=$PWD scratch=$WORK server_home=$WORK/server
        say() { printf '%s\n' "$*" >&2; }
        fail() { say "$*"; exit 1; }
        source "$root/build/postgres.sh"
        find_postgres
        choose_server_user

        """;

    private readonly DeliveryFolder _folder = new();

    private string Work => _folder.PathOf("w");

    private string Dumps => Path.Combine(Work, "dumps");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Dumps);
        await RunAsync(
            Server + """
            chmod 755 "$WORK" "$WORK/.."
            mkdir "$server_home"
            if [[ -n $server_user ]]; then chown "$server_user" "$server_home"; fi
            as_server "$postgres_bin/initdb" -D "$server_home/data" -U postgres --auth trust --encoding UTF8 \
                --locale C --no-sync >/dev/null
            as_server "$postgres_bin/pg_ctl" start -D "$server_home/data" -l "$server_home/log" -w -s \
                -o "-k '$server_home' -c listen_addresses='' -c fsync=off -c unix_socket_permissions=0777" >/dev/null
            """);
    }

    public async ValueTask DisposeAsync()
    {
        await RunAsync(Server + "as_server \"$postgres_bin/pg_ctl\" stop -D \"$server_home/data\" -m immediate -s");
        _folder.Dispose();
    }

    [Fact]
    public async Task A_new_container_has_what_the_latest_snapshot_holds()
    {
        await StoreAsync();
        string said = await InitializeDatabaseAsync("executed");
        Assert.Contains("restored development-seeded-v", said, StringComparison.Ordinal);
        Assert.Contains("after", await InitializeDatabaseAsync("sourced"), StringComparison.Ordinal);
        foreach (string database in (string[])["executed", "sourced"])
        {
            // Nothing is pending in it, and it knows what it is.
            await RunAsync(
                $"./furrow status --exit-code -C '{_folder.Project}' "
                    + $"--database 'Host={Work}/server;Username=postgres;Database={database}'");
            Assert.Equal("14", (await QueryAsync(database, "SELECT count(*) FROM users")).Trim());
        }
    }

    [Fact]
    public async Task A_large_snapshot_which_is_a_directory_is_checked_and_restored()
    {
        await StoreAsync(asDirectory: true);
        string said = await InitializeDatabaseAsync("executed");
        Assert.Contains("restored development-seeded-v", said, StringComparison.Ordinal);
        Assert.Equal("14", (await QueryAsync("executed", "SELECT count(*) FROM users")).Trim());
        await RunAsync("for file in \"$WORK\"/dumps/*-v*.dump/toc.dat; do printf x >>\"$file\"; done");
        said = await InitializeDatabaseAsync("damaged", succeeds: false);
        Assert.Contains("is damaged: its checksum is", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_snapshot_it_says_what_to_do_and_the_container_starts()
    {
        string said = await InitializeDatabaseAsync("executed");
        Assert.Contains("there is no snapshot of development", said, StringComparison.Ordinal);
        Assert.Contains("furrow snapshot create", said, StringComparison.Ordinal);
        Assert.Contains("after", await InitializeDatabaseAsync("sourced"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D2_a_damaged_snapshot_stops_the_start_and_leaves_the_database_empty()
    {
        await StoreAsync();
        await RunAsync("for file in \"$WORK\"/dumps/*-v*.dump; do printf x >>\"$file\"; done");
        foreach (string how in (string[])["executed", "sourced"])
        {
            string said = await InitializeDatabaseAsync(how, succeeds: false);
            Assert.Contains("is damaged: its checksum is", said, StringComparison.Ordinal);
            Assert.DoesNotContain("after", said, StringComparison.Ordinal);
            Assert.Equal("0", (await QueryAsync(
                how, "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace")).Trim());
        }
    }

    [Fact]
    public async Task D3_a_snapshot_of_another_environment_is_not_restored()
    {
        await StoreAsync();
        await RunAsync(
            """
            cd "$WORK/dumps"
            for file in development-seeded-*; do mv "$file" "staging${file#development}"; done
            for file in staging-seeded-latest.*; do ln -sf "$(ls staging-seeded-v*".${file#*.}")" "$file"; done
            """);
        string said = await InitializeDatabaseAsync("executed", succeeds: false, environment: "staging");
        Assert.Contains("is a snapshot of development, not staging", said, StringComparison.Ordinal);
    }

    private async Task StoreAsync(bool asDirectory = false)
    {
        await _folder.CopySampleAsync();
        await using PostgresFireDatabase source = new();
        await RunAsync(
            $"""
            ./furrow setup --quiet -C '{_folder.Project}' --database '{source.Url}'
            ./furrow snapshot create --quiet -C '{_folder.Project}' --database '{source.Url}'
            """);
        if (asDirectory)
        {
            await MakeDirectoryAsync(source.Url);
        }

        await RunAsync(
            $"""
            cp -R '{_folder.Project}'/snapshots/. "$WORK/dumps/"
            chmod -R a+rX "$WORK/dumps"
            """);
    }

    // As furrow stores what is large: the sample is not.
    private async Task MakeDirectoryAsync(string url)
    {
        string snapshots = Path.Combine(_folder.Project, "snapshots");
        string file = Directory.GetFiles(snapshots, "*-v*.dump").Single();
        await RunAsync(
            Server + $"rm '{file}'; PATH=$postgres_bin:$PATH pg_dump -Fd --file='{file}' --dbname='{url}'");
        string metadata = Path.ChangeExtension(file, ".metadata.json");
        string checksum = await SnapshotChecksum.OfAsync(file, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            metadata,
            Regex.Replace(await File.ReadAllTextAsync(metadata), "\"[0-9a-f]{64}\",\n  \"sizeBytes\"",
                $"\"{checksum}\",\n  \"sizeBytes\""));
    }

    // What the image's entry point does with a file, the variables it sets included.
    private Task<string> InitializeDatabaseAsync(string how, bool succeeds = true, string environment = "development")
    {
        string run = how == "executed" ? "\"$script\"" : "bash -Eeo pipefail -c '. \"$0\"; echo after' \"$script\"";
        return RunAsync(
            Server + $"""
            export PGHOST=$server_home POSTGRES_USER=postgres POSTGRES_DB={how} FURROW_ENV={environment}
            export FURROW_SNAPSHOTS=$WORK/dumps PATH=$postgres_bin:$PATH
            script=$root/deploy/docker/init-db.sh
            psql -q -U postgres -d postgres -c 'CREATE DATABASE {how}'
            if {run} 2>&1; then code=0; else code=$?; fi
            [[ $code {(succeeds ? "==" : "!=")} 0 ]]
            """);
    }

    private Task<string> QueryAsync(string database, string sql) => RunAsync(
        Server + $"PATH=$postgres_bin:$PATH psql -h \"$server_home\" -U postgres -d {database} -At -c \"{sql}\"");

    private Task<string> RunAsync(string commands) => DeliveryFolder.RunAsync(
        SourceTree.Root, commands, new Dictionary<string, string?> { ["WORK"] = Work });
}
