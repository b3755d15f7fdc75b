using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Sql;
using Furrow.Workflows.Verifying;

namespace Furrow.Workflows.SeedTesting;

/// <summary>
/// <c>seed-test</c>. Takes no lock and writes nothing into the project's database; of that only the stamp is looked at,
/// and not even that where the scratch server is named.
/// </summary>
internal sealed class SeedTestWorkflow
{
    private readonly ProjectContext _project;

    public SeedTestWorkflow(ProjectContext project) => _project = project;

    public Task<SeedTestResult> RunAsync(SeedTestOptions options, CancellationToken cancellationToken) =>
        new CommandEvents(_project, "seed-test").AroundAsync(
            _project.ChooseEnvironment(options), () => TestAsync(options, cancellationToken));

    private async Task<SeedTestResult> TestAsync(SeedTestOptions options, CancellationToken cancellationToken)
    {
        SecretRedactor secrets = ScratchPlace.SecretsOf(_project, options.Scratch);
        try
        {
            ProjectFiles files = await ProjectFiles.ReadAsync(_project, cancellationToken);
            ImmutableArray<SeedFile> seeds = Choose(files, options);
            await using ScratchPlace place =
                await ScratchPlace.ChooseAsync(_project, options, options.Scratch, cancellationToken);
            SeedTestScene scene = new(
                _project, _project.ChooseEnvironment(options), place, files.Migrations, files.Seeds);
            if (!place.IsNamed)
            {
                await RefuseReachAsync(files.Migrations, seeds, cancellationToken);
            }

            SeedTestResult result = seeds.IsEmpty
                ? new SeedTestResult([], place.Display)
                : await TestAsync(scene, seeds, cancellationToken);
            return result with { Seeds = [.. result.Seeds.Select(seed => Redact(seed, secrets))] };
        }
        catch (FurrowException e) when (!ReferenceEquals(secrets.Redact(e), e))
        {
            throw secrets.Redact(e);
        }
    }

    private async Task<SeedTestResult> TestAsync(
        SeedTestScene scene, ImmutableArray<SeedFile> seeds, CancellationToken cancellationToken)
    {
        await using SeedTestBed bed = await scene.StartAsync(cancellationToken);
        SeedTrials trials = new(_project, bed);
        ImmutableArray<TestedSeed> tested = await trials.RunAsync(seeds, cancellationToken);
        OrderTrial order = new(scene, bed);
        IReadOnlyDictionary<string, SeedTrial> orders = await order.RunAsync(
            [.. seeds.Where(seed => trials.Written.ContainsKey(seed.Name))], trials.Written, cancellationToken);
        tested =
        [
            .. tested.Select(seed => orders.TryGetValue(seed.Name, out SeedTrial? trial)
                ? seed with { Trials = seed.Trials.Add(trial) }
                : seed),
        ];
        foreach (TestedSeed seed in tested)
        {
            _project.Events.Emit(new SeedTested(seed.Name, seed.Outcome.Word(), seed.DurationMs));
        }

        return new SeedTestResult(tested, scene.Place.Display) { NotCompared = order.NotCompared };
    }

    private ImmutableArray<SeedFile> Choose(ProjectFiles files, SeedTestOptions options)
    {
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = files.Seeds,
            Folders = _project.ChooseEnvironment(options).Definition.Folders,
            History = [],
            Names = options.Names,
        });
        return [.. plan.ToRun.Select(planned => planned.Seed)];
    }

    // Roles and settings are the whole server's, and stay when the scratch database is gone.
    private async Task RefuseReachAsync(
        MigrationSet migrations, ImmutableArray<SeedFile> seeds, CancellationToken cancellationToken)
    {
        List<FurrowException> problems = [];
        IEnumerable<MigrationScript> scripts = migrations.Versioned.Select(file => file.Up)
            .Concat(migrations.Repeatable.Select(file => file.Script));
        foreach (MigrationScript script in scripts)
        {
            TrialScript trial = await TrialScript.ReadAsync(
                script, _project.Provider.Dialect, _project.Display, cancellationToken);
            Add(trial.FindServerWide());
        }

        foreach (SeedFile seed in seeds)
        {
            if (seed.Kind == SeedKind.Sql)
            {
                Add(FindServerWide(seed.Text, seed.DisplayPath));
            }

            if (seed.Down is { } down)
            {
                Add(FindServerWide(down.Text, down.DisplayPath));
            }
        }

        Problems.Throw(problems, $"{problems.Count} statements reach beyond the scratch database; nothing was run.");

        void Add(FurrowException? problem)
        {
            if (problem is not null)
            {
                problems.Add(problem);
            }
        }
    }

    private FurrowException? FindServerWide(string text, string file) =>
        TrialScript.FindServerWide(SqlSplitter.Split(text, _project.Provider.Dialect).Statements, file);

    private TestedSeed Redact(TestedSeed seed, SecretRedactor secrets) => seed with
    {
        Trials =
        [
            .. seed.Trials.Select(trial => trial.Error is { } error
                ? trial with { Error = _project.Events.Secrets.Redact(secrets.Redact(error)) }
                : trial),
        ],
    };
}
