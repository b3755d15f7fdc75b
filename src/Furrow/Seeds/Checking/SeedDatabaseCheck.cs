using Furrow.Providers;
using Furrow.Schema;
using Furrow.Seeds.Content;
using Furrow.Sql;

namespace Furrow.Seeds.Checking;

/// <summary>
/// Holds the seeds of an environment, in the order they run, against a database: tables, columns, types, keys,
/// references, statements. Looks only.
/// </summary>
internal sealed class SeedDatabaseCheck
{
    private readonly ISession _session;
    private readonly DatabaseSchema _schema;
    private readonly IReadOnlyDictionary<string, string> _variables;
    private readonly SeedFindings _findings;
    private readonly ScriptCheck _scripts;
    private readonly ReferenceCheck _references;
    private readonly SqlDialect _dialect;

    // What pending seeds before the one at hand may do unseen.
    private bool _mayBeDefined;
    private readonly List<SeedFile> _mayHaveWritten = [];

    public SeedDatabaseCheck(
        ISession session, DatabaseSchema schema, SqlDialect dialect, SeedDatabaseCheckScope scope)
    {
        _session = session;
        _schema = schema;
        _dialect = dialect;
        _variables = scope.Variables;
        _findings = scope.Findings;
        _scripts = new ScriptCheck(_session, dialect, _findings);
        _references = new ReferenceCheck(_session);
    }

    /// <summary>Checks the next seed. <paramref name="planned"/>: how it would run; null where it would not.</summary>
    public async Task RunAsync(SeedFile seed, PlannedSeed? planned, CancellationToken cancellationToken)
    {
        CheckTables(seed);
        bool defines = false;
        if (seed.IsData())
        {
            await CheckRowsAsync(seed, isToRun: planned is not null, cancellationToken);
        }
        else if (seed.Kind == SeedKind.Sql)
        {
            defines = await CheckScriptAsync(seed, seed.Text, seed.DisplayPath, cancellationToken);
        }
        else
        {
            _findings.Add(new SeedFinding(
                SeedFindingKind.Unchecked, seed.Name, "Code is not checked against the database before it runs.")
            {
                File = seed.DisplayPath,
            });
        }

        if (planned?.Upgrade is { } upgrade)
        {
            defines |= await CheckScriptAsync(seed, upgrade.Text, upgrade.DisplayPath, cancellationToken);
        }

        if (planned is not null && !seed.IsData())
        {
            _mayHaveWritten.Add(seed);
            _mayBeDefined |= defines || seed.Kind != SeedKind.Sql;
        }
    }

    private void CheckTables(SeedFile seed)
    {
        SeedTableFinder tables = new(_schema);
        foreach (string name in seed.Tables)
        {
            if (!_mayBeDefined && tables.Find(name, out string? problem) is null)
            {
                _findings.Add(new SeedFinding(
                    SeedFindingKind.Invalid, seed.Name, $"It says that it writes {name}, but {problem}.")
                {
                    File = seed.DisplayPath,
                    Hint = "Correct the list behind `tables`.",
                });
            }
        }
    }

    private async Task<bool> CheckScriptAsync(
        SeedFile seed, string text, string displayPath, CancellationToken cancellationToken)
    {
        SeedScript script = SeedScript.Prepare(text, displayPath, _dialect);
        await _scripts.RunAsync(seed, script, _mayBeDefined, cancellationToken);
        return ScriptCheck.LeavesDefinitions(script);
    }

    private async Task CheckRowsAsync(SeedFile seed, bool isToRun, CancellationToken cancellationToken)
    {
        SeedProblems problems = new(seed.DisplayPath);
        DataSeedPlan plan = DataSeedPlanner.Plan(seed, _schema, _variables, problems);
        if (problems.Count > 0 && _mayBeDefined)
        {
            _findings.Add(new SeedFinding(
                SeedFindingKind.Unchecked,
                seed.Name,
                $"Not checked: {problems.Listed[0].Message}, and a seed that runs before may define what is missing.")
            {
                File = seed.DisplayPath,
                Line = problems.Listed[0].Place.Line,
                Column = problems.Listed[0].Place.Column,
            });
            return;
        }

        _findings.Add(problems, seed);
        foreach ((ReferenceTarget target, string? complaint) in
            await _references.FindOpenAsync(plan, cancellationToken))
        {
            AddOpen(seed, target, complaint, isToRun);
        }

        _references.Passed(plan);
    }

    private void AddOpen(SeedFile seed, ReferenceTarget target, string? complaint, bool isToRun)
    {
        bool mayStillCome = complaint is null && (!isToRun || _mayHaveWritten.Exists(s => Writes(s, target.Table)));
        _findings.Add(new SeedFinding(
            mayStillCome ? SeedFindingKind.Unchecked : SeedFindingKind.Invalid,
            seed.Name,
            complaint is null
                ? $"The reference {target.Text} finds no row: not in this seed, in seeds before it or in the database."
                : $"The reference {target.Text} cannot be looked up: {complaint}")
        {
            File = seed.DisplayPath,
            Line = target.Place.Line,
            Column = target.Place.Column,
            Hint = mayStillCome
                ? isToRun ? "A seed before it, which is code, may write the row."
                    : "This seed is applied; whether it still could be shows in a new database."
                : "Correct the reference, or name the seed that writes the row under `depends`.",
        });
    }

    // A script that does not say which tables it writes may write any.
    private bool Writes(SeedFile seed, Table table)
    {
        SeedTableFinder tables = new(_schema);
        return seed.Tables.IsEmpty || seed.Tables.Any(name => ReferenceEquals(tables.Find(name, out _), table));
    }
}

/// <summary>What a check of seeds against a database is given besides the database.</summary>
/// <param name="Variables">What <c>!env</c> reads.</param>
/// <param name="Findings">Takes what is found.</param>
internal sealed record SeedDatabaseCheckScope(IReadOnlyDictionary<string, string> Variables, SeedFindings Findings);
