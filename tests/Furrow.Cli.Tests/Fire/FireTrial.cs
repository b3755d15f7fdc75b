using Furrow.Cli.Tests.Scripts;

namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// One command under fire: killed by SIGKILL at random moments of its work, over and over, and brought to its end by
/// another run, which must lead to the state of an undisturbed one.
/// </summary>
/// <remarks>
/// <para>What is proved: wherever the process dies, what it leaves is what <see cref="JudgeAsync"/> says and can be
/// finished. A moment is an event of the run, drawn at random, and up to <see cref="DelayMaxMs"/> more: so moments are
/// spread over the work and not over the program's start, whatever the machine's load, and lie between statements and
/// in the middle of them.</para>
/// <para>Most runs share their process with others on other databases (<see cref="Victims"/>): there the start is paid
/// once, and what a database sees is the same, a client that is gone. Each of these databases is hit
/// <see cref="HitsInARow"/> times on what the last hit left. The rest of the kills (<see cref="ProcessCount"/>) are
/// processes of the published command, one a kill; every fourth is brought to its end by another such process.</para>
/// </remarks>
internal sealed class FireTrial
{
    private const int BatchSize = 16;
    private const int HitsInARow = 3;
    private const int DelayMaxMs = 30;
    private const int FinishedByProcess = 4;
    private const int TogetherMax = 3;

    private readonly Random _chance = new(20260105);
    private readonly Lock _counts = new();
    private int _killCount;
    private int _tellingCount;
    private string _expected = "";

    /// <summary>Makes a database that is not there yet.</summary>
    public required Func<IFireDatabase> Create { get; init; }

    /// <summary>The command to be killed, with its options.</summary>
    public required string[] Command { get; init; }

    /// <summary>The project. Default: the sample <c>pilates</c>.</summary>
    public string Directory { get; init; } = Path.Combine(SourceTree.Root, "samples", "pilates");

    /// <summary>
    /// The commands whose outcome each run begins with; none: an empty database. Default null: no database at all.
    /// </summary>
    public string[][]? Before { get; init; }

    /// <summary>
    /// The commands that are run on each database by itself before it is hit, where what they lead to is not in the
    /// database alone and cannot be copied. Default: none.
    /// </summary>
    public string[][] Each { get; init; } = [];

    /// <summary>What brings a killed run to its end. Default null: the command itself.</summary>
    public string[]? After { get; init; }

    /// <summary>What must hold of what a kill left. Default: nothing in particular.</summary>
    public Func<IFireDatabase, Task> JudgeAsync { get; init; } = _ => Task.CompletedTask;

    /// <summary>Whether a kill came at a telling moment. Default: after the first write of furrow's own.</summary>
    public Func<IFireDatabase, Task<bool>> IsTellingAsync { get; init; } = database => database.HasStartedAsync();

    /// <summary>What is compared in the end. Default: all of the state.</summary>
    public Func<IFireDatabase, Task<string>> ReadAsync { get; init; } = database => database.ReadStateAsync();

    /// <summary>How many kills there are at least.</summary>
    public int KillCount { get; init; } = 100;

    /// <summary>How many of them hit a process of the published command.</summary>
    public int ProcessCount { get; init; } = 20;

    /// <summary>How many kills there were; several at once may exceed <see cref="KillCount"/>.</summary>
    public int Killed => _killCount;

    /// <summary>Runs the trial; returns how many of the kills came at a telling moment.</summary>
    public async Task<int> RunAsync()
    {
        await using IFireDatabase origin = Create();
        if (Before is not null)
        {
            await origin.CreateAsync();
            foreach (string[] command in Before)
            {
                await FinishAsync(command, [origin]);
            }
        }

        RunLength whole = await RunUndisturbedAsync(origin);
        await BurnAsync(origin, ProcessCount, databases => KillProcessesAsync(databases, whole));
        for (int batch = 0; _killCount < KillCount; batch++)
        {
            Assert.True(batch < KillCount, $"After {batch} batches there were only {_killCount} kills.");
            await BurnAsync(origin, BatchSize, databases => KillTogetherAsync(databases, whole));
        }

        return _tellingCount;
    }

    /// <summary>What the comparison reads after each of these commands, run one after the other.</summary>
    public async Task<string[]> ReadStatesAsync(params string[][] commands)
    {
        await using IFireDatabase database = Create();
        await database.CreateAsync();
        List<string> states = [];
        foreach (string[] command in commands)
        {
            await FinishAsync(command, [database]);
            states.Add(await ReadAsync(database));
        }

        return [.. states];
    }

