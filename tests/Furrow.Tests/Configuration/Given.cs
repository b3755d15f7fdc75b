using Furrow.Errors;
using Furrow.Configuration;

namespace Furrow.Tests.Configuration;

/// <summary>The sources of a configuration, line by line, so that tests know the line numbers.</summary>
internal sealed class Given
{
    public string Directory { get; init; } = "/projects/studio";

    public string[] File { get; } = ["# furrow.yaml", "", "", ""];

    public string[] DotEnv { get; } = ["", "", "", "", "", "", ""];

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public ProjectOverrides Overrides { get; set; } = ProjectOverrides.None;

    public Func<string, string> ReadSecretFile { get; init; } = path => throw new FileNotFoundException(null, path);

    public ConfigurationSources Sources() => new()
    {
        Directory = Directory,
        ProjectFileText = string.Join('\n', File),
        DotEnvText = string.Join('\n', DotEnv),
        Variables = Variables,
        Overrides = Overrides,
        ReadSecretFile = ReadSecretFile,
    };

    public ProjectConfiguration Resolve() => ConfigurationResolver.Resolve(Sources());

    public FurrowException Refused()
    {
        FurrowException e = Assert.Throws<FurrowException>(Resolve);
        Assert.Equal(ErrorCode.ConfigInvalid, e.Code);
        return e;
    }
}
