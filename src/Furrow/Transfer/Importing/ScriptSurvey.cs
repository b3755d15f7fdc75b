using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Furrow.Errors;
using Furrow.Sql;

namespace Furrow.Transfer.Importing;

/// <summary>A file to import.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Display">The path as people are shown it.</param>
internal sealed record ImportFile(string Path, string Display)
{
    /// <summary>Opens it for reading from beginning to end.</summary>
    /// <exception cref="FurrowException">Code <c>import.failed</c>: it cannot be read.</exception>
    public FileStream Open()
    {
        try
        {
            return new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = FileShare.Read,
                Options = FileOptions.SequentialScan,
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault($"The file cannot be read: {e.Message}", line: null);
        }
    }

    /// <summary>An error at a place of the file.</summary>
    public FurrowException Fault(string message, int? line, string? hint = null) =>
        new(ErrorCode.ImportFailed, message) { File = Display, Line = line, Hint = hint };
}

/// <summary>What a script says before any of it runs.</summary>
/// <param name="File">The file.</param>
/// <param name="Tables">The tables that it writes, each use once, in the order of the file.</param>
/// <param name="Counts">How many rows it says that its tables have, by name; null where it does not say.</param>
internal sealed record ScriptSurvey(
    ImportFile File, ImmutableArray<WrittenTable> Tables, ImmutableSortedDictionary<string, long>? Counts)
{
    private const string Statistics = "\n-- Rows: ";
    private const int ShownCharsMax = 80;

    /// <summary>The line of the first statement.</summary>
    public required int FirstLine { get; init; }

    /// <summary>The first statement, without its values.</summary>
    public required string First { get; init; }

    /// <summary>Whether it makes or fills any table.</summary>
    public bool WritesAny => Tables.Any(table => table.Use != TableUse.Change);

    /// <summary>Reads a whole script, keeping nothing of it.</summary>
    /// <exception cref="FurrowException">
    /// Code <c>import.failed</c>: it cannot be read, is empty or cut off, is another database's, or holds what only a
    /// shell understands.
    /// </exception>
    public static async Task<ScriptSurvey> ReadAsync(
        ImportFile file, SqlDialect dialect, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.Open();
        ScriptLines lines = new(stream);
        ScriptCutter pieces = new(lines, dialect);
        List<WrittenTable> tables = [];
        HashSet<WrittenTable> known = [];
        SqlStatement? open = null;
        ScriptPiece? last = null;
        (int Line, string Text)? first = null;
        try
        {
            while (await pieces.ReadAsync(cancellationToken) is { } piece)
            {
                RefuseForeign(file, piece, dialect);
                RefuseProblems(file, piece);
                foreach (SqlStatement statement in piece.Statements)
                {
                    first ??= (piece.LineOf(statement.Line), Shorten(statement));
                    open = Follow(file, piece, statement, open);
                    if (WrittenTable.Of(statement) is { } table && known.Add(table))
                    {
                        tables.Add(table);
                    }
                }

                if (piece.HasRows)
                {
                    await lines.ReadRowsAsync((_, _) => ValueTask.CompletedTask, cancellationToken);
                }

                last = piece;
            }
        }
        catch (Exception e) when (e is DecoderFallbackException or EndOfStreamException or IOException)
        {
            throw Unreadable(file, lines, e);
        }

        (int firstLine, string shown) = first ?? throw file.Fault(
            "The file holds no statement, so there is nothing to import.", line: null);
        return open is null
            ? new ScriptSurvey(file, [.. tables], last is null ? null : CountsOf(last))
            {
                FirstLine = firstLine,
                First = shown,
            }
            : throw file.Fault(
                "The file begins a transaction and does not end it: it is not whole.",
                line: null,
                "Export or copy it again.");
    }

    /// <summary>What is said where the text cannot be read on.</summary>
    public static FurrowException Unreadable(ImportFile file, ScriptLines lines, Exception exception) =>
        exception switch
        {
            DecoderFallbackException => file.Fault(
                "The file is not in UTF-8.", Line(lines), "Write it anew in UTF-8; for a dump: `--encoding=UTF8`."),
            EndOfStreamException => file.Fault(
                "The file ends within the rows of a COPY: it is not whole.", Line(lines), "Export or copy it again."),
            _ => file.Fault($"The file cannot be read: {exception.Message}", Line(lines)),
        };

    private static string Shorten(SqlStatement statement)
    {
        string shown = StatementText.WithoutValues(statement.Slice.Span, statement.Dialect).ReplaceLineEndings(" ");
        return shown.Length > ShownCharsMax ? shown[..ShownCharsMax] + " …" : shown;
    }

    private static int Line(ScriptLines lines) => (int)Math.Min(int.MaxValue, lines.NextLine);

    // The title that an export's files begin with says whose they are.
    private static void RefuseForeign(ImportFile file, ScriptPiece piece, SqlDialect dialect)
    {
        string other = dialect == SqlDialect.Postgres ? SqlDialect.Sqlite.Name : SqlDialect.Postgres.Name;
        int end = piece.Text.IndexOf('\n', StringComparison.Ordinal);
        ReadOnlySpan<char> title = piece.Line == 1 && end > 0 ? piece.Text.AsSpan(0, end) : [];
        if (title.StartsWith("-- ") && title.EndsWith(".") && title.Contains($" ({other} ", StringComparison.Ordinal)
            && (title.Contains("): rows, ", StringComparison.Ordinal)
                || title.Contains("): definitions", StringComparison.Ordinal)))
        {
            throw file.Fault(
                $"The file is an SQL export of a {other} database, and this is {dialect.Name}.",
                line: 1,
                "Restore it into a database of its own kind.");
        }
    }

    private static void RefuseProblems(ImportFile file, ScriptPiece piece)
    {
        Problems.Throw(
            [
                .. piece.Problems.Select(problem =>
                    file.Fault(problem.Message, piece.LineOf(problem.Position.Line), problem.Hint)),
            ],
            $"{piece.Problems.Count} places of the file are no SQL.");
    }

    // What the file says of transactions is left out, so that all of it is one.
    private static SqlStatement? Follow(ImportFile file, ScriptPiece piece, SqlStatement statement, SqlStatement? open)
    {
        switch (statement.Kind)
        {
            case SqlStatementKind.TransactionBegin:
                return statement;
            case SqlStatementKind.TransactionCommit:
                return null;
            case SqlStatementKind.TransactionRollback or SqlStatementKind.TransactionOther:
                throw file.Fault(
                    "An import is one transaction, and this statement would end it otherwise than by keeping all.",
                    piece.LineOf(statement.Line),
                    "Remove it, or what it takes back.");
            default:
                return open;
        }
    }

    private static ImmutableSortedDictionary<string, long>? CountsOf(ScriptPiece last)
    {
        int end = last.Statements is [.., { } statement] ? statement.Offset + statement.Length : 0;
        int start = last.Text.IndexOf(Statistics, end, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        ImmutableSortedDictionary<string, long>.Builder counts =
            ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (string line in last.Text[(start + 1)..].Split('\n').Skip(1))
        {
            int colon = line.LastIndexOf(": ", StringComparison.Ordinal);
            if (colon > 3 && line.StartsWith("-- ", StringComparison.Ordinal) && long.TryParse(
                line.AsSpan(colon + 2).TrimEnd('\r'), NumberStyles.None, CultureInfo.InvariantCulture, out long rows))
            {
                counts[line[3..colon]] = rows;
            }
        }

        return counts.ToImmutable();
    }
}
