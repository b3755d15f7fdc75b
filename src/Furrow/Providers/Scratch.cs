namespace Furrow.Providers;

/// <summary>What a scratch database is made with.</summary>
/// <param name="Folder">
/// Where one that is a file is put, with the files beside it; created where it is missing. Servers keep their own.
/// </param>
public sealed record ScratchRequest(string Folder);

/// <summary>
/// A database made for one piece of work and dropped after it. Its name says that it is one, and the database or the
/// operating system knows whether its maker still lives; what a killed process left behind is dropped when the next
/// scratch database is made.
/// </summary>
public interface IScratchDatabase : IAsyncDisposable
{
    /// <summary>The database, empty at first. It is not to be disposed by whoever works with it.</summary>
    IDatabase Database { get; }

    /// <summary>
    /// Drops it, sessions and all; nothing where that is done. Disposing does the same, and gives up what it holds
    /// whether or not that goes well.
    /// </summary>
    Task DropAsync(CancellationToken cancellationToken);
}
