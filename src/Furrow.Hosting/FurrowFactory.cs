using Furrow.Configuration;
using Furrow.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Furrow.Hosting;

/// <summary>Opens projects as the host's options say, with sinks that all of them share.</summary>
internal sealed class FurrowFactory(
    IOptions<FurrowHostOptions> options, IHostEnvironment host, IEnumerable<HostSink> sinks) : IFurrowFactory
{
    private const string EnvironmentVariable = "DOTNET_ENVIRONMENT";

    public Task<FurrowProject> OpenAsync(CancellationToken cancellationToken) =>
        OpenAsync(connectWait: null, cancellationToken);

    /// <summary>The same, waiting for the database no longer than this.</summary>
    public async Task<FurrowProject> OpenAsync(TimeSpan? connectWait, CancellationToken cancellationToken)
    {
        FurrowOptions opening = OptionsOfOne(connectWait);
        string directory = ProjectPlace.Of(options.Value, host);
        FurrowProject project = await FurrowProject.OpenAsync(directory, opening, cancellationToken);
        if (project.Configuration.EnvironmentNamedExplicitly)
        {
            return project;
        }

        // A host that nobody told its environment calls itself Production; furrow would call itself development.
        await project.DisposeAsync();
        opening.Variables = new Dictionary<string, string>(
            opening.Variables ?? ConfigurationSources.ProcessVariables(), StringComparer.Ordinal)
        {
            [EnvironmentVariable] = host.EnvironmentName,
        };
        return await FurrowProject.OpenAsync(directory, opening, cancellationToken);
    }

    private FurrowOptions OptionsOfOne(TimeSpan? connectWait)
    {
        FurrowHostOptions given = options.Value;
        FurrowOptions one = new()
        {
            Overrides = given.Overrides,
            Variables = given.Variables,
            Prompt = given.Prompt,
            LockTimeout = given.LockTimeout,
            ConnectWait = connectWait ?? given.ConnectWait,
            Clock = given.Clock,
            Actor = given.Actor,
        };
        foreach (Providers.IDatabaseProvider provider in given.Providers)
        {
            one.Use(provider);
        }

        foreach (IEventSink sink in given.Sinks.Concat(sinks.Select(sink => sink.Sink)))
        {
            one.Sinks.Add(sink);
        }

        return one;
    }
}
