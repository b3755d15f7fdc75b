using System.Collections.Immutable;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.State;

namespace Furrow.Workflows.Verifying;

/// <summary>
/// <c>verify</c>. Takes no lock and writes nothing into the project's database; of that only the stamp is looked at,
/// and not even that where the scratch server is named.
/// </summary>
internal sealed class VerifyWorkflow
{
    private readonly ProjectContext _project;

    public VerifyWorkflow(ProjectContext project) => _project = project;

    public Task<VerifyResult> RunAsync(VerifyOptions options, CancellationToken cancellationToken) =>
        new CommandEvents(_project, "verify").AroundAsync(
            _project.ChooseEnvironment(options), () => VerifyAsync(options, cancellationToken));

    private async Task<VerifyResult> VerifyAsync(VerifyOptions options, CancellationToken cancellationToken)
    {
        SecretRedactor secrets = ScratchPlace.SecretsOf(_project, options.Scratch);
        try
        {
            ImmutableArray<MigrationFile> files =
                (await ProjectFiles.ReadMigrationsAsync(_project, cancellationToken)).Versioned;
            await using ScratchPlace place =
                await ScratchPlace.ChooseAsync(_project, options, options.Scratch, cancellationToken);
            await using ScratchWork scratch = new(place.Server, place.Request, _project.Events);
            ImmutableArray<VerifiedMigration> verified =
                await new MigrationVerification(_project, scratch, place.IsNamed).RunAsync(files, cancellationToken);
            return new VerifyResult([.. verified.Select(migration => Redact(migration, secrets))], place.Display);
        }
        catch (FurrowException e) when (!ReferenceEquals(secrets.Redact(e), e))
        {
            throw secrets.Redact(e);
        }
    }

    private static VerifiedMigration Redact(VerifiedMigration migration, SecretRedactor secrets) =>
        migration.Error is { } error ? migration with { Error = secrets.Redact(error) } : migration;
}
