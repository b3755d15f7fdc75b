using Furrow.Errors;
using Furrow.Events;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Seeds.Secrets;

namespace Furrow.Workflows;

/// <summary>
/// Keeps secrets in seeds out of databases that matter: in staging and production a seed that would run there anyway is
/// refused, everywhere else it is warned of. Looks only at seeds that are about to run.
/// </summary>
internal sealed class SecretGuard
{
    private const string Hint = "Read it with `!env NAME` in a volatile seed, or name the seed under "
        + "`seeds: allow_secrets:` in furrow.yaml.";

    private readonly ProjectContext _project;

    public SecretGuard(ProjectContext project) => _project = project;

    /// <summary>Looks at what a plan is about to run.</summary>
    /// <exception cref="FurrowException">Code <c>seed.secret</c>: every secret listed; nothing was changed.</exception>
    public void Check(ChosenEnvironment environment, SeedPlan plan)
    {
        bool isGuarded = environment.Definition.VerdictsLike.Strictness() > 0;
        List<FurrowException> refused = [];
        foreach (SeedFile seed in plan.ToRun.Select(planned => planned.Seed).Where(seed => !IsAllowed(_project, seed)))
        {
            IReadOnlyList<SecretFinding> found = SecretScan.Find(seed, _project.Provider.Dialect);
            if (isGuarded && seed.Folder is not ("development" or "test"))
            {
                refused.AddRange(found.Select(finding => Refusal(seed, finding)));
            }
            else if (found.Count > 0)
            {
                Warn(seed, found);
            }
        }

        Problems.Throw(refused, $"{refused.Count} secrets in the seeds to apply; none was applied.");
    }

    // A table of users for tests may hold hundreds; one line says enough, and seed-check lists them.
    private void Warn(SeedFile seed, IReadOnlyList<SecretFinding> found)
    {
        SecretFinding first = found[0];
        string more = found.Count == 1 ? "" : $", and {found.Count - 1} more";
        _project.Events.Emit(new WarningRaised(
            $"{Describe(seed, first)} ({first.File}:{first.Line}:{first.Column}{more}).", Hint));
    }

    /// <summary>Whether furrow.yaml lets a seed hold secrets.</summary>
    public static bool IsAllowed(ProjectContext project, SeedFile seed) =>
        project.Configuration.Seeds.AllowSecrets.Contains(seed.Name, StringComparer.Ordinal);

    /// <summary>A finding as the beginning of a sentence.</summary>
    public static string Describe(SeedFile seed, SecretFinding finding) =>
        $"{seed.Name} holds what looks like {finding.What}";

    /// <summary>The finding as an error.</summary>
    public static FurrowException Refusal(SeedFile seed, SecretFinding finding) =>
        new(ErrorCode.SeedSecret, $"{Describe(seed, finding)}.")
        {
            File = finding.File,
            Line = finding.Line,
            Column = finding.Column,
            Hint = Hint,
        };
}
