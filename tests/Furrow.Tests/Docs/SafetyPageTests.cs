using Furrow.Safety;
using Furrow.Tests.House;

namespace Furrow.Tests.Docs;

/// <summary>Holds docs/safety.md against the safety table.</summary>
public sealed class SafetyPageTests
{
    private static readonly DocPage Page = DocPage.Read("safety.md");
    private static readonly DocTable Table = Page.Table("operation", "development", "test", "staging", "production");

    // What the first column calls the operations.
    private static readonly Dictionary<string, Operation[]> Named = new(StringComparer.Ordinal)
    {
        ["`status`, `plan`, `list`, `doctor`, `verify`, `seed-check`, `seed-test`, `lock`, `stamp` alone, `export`, "
            + "`snapshot create`, `snapshot list`, `snapshot verify`"] =
        [
            Operation.Status, Operation.Plan, Operation.List, Operation.Doctor, Operation.Verify, Operation.SeedCheck,
            Operation.SeedTest, Operation.LockRead, Operation.StampRead, Operation.Export, Operation.SnapshotCreate,
            Operation.SnapshotList, Operation.SnapshotVerify,
        ],
        ["`setup`, `migrate`, `baseline`, `repair`, `seed` of base and other folders"] =
            [Operation.Setup, Operation.Migrate, Operation.Baseline, Operation.Repair, Operation.SeedBase],
        ["`seed` of the folders development and test, `generate`"] = [Operation.SeedEnvironment, Operation.Generate],
        ["`rollback`, `seed-rollback`, `seed --force`, `import`, `snapshot restore`, `snapshot undo`"] =
        [
            Operation.Rollback, Operation.SeedRollback, Operation.SeedForce, Operation.Import,
            Operation.SnapshotRestore, Operation.SnapshotUndo,
        ],
        ["`clear`, `reset`, `seed --clear-first`, `generate --clear-first`, `import --clear-first`"] =
            [Operation.Clear, Operation.Reset, Operation.ClearFirst],
        ["`seed-clean`, `seed-sync --accept`, `snapshot prune`"] =
            [Operation.SeedClean, Operation.SeedAccept, Operation.SnapshotPrune],
        ["`unlock` of a dead holder"] = [Operation.UnlockDead],
        ["`unlock --force` of a live holder"] = [Operation.UnlockForce],
        ["`stamp` of an empty database"] = [Operation.Stamp],
    };

    [Fact]
    public void Every_cell_is_what_the_code_says()
    {
        Assert.Equal(Named.Keys, Table.Column("operation"));
        foreach (string[] row in Table.Rows)
        {
            foreach (EnvironmentKind kind in Enum.GetValues<EnvironmentKind>())
            {
                string documented = row[Array.IndexOf(Table.Header, kind.Name())];
                Assert.All(Named[row[0]], operation =>
                    Assert.Equal(documented, Describe(SafetyTable.Judge(On(kind) with { Operation = operation }))));
            }
        }
    }

    [Fact]
    public void Every_operation_that_a_command_asks_for_is_listed()
    {
        string text = string.Concat(SourceTree.Files("src/Furrow/Workflows").Select(File.ReadAllText));
        Operation[] listed = [.. Named.Values.SelectMany(operations => operations)];
        Operation[] asked =
        [
            .. Enum.GetValues<Operation>().Where(o => text.Contains($"Operation.{o}", StringComparison.Ordinal)
                && !text.Contains($"Operation.{o}:", StringComparison.Ordinal)),
        ];
        Assert.True(asked.Length >= 8);
        Assert.Subset(listed.ToHashSet(), asked.ToHashSet());
    }

