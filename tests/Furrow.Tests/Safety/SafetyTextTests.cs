using Furrow.Safety;

namespace Furrow.Tests.Safety;

/// <summary>Approves what people read: every verdict names database, environment and the way on.</summary>
public sealed class SafetyTextTests
{
    [Fact]
    public void A_warned_question_carries_both_with_database_and_environment()
    {
        var verdict = SafetyTable.Judge(Request.On("production", EnvironmentKind.Production));
        Assert.Equal("`migrate` changes shop (production).", verdict.Warning);
        Assert.Equal("Run `migrate` on shop (production)?", verdict.Question);
        Assert.Equal("`migrate` on shop (production) has to be confirmed.", verdict.Reason);
        Assert.Equal("Add `--yes` or `--force` to confirm without a prompt.", verdict.Hint);
    }

    [Fact]
    public void A_typed_question_says_what_to_type()
    {
        var verdict = SafetyTable.Judge(
            Request.On("staging", EnvironmentKind.Staging) with { Operation = Operation.Reset });
        Assert.Equal("`reset` is about to run on shop (staging). Type shop to go ahead:", verdict.Question);
        Assert.Equal("Add `--confirm shop` to confirm without a prompt.", verdict.Hint);
    }

    [Fact]
    public void Tables_without_a_stamp_name_the_stamp_command()
    {
        var request = Request.On("development", EnvironmentKind.Development) with
        {
            Operation = Operation.Clear, Stamp = StampState.Unstamped,
        };
        Assert.Equal(
            "If it is the development database: `furrow stamp development --confirm shop`, then run the command again.",
            SafetyTable.Judge(request).Hint);
        Assert.Equal(
            "If it is the development database: `furrow stamp development --confirm 'it'\\''s $HOME'`, "
                + "then run the command again.",
            SafetyTable.Judge(request with { DatabaseName = "it's $HOME" }).Hint);
    }

    [Fact]
    public void Migrate_on_tables_without_a_stamp_names_the_option()
    {
        var request = Request.On("staging", EnvironmentKind.Staging) with
        {
            Stamp = StampState.Unstamped, EnvironmentNaming = EnvironmentNaming.Configured,
        };
        Assert.Equal(
            "Add `--env staging`, or record it with `furrow stamp staging --confirm shop`.",
            SafetyTable.Judge(request).Hint);

        var named = SafetyTable.Judge(request with { EnvironmentNaming = EnvironmentNaming.Option });
        Assert.Equal(VerdictKind.Warn, named.Kind);
        Assert.Equal("`furrow stamp staging --confirm shop` records which environment this is.", named.Hint);
        Assert.False(named.WritesStamp);
    }

    [Fact]
    public void A_guessed_environment_of_a_far_database_names_both_ways_to_say_it()
    {
        var verdict = SafetyTable.Judge(Request.On("development", EnvironmentKind.Development) with
        {
            Operation = Operation.Setup,
            Stamp = StampState.Unstamped,
            HasUserTables = false,
            EnvironmentNaming = EnvironmentNaming.Default,
        });
        Assert.Equal(
            "shop has no stamp and is not on this machine, and nothing says which environment it is; "
                + "development is only the default.",
            verdict.Reason);
        Assert.Equal("Say so with `--env development`, or record it with `furrow stamp development`.", verdict.Hint);
    }

    [Fact]
    public void D3_another_stamp_names_both_environments_and_the_option()
    {
        var verdict = SafetyTable.Judge(Request.On("development", EnvironmentKind.Development) with
        {
            Operation = Operation.SnapshotRestore,
            Stamp = new StampState.Stamped("staging", EnvironmentKind.Staging),
        });
        Assert.Equal("shop is stamped staging, but the command runs as development.", verdict.Reason);
        Assert.Equal(
            "Use `--env staging` if that is the environment you mean, or another `--database`. "
                + "If the database has changed its role: `furrow stamp development --confirm shop`.",
            verdict.Hint);
    }

    [Fact]
    public void G1_production_is_never_cleared()
    {
        var verdict = SafetyTable.Judge(
            Request.On("live", EnvironmentKind.Production) with { Operation = Operation.Clear });
        Assert.Equal(VerdictKind.Refuse, verdict.Kind);
        Assert.Equal(
            "`clear` never runs in production, and shop is judged as production (environment live).", verdict.Reason);
    }

    [Fact]
    public void An_unreadable_stamp_says_why_and_is_refused_even_a_new_one()
    {
        var verdict = SafetyTable.Judge(Request.On("test", EnvironmentKind.Test) with
        {
            Operation = Operation.Stamp,
            Stamp = new StampState.Unreadable("permission denied for table metadata"),
            NewStamp = new StampTarget("test", EnvironmentKind.Test),
        });
        Assert.Equal(VerdictKind.Refuse, verdict.Kind);
        Assert.StartsWith(
            "The stamp of shop cannot be read: permission denied for table metadata.",
            verdict.Reason,
            StringComparison.Ordinal);
    }
}
