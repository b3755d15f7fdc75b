using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Furrow.Hosting;

/// <summary>Finds everything that is wrong with the options, before the host starts anything.</summary>
internal sealed class FurrowHostOptionsCheck(IHostEnvironment host) : IValidateOptions<FurrowHostOptions>
{
    public ValidateOptionsResult Validate(string? name, FurrowHostOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(FurrowHostOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Directory))
        {
            yield return "Furrow: Directory is not set; expected the directory that holds furrow.yaml.";
        }
        else if (ProjectPlace.Of(options, host) is var directory && !System.IO.Directory.Exists(directory))
        {
            yield return $"Furrow: Directory is {directory}, which does not exist.";
        }

        if (options.Providers.Count == 0)
        {
            yield return "Furrow: there is no provider; call options.UsePostgres() or options.UseSqlite().";
        }

        if (options is { SetupInProduction: true, SetupOnStart: false })
        {
            yield return "Furrow: SetupInProduction is set, but SetupOnStart is not.";
        }

        if (options.Owned.Count > 0)
        {
            yield return "Furrow: UseTelemetry() is called, but AddFurrow() measures already; remove it.";
        }

        foreach ((string setting, TimeSpan value, TimeSpan least) in
            new[]
            {
                (nameof(options.LockTimeout), options.LockTimeout, TimeSpan.Zero),
                (nameof(options.ConnectWait), options.ConnectWait, TimeSpan.Zero),
                (nameof(options.HealthTimeout), options.HealthTimeout, TimeSpan.FromMilliseconds(1)),
            })
        {
            if (value < least)
            {
                yield return $"Furrow: {setting} is {value}; expected {least} or more.";
            }
        }
    }
}
