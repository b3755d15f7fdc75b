using System.Data.Common;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Specification.Workflows;
using Furrow.Transfer;
using Furrow.Workflows;
using Furrow.Workflows.Snapshotting;

namespace Furrow.Postgres.Tests.Workflows;

/// <summary>A run in parts, by several commands or several connections: the same as one in one piece.</summary>
public sealed class SharedRunTests(PostgresServer server)
{
    private static CancellationToken Token => WorkflowHarness.Token;

    [Theory]
    [InlineData(1, "1")]
    [InlineData(3, "2 3 1")]
    [InlineData(7, "7 6 5 4 3 2 1")]
    public async Task Shards_in_any_order_are_one_run(int count, string order)
    {
        await using RunScene whole = await RunScene.StartAsync(server);
        await whole.GenerateAsync(40);
        await using RunScene parts = await RunScene.StartAsync(server);
        GenerateResult opened = await parts.PrepareAsync(40);
        long written = 0;
        foreach (string number in order.Split(' '))
        {
            written += (await parts.ShardAsync(int.Parse(number), count)).Rows;
        }

        GenerateResult finished = await parts.FinishAsync();
        Assert.Equal((opened.Rows, opened.Rows), (written, finished.Rows));
        Assert.Equal(await whole.StateAsync(), await parts.StateAsync());
    }

    [Fact]
    public async Task Any_number_of_connections_leads_to_the_same_state()
    {
        await using RunScene one = await RunScene.StartAsync(server);
        await one.GenerateAsync(40, new() { Jobs = 1 });
        string expected = await one.StateAsync();
        foreach (int jobs in (int[])[2, 8])
        {
            await using RunScene several = await RunScene.StartAsync(server);
            GenerateResult result = await several.GenerateAsync(40, new() { Jobs = jobs });
            Assert.Equal(expected, await several.StateAsync());
            Assert.Equal(result.Rows, several.Harness.Events.All.OfType<RowsGenerated>().Sum(told => told.Rows));
        }
    }

