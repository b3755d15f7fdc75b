using System.Collections.Immutable;
using Furrow.Schema;

namespace Furrow.Providers;

/// <summary>
/// Where the rows of an export come from. A database's own are of one moment: they are read in a transaction that
/// <see cref="TransactionRequest.IsRepeatable"/>.
/// </summary>
public interface IRowSource
{
    /// <summary>How the database's own shell is told to take a file exactly as it is written.</summary>
    ScriptFrame Script { get; }

    /// <summary>
    /// Writes rows as COPY text in UTF-8: fields between tabs, <c>\N</c> for NULL, one line a row, no end marker.
    /// Values are in the database's own text form or in canonical text. Returns how many rows there were.
    /// </summary>
    Task<long> WriteRowsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken);

    /// <summary>Writes rows as what the database's own shell loads, statements and all; returns their number.</summary>
    Task<long> WriteStatementsAsync(RowSelection rows, Stream target, CancellationToken cancellationToken);

    /// <summary>What has to be done before and after loading rows.</summary>
    Task<LoadFrame> ReadFrameAsync(LoadFrameRequest request, CancellationToken cancellationToken);

    /// <summary>
    /// Where what numbers rows stands: sequences, on SQLite AUTOINCREMENT's numbers by their table.
    /// </summary>
    /// <param name="tables">Only of these tables; null for all there is.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<ImmutableArray<SequenceValue>> ReadNumberingAsync(
        IReadOnlyList<Table>? tables, CancellationToken cancellationToken);

    /// <summary>The statements that set numbering exactly.</summary>
    ImmutableArray<string> SetNumbering(IReadOnlyList<SequenceValue> numbering);

    /// <summary>The definitions as a script.</summary>
    Task<SchemaScript> ReadSchemaScriptAsync(SchemaScriptRequest request, CancellationToken cancellationToken);

    /// <summary>Writes statements that make the large objects; returns how many there are.</summary>
    Task<long> WriteLargeObjectsAsync(Stream target, CancellationToken cancellationToken);
}

/// <summary>
/// What moving whole tables between databases and files needs of a session. Belongs into a transaction that
/// <see cref="TransactionRequest.IsRepeatable"/>: everything read is then of one moment.
/// </summary>
public interface ITransferWork : IRowSource
{
    /// <summary>
    /// Begins to read: nobody changes the definitions of these tables until the transaction ends, and values are
    /// written in one text form whatever the session's settings.
    /// </summary>
    Task PrepareAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken);

    /// <summary>About how many bytes the rows of tables take as text.</summary>
    Task<long> EstimateBytesAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken);

    /// <summary>
    /// Writes rows that are not the database's own as what its shell loads, statements and all.
    /// </summary>
    /// <param name="rows">The table and the columns; projections are not looked at.</param>
    /// <param name="write">Writes the rows as COPY text in canonical text and returns their number.</param>
    /// <param name="target">Where the statements go.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<long> WriteStatementsAsync(
        RowSelection rows,
        Func<Stream, CancellationToken, Task<long>> write,
        Stream target,
        CancellationToken cancellationToken);

    /// <summary>
    /// Loads rows of COPY text, in as few statements as can be, and returns their number. Cells are in canonical text
    /// or in this database's own text form. Projections are not looked at.
    /// </summary>
    Task<long> LoadRowsAsync(RowSelection rows, Stream source, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to run a script in the open transaction, of which no key stands in the way before it is committed.
    /// </summary>
    Task<IScriptLoad> BeginScriptAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Moves what numbers rows of these tables past the values that are there, so that the next row does not collide;
    /// never back.
    /// </summary>
    Task RaiseNumberingAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken);

    /// <summary>
    /// Lets the planner know what tables hold now, where it does not see that by itself; those of others are passed
    /// over.
    /// </summary>
    Task RefreshStatisticsAsync(IReadOnlyList<Table> tables, CancellationToken cancellationToken);

    /// <summary>What the database holds and an export does not, each as a sentence.</summary>
    /// <param name="hasSql">Whether the export is SQL, which holds more than rows.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<ImmutableArray<string>> ReadOmissionsAsync(bool hasSql, CancellationToken cancellationToken);
}

/// <summary>A column on its way out of a database, and what becomes of its values.</summary>
/// <param name="Column">The column.</param>
/// <param name="Projection">What to write instead; null to keep the values.</param>
public sealed record ProjectedColumn(Column Column, CellProjection? Projection = null);

/// <summary>What is written instead of a column's values. A column to leave out is not selected at all.</summary>
/// <param name="Replace">
/// What a value, in the text form of its rows, becomes; null for NULL on either side. Must give the same for the same.
/// </param>
public sealed record CellProjection(Func<string?, string?> Replace)
{
    /// <summary>NULL in place of every value.</summary>
    public static CellProjection Null { get; } = new(_ => null);
}

