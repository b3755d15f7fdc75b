using Furrow.Errors;
using Microsoft.Data.Sqlite;

namespace Furrow.Sqlite.Opening;

/// <summary>Where a database's file is, and what lies beside it.</summary>
internal sealed record DatabaseFile(string Path)
{
    private const int HeaderLength = 20;
    private const int WriteVersionOffset = 18;
    private const byte WriteVersionOfWal = 2;

    /// <summary>The file itself: two links to one database share its lock, as they share its journal.</summary>
    public string RealPath => new FileInfo(Path).LinkTarget is null
        ? System.IO.Path.GetFullPath(Path)
        : File.ResolveLinkTarget(Path, returnFinalTarget: true)!.FullName;

    public string Folder => System.IO.Path.GetDirectoryName(RealPath) ?? System.IO.Path.GetPathRoot(RealPath)!;

    /// <summary>The folder, or the nearest one above it that is there.</summary>
    public string NearestFolder
    {
        get
        {
            string? folder = Folder;
            while (folder is not null && !Directory.Exists(folder))
            {
                folder = System.IO.Path.GetDirectoryName(folder);
            }

            return folder ?? System.IO.Path.GetPathRoot(RealPath)!;
        }
    }

    public string LockPath => RealPath + ".furrow-lock";

    public string WalPath => RealPath + "-wal";

    public bool Exists => File.Exists(Path);

    /// <summary>
    /// Whether its header says write-ahead log; read from the file, because asking SQLite would make files.
    /// </summary>
    public bool IsWal()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        using FileStream stream = new(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength
            && header[WriteVersionOffset] == WriteVersionOfWal;
    }

    public string ConnectionString(SqliteOpenMode mode) => Build(Path, mode);

    /// <summary>
    /// For a file that nobody can be writing: no locks, no files beside it. The path becomes a URI, so that its
    /// <c>?</c>, <c>#</c> and <c>%</c> are escaped.
    /// </summary>
    public string ImmutableConnectionString()
    {
        string escaped = string.Join('/', RealPath.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return Build($"file:{escaped}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    public static string Build(string dataSource, SqliteOpenMode mode) => new SqliteConnectionStringBuilder
    {
        DataSource = dataSource,
        Mode = mode,
        Pooling = false,
        ForeignKeys = true,
    }.ToString();

    public FurrowException IsFolder() =>
        new(ErrorCode.DatabaseUnreachable, $"The database {Path} is a folder; a SQLite database is a file.")
        {
            Hint = "Name the file, for example sqlite:" + System.IO.Path.Combine(Path, "app.db") + ".",
        };
}
