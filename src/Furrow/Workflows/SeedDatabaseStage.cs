using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Migrations;
using Furrow.Seeds;
using Furrow.Seeds.Checking;
using Furrow.State;

namespace Furrow.Workflows;

/// <summary>
/// The part of <c>seed-check</c> that needs the database. One that cannot be reached is a finding: a check that could
/// not be made must not pass.
/// </summary>
internal sealed class SeedDatabaseStage(
    ProjectContext project, ChosenEnvironment environment, SeedFindings findings)
{
    public required SeedFolderContent Content { get; init; }

    /// <summary>The environment's seeds in the order they run.</summary>
    public required IReadOnlyList<SeedFile> Arranged { get; init; }

    /// <summary>The seeds whose text is well.</summary>
    public required IReadOnlySet<string> Readable { get; init; }

    /// <summary>The project's migrations; null where they cannot be read.</summary>
    public required MigrationSet? Migrations { get; init; }

    /// <summary>Checks; returns how many migrations are pending.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using DatabaseView view = await DatabaseView.OpenAsync(project, cancellationToken);
            view.State.ThrowIfUnreadable();
            return await CheckAsync(view, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            FurrowException fault = Faults.Of(e, project.Provider);
            if (fault.Code == ErrorCode.Internal)
            {
                throw;
            }

            findings.Add(new SeedFinding(
                SeedFindingKind.Database, Seed: null, $"Not held against the database: {fault.Message}")
            {
                Hint = fault.Hint,
            });
            return 0;
        }
    }

    private async Task<int> CheckAsync(DatabaseView view, CancellationToken cancellationToken)
    {
        IReadOnlyList<MigrationRecord> applied = await view.State.Migrations.ReadAsync(cancellationToken);
        ImmutableArray<MigrationFile> pending = Migrations is null
            ? []
            : MigrationPlan.Make(Migrations.Versioned, applied).Pending;
        if (Migrations is not null)
        {
            CheckRequirements(applied);
        }

        if (pending.Length > 0)
        {
            findings.Add(new SeedFinding(
                SeedFindingKind.Pending,
                Seed: null,
                $"{pending.Length} {(pending.Length == 1 ? "migration is" : "migrations are")} pending, from "
                    + $"{pending[0].Title} on: what does not fit the database now may fit it then.")
            {
                Hint = "Run `furrow migrate`, then check again.",
            });
        }

        SeedPlan plan = Plan(await view.State.Seeds.ReadAsync(cancellationToken));
        AddPlan(plan);
        SeedFindings found = new();
        SeedDatabaseCheck check = new(
            view.Session,
            await view.Session.ReadSchemaAsync(cancellationToken),
            project.Provider.Dialect,
            new SeedDatabaseCheckScope(project.Variables, found));
        foreach (SeedFile seed in Arranged.Where(seed => Readable.Contains(seed.Name)))
        {
            PlannedSeed? planned = plan.ToRun.FirstOrDefault(p => p.Seed.Name == seed.Name);
            await check.RunAsync(seed, planned, cancellationToken);
        }

        foreach (SeedFinding finding in found.Sorted())
        {
            findings.Add(pending.Length > 0 ? finding with { Kind = SeedFindingKind.Unchecked } : finding);
        }

        return pending.Length;
    }

    private void CheckRequirements(IReadOnlyList<MigrationRecord> applied)
    {
        HashSet<MigrationVersion> known =
        [
            .. Migrations!.Versioned.Select(file => file.Version),
            .. applied.Select(record => MigrationVersion.Parse(record.Version)),
        ];
        foreach (SeedFile seed in Content.Seeds)
        {
            foreach (string version in seed.Requires)
            {
                bool isKnown = MigrationVersion.TryParse(version, out MigrationVersion? required)
                    && known.Contains(required);
                if (!isKnown)
                {
                    findings.Add(new SeedFinding(
                        SeedFindingKind.Invalid,
                        seed.Name,
                        $"{seed.Name} requires migration {version}, and there is no such migration.")
                    {
                        File = seed.DisplayPath,
                        Hint = "Correct the version after `requires`.",
                    });
                }
            }
        }
    }

    // What is wrong with dependencies is found already; it must not keep the rest from being planned.
    private SeedPlan Plan(IReadOnlyList<SeedRecord> history)
    {
        HashSet<string> there = Content.Unread.ToHashSet(StringComparer.Ordinal);
        SeedPlan plan = SeedPlanner.Plan(new SeedPlanRequest
        {
            Files = [.. Content.Seeds.Select(seed => seed with { Depends = [] })],
            Folders = environment.Definition.Folders,
            History = history,
        });
        return plan with { Orphaned = plan.Orphaned.RemoveAll(there.Contains) };
    }

    private void AddPlan(SeedPlan plan)
    {
        foreach (SeedDrift drift in plan.Drift)
        {
            findings.Add(new SeedFinding(SeedFindingKind.Drift, drift.Name, $"{drift.Name} was applied otherwise: "
                + $"{drift.Detail}.")
            {
                File = Content.Seeds.First(seed => seed.Name == drift.Name).DisplayPath,
                Hint = $"Raise its version, put the file back, or `furrow seed-sync --accept {drift.Name}`.",
            });
        }

        foreach (string orphan in plan.Orphaned)
        {
            findings.Add(new SeedFinding(
                SeedFindingKind.Orphaned, orphan, $"{orphan} is applied, and its file is gone.")
            {
                Hint = "Put the file back, or `furrow seed-clean`.",
            });
        }

        foreach (PlannedSeed planned in plan.Pending)
        {
            findings.Add(new SeedFinding(
                SeedFindingKind.Pending,
                planned.Seed.Name,
                $"{planned.Seed.Name} is pending: {planned.Reason.Word()}."));
        }
    }
}
