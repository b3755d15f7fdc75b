using Furrow.Providers;
using Furrow.Schema;
using Furrow.Specification;

namespace Furrow.Sqlite.Tests;

/// <summary>A database file in a new folder.</summary>
internal sealed class SqliteHarness : ProviderHarness
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("furrow-sqlite-");

    public SqliteHarness(TimeSpan? connectWait = null) => Database = Open("app.db", connectWait);

    public override IDatabase Database { get; }

    public override string Schema => "main";

    public string Folder => _folder.FullName;

    public string File => Database.Reference.ConnectionString;

    public override SqlFragments Sql { get; } = new()
    {
        IdentityColumn = "INTEGER PRIMARY KEY",
        BytesType = "BLOB",
        TimestampTzType = "TIMESTAMPTZ",
        JsonType = "JSON",
        ArrayValues = ["[]", """["a","b c",null]"""],
    };

    public override IReadOnlyList<TypeSample> TypeSamples =>
    [
        .. TypeSample.Shared(Sql),
        new(TypeKind.TimeTz, "TIMETZ", ["07:30:00Z"]),
        new(TypeKind.Interval, "INTERVAL", ["P1DT2H"]),
        new(TypeKind.Other, "", ["", "text", "007"]),
        new(TypeKind.Other, "SOMETHING", ["text", ""]),
        new(TypeKind.Numeric, "DECIMAL(10,2)", ["12.34", "-0.5"]),
    ];

    public override IReadOnlyList<TypeKind> AbsentKinds =>
    [
        TypeKind.Int16, TypeKind.Int32, TypeKind.Float32, TypeKind.Character, TypeKind.Enum, TypeKind.Composite,
        TypeKind.Range,
    ];

    public IDatabase Open(string file, TimeSpan? connectWait = null)
    {
        string path = Path.Combine(Folder, file);
        DatabaseReference reference = new()
        {
            Provider = "sqlite",
            ConnectionString = path,
            DatabaseName = Path.GetFileName(path),
            Display = "sqlite:" + path,
            IsLocal = true,
        };
        return new SqliteProvider().Open(
            reference, new DatabaseOptions { ConnectWait = connectWait ?? TimeSpan.FromSeconds(30) });
    }

    public override Task<bool> IsUntouchedAsync() =>
        Task.FromResult(Directory.GetFileSystemEntries(Folder).Length == 0);

    public override ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
