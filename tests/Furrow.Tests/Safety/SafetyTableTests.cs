using Furrow.Safety;

namespace Furrow.Tests.Safety;

/// <summary>Holds every combination of facts against tables written by hand in the contract's shape.</summary>
public sealed class SafetyTableTests
{
    // The contract's table. `warn` is "ok, warned", `warn+ask` is "warned and ask".
    private const string ByKind = """
        operations                                                        | development | test | staging | production
        Status Plan List Doctor Export LockRead StampRead SnapshotCreate  | ok          | ok   | ok      | ok
        SnapshotList SnapshotVerify SeedCheck Verify SeedTest             | ok          | ok   | ok      | ok
        Migrate Baseline Repair Setup SeedBase                            | ok          | ok   | warn    | warn+ask
        SeedEnvironment Generate                                          | ok          | ok   | ask     | refused
        Rollback SeedRollback SeedForce Import                            | ask         | ask  | typed   | typed
        SnapshotRestore SnapshotUndo                                      | ask         | ask  | typed   | typed
        SeedClean SeedAccept SnapshotPrune                                | ask         | ask  | ask     | typed
        Clear Reset ClearFirst                                            | ask         | ask  | typed   | refused
        UnlockForce                                                       | ask         | ask  | typed   | typed
        UnlockDead                                                        | ok          | ok   | ok      | ok
        """;

    // What the database says about itself: `=` as above, `no` = refused, whatever stands above; `empty` = only into
    // tables without rows.
    //   same, other: stamped so. broken: the stamp cannot be read.
    //   No stamp but tables, by who named the environment: guess (nobody), config (variable, .env, furrow.yaml), --env.
    //   Neither stamp nor tables: far (not local and named by nobody), bare (otherwise).
    private const string ByDatabase = """
        operations                                        | same | other | broken | guess | config | --env | far | bare
        Status Plan List Doctor Export LockRead StampRead | =    | =     | =      | =     | =      | =     | =   | =
        SnapshotCreate SnapshotList SnapshotVerify        | =    | =     | =      | =     | =      | =     | =   | =
        SeedCheck Verify SeedTest                         | =    | =     | =      | =     | =      | =     | =   | =
        Migrate Baseline Repair                           | =    | no    | no     | no    | no     | =     | no  | =
        Setup SeedBase SeedEnvironment Generate           | =    | no    | no     | no    | no     | no    | no  | =
        Import                                            | =    | no    | no     | empty | empty  | empty | no  | =
        Rollback SeedRollback SeedForce SnapshotRestore   | =    | no    | no     | no    | no     | no    | no  | =
        SnapshotUndo SeedClean SeedAccept SnapshotPrune   | =    | no    | no     | no    | no     | no    | no  | =
        UnlockForce                                       | =    | no    | no     | no    | no     | no    | no  | =
        Clear Reset ClearFirst                            | =    | no    | no     | no    | no     | no    | no  | =
        UnlockDead                                        | =    | no    | no     | =     | =      | =     | no  | =
        """;

    // The first stamp is written along with these, into `bare` databases only.
    private const string Stamping =
        "Migrate Baseline Setup SeedBase SeedEnvironment SeedForce Generate Import SnapshotRestore Reset ClearFirst";

    [Fact]
    public void Every_combination_is_judged_as_the_contract_says()
    {
        var byKind = Parse(ByKind);
        var byDatabase = Parse(ByDatabase);
        var wrong = new List<string>();
        var count = 0;
        foreach (var (request, column) in Combinations())
        {
            count++;
            var expected = Expected(request, byKind, byDatabase[request.Operation.ToString()][column]);
            var actual = Describe(SafetyTable.Judge(request));
            if (actual != expected) wrong.Add($"expected {expected}, got {actual}: {request}");
        }

        Assert.Empty(wrong.Take(20));
        Assert.Equal(34 * 4 * 7 * 2 * 3 * 2, count);
    }

    [Fact]
    public void Every_operation_has_a_command()
    {
        Assert.All(Enum.GetValues<Operation>(), operation => Assert.NotEmpty(operation.Command()));
    }

    [Fact]
    public void A_near_host_never_loosens_a_verdict_on_an_environment_that_was_named()
    {
        foreach (var (request, _) in Combinations())
        {
            if (request.EnvironmentNaming == EnvironmentNaming.Default) continue;
            var near = SafetyTable.Judge(request with { IsLocalOrEmbedded = true });
            Assert.Equal(SafetyTable.Judge(request with { IsLocalOrEmbedded = false }), near);
        }
    }

