using Furrow.Configuration;
using Furrow.Errors;
using Furrow.Events;
using Furrow.Providers;
using Furrow.Safety;
using Furrow.State;

namespace Furrow.Workflows.Verifying;

/// <summary>Where scratch databases of a command are made.</summary>
/// <param name="Server">A database of that server; only its server and its likeness matter.</param>
/// <param name="Request">How they are made.</param>
/// <param name="IsNamed">Whether the user named the place for this purpose.</param>
internal sealed record ScratchPlace(IDatabase Server, ScratchRequest Request, bool IsNamed) : IAsyncDisposable
{
    private const string Option = "--scratch";

    /// <summary>For people: the server's database, or the folder.</summary>
    public string Display =>
        Server.Provider.Capabilities.ServerDatabases ? Server.Reference.Display : Request.Folder;

    /// <summary>
    /// The place that <paramref name="address"/> names, else the project's own server, if it may be used so: then its
    /// database is looked at, where there is one.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>refused</c>: a place has to be named.</exception>
    public static async Task<ScratchPlace> ChooseAsync(
        ProjectContext project, CommandOptions options, string? address, CancellationToken cancellationToken)
    {
        if (address is not null)
        {
            return Named(project, address);
        }

        if (project.Provider.Capabilities.ServerDatabases)
        {
            await RefuseProductionAsync(project, project.ChooseEnvironment(options), cancellationToken);
        }

        return new ScratchPlace(
            project.OpenDatabase(),
            new ScratchRequest(Path.Combine(project.Configuration.Directory, ".furrow", "scratch")),
            IsNamed: false);
    }

    /// <summary>
    /// The secrets of the address of a scratch server, which has a password of its own that the project's redactor does
    /// not know.
    /// </summary>
    public static SecretRedactor SecretsOf(ProjectContext project, string? address)
    {
        if (address is null)
        {
            return SecretRedactor.None;
        }

        DatabaseAddress parsed = DatabaseAddress.Parse(address, project.Configuration.Directory, Option);
        return SecretRedactor.Beside(parsed.Display, parsed.Secrets);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static ScratchPlace Named(ProjectContext project, string address)
    {
        string directory = project.Configuration.Directory;
        DatabaseAddress place = DatabaseAddress.Parse(address, directory, Option);
        if (place.Scheme != project.Provider.Name)
        {
            throw new FurrowException(
                ErrorCode.Usage,
                $"{Option} names a {place.Scheme} database, and the project's database is {project.Provider.Name}.")
            {
                Hint = $"Name a {project.Provider.Name} database: what is found on another kind says nothing.",
            };
        }

        IDatabase database = project.Provider.Open(place.ToReference(), project.DatabaseOptions);
        string folder = place.Path is { } path ? Path.GetDirectoryName(path) ?? directory : directory;
        return new ScratchPlace(database, new ScratchRequest(folder), IsNamed: true);
    }

    private static async Task RefuseProductionAsync(
        ProjectContext project, ChosenEnvironment environment, CancellationToken cancellationToken)
    {
        StampState stamp = await ReadStampAsync(project, cancellationToken);
        string? problem = ScratchRule.WhyNot(
            project.Configuration.Database.Value.DatabaseName,
            stamp,
            environment.Definition.Name,
            environment.Definition.VerdictsLike);
        if (problem is not null)
        {
            throw new FurrowException(ErrorCode.Refused, problem)
            {
                Hint = "Name a server for scratch databases: --scratch postgres://USER@HOST/postgres",
            };
        }
    }

    private static async Task<StampState> ReadStampAsync(
        ProjectContext project, CancellationToken cancellationToken)
    {
        await using IDatabase database = project.OpenDatabase();
        if (!await database.ExistsAsync(cancellationToken))
        {
            return StampState.NoDatabase;
        }

        await using ISession session = await database.OpenSessionAsync(SessionAccess.Read, cancellationToken);
        StateStore state = await StateStore.OpenAsync(session, database, cancellationToken);
        return new SafetyCheck(project).StampOf(state);
    }
}
