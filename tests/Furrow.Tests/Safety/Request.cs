using Furrow.Safety;

namespace Furrow.Tests.Safety;

/// <summary>Requests on a far database called shop that is stamped as what the command runs as.</summary>
internal static class Request
{
    internal static SafetyRequest On(string environment, EnvironmentKind kind) => new()
    {
        Operation = Operation.Migrate,
        DatabaseName = "shop",
        EnvironmentName = environment,
        EnvironmentKind = kind,
        EnvironmentNaming = EnvironmentNaming.Option,
        Stamp = new StampState.Stamped(environment, kind),
        HasUserTables = true,
        IsLocalOrEmbedded = false,
    };
}
