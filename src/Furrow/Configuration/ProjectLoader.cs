namespace Furrow.Configuration;

/// <summary>Reads a project's files and resolves its configuration.</summary>
public static class ProjectLoader
{
    /// <summary>
    /// Reads furrow.yaml and <c>.env</c> of a project, on the caller's thread: two small files are there sooner than a
    /// detour through the thread pool.
    /// </summary>
    /// <param name="directory">The project, from <see cref="ProjectDirectory"/>.</param>
    /// <param name="variables">
    /// The environment variables, from <see cref="ConfigurationSources.ProcessVariables"/>.
    /// </param>
    /// <param name="overrides">What the caller gives itself.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="Errors.FurrowException">Code <c>config.invalid</c>: a file cannot be read.</exception>
    public static Task<ConfigurationSources> ReadAsync(
        string directory,
        IReadOnlyDictionary<string, string> variables,
        ProjectOverrides overrides,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string full = Path.GetFullPath(directory);
        string dotEnv = Path.Combine(full, DotEnvFile.FileName);

        // A folder of that name is a Python environment, not a file to complain about.
        bool hasDotEnv = Path.Exists(dotEnv) && !Directory.Exists(dotEnv);
        return Task.FromResult(new ConfigurationSources
        {
            Directory = full,
            ProjectFileText = ConfigurationText.Read(Path.Combine(full, ProjectFile.FileName), ProjectFile.FileName),
            DotEnvText = hasDotEnv ? ConfigurationText.Read(dotEnv, DotEnvFile.FileName) : null,
            Variables = variables,
            Overrides = overrides,
        });
    }

    /// <summary>Reads and resolves in one step.</summary>
    /// <exception cref="Errors.FurrowException">Code <c>config.invalid</c>: something is wrong.</exception>
    public static async Task<ProjectConfiguration> LoadAsync(
        string directory,
        IReadOnlyDictionary<string, string> variables,
        ProjectOverrides overrides,
        CancellationToken cancellationToken) =>
        ConfigurationResolver.Resolve(await ReadAsync(directory, variables, overrides, cancellationToken));
}