    [Fact]
    public async Task Several_connections_really_write_at_once()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await using IDatabase database = scene.Harness.OpenDatabase();
        await using ISession look = await database.OpenSessionAsync(SessionAccess.Read, Token);
        int most = 0;
        scene.Harness.Events.On = told =>
        {
            if (told is ProgressMade)
            {
                using DbCommand count = look.CreateCommand(
                    "SELECT count(*)::integer FROM pg_stat_progress_copy WHERE datname = current_database()");
                lock (look)
                {
                    most = Math.Max(most, (int)count.ExecuteScalar()!);
                }
            }
        };
        GenerateResult result = await scene.GenerateAsync(60_000, new() { Jobs = 3 });
        Assert.InRange(most, 2, 3);
        long[] done =
        [
            .. scene.Harness.Events.All.OfType<ProgressMade>().Where(told => told is { Unit: "rows", Whole: not null })
                .Select(told => told.Whole!.Value.Done),
        ];
        Assert.Equal(done.Order(), done);
        Assert.Equal(result.Rows, done[^1]);
    }

    [Fact]
    public async Task Into_tables_with_rows_jobs_are_threads_of_one_transaction()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await using RunScene other = await RunScene.StartAsync(server);
        await scene.GenerateAsync(10);
        await other.GenerateAsync(10);
        await scene.GenerateAsync(10, new() { Jobs = 4 });
        await other.GenerateAsync(10);
        Assert.Equal(await other.StateAsync(), await scene.StateAsync());
    }

    [Fact]
    public async Task A_shard_that_is_run_twice_writes_nothing_the_second_time()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        Assert.Equal((true, 0L), ((await scene.PrepareAsync(40)).Part!.IsRepeated, (await TwiceAsync(scene)).Rows));
        await scene.ShardAsync(2, 2);
        await scene.FinishAsync();
        await using RunScene whole = await RunScene.StartAsync(server);
        await whole.GenerateAsync(40);
        Assert.Equal(await whole.StateAsync(), await scene.StateAsync());
    }

    [Fact]
    public async Task All_shards_at_once_and_each_by_two_are_one_run()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(4_000);
        object[] ended = await Task.WhenAll(Enumerable.Range(0, 8).Select(async i =>
        {
            try
            {
                return (object)await scene.ShardAsync((i % 4) + 1, 4);
            }
            catch (FurrowException e) when (e.Code == ErrorCode.Locked)
            {
                return e;
            }
        }));
        Assert.Equal(4, ended.OfType<GenerateResult>().Count(result => !result.Part!.IsRepeated));
        await scene.FinishAsync();
        await using RunScene whole = await RunScene.StartAsync(server);
        await whole.GenerateAsync(4_000);
        Assert.Equal(await whole.StateAsync(), await scene.StateAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Abort_leaves_everything_as_it_was(int shards)
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        string before = await scene.StateAsync();
        await scene.PrepareAsync(40);
        Assert.NotEqual(before, await scene.StateAsync());
        for (int number = 1; number <= shards; number++)
        {
            await scene.ShardAsync(number, 2);
        }

        await scene.AbortAsync();
        Assert.Equal(before, await scene.StateAsync());
        FurrowException none = await WorkflowHarness.FailsAsync(ErrorCode.Usage, scene.AbortAsync);
        Assert.Equal("No shared run of generate is open.", none.Message);
    }

    [Fact]
    public async Task Finish_names_the_shards_that_are_missing_and_can_come_again()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        await WorkflowHarness.FailsAsync(ErrorCode.Locked, scene.FinishAsync);
        await scene.ShardAsync(2, 4);
        string open = await scene.StateAsync();
        FurrowException missing = await WorkflowHarness.FailsAsync(ErrorCode.Locked, scene.FinishAsync);
        Assert.Equal("Shards of the run's 4 are missing: 1, 3, 4.", missing.Message);
        Assert.Equal(open, await scene.StateAsync());
        Assert.Equal(
            "missing shards of 4: 1, 3, 4",
            (await scene.Harness.StatusAsync()).Run!.Description.Split(", ", 2)[1]);
        DoctorResult doctor = await scene.Harness.RunAsync(
            project => project.DoctorAsync(new DoctorOptions(), Token));
        HealthCheck told = doctor.Checks.Single(check => check.Name == "run");
        Assert.Contains("--finish", told.Remedy!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_shared_run_is_open_every_other_change_is_refused_and_says_how_to_end_it()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        await scene.ShardAsync(1, 2);
        string open = await scene.StateAsync();
        foreach (Func<FurrowProject, Task> verb in (Func<FurrowProject, Task>[])
        [
            project => project.SetupAsync(new SetupOptions(), Token),
            project => project.MigrateAsync(new MigrateOptions(), Token),
            project => project.SeedAsync(new SeedOptions(), Token),
            project => project.ClearAsync(new ClearOptions { Yes = true }, Token),
            project => project.ResetAsync(new ResetOptions { Yes = true }, Token),
            project => project.GenerateAsync(new GenerateOptions(), Token),
            project => project.GenerateAsync(new GenerateOptions { DryRun = true }, Token),
            project => project.GenerateAsync(new GenerateOptions { Jobs = 2 }, Token),
            project => project.ExportAsync(new ExportOptions(ExportFormat.Sql), Token),
            project => project.CreateSnapshotAsync(new SnapshotCreateOptions(), Token),
        ])
        {
            FurrowException refused = await Assert.ThrowsAsync<FurrowException>(() => scene.Harness.RunAsync(
                async project =>
                {
                    await verb(project);
                    return true;
                }));
            Assert.Equal(ErrorCode.Locked, refused.Code);
            Assert.Contains("--abort", refused.Hint!, StringComparison.Ordinal);
        }

        Assert.Equal(open, await scene.StateAsync());
    }

    [Theory]
    [InlineData("INSERT INTO halls (name) VALUES ('x')", "public.halls has rows")]
    [InlineData(
        "CREATE TRIGGER tell BEFORE UPDATE ON turns FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "public.turns has a trigger, tell")]
    [InlineData("ALTER TABLE visits ADD code serial", "public.visits.code would be filled by the database")]
    [InlineData(
        "CREATE RULE gone AS ON INSERT TO outside DO INSTEAD NOTHING; "
            + "ALTER TABLE visits ALTER CONSTRAINT visits_hall_id_fkey DEFERRABLE", null)]
    public async Task What_stands_against_parts_is_told_and_jobs_do_without(string more, string? expected)
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.Harness.ExecuteAsync(more.Split("; "));
        string before = await scene.StateAsync();
        if (expected is null)
        {
            await scene.PrepareAsync(20);
            await scene.AbortAsync();
        }
        else
        {
            FurrowException told = await WorkflowHarness.FailsAsync(
                ErrorCode.GenerateConflict, () => scene.PrepareAsync(20));
            Assert.Contains(expected, told.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await scene.StateAsync());
        await scene.GenerateAsync(20, new() { Jobs = 2 });
        Assert.Equal("20", await scene.Harness.ScalarAsync("SELECT count(*) FROM \"Club's\""));
    }

    [Fact]
    public async Task A_shard_that_would_write_something_else_is_refused()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        await scene.ShardAsync(1, 3);
        await RefusedAsync(RunScene.With(41, new() { Shard = new(2, 3) }), "members is 40 there, and 41 here");
        await RefusedAsync(new() { Shard = new(2, 3), RandomSeed = 2 }, "the random seed is 1 there, and 2 here");
        await RefusedAsync(new() { Shard = new(2, 3), AsOf = "2026-01-06" }, "the day is 2026-01-05 there");
        await RefusedAsync(new() { Shard = new(2, 4) }, "written in 3 shards");
        await RefusedAsync(RunScene.With(41, new() { Prepare = true }), "members is 40 there, and 41 here");
        await scene.Harness.ExecuteAsync("UPDATE levels SET name = 'other' WHERE id = 3");
        await RefusedAsync(new() { Shard = new(2, 3) }, "are others than when the run was opened");
        await scene.Harness.ExecuteAsync("UPDATE levels SET name = 'new' WHERE id = 3");
        string file = Path.Combine(scene.Harness.Project.Path, "scenarios", "club.yaml");
        string text = await File.ReadAllTextAsync(file, Token);
        await File.WriteAllTextAsync(file, text + "# more\n", Token);
        await RefusedAsync(new() { Shard = new(2, 3) }, "scenarios/club.yaml is another file");
        await File.WriteAllTextAsync(file, text, Token);
        await scene.ShardAsync(2, 3);
        await scene.ShardAsync(3, 3);
        await scene.FinishAsync();

        async Task RefusedAsync(GenerateOptions options, string expected)
        {
            FurrowException refused = await WorkflowHarness.FailsAsync(
                ErrorCode.GenerateConflict, () => scene.GenerateAsync(options));
            Assert.Contains(expected, refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_shard_is_judged_as_generate_is()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        FurrowException other = await WorkflowHarness.FailsAsync(
            ErrorCode.Refused, () => scene.GenerateAsync(new() { Shard = new(1, 1), Environment = "test" }));
        Assert.Contains("development", other.Message, StringComparison.Ordinal);
        await scene.Harness.ExecuteAsync(
            $"UPDATE {scene.Harness.State["metadata"]} SET value = 'staging' WHERE key = 'environment'");
        GenerateOptions staging = new() { Shard = new(1, 1), Environment = "staging" };
        await WorkflowHarness.FailsAsync(ErrorCode.Refused, () => scene.GenerateAsync(staging));
        Assert.Equal("0", await scene.Harness.ScalarAsync("SELECT count(*) FROM halls"));
        await scene.GenerateAsync(staging with { Yes = true });
        Assert.Equal(
            ["generate --shard 1/1 refused", "generate --shard 1/1 refused", "generate --shard 1/1 succeeded"],
            (await scene.Harness.HistoryAsync("operation_history", "command, result")).TakeLast(3));
    }

    [Fact]
    public async Task Rows_of_others_are_neither_taken_over_nor_removed()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.PrepareAsync(40);
        await scene.ShardAsync(1, 1);
        await scene.Harness.ExecuteAsync("INSERT INTO halls VALUES (99, 'theirs')");
        foreach (Func<Task<GenerateResult>> end in (Func<Task<GenerateResult>>[])[scene.FinishAsync, scene.AbortAsync])
        {
            FurrowException told = await WorkflowHarness.FailsAsync(ErrorCode.GenerateConflict, end);
            Assert.Contains("holds 4 rows, and the shards wrote 3", told.Message, StringComparison.Ordinal);
        }

        await scene.Harness.ExecuteAsync("DELETE FROM halls WHERE id = 99");
        await scene.Harness.ExecuteAsync("INSERT INTO outside VALUES (1)");
        FurrowException referred = await WorkflowHarness.FailsAsync(ErrorCode.GenerateConflict, scene.AbortAsync);
        Assert.Contains("public.outside refer to them", referred.Message, StringComparison.Ordinal);
        await scene.FinishAsync();
    }

    [Theory]
    [InlineData("ALTER TABLE visits ADD CHECK (price < 5)", ErrorCode.GenerateConflict)]
    [InlineData("ALTER TABLE visits ADD CHECK (price + member_id < 5)", ErrorCode.ScenarioInvalid)]
    [InlineData("CREATE UNIQUE INDEX twice ON visits ((member_id / 4))", ErrorCode.GenerateConflict)]
    public async Task What_the_database_refuses_leaves_everything_as_it_was(string definition, string code)
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        await scene.Harness.ExecuteAsync(definition);
        string before = await scene.StateAsync();
        await WorkflowHarness.FailsAsync(
            code, () => scene.GenerateAsync(40, new() { Jobs = 3 }));
        Assert.Equal(before, await scene.StateAsync());
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_usage()
    {
        await using RunScene scene = await RunScene.StartAsync(server);
        foreach (GenerateOptions options in (GenerateOptions[])
        [
            new() { Prepare = true, Finish = true }, new() { Prepare = true, ClearFirst = true },
            new() { Finish = true, DryRun = true }, new() { Abort = true, RandomSeed = 1 },
            new() { Prepare = true, Jobs = 2 }, new() { Shard = new(0, 2) }, new() { Shard = new(3, 2) },
            new() { Shard = new(1, 1001) }, new() { Shard = new(1, 1) }, new() { Finish = true },
        ])
        {
            await WorkflowHarness.FailsAsync(ErrorCode.Usage, () => scene.GenerateAsync(options));
        }
    }

    private static async Task<GenerateResult> TwiceAsync(RunScene scene)
    {
        await scene.ShardAsync(1, 2);
        GenerateResult again = await scene.ShardAsync(1, 2);
        Assert.True(again.Part!.IsRepeated);
        return again;
    }
}
