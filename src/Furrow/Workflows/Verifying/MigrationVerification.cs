using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Providers;
using Furrow.Schema;
using Furrow.State;

namespace Furrow.Workflows.Verifying;

/// <summary>
/// Takes each migration up, down and up again. The catalog is read once for each of these, and what a migration ends
/// with is what the next one begins with. A way down runs in a transaction and is taken back where it did not lead
/// back; where that cannot be, a new database is brought to the same point.
/// </summary>
internal sealed class MigrationVerification
{
    private readonly ProjectContext _project;
    private readonly ScratchWork _scratch;
    private readonly bool _mayReachOut;
    private readonly List<TrialScript> _applied = [];
    private ISession _session = null!;
    private DatabaseCatalog _before = DatabaseCatalog.Empty;
    private bool _isStateKnown;

    /// <summary>A verification.</summary>
    /// <param name="project">The project.</param>
    /// <param name="scratch">Where it works.</param>
    /// <param name="mayReachOut">Whether statements that reach beyond the database are run.</param>
    public MigrationVerification(ProjectContext project, ScratchWork scratch, bool mayReachOut)
    {
        _project = project;
        _scratch = scratch;
        _mayReachOut = mayReachOut;
    }

    public async Task<ImmutableArray<VerifiedMigration>> RunAsync(
        ImmutableArray<MigrationFile> files, CancellationToken cancellationToken)
    {
        ImmutableArray<VerifiedMigration>.Builder verified = ImmutableArray.CreateBuilder<VerifiedMigration>();
        foreach (MigrationFile file in files)
        {
            long start = _project.Clock.GetTimestamp();
            VerifiedMigration migration = await VerifyAsync(file, cancellationToken);
            verified.Add(migration);
            _project.Events.Emit(new MigrationVerified(
                file.Version.Text,
                file.Name,
                migration.Outcome.Word(),
                (long)_project.Clock.GetElapsedTime(start).TotalMilliseconds));
            _project.Events.Emit(new ProgressMade(
                EventOperation.Verify, "Migrations", "migrations", verified.Count, files.Length));
        }

        return verified.ToImmutable();
    }

    // One that does not go up is left out, and those behind it are tried without: one report tells of all of them.
    private async Task<VerifiedMigration> VerifyAsync(MigrationFile file, CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken);
        (TrialScript? up, FurrowException? problem) = await ReadAsync(file.Up, cancellationToken);
        if (up is null)
        {
            return Failed(file, VerifyOutcome.UpFailed, VerifyStage.Up, problem!);
        }

        if (ReachesOut(up) is { } reach)
        {
            return Failed(file, VerifyOutcome.NotVerified, VerifyStage.Up, reach);
        }

        TrialResult result = await up.RunAsync(_session, stays: _ => true, cancellationToken);
        _isStateKnown = result.IsStateKnown;
        if (result.Catalog is not { } after)
        {
            return Failed(file, VerifyOutcome.UpFailed, VerifyStage.Up, result.Error!);
        }

        _applied.Add(up);
        VerifiedMigration migration = file.Down is null
            ? Of(file, VerifyOutcome.NoDown)
            : await GoDownAsync(file, up, after, cancellationToken);
        _before = after;
        return migration;
    }

    private async Task<VerifiedMigration> GoDownAsync(
        MigrationFile file, TrialScript up, DatabaseCatalog after, CancellationToken cancellationToken)
    {
        (TrialScript? down, FurrowException? problem) = await ReadAsync(file.Down!, cancellationToken);
        if (down is null)
        {
            return Failed(file, VerifyOutcome.DownFailed, VerifyStage.Down, problem!);
        }

        if (ReachesOut(down) is { } reach)
        {
            return Failed(file, VerifyOutcome.NotVerified, VerifyStage.Down, reach);
        }

        if (await TryAsync(file, VerifyStage.Down, (down, _before), cancellationToken) is { } wrong)
        {
            return wrong;
        }

        VerifiedMigration? again = await TryAsync(file, VerifyStage.UpAgain, (up, after), cancellationToken);
        _isStateKnown &= again is null;
        return again ?? Of(file, VerifyOutcome.Ok);
    }

    // Null where the script led to where it should.
    private async Task<VerifiedMigration?> TryAsync(
        MigrationFile file,
        VerifyStage stage,
        (TrialScript Script, DatabaseCatalog Expected) trial,
        CancellationToken cancellationToken)
    {
        ImmutableArray<CatalogDifference> differences = [];
        TrialResult result = await trial.Script.RunAsync(
            _session,
            stays: catalog => (differences = CatalogDiff.Compare(trial.Expected, catalog)).IsEmpty,
            cancellationToken);
        _isStateKnown = result.IsStateKnown;
        if (result.Error is { } error)
        {
            return Failed(
                file, stage == VerifyStage.Down ? VerifyOutcome.DownFailed : VerifyOutcome.UpFailed, stage, error);
        }

        return differences.IsEmpty ? null : Of(file, VerifyOutcome.Differs) with
        {
            Stage = stage,
            Differences = differences,
        };
    }

    // A database with every migration up so far; a new one unless the one at hand is that.
    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_isStateKnown)
        {
            return;
        }

        _session = await _scratch.StartAnewAsync(cancellationToken);
        foreach (TrialScript up in _applied)
        {
            await up.ApplyAsync(_session, cancellationToken);
        }

        _before = await _session.ReadCatalogAsync(cancellationToken);
        _isStateKnown = true;
    }

    private async Task<(TrialScript? Script, FurrowException? Problem)> ReadAsync(
        MigrationScript script, CancellationToken cancellationToken)
    {
        try
        {
            return (await TrialScript.ReadAsync(
                script, _project.Provider.Dialect, _project.Display, cancellationToken), null);
        }
        catch (FurrowException e)
        {
            return (null, e);
        }
    }

    private FurrowException? ReachesOut(TrialScript script) => _mayReachOut ? null : script.FindServerWide();

    private static VerifiedMigration Of(MigrationFile file, VerifyOutcome outcome) =>
        new(file.Version.Text, file.Name, outcome);

    private static VerifiedMigration Failed(
        MigrationFile file, VerifyOutcome outcome, VerifyStage stage, FurrowException error) =>
        Of(file, outcome) with { Stage = stage, Error = error };
}
