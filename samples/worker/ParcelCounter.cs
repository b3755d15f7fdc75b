using Furrow.Hosting;
using Furrow.Workflows;
using Microsoft.Extensions.Hosting;

namespace Furrow.Samples.Worker;

/// <summary>Starts when the database is ready, says what is in it, and ends the host.</summary>
internal sealed class ParcelCounter(IFurrowFactory furrow, IHostApplicationLifetime host) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using FurrowProject project = await furrow.OpenAsync(stoppingToken);
        StatusResult status = await project.StatusAsync(new(), stoppingToken);
        Console.WriteLine(string.Join(", ", status.Tables.Select(table => $"{table.Table.Name}: {table.Rows} rows")));
        host.StopApplication();
    }
}
