using Furrow.Bench.Measuring;
using Furrow.Configuration;

namespace Furrow.Bench.Transfer;

/// <summary>The programs that write and read the files, each into a folder of its own.</summary>
internal sealed class TransferFiles
{
    // An SQL export has the rows in three files.
    private const int SqlCopies = 3;

    private readonly BenchSession _session;
    private readonly DatabaseAddress _source;
    private readonly DatabaseAddress _target;
    private readonly string _project;
    private readonly string _bare;

    public TransferFiles(BenchSession session, DatabaseAddress source, DatabaseAddress target)
    {
        (_session, _source, _target) = (session, source, target);
        _project = session.CreateDirectory("transfer");
        _bare = session.CreateDirectory("transfer-bare");
        File.WriteAllText(Path.Combine(_project, "furrow.yaml"), "name: transfer\n");
    }

    /// <summary>Furrow's export into the folder of its format.</summary>
    public Contender Export(string format) => _session.Furrow(
        ["export", "--format", format, "--out", Folder(format), "--include-sensitive", .. Common(_source)])
        .As("furrow export");

    /// <summary>psql's COPY, as many copies as furrow writes, and waiting for the disk as furrow does.</summary>
    public Contender CopyOut(string format)
    {
        string options = format == "csv" ? " (FORMAT csv, HEADER)" : "";
        string copies = string.Concat(TransferTables.Names.Select(name =>
            $" -c \"\\copy {name} TO '{FileOf(name, format)}'{options}\""));
        string files = string.Join(' ', TransferTables.Names.Select(name => $"'{FileOf(name, format)}'"));
        string more = format == "sql"
            ? string.Concat(Enumerable.Range(2, SqlCopies - 1).SelectMany(copy => TransferTables.Names.Select(name =>
                $" && cp '{FileOf(name, format)}' '{FileOf(name, format)}.{copy}'")))
            : "";
        string all = format == "sql" ? $"'{_bare}'/*.sql*" : files;
        return Shell($"psql -X -q -v ON_ERROR_STOP=1{copies}{more} && sync {all}", _source)
            .As(format == "sql" ? @"psql `\copy`, cp, sync" : @"psql `\copy`, sync");
    }

    /// <summary>Makes the tables, with their keys, in the database to import into.</summary>
    public Task MakeTargetAsync(CancellationToken cancellationToken) => Shell(
        $"psql -X -q -v ON_ERROR_STOP=1 -f '{Folder("sql")}/schema.sql'", _target).RunAsync(cancellationToken);

    /// <summary>Furrow's import of an export.</summary>
    public Contender Import(string format) => _session.Furrow(
        [
            "import", format == "sql" ? Path.Combine(Folder("sql"), "data.sql") : Folder(format), "--yes",
            .. Common(_target),
        ]).As("furrow import");

    /// <summary>psql's COPY of the bare files, in one transaction.</summary>
    public Contender CopyIn(string format)
    {
        string options = format == "csv" ? " (FORMAT csv, HEADER)" : "";
        string copies = string.Concat(TransferTables.Names.Select(name =>
            $" -c \"\\copy {name} FROM '{FileOf(name, format)}'{options}\""));
        return Shell($"psql -X -q -1 -v ON_ERROR_STOP=1{copies}", _target).As(@"psql `\copy`");
    }

    /// <summary>Furrow's import of definitions and rows.</summary>
    public Contender ImportWhole() => _session.Furrow(
        ["import", Path.Combine(Folder("sql"), "seed.sql"), "--yes", .. Common(_target)]).As("furrow import");

    /// <summary>psql of the same file.</summary>
    public Contender RestoreWhole() => Shell(
        $"psql -X -q -v ON_ERROR_STOP=1 -f '{Folder("sql")}/seed.sql'", _target).As("psql -f seed.sql");

    private string[] Common(DatabaseAddress address) =>
        ["-C", _project, "--env", "development", "--database", address.ToConnectionString(), "--json"];

    private string Folder(string format) => Path.Combine(_project, format);

    private string FileOf(string table, string format) => Path.Combine(_bare, $"{table}.{format}");

    private static ProgramRun Shell(string command, DatabaseAddress address) =>
        new("/bin/sh", "-c", command) { Variables = PostgresVariables.Of(address) };
}