    [Theory]
    [InlineData(EnvironmentKind.Development, VerdictKind.Ask, VerdictKind.Typed)]
    [InlineData(EnvironmentKind.Staging, VerdictKind.Typed, VerdictKind.Typed)]
    [InlineData(EnvironmentKind.Production, VerdictKind.Typed, VerdictKind.Typed)]
    public void A_snapshot_of_another_environment_is_typed_at_least(
        EnvironmentKind kind, VerdictKind own, VerdictKind foreign)
    {
        var restore = Request.On("here", kind) with { Operation = Operation.SnapshotRestore };
        Assert.Equal(own, SafetyTable.Judge(restore).Kind);
        Assert.Equal(own, SafetyTable.Judge(restore with { SnapshotEnvironment = "here" }).Kind);

        var verdict = SafetyTable.Judge(restore with { SnapshotEnvironment = "there" });
        Assert.Equal(foreign, verdict.Kind);
        Assert.Contains("taken from there", verdict.Question, StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_snapshot_does_not_soften_a_refusal()
    {
        var request = Request.On("development", EnvironmentKind.Development) with
        {
            Operation = Operation.SnapshotRestore,
            SnapshotEnvironment = "production",
            Stamp = new StampState.Stamped("production", EnvironmentKind.Production),
        };
        Assert.Equal(VerdictKind.Refuse, SafetyTable.Judge(request).Kind);
    }

    // `now` is the stamp; `-` none and no tables, `+` none but tables, `?` unreadable, `0` no database.
    [Theory]
    [InlineData("-", "production", VerdictKind.Allow)]
    [InlineData("0", "production", VerdictKind.Allow)]
    [InlineData("+", "development", VerdictKind.Typed)]
    [InlineData("+", "production", VerdictKind.Typed)]
    [InlineData("?", "production", VerdictKind.Refuse)]
    [InlineData("development", "development", VerdictKind.Allow)]
    [InlineData("development", "test", VerdictKind.Allow)]
    [InlineData("test", "development", VerdictKind.Allow)]
    [InlineData("development", "staging", VerdictKind.Allow)]
    [InlineData("test", "production", VerdictKind.Allow)]
    [InlineData("staging", "test", VerdictKind.Typed)]
    [InlineData("staging", "staging", VerdictKind.Allow)]
    [InlineData("staging", "production", VerdictKind.Allow)]
    [InlineData("staging", "demo", VerdictKind.Allow)]
    [InlineData("production", "development", VerdictKind.Typed)]
    [InlineData("production", "staging", VerdictKind.Typed)]
    [InlineData("production", "production", VerdictKind.Allow)]
    [InlineData("production", "live", VerdictKind.Typed)]
    public void A_stamp_may_be_made_stricter_freely_and_looser_only_by_name(
        string now, string next, VerdictKind expected)
    {
        var verdict = SafetyTable.Judge(Request.On("ignored", EnvironmentKind.Development) with
        {
            Operation = Operation.Stamp,
            Stamp = now switch
            {
                "-" or "+" => StampState.Unstamped,
                "0" => StampState.NoDatabase,
                "?" => new StampState.Unreadable("two rows"),
                _ => new StampState.Stamped(now, KindOf(now)),
            },
            HasUserTables = now is not ("-" or "0"),
            NewStamp = new StampTarget(next, KindOf(next)),
        });

        Assert.Equal(expected, verdict.Kind);
        Assert.Equal(expected != VerdictKind.Refuse, verdict.WritesStamp);
        if (expected == VerdictKind.Typed) Assert.Equal($"`furrow stamp {next} --confirm shop`", verdict.Hint);
    }

    [Fact]
    public void Whoever_chose_the_environment_and_wherever_the_database_is_a_stamp_is_judged_alike()
    {
        int count = 0;
        foreach (var (request, _) in Combinations().Where(pair => pair.Request.Operation == Operation.Status))
        {
            foreach (var target in new[] { "development", "test", "staging", "production", "demo", "live" })
            {
                var stamping = request with
                {
                    Operation = Operation.Stamp, NewStamp = new StampTarget(target, KindOf(target)),
                };
                var plain = stamping with
                {
                    EnvironmentName = "ignored",
                    EnvironmentKind = EnvironmentKind.Development,
                    EnvironmentNaming = EnvironmentNaming.Option,
                    IsLocalOrEmbedded = true,
                    TablesHaveRows = false,
                };
                Assert.Equal(SafetyTable.Judge(plain).Kind, SafetyTable.Judge(stamping).Kind);
                count++;
            }
        }

        Assert.Equal(4 * 7 * 2 * 3 * 2 * 6, count);
    }

    [Fact]
    public void A_stamp_without_its_environment_is_a_mistake_of_the_caller()
    {
        var request = Request.On("test", EnvironmentKind.Test) with { Operation = Operation.Stamp };
        Assert.Throws<ArgumentException>(() => SafetyTable.Judge(request));
    }

    [Fact]
    public void An_edit_of_the_configuration_does_not_loosen_a_stamped_database()
    {
        var request = Request.On("demo", EnvironmentKind.Development) with
        {
            Operation = Operation.Clear,
            Stamp = new StampState.Stamped("demo", EnvironmentKind.Production),
        };
        Assert.Equal(VerdictKind.Refuse, SafetyTable.Judge(request).Kind);
        var loosened = request with { Stamp = new StampState.Stamped("demo", EnvironmentKind.Development) };
        Assert.Equal(VerdictKind.Ask, SafetyTable.Judge(loosened).Kind);
        var tightened = loosened with { EnvironmentKind = EnvironmentKind.Staging };
        Assert.Equal(VerdictKind.Typed, SafetyTable.Judge(tightened).Kind);
        var relabelled = request with
        {
            Operation = Operation.Stamp, NewStamp = new StampTarget("demo", EnvironmentKind.Development),
        };
        Assert.Equal(VerdictKind.Typed, SafetyTable.Judge(relabelled).Kind);
    }

    [Fact]
    public void Environment_names_are_compared_not_kinds()
    {
        var request = Request.On("demo", EnvironmentKind.Staging) with
        {
            Operation = Operation.Migrate,
            Stamp = new StampState.Stamped("staging", EnvironmentKind.Staging),
        };
        Assert.Equal(VerdictKind.Refuse, SafetyTable.Judge(request).Kind);
    }

    private static string Expected(
        SafetyRequest request, Dictionary<string, Dictionary<string, string>> byKind, string rule)
    {
        var cell = byKind[request.Operation.ToString()][Word(request.EnvironmentKind)];
        if (rule == "no" || (rule == "empty" && request.TablesHaveRows) || cell == "refused") return "refused";
        var isBare = request.Stamp is not StampState.Stamped && (!request.HasUserTables || request.CreatedByFurrow
            || request.Stamp == StampState.NoDatabase);
        return isBare && Stamping.Split(' ').Contains(request.Operation.ToString()) ? cell + ", stamps" : cell;
    }

    private static string Describe(Verdict verdict)
    {
        Assert.NotEmpty(verdict.Reason);
        var hasQuestion = verdict.Kind is VerdictKind.Ask or VerdictKind.Typed;
        Assert.Equal(hasQuestion, verdict.Question is not null);
        if (verdict.Kind == VerdictKind.Refuse || hasQuestion) Assert.NotNull(verdict.Hint);
        var word = (verdict.Kind, verdict.Warning is not null) switch
        {
            (VerdictKind.Allow, false) => "ok",
            (VerdictKind.Warn, true) => "warn",
            (VerdictKind.Ask, true) => "warn+ask",
            (VerdictKind.Ask, false) => "ask",
            (VerdictKind.Typed, false) => "typed",
            (VerdictKind.Refuse, false) => "refused",
            var other => other.ToString(),
        };
        return verdict.WritesStamp ? word + ", stamps" : word;
    }

    private static IEnumerable<(SafetyRequest Request, string Column)> Combinations() =>
        from operation in Enum.GetValues<Operation>()
        where operation != Operation.Stamp
        from kind in Enum.GetValues<EnvironmentKind>()
        from stamp in new[] { "same", "other", "broken", "none", "emptied", "created", "missing" }
        from hasRows in new[] { false, true }
        from naming in Enum.GetValues<EnvironmentNaming>()
        from isLocal in new[] { false, true }
        select (Facts(operation, kind, stamp) with
        {
            TablesHaveRows = hasRows, EnvironmentNaming = naming, IsLocalOrEmbedded = isLocal,
        }, Column(stamp, naming, isLocal));

    private static SafetyRequest Facts(Operation operation, EnvironmentKind kind, string stamp) =>
        Request.On(Word(kind), kind) with
        {
            Operation = operation,
            Stamp = stamp switch
            {
                "same" => new StampState.Stamped(Word(kind), kind),
                "other" => new StampState.Stamped("other", kind),
                "broken" => new StampState.Unreadable("permission denied"),
                "missing" => StampState.NoDatabase,
                _ => StampState.Unstamped,
            },
            HasUserTables = stamp != "emptied",
            CreatedByFurrow = stamp == "created",
        };

    private static string Column(string stamp, EnvironmentNaming naming, bool isLocal) => (stamp, naming) switch
    {
        ("same" or "other" or "broken", _) => stamp,
        ("none", EnvironmentNaming.Default) => "guess",
        ("none", EnvironmentNaming.Configured) => "config",
        ("none", _) => "--env",
        (_, EnvironmentNaming.Default) when !isLocal => "far",
        _ => "bare",
    };

    private static string Word(EnvironmentKind kind) => kind.ToString().ToLowerInvariant();

    private static EnvironmentKind KindOf(string name) => name switch
    {
        "demo" => EnvironmentKind.Staging,
        "live" => EnvironmentKind.Production,
        _ => Enum.Parse<EnvironmentKind>(name, ignoreCase: true),
    };

    // A text table: the first column lists operations, the others are named by the first line.
    private static Dictionary<string, Dictionary<string, string>> Parse(string table)
    {
        var lines = table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries)).ToList();
        return (
            from cells in lines.Skip(1)
            from operation in cells[0].Split(' ')
            select (operation, cells: lines[0].Zip(cells).Skip(1).ToDictionary()))
            .ToDictionary(row => row.operation, row => row.cells);
    }
}
