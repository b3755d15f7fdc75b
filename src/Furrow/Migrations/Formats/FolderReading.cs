using Furrow.Data;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Migrations.Formats;

/// <summary>One reading of a migrations folder: what it is read for, and what was found wrong so far.</summary>
/// <param name="source">Which migrations are wanted.</param>
internal sealed class FolderReading(MigrationSource source)
{
    /// <summary>Which migrations are wanted.</summary>
    public MigrationSource Source => source;

    /// <summary>What was found wrong so far.</summary>
    public FolderProblems Problems { get; } = new(source.Display);

    /// <summary>Whether a file with this dialect suffix is for the database at hand.</summary>
    public bool IsOurs(string? dialect) =>
        dialect is null || source.Dialects.Contains(dialect, StringComparer.OrdinalIgnoreCase);

    /// <summary>A file's text; null, and reported, where it cannot be read.</summary>
    public async Task<string?> ReadTextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await TextFile.ReadAsync(path, cancellationToken);
        }
        catch (Exception e) when (TextFile.IsUnreadable(e))
        {
            Problems.Report(path, $"cannot be read: {e.Message}");
            return null;
        }
    }

    /// <summary>Reads a migration whose ways are files of their own; null, and reported, where it cannot be.</summary>
    public async Task<MigrationFile?> ReadAsync(WholeFiles files, CancellationToken cancellationToken)
    {
        if (await ReadTextAsync(files.Up.Path, cancellationToken) is not { } text)
        {
            return null;
        }

        ReportPlaceholders(files.Up.Path, text, files.Up.MayFillPlaceholders);
        bool isRequired = IsTransactionRequired(files.Up.Path, text, files.Up.Transaction);
        MigrationScript up = new(files.Up.Path, SplitMarkers.Apply(text), Stricter(files.Up.Transaction, isRequired));
        MigrationScript? down = files.Down is null
            ? null
            : new MigrationScript(files.Down.Path, Stricter(files.Down.Transaction, isRequired))
            {
                Prepare = script => PrepareDown(files.Down, script),
            };
        return new MigrationFile(files.Name.Version, files.Name.Name, up, down, TextChecksum.Of(text));
    }

    /// <summary>Reads a migration whose ways are parts of one file.</summary>
    public MigrationFile Read(MigrationFileName name, string path, string text, AnnotatedFile parts)
    {
        foreach (LineProblem problem in parts.Problems)
        {
            Problems.Report(path, problem.Text, problem.Line);
        }

        ReportPlaceholders(path, parts.Up, inQuotes: false);
        ReportPlaceholders(path, parts.Down ?? "", inQuotes: false);
        bool isRequired = IsTransactionRequired(path, text, parts.UpTransaction);
        return new MigrationFile(
            name.Version,
            name.Name,
            new MigrationScript(path, parts.Up, Stricter(parts.UpTransaction, isRequired)),
            parts.Down is null
                ? null
                : new MigrationScript(path, parts.Down, Stricter(parts.DownTransaction, isRequired)),
            TextChecksum.Of(parts.UpContent));
    }

    /// <summary>Reports what another tool would have replaced.</summary>
    public void ReportPlaceholders(string path, string text, bool inQuotes)
    {
        IReadOnlyList<Placeholder> found = UnresolvedPlaceholders.Find(text, source.Sql, inQuotes);
        if (found.Count > 0)
        {
            Problems.Report(path, Describe(found), found[0].Line);
        }
    }

    private string PrepareDown(WholeFile file, string text)
    {
        IReadOnlyList<Placeholder> found = UnresolvedPlaceholders.Find(text, source.Sql, file.MayFillPlaceholders);
        return found.Count == 0 ? SplitMarkers.Apply(text) : throw new FurrowException(
            ErrorCode.ConfigInvalid, $"{source.Display(file.Path)}:{found[0].Line}: {Describe(found)}")
        {
            File = source.Display(file.Path),
            Line = found[0].Line,
            Hint = "Write the values out.",
        };
    }

    private bool IsTransactionRequired(string path, string text, MigrationTransaction said)
    {
        bool isRequired = LeadingComments.Read(text, "--").Any(
            comment => comment.Key == "furrow" && comment.Value == "transaction");
        if (isRequired && said == MigrationTransaction.None)
        {
            Problems.Report(path, "`-- furrow: transaction` in a migration that is marked to run outside of one.");
        }

        return isRequired;
    }

    private static MigrationTransaction Stricter(MigrationTransaction said, bool isRequired) =>
        isRequired && said == MigrationTransaction.WherePossible ? MigrationTransaction.Required : said;

    private static string Describe(IReadOnlyList<Placeholder> found) =>
        $"holds {string.Join(", ", found.Select(placeholder => placeholder.Text))}; furrow fills in no placeholders.";
}
