using Furrow.Data.Cells;
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

    public override IReadOnlyList<BulkSample> BulkSamples =>
    [
        new("INTEGER", BulkSample.Of(CellKind.Boolean), [true, false], ["1", "0"]),
        new("INTEGER", BulkSample.Of(CellKind.Decimal), [5.00m, -1m], ["5", "-1"]),
        new("BLOB", BulkSample.Of(CellKind.Text), [@"\x00ff", "text", ""], [@"\x00ff", "text", ""]),
        new("DECIMAL(30,20)", BulkSample.Of(CellKind.Decimal), [1234567.8901234m, 1e-20m],
            ["1234567.8901234", "0.00000000000000000001"]),
        new("INTERVAL", BulkSample.Of(CellKind.Interval), [new IntervalValue(14, -3, 5)],
            ["1 year 2 mons -3 days +00:00:00.000005"]),
        new("TIMETZ", BulkSample.Of(CellKind.Time), [27_000L * 1_000_000], ["07:30:00Z"]),
        new("", BulkSample.Of(CellKind.Text), ["", "007"], ["", "007"]),
        new("TEXT", BulkSample.Of(CellKind.List, CellKind.Integer), [new object?[] { 1, null }], ["[1,null]"]),
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
