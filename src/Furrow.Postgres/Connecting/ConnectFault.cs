namespace Furrow.Postgres.Connecting;

/// <summary>Why a connection did not come about.</summary>
/// <param name="Code">One of the <c>database.*</c> codes.</param>
/// <param name="Found">What happened, as a sentence without full stop.</param>
/// <param name="Hint">What to do.</param>
internal sealed record ConnectFault(string Code, string Found, string? Hint)
{
    /// <summary>Whether waiting may help: the server, its host or its network is still starting.</summary>
    public bool IsNotUpYet { get; init; }

    /// <summary>The server's SQLSTATE, when it answered.</summary>
    public string? SqlState { get; init; }
}
