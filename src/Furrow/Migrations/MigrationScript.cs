using Furrow.Data;

namespace Furrow.Migrations;

/// <summary>What a migration's file, or its place in the file, says about the transaction around it.</summary>
public enum MigrationTransaction
{
    /// <summary>Nothing: in a transaction unless a statement cannot run in one.</summary>
    WherePossible,

    /// <summary>It has to run in a transaction.</summary>
    Required,

    /// <summary>It has to run outside of one, statement by statement.</summary>
    None,
}

/// <summary>One direction of a migration: a file, or a part of one.</summary>
public sealed class MigrationScript
{
    private readonly string? _text;

    /// <summary>A script whose text is known.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="text">
    /// The text. Of a part of a file: the whole file's lines, those of other parts being empty, so that a line's number
    /// is that in the file.
    /// </param>
    /// <param name="transaction">What the file says about the transaction.</param>
    public MigrationScript(string path, string text, MigrationTransaction transaction)
        : this(path, transaction) => _text = text;

    /// <summary>A script that is read when it is needed.</summary>
    /// <param name="path">The file's full path.</param>
    /// <param name="transaction">What the file says about the transaction.</param>
    public MigrationScript(string path, MigrationTransaction transaction)
    {
        Path = path;
        Transaction = transaction;
    }

    /// <summary>The file's full path.</summary>
    public string Path { get; }

    /// <summary>What the file's name or format says about the transaction.</summary>
    public MigrationTransaction Transaction { get; }

    /// <summary>
    /// What makes the script of a file that is read when it is needed: it keeps the lines, and may throw.
    /// </summary>
    internal Func<string, string>? Prepare { get; init; }

    /// <summary>The text, read from the file where it was not yet.</summary>
    public async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        if (_text is not null)
        {
            return _text;
        }

        string text = await TextFile.ReadAsync(Path, cancellationToken);
        return Prepare is null ? text : Prepare(text);
    }
}
