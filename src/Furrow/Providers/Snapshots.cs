using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>
/// Stores whole databases, furrow's own tables included, and puts stored ones in the place of a database. What a
/// snapshot is called, what is written beside it and who may do this is not known here.
/// </summary>
public interface ISnapshotWork
{
    /// <summary>How the name of a stored database ends: <c>.dump</c>, <c>.sqlite</c>.</summary>
    string FileEnding { get; }

    /// <summary>
    /// Writes the database as it is at one moment, while others go on writing. What a failure leaves behind is the
    /// caller's to delete.
    /// </summary>
    /// <exception cref="Errors.FurrowException">
    /// No client program that fits the server, no space, no right to read everything: all that was found, at once.
    /// </exception>
    Task<StoredDatabase> StoreAsync(StoreRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Everything that stands in the way of a restore, all at once and before anything is touched: errors that refuse
    /// it and remarks that do not. Empty where nothing does.
    /// </summary>
    Task<ImmutableArray<RestoreObstacle>> InspectAsync(RestoreRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Builds the stored database where nobody sees it: beside the database it is for or, where that cannot be, inside
    /// one open transaction of it. Drops first what killed restores left behind.
    /// </summary>
    Task<IRestoration> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// What the last restore replaced and <see cref="UndoAsync"/> would bring back; null for nothing.
    /// </summary>
    Task<PreviousDatabase?> FindPreviousAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Begins to bring back what the last restore replaced, with the same care: it is the database, all at once, when
    /// the restoration commits, and what it replaces is then the previous one.
    /// </summary>
    Task<IRestoration> UndoAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The databases that <see cref="StoreRequest.IsLocal"/> made of this one and that are still there.
    /// </summary>
    Task<ImmutableArray<string>> ListLocalAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Drops one of them, when the server has ended what a killed command had begun there; nothing where it is gone.
    /// </summary>
    Task DropLocalAsync(string place, CancellationToken cancellationToken);
}

/// <summary>What to store, and where.</summary>
public sealed record StoreRequest
{
    /// <summary>
    /// The file to write, which does not exist yet, in a folder that does. A provider may make it a directory.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>
    /// Whether the server is to copy the database for itself instead; then no file is written and
    /// <see cref="StoredDatabase.Place"/> says where it is.
    /// </summary>
    public bool IsLocal { get; init; }

    /// <summary>
    /// Hears the name of the server's copy before there is one, so that what a killed command leaves can be found.
    /// </summary>
    public Action<string> Reserve { get; init; } = _ => { };

    /// <summary>The tables whose rows are left out; their definitions are not.</summary>
    public ImmutableArray<ObjectName> WithoutRows { get; init; } = [];

    /// <summary>
    /// Is given a session that sees exactly what is stored, to count and to hash; runs beside the writing where the
    /// provider can. It only reads.
    /// </summary>
    public required Func<ISession, CancellationToken, Task> Look { get; init; }

    /// <summary>Told of bytes written so far; may be called from any thread.</summary>
    public IProgress<long>? Progress { get; init; }
}

/// <summary>What was stored.</summary>
/// <param name="Place">The path written, or the name of the server's copy.</param>
/// <param name="ClientVersion">The version of the program or library that wrote it.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record StoredDatabase(string Place, string ClientVersion, long SizeBytes);

/// <summary>What to restore, and how.</summary>
public sealed record RestoreRequest
{
    /// <summary>The stored database: <see cref="StoredDatabase.Place"/>.</summary>
    public required string Place { get; init; }

    /// <summary>Whether <see cref="Place"/> is a copy that the server keeps, not a file.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The server that it was stored from, as its metadata says.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The extensions that it needs, as its metadata says.</summary>
    public ImmutableArray<Extension> Extensions { get; init; } = [];

    /// <summary>How many connections load it, 1–32. Default: as many as there are processors, at most 4.</summary>
    public int Jobs { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Whether owners and rights of roles that are missing here are left out.</summary>
    public bool WithoutPrivileges { get; init; }

    /// <summary>Whether the database was made for this restore: then nothing that it replaces is kept.</summary>
    public bool IsNew { get; init; }

    /// <summary>Bytes of the stored database, for what it needs of free space.</summary>
    public long SizeBytes { get; init; }

    /// <summary>
    /// A folder for files that live as long as the restore, and for the stored database that a restore in place
    /// replaced: it stays there, under a name that begins with <c>previous-</c>, for
    /// <see cref="ISnapshotWork.UndoAsync"/>.
    /// </summary>
    public required string ScratchFolder { get; init; }
}

/// <summary>One thing in the way of a restore.</summary>
/// <param name="Name">What was looked at: <c>extensions</c>, <c>sessions</c>.</param>
/// <param name="IsFatal">Whether it refuses the restore; otherwise it is only said.</param>
/// <param name="Found">What was found, as a sentence.</param>
/// <param name="Remedy">What to do about it; null where nothing needs doing.</param>
public sealed record RestoreObstacle(string Name, bool IsFatal, string Found, string? Remedy);

/// <summary>
/// A database that is complete and that nobody sees yet. Disposing it without <see cref="CommitAsync"/> removes it: the
/// old one is there as it was.
/// </summary>
public interface IRestoration : IAsyncDisposable
{
    /// <summary>
    /// A session that sees the new database: to verify it and to write furrow's own tables in it. Not to be disposed.
    /// </summary>
    ISession Session { get; }

    /// <summary>The new database, for those who need more than its session.</summary>
    IDatabase Database { get; }

    /// <summary>
    /// Whether <see cref="Session"/> works inside the database that is being replaced, in the one transaction that
    /// replaces it: then it has no transactions of its own. What was there is kept as a file in
    /// <see cref="RestoreRequest.ScratchFolder"/>.
    /// </summary>
    bool IsInPlace { get; }

    /// <summary>
    /// Gives it the old one's rights and settings and puts it in its place, all at once, ending the sessions of others.
    /// What was there is kept for <see cref="ISnapshotWork.UndoAsync"/>. All sessions of the database, those of the
    /// caller too, are gone afterwards, but for a restoration in place.
    /// </summary>
    Task<Replaced> CommitAsync(CancellationToken cancellationToken);
}

/// <summary>How a restoration ended.</summary>
/// <param name="Previous">
/// What is kept for undoing it; null where there was no database before, or nothing is kept.
/// </param>
/// <param name="EndedSessions">How many sessions of others were ended.</param>
public sealed record Replaced(PreviousDatabase? Previous, int EndedSessions);

/// <summary>A database that was replaced and is kept.</summary>
/// <param name="Place">Its name on the server, or its file.</param>
/// <param name="ReplacedAt">When it was replaced, UTC; null where that is not known.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record PreviousDatabase(string Place, DateTimeOffset? ReplacedAt, long SizeBytes);
