namespace Furrow.Cli.Tests.Fire;

/// <summary>
/// A database to be set up under fire: made anew for each attempt, read by its own driver and never by Furrow.
/// </summary>
internal interface IFireDatabase : IAsyncDisposable
{
    /// <summary>For <c>--database</c>.</summary>
    string Url { get; }

    /// <summary>Makes it, empty, where furrow would not.</summary>
    Task CreateAsync();

    /// <summary>Makes it as another one is, which nobody may use meanwhile.</summary>
    Task CopyAsync(IFireDatabase origin);

    /// <summary>Whether history says that a migration stopped half-way.</summary>
    Task<bool> IsHalfDoneAsync();

    /// <summary>Whether anything was written yet: furrow's own tables are the first.</summary>
    Task<bool> HasStartedAsync();

    /// <summary>
    /// Everything that has to be equal whatever happened on the way: tables, rows, and what the histories say is in
    /// force.
    /// </summary>
    Task<string> ReadStateAsync();

    /// <summary>The user's rows.</summary>
    Task<string> ReadRowsAsync();

    /// <summary>How many seeds the history says are in force.</summary>
    Task<long> CountSeedsInForceAsync();

    /// <summary>
    /// How many successful rows the histories hold: one a migration and one a seed when the work was done once.
    /// </summary>
    Task<long> CountHistoryAsync();
}
