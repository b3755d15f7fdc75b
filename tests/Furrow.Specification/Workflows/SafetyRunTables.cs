namespace Furrow.Specification.Workflows;

/// <summary>
/// What safety says to each verb of <see cref="ChangingVerb"/>: written by hand from the contract, knows nothing of the
/// code.
/// </summary>
public static class SafetyRunTables
{
    // In a database stamped with the command's own environment.
    private const string ByKind = """
        verb                   | development | test  | staging | production
        migrate                | ok          | ok    | ok      | ask
        rollback               | ask         | ask   | typed   | typed
        baseline               | ok          | ok    | ok      | ask
        repair                 | ok          | ok    | ok      | ask
        setup                  | ok          | ok    | ok      | ask
        setup generating       | ok          | ok    | ask     | ask
        setup --no-generate    | ok          | ok    | ok      | ask
        seed                   | ok          | ok    | ok      | ask
        seed development       | ok          | ok    | ask     | refused
        seed test              | ok          | ok    | ask     | refused
        seed --force           | ask         | ask   | typed   | typed
        seed-rollback          | ask         | ask   | typed   | typed
        seed-clean             | ask         | ask   | ask     | typed
        seed-sync --accept     | ask         | ask   | ask     | typed
        clear                  | ask         | ask   | typed   | refused
        reset                  | ask         | ask   | typed   | refused
        seed --clear-first     | ask         | ask   | typed   | refused
        generate               | ok          | ok    | ask     | refused
        generate --clear-first | ask         | ask   | typed   | refused
        import                 | ask         | ask   | typed   | typed
        import --clear-first   | ask         | ask   | typed   | refused
        snapshot restore       | ask         | ask   | typed   | typed
        snapshot undo          | ask         | ask   | typed   | typed
        snapshot prune         | ask         | ask   | ask     | typed
        unlock --force         | ask         | ask   | typed   | typed
        stamp production       | ok          | ok    | ok      | ok
        stamp development      | ok          | ok    | typed   | typed
        """;

    // As development. other: stamped test. broken: the stamp cannot be read. Then without stamp, but with tables: the
    // environment by nobody (guess), by a variable (config), by option (--env). bare: neither stamp nor tables.
    // `-`: nobody can hold a lock there.
    private const string ByDatabase = """
        verb                   | other   | broken  | guess   | config  | --env   | bare
        migrate                | refused | refused | refused | refused | ok      | ok
        rollback               | refused | refused | refused | refused | refused | ask
        baseline               | refused | refused | refused | refused | ok      | ok
        repair                 | refused | refused | refused | refused | ok      | ok
        setup                  | refused | refused | refused | refused | refused | ok
        setup generating       | refused | refused | refused | refused | refused | ok
        setup --no-generate    | refused | refused | refused | refused | refused | ok
        seed                   | refused | refused | refused | refused | refused | ok
        seed development       | refused | refused | refused | refused | refused | ok
        seed test              | refused | refused | refused | refused | refused | ok
        seed --force           | refused | refused | refused | refused | refused | ask
        seed-rollback          | refused | refused | refused | refused | refused | ask
        seed-clean             | refused | refused | refused | refused | refused | ask
        seed-sync --accept     | refused | refused | refused | refused | refused | ask
        clear                  | refused | refused | refused | refused | refused | ask
        reset                  | refused | refused | refused | refused | refused | ask
        seed --clear-first     | refused | refused | refused | refused | refused | ask
        generate               | refused | refused | refused | refused | refused | ok
        generate --clear-first | refused | refused | refused | refused | refused | ask
        import                 | refused | refused | ask     | ask     | ask     | ask
        import --clear-first   | refused | refused | refused | refused | refused | ask
        snapshot restore       | refused | refused | refused | refused | refused | ask
        snapshot undo          | refused | refused | refused | refused | refused | ask
        snapshot prune         | refused | refused | refused | refused | refused | ask
        unlock --force         | refused | refused | -       | -       | -       | -
        stamp production       | ok      | refused | typed   | typed   | typed   | ok
        stamp development      | ok      | refused | typed   | typed   | typed   | ok
        """;

    public static TheoryData<string, string, string> Kinds => Cells(ByKind);

    public static TheoryData<string, string, string> Databases => Cells(ByDatabase);

    private static TheoryData<string, string, string> Cells(string table)
    {
        string[][] lines =
            [.. table.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))];
        TheoryData<string, string, string> cells = [];
        foreach (string[] row in lines.Skip(1))
        {
            foreach ((string column, string cell) in lines[0].Zip(row).Skip(1))
            {
                cells.Add(row[0], column, cell);
            }
        }

        return cells;
    }
}
