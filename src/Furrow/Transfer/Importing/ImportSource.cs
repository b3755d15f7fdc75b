using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>The files that a path means.</summary>
/// <param name="Definitions">What makes the tables, where that is a file of its own; null for none.</param>
/// <param name="Rows">What fills them; null where there are only definitions.</param>
internal sealed record ImportSource(ScriptSurvey? Definitions, ScriptSurvey? Rows)
{
    /// <summary>Rows in JSON or csv; null where they are SQL.</summary>
    public RowArchive? Archive { get; init; }

    // What an export folder's rows are in, the best first.
    private static readonly string[] RowFiles = [SqlExport.AdvancedFile, SqlExport.DataFile, SqlExport.SeedFile];
    private static readonly string[] OtherFormats = [JsonExport.FileName, CsvExport.ManifestFile];

    /// <summary>Finds the files and reads them to their ends, before anything is changed.</summary>
    /// <param name="path">A folder or a file; a full path.</param>
    /// <param name="display">Turns a full path into what people are shown.</param>
    /// <param name="dialect">How the database's scripts are written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="FurrowException">
    /// Code <c>usage</c>: there is nothing that can be imported; <c>import.failed</c>: a file cannot be.
    /// </exception>
    public static async Task<ImportSource> ReadAsync(
        string path, Func<string, string> display, SqlDialect dialect, CancellationToken cancellationToken)
    {
        ImportSource source = Directory.Exists(path)
            ? await ReadFolderAsync(path, display, dialect, cancellationToken)
            : Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
            ? Archived(path, display)
            : new ImportSource(null, await ReadFileAsync(path, display, dialect, cancellationToken));
        if (source.Archive is not null)
        {
            return source;
        }

        ScriptSurvey[] read = [.. ((ScriptSurvey?[])[source.Definitions, source.Rows]).OfType<ScriptSurvey>()];
        return Array.Exists(read, file => file.WritesAny)
            ? source
            : throw read[^1].File.Fault(
                $"The file neither makes nor fills a table; it begins with `{read[^1].First}`.",
                read[^1].FirstLine,
                "Expected statements such as CREATE TABLE, INSERT INTO or COPY. Correct the file, or name another.");
    }

    private static async Task<ImportSource> ReadFolderAsync(
        string folder, Func<string, string> display, SqlDialect dialect, CancellationToken cancellationToken)
    {
        string? schema = Find(folder, SqlExport.SchemaFile);
        string? rows = RowFiles.Select(name => Find(folder, name)).FirstOrDefault(found => found is not null);
        string[] others = [.. OtherFormats.Select(name => Find(folder, name)).OfType<string>()];
        if (schema is null && rows is null && others is [{ } only])
        {
            return Archived(only, display);
        }

        if (schema is null && rows is null && others.Length == 0)
        {
            throw new FurrowException(ErrorCode.Usage, $"{display(folder)} holds no export.")
            {
                Hint = $"Expected {string.Join(", ", SqlExport.FileNames.Concat(OtherFormats))}; or name the file.",
            };
        }

        if (others.Length > 0)
        {
            throw new FurrowException(
                ErrorCode.Usage, $"{display(folder)} holds exports in several formats, maybe of different times.")
            {
                Hint = $"Name the file that is meant: furrow import {display(rows ?? schema ?? others[0])}",
            };
        }

        // seed.sql makes its tables itself.
        bool isWhole = rows is not null && Path.GetFileName(rows) == SqlExport.SeedFile;
        return new ImportSource(
            schema is null || isWhole ? null : await ReadFileAsync(schema, display, dialect, cancellationToken),
            rows is null ? null : await ReadFileAsync(rows, display, dialect, cancellationToken));
    }

    private static Task<ScriptSurvey> ReadFileAsync(
        string path, Func<string, string> display, SqlDialect dialect, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FurrowException(ErrorCode.Usage, $"There is no file or folder {display(path)} to import.")
            {
                Hint = "Name a folder that `furrow export` has written, or a .sql file.",
            };
        }

        return Path.GetExtension(path).Equals(".sql", StringComparison.OrdinalIgnoreCase)
            ? ScriptSurvey.ReadAsync(new ImportFile(path, display(path)), dialect, cancellationToken)
            : throw NotSql(display(path));
    }

    private static ImportSource Archived(string path, Func<string, string> display) =>
        new(null, null) { Archive = RowArchive.Read(new ImportFile(path, display(path))) };

    private static string? Find(string folder, string name)
    {
        string path = Path.Combine(folder, name);
        return File.Exists(path) ? path : null;
    }

    private static FurrowException NotSql(string shown) => new(
        ErrorCode.Usage, $"{shown} is neither an SQL file nor seed_data.json nor a manifest.json.")
    {
        Hint = "Of csv files name the folder, or its manifest.json.",
    };
}