    private async Task<RunLength> RunUndisturbedAsync(IFireDatabase origin)
    {
        await using IFireDatabase one = await BeginAsync(origin);
        await using IFireDatabase other = await BeginAsync(origin);
        await PrepareAsync([one, other]);
        VictimRun[] runs = [new(one), new(other, HearsStatements: true)];
        int?[] counts = await VictimProcess.RunAsync(Directory, Command, runs, delayMs: 0);
        if (After is not null)
        {
            await FinishAsync(After, [one, other]);
        }

        _expected = await ReadAsync(one);
        Assert.Equal(_expected, await ReadAsync(other));
        return new RunLength(counts[0]!.Value, counts[1]!.Value);
    }

    private async Task FinishAsync(string[] command, IEnumerable<IFireDatabase> databases)
    {
        VictimRun[] runs = [.. databases.Select(database => new VictimRun(database))];
        Assert.DoesNotContain(null, await VictimProcess.RunAsync(Directory, command, runs, delayMs: 0));
    }

    // What kills the runs returns the databases that are left to be finished.
    private async Task BurnAsync(
        IFireDatabase origin, int count, Func<IFireDatabase[], Task<IFireDatabase[]>> killAsync)
    {
        IFireDatabase[] databases = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => BeginAsync(origin)));
        try
        {
            await PrepareAsync(databases);
            IFireDatabase[] unfinished = await killAsync(databases);
            await FinishAsync(After ?? Command, unfinished);
            await TogetherAsync(
                databases, async database => Assert.Equal(_expected, await ReadAsync(database)));
        }
        finally
        {
            await TogetherAsync(databases, async database => await database.DisposeAsync());
        }
    }

    private async Task<IFireDatabase> BeginAsync(IFireDatabase origin)
    {
        IFireDatabase database = Create();
        if (Before is not null)
        {
            await database.CopyAsync(origin);
        }

        return database;
    }

    private async Task PrepareAsync(IFireDatabase[] databases)
    {
        foreach (string[] command in Each)
        {
            await FinishAsync(command, databases);
        }
    }

    private async Task<IFireDatabase[]> KillTogetherAsync(IFireDatabase[] databases, RunLength whole)
    {
        for (int hit = 0; hit < HitsInARow; hit++)
        {
            // Every other one at what is told by default, such as the begin and the end of each part of the work; the
            // others anywhere between.
            VictimRun[] runs =
            [
                .. databases.Select((database, i) => i % 2 == 0
                    ? new VictimRun(database, _chance.Next(whole.EventCount) + 1)
                    : new VictimRun(database, _chance.Next(whole.StatementCount) + 1, HearsStatements: true)),
            ];
            int?[] ended = await VictimProcess.RunAsync(Directory, Command, runs, _chance.Next(DelayMaxMs + 1));
            await TogetherAsync(databases.Where((_, i) => ended[i] is null), CountAsync);
        }

        return databases;
    }

    private async Task<IFireDatabase[]> KillProcessesAsync(IFireDatabase[] databases, RunLength whole)
    {
        // One moment in each part of the run, so that early and late ones are all there.
        (IFireDatabase, int, int)[] runs =
        [
            .. databases.Select((database, i) => (
                database,
                1 + (int)(whole.EventCount * (i + _chance.NextDouble()) / databases.Length),
                _chance.Next(DelayMaxMs + 1))),
        ];
        await TogetherAsync(runs, KillProcessAsync);

        IFireDatabase[] some = [.. databases.Where((_, i) => i % FinishedByProcess == 0)];
        await TogetherAsync(some, database => CommandProcess.RunAsync(database, Directory, After ?? Command));
        return [.. databases.Except(some)];
    }

    private async Task KillProcessAsync((IFireDatabase Database, int Gate, int DelayMs) run)
    {
        using CommandProcess victim = await CommandProcess.StartAsync(run.Database, Directory, Command, run.Gate);
        await victim.Reached;
        await Task.Delay(run.DelayMs);
        if (await victim.KillAsync())
        {
            await CountAsync(run.Database);
        }
    }

    private async Task CountAsync(IFireDatabase database)
    {
        bool isTelling = await IsTellingAsync(database);
        lock (_counts)
        {
            _killCount++;
            _tellingCount += isTelling ? 1 : 0;
        }

        await JudgeAsync(database);
    }

    private static Task TogetherAsync<T>(IEnumerable<T> all, Func<T, Task> work) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = TogetherMax }, async (one, _) => await work(one));

    // How many events a run has: those told by default, and with every statement.
    private sealed record RunLength(int EventCount, int StatementCount);
}
