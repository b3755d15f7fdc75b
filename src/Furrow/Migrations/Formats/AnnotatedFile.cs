using System.Collections.Immutable;

namespace Furrow.Migrations.Formats;

/// <summary>Something wrong in a line of a file.</summary>
internal sealed record LineProblem(int Line, string Text);

/// <summary>A file whose comment lines say which part of it goes up and which down.</summary>
internal sealed record AnnotatedFile
{
    /// <summary>What applies the migration: the file's lines, those of other parts being empty.</summary>
    public required string Up { get; init; }

    /// <summary>What takes it back, likewise; null where no part says so.</summary>
    public string? Down { get; init; }

    /// <summary>The up part alone, as it stands there: what the checksum is of.</summary>
    public required string UpContent { get; init; }

    /// <summary>What the file says about the transaction of the way up.</summary>
    public MigrationTransaction UpTransaction { get; init; }

    /// <summary>What the file says about the transaction of the way down.</summary>
    public MigrationTransaction DownTransaction { get; init; }

    /// <summary>What cannot be understood; the rest is then a best guess.</summary>
    public required ImmutableArray<LineProblem> Problems { get; init; }

    /// <summary>Cuts a file at its marks.</summary>
    /// <param name="lines">The file's lines as they stand there.</param>
    /// <param name="up">The index of the line that begins the up part; behind the last where there is none.</param>
    /// <param name="down">The index of the line that begins the down part; behind the last where there is none.</param>
    /// <param name="script">The lines as they are to run; null where that is how they stand there.</param>
    public static AnnotatedFile Cut(string[] lines, int up, int down, string[]? script = null)
    {
        script ??= lines;

        // What stands before the up part is comments: a directive among them is for both ways.
        return new AnnotatedFile
        {
            Up = Keep(script, at => at < down),
            Down = down < lines.Length ? Keep(script, at => at < up || at >= down) : null,
            UpContent = up < down ? string.Join('\n', lines[(up + 1)..down]).Trim() : "",
            Problems = [],
        };
    }

    private static string Keep(string[] lines, Func<int, bool> isKept) =>
        string.Join('\n', lines.Select((line, at) => isKept(at) ? line : ""));
}
