using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Furrow.Postgres.Tests.Locking;

/// <summary>A pgbouncer of the test's own before one database, on a free port.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private PgBouncer(Process process, string folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; }

    public static async Task<PgBouncer> StartAsync(PostgresServer server, TestDatabase database, string poolMode)
    {
        string folder = Directory.CreateTempSubdirectory("furrow-pgbouncer-").FullName;
        int port = FreePort();
        string users = Path.Combine(folder, "users.txt");
        string settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(
            users, $"{PostgresServer.Quote(database.Role.Name)} \"{database.Role.Password}\"\n");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = trust
            auth_file = {users}
            pool_mode = {poolMode}
            default_pool_size = 5
            """));
        Process process = Start(settings, folder);
        await WaitAsync(port, process);
        return new PgBouncer(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, true);
    }

    private static Process Start(string settings, string folder)
    {
        ProcessStartInfo start = new(Find(), [settings])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        if (!OperatingSystem.IsWindows() && Environment.UserName == "root")
        {
            // It refuses to run as root, and then must still be able to read its files.
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
            start.ArgumentList.Insert(0, "--user=nobody");
        }

        Process process = Process.Start(start)!;
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private static string Find()
    {
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'), "/usr/sbin"];
        string? found = folders.Select(folder => Path.Combine(folder, "pgbouncer")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(found is null, "There is no pgbouncer here, and ./test could not install it.");
        return found;
    }

    private static async Task WaitAsync(int port, Process process)
    {
        for (int tries = 0; tries < 100 && !process.HasExited; tries++)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException("pgbouncer did not start.");
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
