using Furrow;
using Furrow.Samples.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Services.AddFurrow(options =>
{
    options.Directory = AppContext.BaseDirectory;
    options.UsePostgres();
    options.UseSqlite();
    options.SetupOnStart = true;
});
builder.Services.AddHealthChecks().AddFurrow();
builder.Services.AddHostedService<ParcelCounter>();
await builder.Build().RunAsync();
