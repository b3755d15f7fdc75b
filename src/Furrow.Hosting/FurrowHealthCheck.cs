using Furrow.Errors;
using Furrow.Workflows;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Furrow.Hosting;

/// <summary>
/// Whether the database answers and is what the project says. Takes no lock, writes nothing, and ends within
/// <see cref="FurrowHostOptions.HealthTimeout"/>.
/// </summary>
internal sealed class FurrowHealthCheck(FurrowFactory factory, IOptions<FurrowHostOptions> options) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        TimeSpan limit = options.Value.HealthTimeout;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            // SQLite works on the thread that calls it, so the limit is kept by another.
            Task<ReadinessResult> reading = Task.Run(() => ReadAsync(limit, stop.Token), stop.Token);
            return Judge(await reading.WaitAsync(limit, options.Value.Clock, cancellationToken), context);
        }
        catch (TimeoutException)
        {
            await stop.CancelAsync();
            string late = $"The database did not answer within {limit.TotalSeconds:0.###} s.";
            return Fails(context, ErrorCode.DatabaseUnreachable, late);
        }
        catch (FurrowException e)
        {
            // Not with the exception: its causes may say more than the message was allowed to.
            return Fails(context, e.Code, e.Message);
        }
    }

    private async Task<ReadinessResult> ReadAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await using FurrowProject project = await factory.OpenAsync(limit, cancellationToken);
        return await project.ReadinessAsync(new QueryOptions(), cancellationToken);
    }

    private static HealthCheckResult Judge(ReadinessResult found, HealthCheckContext context)
    {
        Dictionary<string, object> data = new(StringComparer.Ordinal)
        {
            ["environment"] = found.Environment,
            ["pendingMigrations"] = found.Migrations.Pending.Length,
            ["pendingSeeds"] = found.Seeds.Pending.Count(),
            ["drift"] = found.Migrations.Drift.Length + found.Seeds.Drift.Length + found.Seeds.Orphaned.Length,
        };
        if (found.IsForeign)
        {
            string stamped = $"The database is stamped {found.Stamp}, and this host is {found.Environment}.";
            return new HealthCheckResult(context.Registration.FailureStatus, stamped, exception: null, data);
        }

        if (found.HasDrift)
        {
            return HealthCheckResult.Degraded("What was applied is no longer what the files say.", data: data);
        }

        return found.IsPending
            ? HealthCheckResult.Degraded("Migrations or seeds are pending.", data: data)
            : HealthCheckResult.Healthy("The database is what the project says.", data);
    }

    private static HealthCheckResult Fails(HealthCheckContext context, string code, string reason) => new(
        context.Registration.FailureStatus,
        reason,
        exception: null,
        new Dictionary<string, object>(StringComparer.Ordinal) { ["code"] = code });
}
