using System.Diagnostics;
using System.Runtime.CompilerServices;
using Furrow.Providers;

namespace Furrow.Sqlite.Tests.Locking;

/// <summary>
/// Another process that takes the lock and keeps it until it is killed: this test program itself, started with a
/// variable that makes it do so instead of running tests.
/// </summary>
internal static class LockHolder
{
    public const string Holder = "another process";
    private const string Variable = "FURROW_TEST_HOLD_LOCK";
    private const string Held = "held";

    public static async Task<Process> StartAsync(string database)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Furrow.Sqlite.Tests");
        ProcessStartInfo start = new(program) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[Variable] = database;
        Process process = Process.Start(start)!;
        Assert.Equal(Held, await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
        return process;
    }

    [ModuleInitializer]
    internal static void HoldIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path)
        {
            return;
        }

        DatabaseReference reference = new()
        {
            Provider = "sqlite", ConnectionString = path, DatabaseName = "x", Display = "x", IsLocal = true,
        };
        IDatabase database = new SqliteProvider().Open(reference, new DatabaseOptions());
        object? held =
            database.TryLockAsync(new LockOwner(Holder, "hold"), CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(held is null ? "refused" : Held);
        Thread.Sleep(Timeout.Infinite);
        GC.KeepAlive(held);
    }
}