    [Fact]
    public void What_the_database_says_about_itself_counts_as_the_page_says()
    {
        string[] header =
        [
            "the database", "`migrate`", "`setup`, `seed`, `generate`",
            "`seed --force`, `clear`, `reset`, `seed-clean`, `seed-sync --accept`, `unlock --force`",
        ];
        Operation[][] columns =
        [
            [Operation.Migrate],
            [Operation.Setup, Operation.SeedBase, Operation.SeedEnvironment, Operation.Generate],
            [
                Operation.SeedForce, Operation.Clear, Operation.Reset, Operation.ClearFirst, Operation.SeedClean,
                Operation.SeedAccept, Operation.UnlockForce,
            ],
        ];
        DocTable table = Page.Table(header);
        SafetyRequest[] states = [.. States()];
        Assert.Equal(states.Length, table.Rows.Count);
        foreach ((string[] row, SafetyRequest state) in table.Rows.Zip(states))
        {
            for (int column = 0; column < columns.Length; column++)
            {
                Assert.All(columns[column], operation => Assert.Equal(
                    row[column + 1] == "refused",
                    SafetyTable.Judge(state with { Operation = operation }).Kind == VerdictKind.Refuse));
                Assert.Contains(row[column + 1], (string[])["refused", "by the table"]);
            }
        }
    }

    [Fact]
    public void A_stamp_changes_as_the_page_says()
    {
        foreach (string[] row in Page.Table("from", "to", "").Rows)
        {
            foreach (SafetyRequest before in Stamps(row[0]))
            {
                foreach (EnvironmentKind to in Kinds(row[1]))
                {
                    Verdict verdict = SafetyTable.Judge(before with { NewStamp = new StampTarget(to.Name(), to) });
                    Assert.Equal(row[2], Describe(verdict));
                }
            }
        }
    }

    // The rows of the second table, in order.
    private static IEnumerable<SafetyRequest> States()
    {
        SafetyRequest own = On(EnvironmentKind.Development);
        SafetyRequest bare = own with { Stamp = StampState.Unstamped };
        yield return own;
        yield return own with { Stamp = new StampState.Stamped("production", EnvironmentKind.Production) };
        yield return own with { Stamp = new StampState.Unreadable("permission denied") };
        yield return bare with { HasUserTables = true, EnvironmentNaming = EnvironmentNaming.Configured };
        yield return bare with { HasUserTables = true, EnvironmentNaming = EnvironmentNaming.Option };
        yield return bare;
        yield return bare with { IsLocalOrEmbedded = false, EnvironmentNaming = EnvironmentNaming.Default };
    }

    private static IEnumerable<SafetyRequest> Stamps(string now)
    {
        SafetyRequest bare = On(EnvironmentKind.Development) with
        {
            Operation = Operation.Stamp,
            Stamp = StampState.Unstamped,
        };
        return now switch
        {
            "no stamp, no tables" => [bare],
            "no stamp, tables" => [bare with { HasUserTables = true }],
            "cannot be read" => [bare with { Stamp = new StampState.Unreadable("two rows") }],
            _ => Kinds(now).Select(kind => bare with { Stamp = new StampState.Stamped(kind.Name(), kind) }),
        };
    }

    private static EnvironmentKind[] Kinds(string names)
    {
        EnvironmentKind[] kinds =
        [
            .. Enum.GetValues<EnvironmentKind>()
                .Where(kind => names == "any" || names.Contains(kind.Name(), StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(kinds);
        return kinds;
    }

    private static SafetyRequest On(EnvironmentKind kind) => new()
    {
        Operation = Operation.Status,
        DatabaseName = "shop",
        EnvironmentName = kind.Name(),
        EnvironmentKind = kind,
        EnvironmentNaming = EnvironmentNaming.Configured,
        Stamp = new StampState.Stamped(kind.Name(), kind),
        HasUserTables = false,
        IsLocalOrEmbedded = true,
        NewStamp = new StampTarget(kind.Name(), kind),
    };

    private static string Describe(Verdict verdict) => (verdict.Kind, verdict.Warning is not null) switch
    {
        (VerdictKind.Allow, false) => "ok",
        (VerdictKind.Warn, true) => "warns",
        (VerdictKind.Ask, false) => "asks",
        (VerdictKind.Ask, true) => "warns and asks",
        (VerdictKind.Typed, false) => "typed",
        (VerdictKind.Refuse, false) => "refused",
        var other => other.ToString(),
    };
}
