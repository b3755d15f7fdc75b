using Furrow.Providers;
using Furrow.Scenarios;
using Furrow.Scenarios.Running;

namespace Furrow.Workflows.Generating;

/// <summary>
/// Says how many rows a <c>setup</c> would generate, where that is known before it: other migrations make other tables,
/// and other seeds other rows to belong to.
/// </summary>
internal sealed class GenerationForecast(ProjectContext project, ISession session)
{
    /// <summary>What a plan has generated, with how many rows it would be.</summary>
    public async Task<GenerationStanding> AddAsync(PlanResult plan, CancellationToken cancellationToken)
    {
        GenerationStanding standing = plan.Generation!;
        if (plan.Migrations.IsPending)
        {
            return standing with { Forecast = RowForecast.Without("migrations come before it") };
        }

        RowCounting counting = new(
            session, project.Provider, await session.ReadSchemaAsync(cancellationToken));
        RowForecast forecast = await counting.CountAsync(
            standing.Inputs!, project.Configuration.Setup.Generate!.Rows, cancellationToken);
        return standing with
        {
            Forecast = counting.ReadsRows && plan.Seeds.ToRun.Length > 0
                ? RowForecast.Without("it depends on rows that seeds bring before")
                : forecast,
        };
    }
}
