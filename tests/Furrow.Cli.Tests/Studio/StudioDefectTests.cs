using System.Globalization;
using System.Text.Json;
using Furrow.Cli.Tests.Running;

namespace Furrow.Cli.Tests.Studio;

/// <summary>What went wrong with the scripts that the studio was filled by before.</summary>
public sealed class StudioDefectTests
{
    public static TheoryData<string> Databases { get; } = new("sqlite", "postgres");

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P1_nothing_is_deleted_unless_it_is_asked_for_and_agreed_to(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.RunAsync("setup");
        const string Before = "SELECT id, email FROM users WHERE email LIKE '%@example.com' ORDER BY id";
        string people = await project.QueryAsync(Before);
        await project.RunAsync("generate", "light");
        Assert.Equal(people, await project.QueryAsync(Before));

        string all = await project.ReadTablesAsync("development");
        CliResult refused = await project.TryAsync("generate", "light", "--clear-first", "--non-interactive");
        Assert.Equal(ExitCode.Refused, refused.ExitCode);
        Assert.Equal(all, await project.ReadTablesAsync("development"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P2_rows_that_refer_to_others_never_stand_in_the_way_of_clearing(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.RunAsync("setup");
        await project.RunAsync("generate", "medium");

        // Somebody's own rows, in every table that refers to users.
        await project.QueryAsync(
            """
            UPDATE users SET referred_by_id = (SELECT max(id) FROM users) WHERE role = 'student'
                AND id < (SELECT max(id) FROM users);
            INSERT INTO user_credentials (user_id) SELECT max(id) FROM users;
            UPDATE studio_settings SET updated_by_id = (SELECT max(id) FROM users)
            """);
        await project.RunAsync("generate", "light", "--clear-first", "--yes");
        Assert.Equal(
            "3\n", await project.QueryAsync("SELECT count(*) FROM users WHERE email LIKE '%@studio.example'"));
        await project.RunAsync("clear", "--yes");
        Assert.Equal("", await project.ReadTablesAsync("development"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P3_what_fails_on_the_way_takes_everything_back_the_clearing_too(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.RunAsync("setup");
        string before = await project.ReadTablesAsync("development");
        await RefuseRefundsAsync(project, database);
        CliResult failed = await project.TryAsync("generate", "heavy", "--clear-first", "--yes");
        Assert.NotEqual(ExitCode.Ok, failed.ExitCode);
        Assert.Equal(before, await project.ReadTablesAsync("development"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P4_generating_that_fails_says_so_by_its_exit_code(string database)
    {
        await using SampleProject project = SampleProject.Copy("pilates", database);
        await project.CreateAsync();
        Assert.NotEqual(ExitCode.Ok, (await project.TryAsync("generate", "light")).ExitCode);
        await project.RunAsync("migrate");
        await RefuseRefundsAsync(project, database);
        CliResult failed = await project.TryAsync("generate", "heavy", "--json");
        Assert.NotEqual(ExitCode.Ok, failed.ExitCode);
        using JsonDocument document = JsonDocument.Parse(failed.Output);
        Assert.False(document.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal("", await project.ReadTablesAsync("development"));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P6_no_students_means_none(string database)
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", database);
        JsonElement run = await project.RunAsync("generate", "--students", "0", "--as-of", StudioRules.AsOf);
        Assert.Equal("0", run.GetProperty("parameters").GetProperty("students").GetString());
        Assert.Equal("0\n", await project.QueryAsync("SELECT count(*) FROM users WHERE role = 'student'"));
        Assert.Equal("4\n", await project.QueryAsync("SELECT count(*) FROM users"));
        await StudioRules.HoldAsync(project, "no students");
    }

    [Fact]
    public async Task P6_parameters_out_of_their_range_are_refused()
    {
        await using SampleProject project = SampleProject.Copy("pilates", "sqlite");
        foreach (string[] given in (string[][])
            [["--students", "-1"], ["--approval-pending", "1.5"], ["--booking-rate", "2"], ["--weeks", "x"]])
        {
            Assert.Equal(ExitCode.Usage, (await project.TryAsync(["generate", .. given])).ExitCode);
        }
    }

    [Fact]
    public async Task P6_every_parameter_does_what_it_says()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await project.RunAsync(
            "generate", "custom", "--students", "50", "--instructors", "4", "--admins", "2", "--packages", "7",
            "--weeks", "3", "--approval-pending", "0.4", "--booking-rate", "0.3", "--no-payments", "--no-social");
        Assert.Equal("2|4|50|7|18|0|0\n", await project.QueryAsync(
            """
            SELECT (SELECT count(*) FROM users WHERE role = 'admin'),
                (SELECT count(*) FROM users WHERE role = 'instructor'),
                (SELECT count(*) FROM users WHERE role = 'student'), (SELECT count(*) FROM packages),
                (SELECT count(*) FROM class_instances), (SELECT count(*) FROM payments),
                (SELECT count(*) FROM friendships)
            """));
        double pending = await NumberAsync(
            project,
            "SELECT avg(CASE approval_status WHEN 'pending_approval' THEN 1.0 ELSE 0.0 END) FROM user_packages");
        Assert.InRange(pending, 0.37, 0.43);
        double booked = await NumberAsync(
            project,
            "SELECT 1.0 * (SELECT count(*) FROM bookings WHERE status <> 'cancelled') / sum(capacity) "
                + "FROM class_instances");
        Assert.InRange(booked, 0.27, 0.37);
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task P7_the_same_inputs_give_the_same_rows_on_any_day(string database)
    {
        string[] found = new string[2];
        for (int day = 0; day < found.Length; day++)
        {
            await using SampleProject project = SampleProject.Copy("pilates", database);
            await project.CreateAsync();
            ManualClock clock = new();
            clock.Advance(TimeSpan.FromDays(1 + (400 * day)));
            project.Clock = clock;
            await project.RunAsync("migrate");
            await project.RunAsync("generate", "medium", "--as-of", StudioRules.AsOf, "--random-seed", "7");
            found[day] = await ReadAllAsync(project);
        }

        Assert.Equal(found[0], found[1]);
        await using SampleProject other = await SampleProject.MigrateAsync("pilates", database);
        await other.RunAsync("generate", "medium", "--as-of", StudioRules.AsOf, "--random-seed", "8");
        Assert.NotEqual(found[0], await ReadAllAsync(other));
    }

    [Fact]
    public async Task P9_what_was_promised_is_there()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await project.RunAsync("generate", "heavy", "--as-of", StudioRules.AsOf);
        foreach (string promised in (string[])
        [
            "waitlist_entries WHERE status = 'waiting'", "waitlist_entries WHERE status = 'expired'",
            "refunds WHERE kind = 'full'", "refunds WHERE kind = 'partial'", "class_invitations",
            "bookings WHERE status = 'completed'", "bookings WHERE status = 'no_show'",
            "bookings WHERE status = 'cancelled'", "bookings WHERE status = 'confirmed'",
            "refresh_tokens", "audit_logs", "user_packages WHERE approval_status = 'expired'",
        ])
        {
            double count = await NumberAsync(project, $"SELECT count(*) FROM {promised}");
            Assert.True(count >= 5, $"{promised}: {count}");
        }

        await project.RunAsync("clear", "--yes");
        await project.RunAsync("generate", "light", "--as-of", StudioRules.AsOf);
        Assert.Equal(
            "7|2026-01-12|2026-01-18\n",
            await project.QueryAsync(
                "SELECT count(DISTINCT date(starts_at)), min(date(starts_at)), max(date(starts_at)) "
                    + "FROM class_instances"));
    }

    [Fact]
    public async Task P10_nobody_who_was_generated_can_log_in()
    {
        await using SampleProject project = await SampleProject.MigrateAsync("pilates", "sqlite");
        await project.RunAsync("generate", "heavy");
        Assert.Equal("0\n", await project.QueryAsync("SELECT count(*) FROM user_credentials"));
        string scenario = await File.ReadAllTextAsync(
            Path.Combine(project.Folder, "scenarios/studio.yaml"), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("password", scenario, StringComparison.OrdinalIgnoreCase);
    }

    private static async Task<double> NumberAsync(SampleProject project, string query) =>
        double.Parse((await project.QueryAsync(query)).Trim(), CultureInfo.InvariantCulture);

    private static Task<string> RefuseRefundsAsync(SampleProject project, string database) => project.QueryAsync(
        database == "sqlite"
            ? "CREATE TRIGGER no_refunds BEFORE INSERT ON refunds BEGIN SELECT raise(ABORT, 'no refunds'); END"
            : """
            CREATE FUNCTION no_refunds() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'no refunds'; END $$;
            CREATE TRIGGER no_refunds BEFORE INSERT ON refunds FOR EACH ROW EXECUTE FUNCTION no_refunds()
            """);

    private static async Task<string> ReadAllAsync(SampleProject project)
    {
        string all = "";
        foreach (string table in (string[])
        [
            "users", "packages", "user_packages", "payment_approvals", "class_templates", "class_instances", "bookings",
            "waitlist_entries", "friendships", "class_invitations", "payments", "refunds", "refresh_tokens",
            "audit_logs",
        ])
        {
            all += await project.QueryAsync($"SELECT * FROM {table} ORDER BY id");
        }

        return all;
    }
}
