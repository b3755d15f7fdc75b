namespace Furrow.Safety;

/// <summary>What a look at the database's stamp found.</summary>
public abstract record StampState
{
    private StampState()
    {
    }

    /// <summary>There is no database yet.</summary>
    public static StampState NoDatabase { get; } = new NoDatabaseState();

    /// <summary>The database carries no stamp.</summary>
    public static StampState Unstamped { get; } = new UnstampedState();

    /// <summary>The database carries a stamp that can be read.</summary>
    /// <param name="Name">The environment's name as stamped.</param>
    /// <param name="Kind">
    /// What that environment is judged as; <see cref="EnvironmentKind.Production"/> for one the project does not know.
    /// </param>
    public sealed record Stamped(string Name, EnvironmentKind Kind) : StampState;

    /// <summary>Something is there that cannot be read as a stamp, or may not be read.</summary>
    /// <param name="Problem">What stood in the way, as the end of a sentence: "permission denied".</param>
    public sealed record Unreadable(string Problem) : StampState;

    private sealed record NoDatabaseState : StampState;

    private sealed record UnstampedState : StampState;
}
