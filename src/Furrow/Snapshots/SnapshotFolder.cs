using System.Collections.Immutable;
using Furrow.Errors;

namespace Furrow.Snapshots;

/// <summary>
/// The project's snapshots as they lie in its folder. One is there when its metadata is: that is written last, and
/// deleted first.
/// </summary>
public sealed class SnapshotFolder(string directory, Func<string, string> display)
{
    /// <summary>How the name of a metadata file ends.</summary>
    public const string MetadataEnding = ".metadata.json";

    private static readonly string[] FileEndings = [".dump", ".sqlite"];

    /// <summary>The folder's full path.</summary>
    public string Directory { get; } = directory;

    /// <summary>
    /// Every snapshot, newest first, with what is wrong with it; also stored databases without metadata that nobody is
    /// writing.
    /// </summary>
    public async Task<ImmutableArray<StoredSnapshot>> ListAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            return [];
        }

        ImmutableArray<StoredSnapshot>.Builder snapshots = ImmutableArray.CreateBuilder<StoredSnapshot>();
        foreach (string name in Names())
        {
            snapshots.Add(await ReadAsync(name, cancellationToken));
        }

        return
        [
            .. snapshots.OrderByDescending(snapshot => snapshot.At)
                .ThenByDescending(snapshot => snapshot.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The snapshots' names alone, in order; reads no file.</summary>
    public IEnumerable<string> Names()
    {
        if (!System.IO.Directory.Exists(Directory))
        {
            return [];
        }

        return System.IO.Directory.EnumerateFileSystemEntries(Directory)
            .Select(path => NameOf(Path.GetFileName(path)))
            .Where(name => SnapshotName.TryParse(name) is not null && !IsUnfinished(name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    /// <summary>
    /// The snapshot of that name, which may also be given as a file's; null for the environment's latest.
    /// </summary>
    /// <exception cref="FurrowException">Code <c>snapshot.missing</c> or, for its metadata, <c>snapshot.corrupt</c>.
    /// </exception>
    public async Task<SnapshotMetadata> ChooseAsync(
        string? name, string environment, string provider, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            StoredSnapshot latest = (await ListAsync(cancellationToken)).FirstOrDefault(snapshot =>
                snapshot.Metadata is { } found && found.Environment == environment && found.Provider == provider)
                ?? throw Missing($"There is no snapshot of {environment} for {provider} in {display(Directory)}.");
            return latest.Problem is null ? latest.Metadata! : throw Unusable(latest);
        }

        string wanted = NameOf(Path.GetFileName(name));
        if (!Names().Contains(wanted, StringComparer.Ordinal))
        {
            string? nearest = NearestName.Find(wanted, Names());
            throw Missing(
                $"There is no snapshot {wanted} in {display(Directory)}.",
                nearest is null ? null : $"Did you mean {nearest}?");
        }

        StoredSnapshot snapshot = await ReadAsync(wanted, cancellationToken);
        if (snapshot.Metadata is null || snapshot.IsFileMissing)
        {
            throw Unusable(snapshot);
        }

        return snapshot.Metadata;
    }

    // Nobody is to get an older state than the one that was meant without having said so.
    private static FurrowException Unusable(StoredSnapshot snapshot) => new(
        snapshot.IsUnreadable || snapshot is { Metadata: not null, IsFileMissing: false }
            ? ErrorCode.SnapshotCorrupt
            : ErrorCode.SnapshotMissing,
        $"The snapshot {snapshot.Name} cannot be used: {snapshot.Problem}.")
    {
        Hint = "furrow snapshot list shows which are whole; name one of them, or take another.",
    };

    /// <summary>The full path of a snapshot's file; the server's name for a copy that the server keeps.</summary>
    public string PlaceOf(SnapshotMetadata metadata) => metadata.Place ?? PathOf(metadata.File!);

    /// <summary>Reads the file and holds it against its checksum.</summary>
    /// <exception cref="FurrowException">Code <c>snapshot.corrupt</c>.</exception>
    public async Task CheckAsync(SnapshotMetadata metadata, CancellationToken cancellationToken)
    {
        if (metadata.File is not { } file)
        {
            return;
        }

        string found;
        try
        {
            found = await SnapshotChecksum.OfAsync(PathOf(file), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FurrowException(ErrorCode.SnapshotMissing, $"{file} cannot be read: {e.Message}", e);
        }

        if (found != metadata.Checksum)
        {
            throw new FurrowException(
                ErrorCode.SnapshotCorrupt,
                $"{file} is damaged: its checksum is {found[..12]}…, its metadata say {metadata.Checksum?[..12]}….")
            {
                Hint = "Nothing was changed. Get the file anew, or take another snapshot: furrow snapshot list",
            };
        }
    }

    /// <summary>Keeps a snapshot from being pruned until what is returned is disposed.</summary>
    public IDisposable Use(SnapshotMetadata metadata) => new FileStream(
        PathOf(metadata.Name + MetadataEnding), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);

    /// <summary>
    /// Takes over what killed commands left behind, to be disposed one after the other, which removes it.
    /// </summary>
    public IEnumerable<SnapshotDraft> TakeLeftovers() => System.IO.Directory.Exists(Directory)
        ? System.IO.Directory.GetFiles(Directory, $".*{SnapshotDraft.MarkerEnding}")
            .Select(marker => SnapshotDraft.TryTake(Directory, marker)).OfType<SnapshotDraft>()
        : [];

    /// <summary>Begins a new snapshot.</summary>
    public SnapshotDraft Begin(SnapshotName name)
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);

            // Of two in one second the later one is a second younger: nothing is ever overwritten.
            while (true)
            {
                if (!Names().Contains(name.ToString(), StringComparer.Ordinal)
                    && SnapshotDraft.TryBegin(Directory, name) is { } draft)
                {
                    // Somebody may have finished one of this name since it was looked for.
                    if (!draft.IsComplete)
                    {
                        return draft.MakeRoom();
                    }

                    draft.Dispose();
                }

                name = name with { At = name.At.AddSeconds(1) };
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(e);
        }
    }

    /// <summary>Why no snapshot can be written here.</summary>
    public FurrowException NotWritable(Exception cause) => new(
        ErrorCode.ConfigInvalid, $"No snapshot can be written to {display(Directory)}: {cause.Message}", cause)
    {
        Hint = "Make the folder writable, or name another one: `snapshots: { path: … }` in furrow.yaml.",
    };

    /// <summary>
    /// Deletes a snapshot, but for the server's copy; null where somebody uses it. Disposing what is returned ends it:
    /// until then a killed command's rests are found.
    /// </summary>
    public SnapshotDraft? Delete(SnapshotMetadata metadata)
    {
        SnapshotDraft? draft = SnapshotDraft.TryBegin(Directory, SnapshotName.TryParse(metadata.Name)!);
        if (draft is null)
        {
            return null;
        }

        string path = PathOf(metadata.Name + MetadataEnding);
        try
        {
            using FileStream alone = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException)
        {
            draft.Dispose();
            return null;
        }

        if (metadata.Place is { } place)
        {
            draft.Reserve(place);
        }

        // What else there is of it goes with the draft, which now lacks metadata.
        File.Delete(path);
        return draft;
    }

    internal static string NameOf(string file)
    {
        string name = file.EndsWith(MetadataEnding, StringComparison.Ordinal) ? file[..^MetadataEnding.Length] : file;
        string? ending = FileEndings.FirstOrDefault(known => name.EndsWith(known, StringComparison.Ordinal));
        return ending is null ? name : name[..^ending.Length];
    }

    private bool IsUnfinished(string name) =>
        File.Exists(SnapshotDraft.MarkerPath(Directory, name)) && !File.Exists(PathOf(name + MetadataEnding));

    private async Task<StoredSnapshot> ReadAsync(string name, CancellationToken cancellationToken)
    {
        StoredSnapshot snapshot = new(name, null, SnapshotName.TryParse(name)?.At ?? default);
        string path = PathOf(name + MetadataEnding);
        try
        {
            await using FileStream stream = new(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            using MemoryStream text = new();
            await stream.CopyToAsync(text, cancellationToken);
            SnapshotMetadata metadata = SnapshotMetadataJson.Read(text.ToArray(), display(path));
            return Judge(snapshot with { Metadata = metadata, At = metadata.Timestamp }, metadata);
        }
        catch (FurrowException e)
        {
            return snapshot with { Problem = e.Message.TrimEnd('.'), IsUnreadable = true };
        }
        catch (FileNotFoundException)
        {
            return snapshot with { Problem = "its metadata are missing" };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return snapshot with { Problem = $"its metadata cannot be read: {e.Message.TrimEnd('.')}" };
        }
    }

    private StoredSnapshot Judge(StoredSnapshot snapshot, SnapshotMetadata metadata)
    {
        if (metadata.Name != snapshot.Name)
        {
            return snapshot with
            {
                Metadata = null,
                Problem = $"its metadata are those of {metadata.Name}",
                IsUnreadable = true,
            };
        }

        if (metadata.File is not { } file)
        {
            return snapshot;
        }

        string path = PathOf(file);
        if (!File.Exists(path) && !System.IO.Directory.Exists(path))
        {
            return snapshot with { Problem = $"{file} is missing", IsFileMissing = true };
        }

        long size = SnapshotChecksum.SizeOf(path);
        return size == metadata.SizeBytes ? snapshot : snapshot with
        {
            Problem = $"{file} has {size} bytes, its metadata say {metadata.SizeBytes}",
        };
    }

    // Names come from a file that anybody may have written; none leads out of the folder.
    private string PathOf(string file) => Path.Combine(Directory, Path.GetFileName(file));

    private static FurrowException Missing(string message, string? hint = null) =>
        new(ErrorCode.SnapshotMissing, message)
        {
            Hint = hint ?? "Take one: furrow snapshot create",
        };
}

/// <summary>A snapshot as it lies in the folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Metadata">What its metadata say; null where they are missing or unreadable.</param>
/// <param name="At">When it was taken.</param>
public sealed record StoredSnapshot(string Name, SnapshotMetadata? Metadata, DateTimeOffset At)
{
    /// <summary>What is wrong with it, as the end of a sentence; null for nothing.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the metadata are there and cannot be understood.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>Whether the stored database itself is gone.</summary>
    public bool IsFileMissing { get; init; }
}
