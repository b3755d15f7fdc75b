using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>
/// Keeps what one transaction writes, so that it can be put back later. Begun before the first statement of the work in
/// a transaction that <see cref="TransactionRequest.IsRepeatable"/>, and of use only there.
/// </summary>
public interface IChangeCapture : IAsyncDisposable
{
    /// <summary>Lets deferred checks and triggers run now, so that what they write is part of the work.</summary>
    Task SettleAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Writes what changed since into <c>seed_changes</c>, as belonging to a row of the seed history. Returns why it
    /// could not be kept, as the end of a sentence; null where it was. The work goes on in either case.
    /// </summary>
    /// <param name="historyId">The row in the seed history.</param>
    /// <param name="written">How many rows the work wrote per table.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<string?> StoreAsync(long historyId, ChangeCounts written, CancellationToken cancellationToken);
}

/// <summary>What a transaction may write to be kept. More is refused at rollback, not at writing.</summary>
public static class CaptureLimits
{
    /// <summary>The most rows written.</summary>
    public const int RowCountMax = 50_000;

    /// <summary>The most that is kept of them, in bytes.</summary>
    public const int KeptBytesMax = 16 << 20;

    /// <summary>Why more rows are not kept.</summary>
    public static string TooManyRows { get; } =
        FormattableString.Invariant($"it wrote more than {RowCountMax:N0} rows");

    /// <summary>Why more bytes are not kept.</summary>
    public static string TooManyBytes { get; } =
        FormattableString.Invariant($"what it wrote takes more than {KeptBytesMax >> 20} MB to keep");

    /// <summary>Why a change of definitions is not kept.</summary>
    public const string Definitions = "it truncates tables or changes definitions";
}

/// <summary>What putting back came to.</summary>
/// <param name="Tables">Rows that it wrote per table, if nothing stood in the way.</param>
/// <param name="Obstacles">What stood in the way; then nothing was written.</param>
public sealed record UndoResult(ImmutableArray<TableChanges> Tables, ImmutableArray<UndoObstacle> Obstacles)
{
    /// <summary>
    /// What was written, unless something else was written with it than what was meant: by a foreign key that deletes
    /// or empties what refers to a row. Then the transaction has to be rolled back.
    /// </summary>
    public static UndoResult Of(ChangeCounts meant, ChangeCounts written)
    {
        ImmutableArray<TableChanges> more = written.Since(meant).Tables;
        ImmutableArray<UndoObstacle> obstacles =
        [
            .. more.Select(changes => UndoObstacle.Others(
                changes.Table, changes.Inserted + changes.Updated + changes.Deleted)),
        ];
        return obstacles.IsEmpty ? new UndoResult(meant.Tables, []) : new UndoResult([], obstacles);
    }
}

/// <summary>
/// Why the rows of a table cannot be put back: how many, and what about them, as the end of a sentence.
/// </summary>
public sealed record UndoObstacle(ObjectName Table, string Reason)
{
    /// <summary>Rows were changed since.</summary>
    public static UndoObstacle Changed(ObjectName table, long rows) => new(table, rows == 1
        ? "1 row that it wrote was changed since"
        : FormattableString.Invariant($"{rows} rows that it wrote were changed since"));

    /// <summary>Other rows would be changed with it.</summary>
    public static UndoObstacle Others(ObjectName table, long rows) => new(table, rows == 1
        ? "1 row that it did not write refers to what it wrote and would be changed or deleted with it"
        : FormattableString.Invariant(
            $"{rows} rows that it did not write refer to what it wrote and would be changed or deleted with it"));
}