/// <summary>Rows of one table, or of all partitions of one.</summary>
/// <param name="Table">The table, from the catalog: its own rows, without those of tables that inherit from it.</param>
/// <param name="Columns">The columns in the order of the fields, all writable.</param>
public sealed record RowSelection(Table Table, ImmutableArray<ProjectedColumn> Columns)
{
    /// <summary>Whether every value is written as it is, so that rows need not be taken apart.</summary>
    public bool KeepsAll => Columns.All(column => column.Projection is null);

    /// <summary>Every writable column as it is.</summary>
    public static RowSelection All(Table table) => new(
        table, [.. table.Columns.Where(column => column.IsWritable).Select(column => new ProjectedColumn(column))]);
}

/// <summary>How a foreign key is kept from standing in the way of a load.</summary>
public enum KeyTreatment
{
    /// <summary>Is checked at the transaction's end.</summary>
    Defer,

    /// <summary>Is made deferrable, deferred, and set back.</summary>
    MakeDeferrable,

    /// <summary>Is taken off and put back.</summary>
    DropAndRestore,

    /// <summary>Is checked with all others at the transaction's end.</summary>
    DeferAll,
}

/// <summary>A foreign key that the order of loading does not satisfy.</summary>
public sealed record TreatedKey(ObjectName Table, ForeignKey Key, KeyTreatment Treatment);

/// <summary>What is to be loaded.</summary>
/// <param name="Tables">Every table that gets rows, partitions included.</param>
/// <param name="Keys">The keys in the way.</param>
public sealed record LoadFrameRequest(ImmutableArray<Table> Tables, ImmutableArray<TreatedKey> Keys)
{
    /// <summary>
    /// Whether the rows are like anybody's: the user's triggers fire for them, and constraints hold for them that were
    /// never validated. Default false.
    /// </summary>
    public bool FiresTriggers { get; init; }

    /// <summary>
    /// Of the tables, those without rows that may be without indexes and keys while they are filled, as far as nothing
    /// but these depends on them and they can be put back as they are. None where a trigger fires. Default none.
    /// </summary>
    public ImmutableArray<Table> Detach { get; init; } = [];
}

/// <summary>An index, or a key and its index, that is taken off a table and put back.</summary>
/// <param name="Table">The table.</param>
/// <param name="Name">The name of the key, else of the index.</param>
/// <param name="IsForeignKey">Whether it is a foreign key.</param>
public sealed record DetachedKey(ObjectName Table, string Name, bool IsForeignKey);

/// <summary>
/// What goes around the rows of a load, as statements without semicolons, in one transaction: remember, before, rows,
/// after, numbering, refresh, compare. No user's trigger fires between before and after.
/// </summary>
public sealed record LoadFrame
{
    /// <summary>Keeps the definitions for <see cref="Compare"/>.</summary>
    public ImmutableArray<string> Remember { get; init; } = [];

    /// <summary>Makes way.</summary>
    public ImmutableArray<string> Before { get; init; } = [];

    /// <summary>Checks what was deferred and puts everything back.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    /// <summary>Fills what is computed from the rows.</summary>
    public ImmutableArray<string> Refresh { get; init; } = [];

    /// <summary>Fails where a definition is not as it was.</summary>
    public ImmutableArray<string> Compare { get; init; } = [];

    /// <summary>
    /// Says to a later transaction what <see cref="Remember"/> would have kept when the frame was read; only where
    /// there is something to detach.
    /// </summary>
    public ImmutableArray<string> Expect { get; init; } = [];

    /// <summary>What of <see cref="LoadFrameRequest.Detach"/> is taken off and put back.</summary>
    public ImmutableArray<DetachedKey> Detached { get; init; } = [];
}

/// <summary>What a script begins and ends with; statements without semicolons.</summary>
/// <param name="Settings">Before the transaction.</param>
/// <param name="Begin">Begins the transaction.</param>
/// <param name="Commit">Ends it.</param>
public sealed record ScriptFrame(ImmutableArray<string> Settings, string Begin, string Commit);

/// <summary>Which definitions are wanted.</summary>
/// <param name="Schema">The whole catalog.</param>
/// <param name="Tables">Only these of its tables; null for everything.</param>
public sealed record SchemaScriptRequest(DatabaseSchema Schema, ImmutableArray<ObjectName>? Tables);

/// <summary>Definitions as SQL text.</summary>
/// <param name="BeforeRows">What rows need: schemas, types, tables.</param>
/// <param name="AfterRows">What is better made when they are there: keys, indexes, triggers.</param>
public sealed record SchemaScript(string BeforeRows, string AfterRows);
