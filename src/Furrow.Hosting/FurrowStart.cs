using Furrow.Errors;
using Furrow.Safety;
using Furrow.Seeds;
using Furrow.Workflows;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Furrow.Hosting;

/// <summary>
/// Before any other service starts: reads the project, so that a broken one stops the host, and sets the database up
/// where that is wanted. Of replicas that start together one does the work while the others wait for its lock.
/// </summary>
internal sealed partial class FurrowStart(
    IFurrowFactory factory, IOptions<FurrowHostOptions> options, ILoggerFactory loggers) : IHostedLifecycleService
{
    private readonly ILogger _log = loggers.CreateLogger(LogCategory.Start);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using FurrowProject project = await factory.OpenAsync(cancellationToken);
            await SetUpAsync(project, cancellationToken);
        }
        catch (FurrowException e)
        {
            // The exception that stops the host tells no remedy.
            NotReady(e.Code, e.Message, e.Hint);
            throw;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SetUpAsync(FurrowProject project, CancellationToken cancellationToken)
    {
        FurrowHostOptions wanted = options.Value;
        if (!wanted.SetupOnStart)
        {
            return;
        }

        Configuration.EnvironmentDefinition environment = project.Configuration.Environment.Value;
        if (environment.VerdictsLike == EnvironmentKind.Production && !wanted.SetupInProduction)
        {
            LeftAlone(environment.Name);
            return;
        }

        // Nobody is there to say yes to generated rows.
        SetupOptions setup = new()
        {
            Yes = wanted.SetupInProduction,
            NoGenerate = environment.VerdictsLike.Strictness() > 0,
        };
        SetupResult result = await project.SetupAsync(setup, cancellationToken);
        Ready(result.Migrations.Applied.Length, result.Seeds.Seeds.Count(seed => seed.Outcome != SeedOutcome.Skipped));
    }

    [LoggerMessage(LogLevel.Information, "The database is set up: {Migrations} migrations and {Seeds} seeds applied.")]
    private partial void Ready(int migrations, int seeds);

    [LoggerMessage(
        LogLevel.Warning,
        "The environment {Environment} is judged as production: without SetupInProduction its database is left alone.")]
    private partial void LeftAlone(string environment);

    [LoggerMessage(LogLevel.Critical, "The database is not ready ({Code}). {Reason} {Remedy}")]
    private partial void NotReady(string code, string reason, string? remedy);
}
