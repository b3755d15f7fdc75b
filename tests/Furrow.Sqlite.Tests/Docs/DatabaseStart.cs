using Furrow;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Migrations;
using Furrow.Workflows;

namespace Harbour;

/// <summary>Brings the database up to date before the application serves anybody.</summary>
public sealed class DatabaseStart(TextWriter log) : IEventSink
{
    public async Task<bool> RunAsync(string directory, CancellationToken cancellationToken)
    {
        await using FurrowProject furrow = await FurrowProject.OpenAsync(
            directory,
            options =>
            {
                options.UseSqlite();
                options.Sinks.Add(this);
                options.LockTimeout = TimeSpan.FromMinutes(2);
            },
            cancellationToken);

        try
        {
            SetupResult result = await furrow.SetupAsync(new() { Environment = "test" }, cancellationToken);
            foreach (AppliedMigration migration in result.Migrations.Applied)
            {
                await log.WriteLineAsync($"{migration.Version} took {migration.DurationMs} ms");
            }

            StatusResult status = await furrow.StatusAsync(new(), cancellationToken);
            return !status.HasDrift;
        }
        catch (FurrowException e) when (e.Code is ErrorCode.Locked or ErrorCode.DatabaseUnreachable)
        {
            await log.WriteLineAsync($"{e.Message} {e.Hint}");
            return false;
        }
    }

    public void Emit(FurrowEvent furrowEvent)
    {
        if (furrowEvent.Level >= EventLevel.Information)
        {
            log.WriteLine(furrowEvent.Details);
        }
    }
}
